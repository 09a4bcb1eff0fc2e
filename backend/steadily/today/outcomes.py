"""What the guidance decides about a patient, from the rows as they stand."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from steadily.guidance.evaluate import beginning, fold
from steadily.guidance.outcome import Outcome
from steadily.guidance.state import State
from steadily.guidance.terms import Plan
from steadily.people.models import Patient
from steadily.today.gather import Gathered, gather

A_DAY = timedelta(days=1)


def outcome(patient: Patient, on: date, gathered: Gathered | None = None) -> Outcome | None:
    """Decide a patient's guidance at the end of a day; None as long as no plan was ever live.

    Give `gathered` where the rows have been read already.
    """
    gathered = gathered or gather(patient, first=on)
    return None if gathered.plan is None else end_of_day(gathered, on, start_before(gathered, on))[1]


def end_of_day(gathered: Gathered, on: date, checkpoint: State | None = None) -> tuple[State, Outcome]:
    """Evaluate up to the end of a day, from the start of the diary or from a state at the end of an earlier day."""
    return fold(
        gathered.protocol,
        plan_on(gathered, on),
        gathered.visits_as_of(on),
        gathered.actions,
        gathered.diary,
        on,
        checkpoint=checkpoint,
    )


def day_by_day(gathered: Gathered, first: date, last: date) -> Iterator[tuple[State, Outcome]]:
    """Evaluate each day of a period in turn, reading each day of the diary once."""
    state = start_before(gathered, first)
    start = state or beginning(plan_on(gathered, last), gathered.diary, last)
    for on in _days(min(first, start.on + A_DAY), last):
        reached, outcome = end_of_day(gathered, on, state)
        state = reached if on > start.on else None  # days before the beginning leave nothing behind
        if on >= first:
            yield reached, outcome


def start_before(gathered: Gathered, on: date) -> State | None:
    """Give the state to go on from; None where the whole diary was read. Raises ValueError where too little was."""
    start = gathered.start
    if start is not None and start.on >= on:
        raise ValueError(f"The diary was only read from {start.on} on; {on} can't be decided from it.")
    return start


def plan_on(gathered: Gathered, on: date) -> Plan:
    """Give the plan, or where there is none an empty one from tomorrow: safety holds for everyone."""
    return gathered.plan or Plan(starts_on=on + A_DAY, prescriptions=())


def _days(first: date, last: date) -> Iterator[date]:
    for number in range((last - first).days + 1):
        yield first + number * A_DAY
