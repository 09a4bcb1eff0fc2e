"""The days ahead as the plan stands: every dose the phone may have to show while it is out of reach."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from decimal import Decimal

from steadily.guidance.chart import Chart, Orders, read_chart
from steadily.guidance.clinician import act, exercises_on, version_on
from steadily.guidance.dose import Ease, dose_on, is_due, was_red
from steadily.guidance.easing import ease_for
from steadily.guidance.episode import Opening, move_for, open_flare
from steadily.guidance.flare import Move, Reading, flare_of
from steadily.guidance.gaps import gap_key
from steadily.guidance.outcome import Dose, Message, Stage
from steadily.guidance.phase import PHASE_TEXTS, Place, phase_percent, place
from steadily.guidance.protocol import Protocol
from steadily.guidance.safety import safety_of, still_standing
from steadily.guidance.sessions import with_reason
from steadily.guidance.state import Exercise, PastSession, State
from steadily.guidance.terms import Action, DoseStatus, Light, Phase, Plan, Prescription, SafetyState, Visit

EASINGS = 3
"""How many further red sessions a day's doses are worked out for."""
COLUMNS: Mapping[Stage | None, str] = {
    None: "steady",
    Stage.SETTLE: "flare_settle",
    Stage.STEADY: "flare_steady",
    Stage.EARLY: "return_early",
    Stage.LATE: "return_late",
}
"""The column of doses for each stage of a flare."""
HOLD_COLUMN = "hold"
HELD = Dose(DoseStatus.SUSPENDED)
ONE = Decimal(1)
SORE_OR_UNSETTLED = Message("T_SORE", {"variant": "either"})
"""The cause of a step back to come: a phone without signal turns to it after a sore session or an unsettled morning."""
SILENT = Reading(known=False, elevated=False, near=False, worse=False, function_near=False, declared=None)
"""A day of which nothing is known yet."""


