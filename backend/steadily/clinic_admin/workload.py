"""How long a plan takes at home, so that no one is asked for more than they can keep up."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from math import ceil

from steadily.guidance.terms import Unit
from steadily.plans.models import Dose, Prescription

SECONDS_A_REP = 4
"""A steady repetition, there and back: an estimate for planning, shown as about so many minutes."""
COMFORTABLE = 4
"""Home exercises that most people can keep up."""


@dataclass(frozen=True)
class Workload:
    """A plan's exercises and the minutes they take on an average day."""

    exercises: int
    minutes_a_day: int

    @property
    def above_comfortable(self) -> bool:
        """Tell whether there are more exercises than most people can keep up."""
        return self.exercises > COMFORTABLE


def workload(doses: Iterable[tuple[Prescription, Dose]]) -> Workload:
    """Add up a plan's doses."""
    seconds = [_seconds(prescription, dose) * dose.per_week for prescription, dose in doses]
    return Workload(len(seconds), ceil(sum(seconds, Decimal(0)) / 7 / 60))


def _seconds(prescription: Prescription, dose: Dose) -> Decimal:
    """Estimate one session, rests between sets included."""
    one_set = dose.amount * _seconds_of_one(Unit(prescription.exercise.unit), dose.hold_s)
    sides = 2 if prescription.exercise.each_side and not prescription.side else 1
    return dose.sets * one_set * sides + (dose.sets - 1) * dose.rest_s


def _seconds_of_one(unit: Unit, hold_s: int) -> int:
    return {Unit.REPS: SECONDS_A_REP + hold_s, Unit.SECONDS: 1, Unit.MINUTES: 60}[unit]
