"""A course of treatment as the rules read it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class Opened:
    """When a clinician opened a course's review to the patient: the instant, and the patient's own day of it."""

    at: datetime
    on: date


@dataclass(frozen=True, slots=True)
class Course:
    """A course of treatment; on `ended_on` and after it is no longer under way.

    `opened` is when its latest review was opened to the patient.
    """

    id: str
    ended_on: date | None = None
    opened: Opened | None = None

    def ended(self, on: date) -> bool:
        """Tell whether the course was over on a date."""
        return self.ended_on is not None and self.ended_on <= on
