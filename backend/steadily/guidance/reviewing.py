"""The weekly review of every exercise, and the week's adherence (step 4 of the day)."""

from __future__ import annotations

from dataclasses import replace

from steadily.guidance.adherence import close_week
from steadily.guidance.chart import Chart, Orders
from steadily.guidance.clinician import version_on
from steadily.guidance.outcome import Adherence, Review
from steadily.guidance.pacing import Judged, ReviewDay, WeekFacts, review_exercise, week_facts
from steadily.guidance.state import Exercise, State, Usual
from steadily.guidance.terms import FlareState, PainMode, SafetyState
from steadily.guidance.trace import Trace


def review_week(
    chart: Chart, orders: Orders, state: State, safety: SafetyState, usual: Usual, trace: Trace
) -> tuple[State, tuple[Review, ...]]:
    """Review the plan-week that closed yesterday; on other days nothing changes."""
    if not chart.is_review(state.on):
        return state, ()
    week = week_facts(orders.protocol, state, state.on)
    per_week = {each.prescription: sessions_a_week(chart, each, week) for each in state.exercises}
    state, adherence = close_week(orders.protocol, state, week.days, per_week, week.starts_on)
    _tell_adherence(adherence, trace)
    state = _check_mode(orders, state, usual, trace)
    if not orders.engine.on:
        return state, ()
    judged = [
        review_exercise(
            orders.protocol, week, review_day(orders, state, each, safety), each, per_week[each.prescription]
        )
        for each in state.exercises
    ]
    for each in judged:
        _tell_review(week, each, trace)
    return replace(state, exercises=tuple(each.exercise for each in judged)), tuple(each.review for each in judged)


def sessions_a_week(chart: Chart, exercise: Exercise, week: WeekFacts) -> int:
    """Give the sessions a week prescribed when the week began."""
    prescription = next(each for each in chart.plan.prescriptions if each.id == exercise.prescription)
    return version_on(prescription, week.starts_on).per_week


def review_day(orders: Orders, state: State, exercise: Exercise, safety: SafetyState) -> ReviewDay:
    """Say what the review day itself adds for an exercise."""
    return ReviewDay(
        on=state.on,
        clear=safety is SafetyState.CLEAR,
        calm=state.flare is FlareState.NONE,
        locked=exercise.prescription in orders.locked,
    )


def _tell_review(week: WeekFacts, judged: Judged, trace: Trace) -> None:
    review = judged.review
    said = "T_UP" if review.gate is None else f"T_HOLD_{review.gate.removeprefix('G_')}"
    trace.decide(
        "R-PG2",
        judged.key if review.gate is None else KEYS.get(review.gate),
        said,
        review.prescription,
        week_of=week.starts_on,
        result=review.result,
        percent=review.percent,
        gate=review.gate,
        trend=week.trend,
        pains=week.pains,
        mornings=week.mornings,
        busts=week.busts,
        amount=review.v_exact,
        **_counted(judged),
    )
    if judged.proposes:
        trace.alert("A_LEVEL_PROPOSAL", review.prescription)
        trace.decide("R-PG3", "level_up_sessions", "T_LEVEL", review.prescription, level=judged.exercise.level)


def _counted(judged: Judged) -> dict[str, str]:
    """Give what a hold has counted of the exercise's own sessions."""
    held = judged.exercise.held
    said = held.why[0].values if held is not None else {}
    return {name: number for name, number in said.items() if name in COUNTS}


COUNTS = ("sore", "known", "sessions", "times")
KEYS = {
    "G_SAFETY": "stale_days",
    "G_DATA": "data_days",
    "G_ADH": "adherence_pct",
    "G_LIGHT": "unknown_max",
    "G_TREND": "trend_rise",
    "G_PACE": "overshoot",
    "G_CONS": "raises_max",
}
"""The number a gate is held against; the others have none."""


def _tell_adherence(adherence: Adherence, trace: Trace) -> None:
    unknown = adherence.overall is None
    trace.decide(
        "R-AD1",
        "adherence_days",
        "T_ADH_NA" if unknown else None,
        week_of=adherence.week_of,
        overall=adherence.overall,
        logging=adherence.logging,
    )
    if adherence.counted >= 2:
        values = {"n": str(adherence.kept), "counted": str(adherence.counted)}
        trace.say("T_WEEK", **values)
        trace.decide("R-AD3", "kept_pct", "T_WEEK", **values)


def _check_mode(orders: Orders, state: State, usual: Usual, trace: Trace) -> State:
    """Ask the clinician once about judging sessions by their rise, where the usual pain is high (R-PM6)."""
    protocol = orders.protocol
    high = usual.pain is not None and usual.pain >= protocol["pain_mode_usual"]
    if not high or orders.pain_mode is not PainMode.ABSOLUTE or "A_PAIN_MODE" in state.once:
        return state
    trace.alert("A_PAIN_MODE")
    trace.decide("R-PM6", "pain_mode_usual", None, usual=usual.pain, mode=orders.pain_mode)
    return replace(state, once=state.once | {"A_PAIN_MODE"})
