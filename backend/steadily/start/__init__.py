"""What start.py does before the environment exists: the standard library alone, `opening` excepted."""
