"""What a patient answers to the outcome measures."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Measured:
    """The outcome measures answered on one day.

    `peg` is the mean of its three answers, None unless all are known; `activities` the patient's own by goal, 0-10;
    `change` the patient's own word on the whole since the course began, -5 to +5.
    """

    peg: Decimal | None = None
    activities: Mapping[str, int] = field(default_factory=dict)
    change: int | None = None

    @property
    def answered(self) -> bool:
        """Whether any of them can be read."""
        return self.peg is not None or bool(self.activities) or self.change is not None
