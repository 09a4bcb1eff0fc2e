"""Coming back after days without an exercise: a little lower (R-PG6)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from steadily.guidance.amounts import share
from steadily.guidance.easing import lowest, no_more_than
from steadily.guidance.protocol import Protocol
from steadily.guidance.state import Exercise


def gap_days(exercise: Exercise, on: date) -> int | None:
    """Count the days since it was last done, or set anew since; None for one never done."""
    if exercise.done_on is None:
        return None
    since = exercise.done_on if exercise.set_on is None else max(exercise.done_on, exercise.set_on)
    return (on - since).days


def gap_key(protocol: Protocol, exercise: Exercise, on: date) -> str | None:
    """Name the number that eases a dose for a date after a gap; None without a gap."""
    days = gap_days(exercise, on)
    if days is None or days < protocol["gap_days"]:
        return None
    return "long_gap_pct" if days >= protocol["long_gap_days"] else "gap_pct"


def after_gap(protocol: Protocol, exercise: Exercise, on: date) -> Decimal:
    """Give the exact amount for a date, eased where there was a gap; never below the floor, never a rise."""
    key = gap_key(protocol, exercise, on)
    if key is None:
        return exercise.amount
    eased = max(share(exercise.amount, protocol[key]), lowest(protocol, exercise))
    return no_more_than(exercise.amount, eased)


def come_back(protocol: Protocol, exercise: Exercise, on: date) -> Exercise:
    """Carry the eased amount on from the first session back."""
    return replace(exercise, amount=after_gap(protocol, exercise, on), done_on=on)


def reaches_long_gap(protocol: Protocol, exercise: Exercise, on: date) -> bool:
    """Tell whether the plan for the next day is the first at the length of a long gap."""
    return gap_days(exercise, on + timedelta(days=1)) == protocol["long_gap_days"]
