"""Living a life day by day, with every day's beginning, end and answer kept for the invariants to look at."""

from __future__ import annotations

import os
import secrets
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache

from hypothesis import HealthCheck, given, seed, settings

from steadily.guidance.chart import Chart, read_chart
from steadily.guidance.evaluate import beginning, live
from steadily.guidance.outcome import NextDose, Outcome
from steadily.guidance.protocol import DEFAULT
from steadily.guidance.state import Exercise, State
from steadily.guidance.step import open_day
from steadily.guidance.terms import Action, ActionKind, Day, FlareState, SafetyState
from tests.backend.guidance.invariants.lives import Life, Written, lives, write

LIVES = int(os.environ.get("STEADILY_LONG_LIVES", "200"))
"""How many lives each invariant is tried on: 200, or 2,000 in the long form."""
RUN = secrets.randbits(32)
"""Each run draws other lives, and every invariant of a run the same ones, so that each is lived only once."""
ONE_DAY = timedelta(days=1)
CALM = FlareState.NONE


@dataclass(frozen=True)
class LivedDay:
    """One day: `began` is where each exercise stood after the clinician's orders and before the day's answers."""

    day: Day
    before: State
    began: dict[str, Exercise]
    after: State
    outcome: Outcome
    actions: tuple[Action, ...]
    treatment: bool

    @property
    def on(self) -> date:
        """The date."""
        return self.day.on

    def ended(self, name: str) -> Exercise:
        """Give where an exercise stands at the day's end."""
        return next(each for each in self.after.exercises if each.prescription == name)

    def ordered(self, *kinds: ActionKind) -> bool:
        """Tell whether a clinician ordered any of these on this date."""
        return any(action.kind in kinds for action in self.actions)


@dataclass(frozen=True)
class Lived:
    """A lived life."""

    written: Written
    chart: Chart
    days: tuple[LivedDay, ...]

    def on(self, on: date) -> LivedDay | None:
        """Find a day."""
        number = (on - self.days[0].on).days
        return self.days[number] if 0 <= number < len(self.days) else None

    def week_before(self, on: date) -> list[LivedDay]:
        """Give the seven days before a date, as far as they were lived."""
        return [each for each in self.days if on - timedelta(days=7) <= each.on < on]

    def changes(self) -> Iterator[tuple[LivedDay, Exercise, Exercise]]:
        """Go through every exercise on every day: where it began and where it ended."""
        for lived in self.days:
            for name, began in lived.began.items():
                yield lived, began, lived.ended(name)

    def doses(self) -> Iterator[tuple[LivedDay, NextDose]]:
        """Go through every dose for the next day."""
        for lived in self.days:
            for dose in lived.outcome.next:
                yield lived, dose


def live_through(written: Written) -> Lived:
    """Live every day of a life."""
    chart = read_chart(DEFAULT, written.plan, written.visits, written.actions)
    state = beginning(written.plan, written.diary, written.last)
    days = []
    while state.on < written.last:
        on = state.on + ONE_DAY
        began = open_day(chart, state, on).exercises
        after, outcome = live(chart, state, written.diary, on)
        day = written.diary.get(on, Day(on))
        days.append(LivedDay(day, state, began, after, outcome, chart.actions.get(on, ()), on in chart.sessions))
        state = after
    return Lived(written, chart, tuple(days))


@lru_cache(maxsize=LIVES + 56)
def lived_life(life: Life) -> Lived:
    """Live a life once, however many invariants look at it."""
    return live_through(write(life))


def whole_lives(test: Callable[..., None]) -> Callable[..., None]:
    """Try an invariant on many lives."""
    healthy = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.function_scoped_fixture]
    wanted = settings(max_examples=LIVES, deadline=None, suppress_health_check=healthy)
    return seed(RUN)(wanted(given(life=lives())(test)))


def turned_on(written: Written) -> date:
    """Give the date on which a clinician turns on doses in a life that begins without."""
    return written.last - timedelta(days=20)


def without_engine(written: Written, because: str) -> Written:
    """Give the same life to someone for whom doses are not worked out before a clinician turns them on."""
    on = turned_on(written)
    action = Action(ActionKind.TURN_ON_ENGINE, datetime.combine(on, time(8), UTC), on)
    return replace(written, plan=replace(written.plan, engine_off_because=because), actions=(action,))


def on_hold(lived: LivedDay) -> bool:
    """Tell whether the day ends on hold."""
    return lived.outcome.safety.state is SafetyState.HOLD
