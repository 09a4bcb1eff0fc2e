"""Whole lives with a plan: a seed, a temperament and a few events, and a seeded hand that writes the days.

Hypothesis draws only the few numbers of a Life, so that a life that breaks a rule shrinks to a short story.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from enum import StrEnum
from random import Random
from typing import Any

from hypothesis import strategies as st

from steadily.guidance.safety import ANY, TIERS
from steadily.guidance.terms import (
    Action,
    ActionKind,
    Activity,
    Baseline,
    Category,
    Day,
    DoseVersion,
    NotDoneReason,
    PainMode,
    Plan,
    Prescription,
    SafetyAnswer,
    Session,
    StopSymptom,
    Unit,
    Visit,
    VisitStatus,
)

STARTS_ON = date(2026, 3, 2)
DAYS = 60
FIRST = STARTS_ON - timedelta(days=7)
QUESTIONS = tuple(TIERS)
ATTENDED = list(VisitStatus).index(VisitStatus.ATTENDED)
MILDER = tuple(question for question, tier in TIERS.items() if tier > 3)


class Happening(StrEnum):
    """What may befall someone in the course of a plan."""

    VISIT = "visit"
    SORE = "sore"
    DECLARED = "declared"
    GAP = "gap"
    NO_TRAINING = "no training"
    OVERDONE = "overdone"
    STOP = "stop symptom"
    FLAG = "red flag"
    CLEAR = "clear"
    DECISION = "decision"
    LARGER = "a clinician sets a larger amount"
    HARDER = "a clinician sets a harder level on the day before a treatment"


@dataclass(frozen=True)
class Event:
    """Something that begins on a day, counted from the first, and lasts; `pick` chooses which."""

    what: Happening
    day: int
    lasts: int
    pick: int


@dataclass(frozen=True)
class Temperament:
    """How someone is and answers; the last four in percent of their days. `checks` are safety checks answered."""

    usual: int
    swing: int
    answers: int
    checks: int
    trains: int
    sore: int


@dataclass(frozen=True)
class Life:
    """All that is drawn of someone."""

    seed: int
    temperament: Temperament
    events: tuple[Event, ...]
    days: int = DAYS


@dataclass(frozen=True)
class Written:
    """A life as the rules read it."""

    plan: Plan
    visits: tuple[Visit, ...]
    actions: tuple[Action, ...]
    diary: dict[date, Day]
    last: date


def temperaments() -> st.SearchStrategy[Temperament]:
    """Draw how someone is: half are well and regular, so that their weeks are reviewed and raised."""
    well = st.builds(
        Temperament,
        usual=st.integers(1, 4),
        swing=st.integers(0, 1),
        answers=st.just(100),
        checks=st.sampled_from([100, 5, 100]),
        trains=st.just(100),
        sore=st.just(0),
    )
    anyone = st.builds(
        Temperament,
        usual=st.integers(1, 8),
        swing=st.integers(0, 2),
        answers=st.sampled_from([100, 95, 60]),
        checks=st.sampled_from([100, 90, 40, 5]),
        trains=st.sampled_from([95, 70, 40]),
        sore=st.sampled_from([2, 5, 25]),
    )
    return st.one_of(well, anyone)


def events(days: int) -> st.SearchStrategy[Event]:
    """Draw one event."""
    return st.builds(
        Event,
        what=st.sampled_from(list(Happening)),
        day=st.integers(0, days - 1),
        lasts=st.sampled_from([1, 2, 3, 5, 8, 14, 25]),
        pick=st.integers(0, 99),
    )


def lives(days: int = DAYS) -> st.SearchStrategy[Life]:
    """Draw a life."""
    happened = st.lists(events(days), max_size=7).map(tuple)
    return st.builds(Life, st.integers(0, 2**32 - 1), temperaments(), happened, st.just(days))


def write(life: Life) -> Written:
    """Write a life's days; the same life is always written the same."""
    rng = Random(life.seed)
    plan = _plan(rng)
    dates = [FIRST + timedelta(days=number) for number in range(life.days)]
    visits = {FIRST + timedelta(days=each.day): each.pick for each in _of(life, Happening.VISIT)}
    visits |= {FIRST + timedelta(days=each.day + 1): ATTENDED for each in _of(life, Happening.HARDER)}
    days = {on: _day(rng, life, plan, on) for on in dates}
    silent = {on for each in _of(life, Happening.GAP) for on in _dates(each)}
    return Written(
        plan=plan,
        visits=tuple(Visit(on, list(VisitStatus)[pick % 4], 30, pick % 2 == 0) for on, pick in visits.items()),
        actions=tuple(_actions(life, plan)),
        diary={on: day for on, day in days.items() if on not in silent},
        last=dates[-1],
    )


def _of(life: Life, what: Happening) -> list[Event]:
    return [event for event in life.events if event.what is what]


def _dates(event: Event) -> list[date]:
    return [FIRST + timedelta(days=event.day + number) for number in range(event.lasts)]


def _plan(rng: Random) -> Plan:
    categories = rng.sample(list(Category), rng.choice([1, 2, 3]))
    baselines = [None, None, Baseline(Decimal(4), Decimal(3), Decimal(2)), Baseline(Decimal(4), None, None)]
    return Plan(
        starts_on=STARTS_ON,
        prescriptions=tuple(_prescription(rng, number, each) for number, each in enumerate(categories)),
        regions=("low_back",),
        pain_mode=rng.choice([PainMode.ABSOLUTE, PainMode.ABSOLUTE, PainMode.RELATIVE]),
        baseline=rng.choice(baselines),
    )


