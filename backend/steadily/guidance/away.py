"""When a patient is away from home."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Away:
    """Days away from home, the last one included."""

    first: date
    last: date

    def holds(self, on: date) -> bool:
        """Tell whether a date is among them."""
        return self.first <= on <= self.last
