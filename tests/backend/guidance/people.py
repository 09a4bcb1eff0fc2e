"""Invented patients and their diaries, written by a seeded hand."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from random import Random

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
CATEGORIES = list(Category)


@dataclass(frozen=True)
class Temper:
    """How a patient lives and answers."""

    usual: int
    swing: int
    answers: float
    sore: float
    flares: float
    trains: float


@dataclass(frozen=True)
class Person:
    """A patient with a plan and a diary."""

    plan: Plan
    visits: tuple[Visit, ...]
    actions: tuple[Action, ...]
    diary: dict[date, Day]

    @property
    def last_day(self) -> date:
        """The last day of the diary."""
        return max(self.diary)


def person(seed: int, days: int = 60, exercises: int = 3) -> Person:
    """Invent a patient who keeps a diary from two weeks before the plan."""
    rng = Random(seed)
    temper = Temper(
        usual=rng.choice([1, 3, 4, 5, 7, 8]),
        swing=rng.choice([0, 1, 2]),
        answers=rng.choice([0.6, 0.9, 1.0]),
        sore=rng.choice([0.03, 0.1, 0.3]),
        flares=rng.choice([0.0, 0.03, 0.1]),
        trains=rng.choice([0.3, 0.6, 0.9]),
    )
    plan = _plan(rng, exercises)
    first = STARTS_ON - timedelta(days=rng.choice([0, 6, 14]))
    dates = [first + timedelta(days=n) for n in range(days)]
    rising = _sore_spells(rng, dates)
    return Person(
        plan=plan,
        visits=_visits(rng),
        actions=tuple(_actions(rng, plan, dates)),
        diary={on: _day(rng, temper, plan, on, rising.get(on, 0)) for on in dates if rng.random() < 0.95},
    )


def _plan(rng: Random, exercises: int) -> Plan:
    prescriptions = []
    for number in range(exercises):
        amount = Decimal(rng.choice([1, 6, 8, 10, 12]))
        per_week, maximum = rng.choice([3, 5, 7]), amount + rng.choice([0, 3, 10])
        weekdays = frozenset({0, 2, 4}) if rng.random() < 0.1 else None
        version = DoseVersion(STARTS_ON, rng.choice([1, 2, 3]), 2, amount, maximum, per_week, weekdays)
        category = rng.choice(CATEGORIES)
        prescriptions.append(Prescription(f"E{number}", f"E{number}", category, Unit.REPS, (version,)))
    return Plan(
        starts_on=STARTS_ON,
        prescriptions=tuple(prescriptions),
        regions=("low_back",),
        pain_mode=rng.choice([PainMode.ABSOLUTE, PainMode.ABSOLUTE, PainMode.RELATIVE]),
        baseline=rng.choice([None, Baseline(Decimal(4), Decimal(3), Decimal(2)), Baseline(Decimal(4), None, None)]),
    )


def _visits(rng: Random) -> tuple[Visit, ...]:
    every = rng.choice([0, 7, 7, 10])
    statuses = [VisitStatus.ATTENDED, VisitStatus.ATTENDED, VisitStatus.BOOKED, VisitStatus.CANCELLED]
    dates = [STARTS_ON + timedelta(days=n) for n in range(0, 63, every)] if every else []
    return tuple(Visit(on, rng.choice(statuses), 30) for on in dates)


def _sore_spells(rng: Random, dates: list[date]) -> dict[date, int]:
    rising: dict[date, int] = {}
    for on in dates:
        if rng.random() < 0.05:
            height = rng.choice([2, 3, 4])
            rising |= {on + timedelta(days=n): height for n in range(rng.choice([1, 2, 3, 8]))}
    return rising


def _actions(rng: Random, plan: Plan, dates: list[date]) -> Iterator[Action]:
    for on in dates:
        if rng.random() > 0.06:
            continue
        name = rng.choice(plan.prescriptions).id
        kind, value = rng.choice(
            [
                (ActionKind.CLEAR_SAFETY, {}),
                (ActionKind.CLEAR_SAFETY, {}),
                (ActionKind.PAUSE, {}),
                (ActionKind.RESUME, {}),
                (ActionKind.SET_DOSE, {"v": str(rng.choice([4, 8, 12]))}),
                (ActionKind.SET_LEVEL, {"level": rng.choice([1, 2, 3]), "v": "7"}),
                (ActionKind.SET_RANGE, {"max": "9"}),
                (ActionKind.LOCK, {}),
                (ActionKind.UNLOCK, {}),
                (ActionKind.SET_PAIN_MODE, {"mode": "relative"}),
                (ActionKind.SET_BASELINE, {"pain": "5", "interference": "4", "morning": "3"}),
                (ActionKind.START_FLARE, {}),
                (ActionKind.END_FLARE, {"rebaseline": rng.random() < 0.5}),
                (ActionKind.ACCEPT, {}),
                (ActionKind.SET_THRESHOLD, {"key": "red_pct", "value": "70"}),
                (ActionKind.RAISE_TIER, {"id": "RF14", "tier": 2}),
            ]
        )
        yield Action(kind, datetime.combine(on, time(6), UTC), on, name, value)


def _day(rng: Random, temper: Temper, plan: Plan, on: date, rising: int) -> Day:
    def score(centre: int) -> int | None:
        value = centre + rng.randint(-temper.swing, temper.swing)
        return min(10, max(0, value)) if rng.random() < temper.answers else None

    now = score(temper.usual + rising)
    worst = score(temper.usual + rising + 1)
    return Day(
        on=on,
        morning=score(max(0, temper.usual - 1 + rising)),
        now=now,
        worst=worst,
        interference=score(temper.usual + rising),
        sleep=score(5),
        flare=_flare(rng, temper),
        activity=rng.choice([None, None, *Activity]) if rng.random() < 0.3 else None,
        safety=_safety(rng, temper, on),
        sessions={each.id: _session(rng, temper) for each in plan.prescriptions if rng.random() < temper.trains},
    )


def _flare(rng: Random, temper: Temper) -> bool | None:
    if rng.random() < temper.flares:
        return True
    return False if rng.random() < temper.answers - 0.1 else None


def _safety(rng: Random, temper: Temper, on: date) -> tuple[SafetyAnswer, ...]:
    if rng.random() > temper.answers:
        return ()
    positives = (rng.choice(["RF06", "RF14", "RF17", "AC08", "LB01"]),) if rng.random() < 0.02 else ()
    return (SafetyAnswer(datetime.combine(on, time(12), UTC), ("ANY",), positives),)


def _session(rng: Random, temper: Temper) -> Session:
    if rng.random() < 0.1:
        return Session(Decimal(0), Decimal(10), not_done_reason=rng.choice(list(NotDoneReason)))
    high = rng.choice([6, 7, 9]) if rng.random() < temper.sore else rng.choice([0, 1, 2, 2, 3])
    return Session(
        done=Decimal(rng.choice([4, 10, 10, 10, 13])),
        prescribed=Decimal(10),
        before=rng.choice([None, 1, 2, 4]),
        during=rng.choice([None, high, high]),
        after=rng.choice([None, 1, high]),
        settled=rng.choice([None, True, True, True, False]),
        two_more=rng.choice([None, True, True]),
        stop=rng.choice(list(StopSymptom)) if rng.random() < 0.02 else None,
    )
