"""The clinical rules as pure functions: same diary, same advice. No Django, no clock, no chance, no floats."""
