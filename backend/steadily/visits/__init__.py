"""Courses of treatment and their visits."""
