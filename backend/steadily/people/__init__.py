"""Clinics, clinicians, patients and their phones; and who may see whom."""
