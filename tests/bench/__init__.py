"""How much work things take: measured and written down, never a timed test."""