@dataclass(frozen=True, slots=True)
class Known:
    """What has been worked out already, by everything it depends on: doses, and exercises as eased further."""

    doses: dict[object, tuple[Dose, ...]] = field(default_factory=dict)
    eased: dict[object, list[Exercise]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Doses:
    """What one prescription may ask on one date. `eased[k]` is after k + 1 further red sessions."""

    due: bool
    steady: Dose
    eased: tuple[Dose, ...]
    flare_settle: Dose
    flare_steady: Dose
    return_early: Dose
    return_late: Dose
    hold: Dose


@dataclass(frozen=True, slots=True)
class CalendarDay:
    """One date ahead: where it lies between treatments, and its doses by prescription."""

    phase: Phase
    pre_review: bool
    grace: bool
    messages: tuple[Message, ...]
    doses: Mapping[str, Doses]


def calendar(
    protocol: Protocol,
    plan: Plan,
    visits: Iterable[Visit],
    actions: Sequence[Action],
    state: State,
    first: date,
    days: int,
) -> dict[date, CalendarDay]:
    """Work out the days from `first` on, from the state at the end of the day before it.

    Actions dated within are followed. Weekly reviews to come are not foreseen; gaps without a session are.
    """
    chart = read_chart(protocol, plan, visits, actions)
    walked = list(_walk(chart, state, first, days))
    known = Known()
    return {on: _day(chart, on, exercises, known) for on, exercises in walked}


def starting_column(
    protocol: Protocol, plan: Plan, visits: Iterable[Visit], actions: Sequence[Action], state: State, on: date
) -> str:
    """Name the column a date starts in, from the state at the end of the day before and the actions of that date."""
    chart = read_chart(protocol, plan, visits, actions)
    orders = chart.orders(on)
    opening = open_flare(orders, state, on, chart.actions.get(on, ()))
    if safety_of(orders, still_standing(orders, opening.state), on).state is SafetyState.HOLD:
        return HOLD_COLUMN
    return COLUMNS[_stage(orders.protocol, opening, on, place(orders.protocol, chart.sessions, on))]


def _stage(protocol: Protocol, opening: Opening, on: date, here: Place) -> Stage | None:
    """Give the stage of the evening before, or the one a clinician starts today."""
    before = opening.before
    if opening.started:
        return flare_of(protocol, move_for(protocol, opening, SILENT, on, here), on).stage
    standing = Move(before.state, before.onset, before.return_day, before.relapse)
    return flare_of(protocol, standing, on - timedelta(days=1)).stage


def _walk(chart: Chart, state: State, first: date, days: int) -> Iterator[tuple[date, dict[str, Exercise]]]:
    """Go through the dates with where each exercise stands as the date begins."""
    standing: Iterable[Exercise] = state.exercises
    for on in (first + timedelta(days=n) for n in range(days)):
        exercises = act(chart.orders(on).protocol, exercises_on(chart, standing, on), chart.actions.get(on, ()))
        standing = exercises.values()
        yield on, exercises


def _day(chart: Chart, on: date, exercises: Mapping[str, Exercise], known: Known) -> CalendarDay:
    orders = chart.orders(on)
    here = place(orders.protocol, chart.sessions, on)
    text = PHASE_TEXTS.get(here.phase)
    doses = {
        each.id: _doses(chart, orders, each, exercises[each.id], on, here.phase, known)
        for each in chart.prescriptions(on)
    }
    return CalendarDay(here.phase, here.pre_review, here.grace, (Message(text),) if text else (), doses)


def _doses(
    chart: Chart,
    orders: Orders,
    prescription: Prescription,
    exercise: Exercise,
    on: date,
    phase: Phase,
    known: Known,
) -> Doses:
    """Work out a date's doses, once for all dates on which nothing differs."""
    rested = was_red(exercise, on - timedelta(days=1))
    protocol = orders.protocol_for(prescription.id)
    gap, percent = gap_key(protocol, exercise, on), phase_percent(protocol, phase, prescription.category)
    same = (prescription.id, id(exercise), id(orders), version_on(prescription, on), percent, rested, gap)
    columns = known.doses.get(same)
    if columns is None:
        columns = known.doses[same] = tuple(_columns(orders, prescription, exercise, on, phase, known))
    steady, settle, still, early, late, *eased = columns
    return Doses(
        due=is_due(chart, prescription, exercise, steady, on),
        steady=steady,
        eased=tuple(eased),
        flare_settle=settle,
        flare_steady=still,
        return_early=early,
        return_late=late,
        hold=HELD,
    )


def _columns(
    orders: Orders, prescription: Prescription, exercise: Exercise, on: date, phase: Phase, known: Known
) -> Iterator[Dose]:
    protocol, engine_on = orders.protocol_for(prescription.id), orders.engine.on
    for stage in COLUMNS:
        yield dose_on(protocol, prescription, exercise, on, Ease(phase, stage, engine_on=engine_on))
    same = (id(exercise), id(orders))  # the date does not matter: every session there was lies before it
    if engine_on and same not in known.eased:
        known.eased[same] = eased_further(protocol, exercise, on)
    for eased in known.eased.get(same, ()):
        yield dose_on(protocol, prescription, eased, on, Ease(phase, engine_on=engine_on))


def eased_further(protocol: Protocol, exercise: Exercise, on: date) -> list[Exercise]:
    """Work out where an exercise would stand after one, two and three further red sessions (R-PM4)."""
    eased: list[Exercise] = []
    supposed = exercise
    for number in range(EASINGS):
        red = PastSession(on + timedelta(days=number), ONE, ONE, Light.RED, calm=True)
        supposed = replace(supposed, sessions=(*supposed.sessions, red))
        step = ease_for(protocol, supposed, red, red.on)
        supposed = with_reason(step, on, SORE_OR_UNSETTLED)
        eased.append(replace(supposed, sessions=exercise.sessions))
    return eased
