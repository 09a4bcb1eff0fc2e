"""A clinic of invented people, to look around in."""
