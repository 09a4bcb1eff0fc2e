"""Tomorrow's exact dose for every answer of today that can change it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from itertools import product

from steadily.guidance.chart import Chart
from steadily.guidance.clinician import begin_on
from steadily.guidance.dose import Ease, dose_on, is_due
from steadily.guidance.flare import IN_FLARE
from steadily.guidance.letters import SAFETY_LETTERS
from steadily.guidance.outcome import Dose, Flare, Stage
from steadily.guidance.pacing import ReviewDay, WeekFacts, review_exercise, week_facts
from steadily.guidance.phase import place
from steadily.guidance.reviewing import sessions_a_week
from steadily.guidance.sessions import Heard, live_sessions
from steadily.guidance.state import Exercise, PastSession, State
from steadily.guidance.step import Opened
from steadily.guidance.terms import DoseStatus, FlareState, Light, Morning, Phase, Prescription, SafetyState

MORNINGS: Mapping[str, Morning] = {"S": Morning.SETTLED, "N": Morning.NOT_SETTLED, "U": Morning.UNKNOWN}
LIGHTS: Mapping[str, Light | None] = {"-zn": None, "R": Light.RED, "o": Light.GREEN}
"""Today's session: none yet, an explicit "not done" or a light with nothing done; a red one; any other."""
ONE = Decimal(1)
SAFETY = "Cx"
"""Safety at the end of today: clear, or not clear and without a hold."""


@dataclass(frozen=True, slots=True)
class DueDose:
    """A dose for tomorrow, and whether tomorrow asks for it."""

    dose: Dose
    due: bool


@dataclass(frozen=True, slots=True)
class DoseCells:
    """The doses tomorrow may bring, and which one each combination of today's answers leads to."""

    doses: tuple[DueDose, ...]
    cells: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Tomorrow:
    """What every cell of a day has in common; `week` is None unless today is a review day."""

    chart: Chart
    opened: Opened
    on: date
    phase: Phase
    week: WeekFacts | None


def within_reach(steady: Dose, cells: DoseCells) -> Dose:
    """Give the most that today's answers may still make of tomorrow's steady dose, in level and amount.

    A session today ends a gap, and may complete the week a review needs. A phone without signal never shows more.
    """
    return max((steady, *(each.dose for each in cells.doses)), key=_size)


def _size(dose: Dose) -> tuple[int, int, int]:
    asked = (DoseStatus.REST, DoseStatus.DO)
    rank = asked.index(dose.status) + 1 if dose.status in asked else 0
    return rank, -1 if dose.level is None else dose.level, -1 if dose.value is None else dose.value


def dose_cells(
    chart: Chart, opened: Opened, state: State, on: date, flares: Mapping[str, Flare]
) -> dict[str, DoseCells]:
    """Work out the cells of every prescription of tomorrow, by the codes today's flare answers lead to."""
    tomorrow = on + timedelta(days=1)
    phase = place(opened.orders.protocol, chart.sessions, tomorrow).phase
    week = week_facts(opened.orders.protocol, state, on) if chart.is_review(on) else None
    common = Tomorrow(chart, opened, on, phase, week)
    evenings = _evenings(flares)
    return {each.id: _cells(common, each, evenings) for each in chart.prescriptions(tomorrow)}


@dataclass(frozen=True, slots=True)
class Evening:
    """How today's flare answers may leave a patient, and every code that leads there."""

    calm: bool
    stage: Stage | None
    flare_day: int | None
    reviewable: bool
    codes: tuple[str, ...] = ()


def _evenings(flares: Mapping[str, Flare]) -> list[Evening]:
    """Put together the codes that make no difference to a dose."""
    codes: dict[Evening, list[str]] = {}
    for code, flare in flares.items():
        calm, none = flare.state not in IN_FLARE, flare.state is FlareState.NONE
        codes.setdefault(Evening(calm, flare.stage, flare.day, none), []).append(code)
    return [replace(evening, codes=tuple(alike)) for evening, alike in codes.items()]


def _cells(common: Tomorrow, prescription: Prescription, evenings: Sequence[Evening]) -> DoseCells:
    doses: list[DueDose] = []
    cells: dict[str, int] = {}
    before = common.opened.exercises.get(prescription.id)
    waiting = before is not None and before.session_on(common.on - timedelta(days=1)) is not None
    for morning, (letters, light) in product(MORNINGS if waiting else "-", LIGHTS.items()):
        for codes, safety, due_dose in _by_evening(common, prescription, before, morning, light, evenings):
            if due_dose not in doses:
                doses.append(due_dose)
            place_of = doses.index(due_dose)
            for code, letter, state in product(codes, letters, safety):
                cells[f"{code}/{morning}/{letter}/{state}"] = place_of
    return DoseCells(tuple(doses), cells)


def _by_evening(
    common: Tomorrow,
    prescription: Prescription,
    before: Exercise | None,
    morning: str,
    light: Light | None,
    evenings: Sequence[Evening],
) -> Iterator[tuple[tuple[str, ...], str, DueDose]]:
    """Go through how today may end, with tomorrow's dose; safety only matters where a week is reviewed."""
    lived = {calm: _live(common, before, morning, light, calm=calm) for calm in (True, False)}
    for evening in evenings:
        for safety in SAFETY if common.week is not None else (SAFETY,):
            exercise = _reviewed(common, lived[evening.calm], evening, safety)
            yield evening.codes, safety, _due_dose(common, prescription, exercise, evening)


def _live(
    common: Tomorrow, exercise: Exercise | None, morning: str, light: Light | None, *, calm: bool
) -> Exercise | None:
    if exercise is None:
        return None
    today = None if light is None else PastSession(common.on, ONE, ONE, light, calm, met=True)
    lived = live_sessions(
        common.opened.orders.protocol,
        exercise,
        common.on,
        engine_on=common.opened.orders.engine.on,
        heard=Heard(MORNINGS.get(morning, Morning.UNKNOWN)),
        today=today,
    )
    return lived.exercise


def _reviewed(common: Tomorrow, exercise: Exercise | None, evening: Evening, safety: str) -> Exercise | None:
    """Review the exercise where today closes a week."""
    orders = common.opened.orders
    if exercise is None or common.week is None or not orders.engine.on:
        return exercise
    today = ReviewDay(
        common.on,
        clear=safety == SAFETY_LETTERS[SafetyState.CLEAR],
        calm=evening.reviewable,
        locked=exercise.prescription in orders.locked,
    )
    per_week = sessions_a_week(common.chart, exercise, common.week)
    return review_exercise(orders.protocol, common.week, today, exercise, per_week).exercise


def _due_dose(common: Tomorrow, prescription: Prescription, exercise: Exercise | None, evening: Evening) -> DueDose:
    orders, tomorrow = common.opened.orders, common.on + timedelta(days=1)
    begun = begin_on(common.chart, prescription, exercise, tomorrow)
    ease = Ease(common.phase, evening.stage, evening.flare_day, engine_on=orders.engine.on)
    dose = dose_on(orders.protocol_for(prescription.id), prescription, begun, tomorrow, ease)
    return DueDose(dose, is_due(common.chart, prescription, begun, dose, tomorrow))
