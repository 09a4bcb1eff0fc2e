"""The door of the guidance: the diary folded day by day, in pure functions.

The same protocol, plan, visits, actions and diary always give the same outcome, with or without a checkpoint.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta

from steadily.guidance.chart import Chart, read_chart
from steadily.guidance.outcome import Outcome
from steadily.guidance.protocol import Protocol
from steadily.guidance.state import State
from steadily.guidance.step import step
from steadily.guidance.terms import Action, Day, Plan, Visit


def evaluate(
    protocol: Protocol,
    plan: Plan,
    visits: Iterable[Visit],
    actions: Sequence[Action],
    diary: Mapping[date, Day],
    as_of: date,
    checkpoint: State | None = None,
) -> Outcome:
    """Decide everything at the end of a date. `checkpoint` is the State at the end of an earlier day."""
    return fold(protocol, plan, visits, actions, diary, as_of, checkpoint)[1]


def fold(
    protocol: Protocol,
    plan: Plan,
    visits: Iterable[Visit],
    actions: Sequence[Action],
    diary: Mapping[date, Day],
    as_of: date,
    checkpoint: State | None = None,
) -> tuple[State, Outcome]:
    """Live every day up to a date, and give the state to go on from with that date's outcome.

    Starts from the first day with any log, or from the plan's start where that is earlier. A checkpoint that is not
    before the date is left aside. With a checkpoint only its own day and later ones are read from the diary.
    """
    chart = read_chart(protocol, plan, visits, actions)
    if checkpoint is None or checkpoint.on >= as_of:
        checkpoint = beginning(plan, diary, as_of)
    state, on = checkpoint, checkpoint.on + timedelta(days=1)
    while on < as_of:
        state, _ = live(chart, state, diary, on, explained=False)
        on += timedelta(days=1)
    return live(chart, state, diary, on)


def live(
    chart: Chart, state: State, diary: Mapping[date, Day], on: date, *, explained: bool = True
) -> tuple[State, Outcome]:
    """Live one day of a diary; a day without an entry is a day without a log. Its reasons only if `explained`."""
    return step(chart, state, diary.get(on) or Day(on), diary.get(on - timedelta(days=1)), explained=explained)


def beginning(plan: Plan, diary: Mapping[date, Day], as_of: date) -> State:
    """Give the state before anything happened: the end of the day before the first one."""
    first = min([plan.starts_on, as_of, *(on for on, day in diary.items() if day.logged)])
    return State(on=first - timedelta(days=1))