def _prescription(rng: Random, number: int, category: Category) -> Prescription:
    amount = Decimal(rng.choice([1, 6, 10, 12]))
    maximum, per_week = amount + rng.choice([0, 1, 5, 20]), rng.choice([3, 4, 5])
    weekdays = frozenset({0, 2, 4}) if rng.random() < 0.1 else None
    version = DoseVersion(STARTS_ON, rng.choice([1, 2, 3]), 2, amount, maximum, per_week, weekdays)
    return Prescription(f"E{number}", f"E{number}", category, Unit.REPS, (version,), priority=rng.random() < 0.5)


DECISIONS: list[tuple[ActionKind, dict[str, Any]]] = [
    (ActionKind.SET_DOSE, {"v": "9"}),
    (ActionKind.SET_DOSE, {"v": "13"}),
    (ActionKind.SET_DOSE, {"v": "15"}),
    (ActionKind.SET_DOSE, {"v": "4"}),
    (ActionKind.PAUSE, {}),
    (ActionKind.RESUME, {}),
    (ActionKind.SET_LEVEL, {"level": 3, "v": "7"}),
    (ActionKind.SET_LEVEL, {"level": 1, "v": "7"}),
    (ActionKind.SET_RANGE, {"max": "9"}),
    (ActionKind.LOCK, {}),
    (ActionKind.UNLOCK, {}),
    (ActionKind.ACCEPT, {}),
    (ActionKind.SET_PAIN_MODE, {"mode": "relative"}),
    (ActionKind.SET_BASELINE, {"pain": "5", "interference": "4", "morning": "3"}),
    (ActionKind.START_FLARE, {}),
    (ActionKind.END_FLARE, {}),
    (ActionKind.END_FLARE, {"rebaseline": True}),
]


def _actions(life: Life, plan: Plan) -> Iterator[Action]:
    for event in life.events:
        at = datetime.combine(FIRST + timedelta(days=event.day), time(6), UTC)
        about = plan.prescriptions[event.lasts % len(plan.prescriptions)]
        for kind, value in _decided(event, about.versions[0]):
            yield Action(kind, at, at.date(), about.id, value)


def _decided(event: Event, dose: DoseVersion) -> Iterator[tuple[ActionKind, dict[str, Any]]]:
    if event.what is Happening.CLEAR:
        yield ActionKind.CLEAR_SAFETY, {}
    if event.what is Happening.DECISION:
        yield DECISIONS[event.pick % len(DECISIONS)]
    if event.what is Happening.LARGER:
        yield ActionKind.SET_DOSE, {"v": str(dose.amount + 1 + event.pick % 4)}
    if event.what is Happening.HARDER:
        yield ActionKind.SET_LEVEL, {"level": 3, "v": str(dose.amount)}


def _day(rng: Random, life: Life, plan: Plan, on: date) -> Day:
    self, happening = life.temperament, {each.what: each for each in life.events if on in _dates(each)}
    first = {each.what: each for each in life.events if on == _dates(each)[0]}
    up = 2 + happening[Happening.SORE].pick % 3 if Happening.SORE in happening else 0

    def score(centre: int) -> int | None:
        known = rng.randrange(100) < self.answers
        return min(10, max(0, centre + rng.randint(-self.swing, self.swing))) if known else None

    trained = [each for each in plan.prescriptions if rng.randrange(100) < self.trains]
    return Day(
        on=on,
        morning=score(max(0, self.usual - 1 + up)),
        now=score(self.usual + up),
        worst=score(self.usual + up + 1),
        interference=score(self.usual + up),
        sleep=score(5),
        flare=True if Happening.DECLARED in first else rng.choice([False, False, None]),
        activity=rng.choice([None, None, *Activity]),
        safety=_safety(rng, self, on, first.get(Happening.FLAG)),
        sessions={}
        if Happening.NO_TRAINING in happening
        else {each.id: _session(rng, self, first) for each in trained},
    )


def _safety(rng: Random, self: Temperament, on: date, flag: Event | None) -> tuple[SafetyAnswer, ...]:
    if flag is None and rng.randrange(100) >= self.checks:
        return ()
    positives = () if flag is None else _flags(flag)
    return (SafetyAnswer(datetime.combine(on, time(19), UTC), (ANY, *positives), positives),)


def _flags(flag: Event) -> tuple[str, ...]:
    """Choose among those that hold the plan, those that only caution, and two at once."""
    questions = MILDER if flag.pick % 3 == 0 else QUESTIONS
    chosen = (questions[flag.pick % len(questions)], QUESTIONS[flag.lasts])
    return chosen[: 1 + (flag.pick % 5 == 0)]


def _session(rng: Random, self: Temperament, first: dict[Happening, Event]) -> Session:
    if rng.random() < 0.05:
        return Session(Decimal(0), Decimal(10), not_done_reason=rng.choice(list(NotDoneReason)))
    sore = rng.randrange(100) < self.sore
    worst = rng.choice([5, 6, 7, 9]) if sore else rng.choice([0, 1, 2, 2])
    stopped = Happening.STOP in first
    return Session(
        done=Decimal(16 if Happening.OVERDONE in first else rng.choice([10, 10, 10, 9])),
        prescribed=Decimal(10),
        before=rng.choice([None, 1, 2]),
        during=worst if rng.randrange(100) < self.answers else None,
        after=worst if rng.randrange(100) < self.answers else None,
        settled=rng.choice([False, None]) if sore else (True if rng.randrange(100) < self.answers else None),
        two_more=rng.choice([True, True, None]),
        stop=list(StopSymptom)[first[Happening.STOP].pick % 5] if stopped else None,
    )
