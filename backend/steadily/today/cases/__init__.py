"""Diary cases: invented diaries with what the protocol must say, played through the rows that serve patients."""
