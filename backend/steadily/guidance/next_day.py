"""Tomorrow's doses, from where everything stands at the end of a day."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date, timedelta

from steadily.guidance.chart import Chart
from steadily.guidance.clinician import exercises_on
from steadily.guidance.dose import Ease, dose_on, is_due
from steadily.guidance.flare import flare_key
from steadily.guidance.gaps import gap_key
from steadily.guidance.outcome import Dose, Flare, NextDose, Safety
from steadily.guidance.phase import phase_key, place
from steadily.guidance.state import Exercise, State
from steadily.guidance.terms import DoseStatus, Prescription, SafetyState
from steadily.guidance.trace import Trace

REMEMBERED_PLAN_DAYS = 8
WEEK_DAYS = 7


def next_doses(
    chart: Chart, state: State, safety: Safety, flare: Flare, on: date, trace: Trace
) -> tuple[NextDose, ...]:
    """Give the dose of every prescription for the day after."""
    orders = chart.orders(on)
    tomorrow = on + timedelta(days=1)
    phase = place(orders.protocol, chart.sessions, tomorrow).phase
    held = safety.state is SafetyState.HOLD
    ease = Ease(phase, flare.stage, flare.day, held=held, engine_on=orders.engine.on)
    exercises = exercises_on(chart, state.exercises, tomorrow)
    doses = []
    for prescription in chart.prescriptions(tomorrow):
        exercise = exercises[prescription.id]
        protocol = orders.protocol_for(prescription.id)
        dose = dose_on(protocol, prescription, exercise, tomorrow, ease)
        doses.append(_next(chart, prescription, exercise, dose, tomorrow))
        if trace.explained:
            _explain(trace.under(protocol), prescription, exercise, dose, ease, tomorrow)
    return tuple(doses)


def _next(chart: Chart, prescription: Prescription, exercise: Exercise, dose: Dose, on: date) -> NextDose:
    return NextDose(
        prescription=prescription.id,
        due=is_due(chart, prescription, exercise, dose, on),
        status=dose.status,
        level=dose.level,
        sets=dose.sets,
        value=dose.value,
        unit=prescription.unit,
        v_exact=exercise.amount,
        percent=dose.percent,
        because=dose.because,
        why=dose.why,
    )


def _explain(trace: Trace, prescription: Prescription, exercise: Exercise, dose: Dose, ease: Ease, on: date) -> None:
    """Explain a dose by the strongest rule that changed it, with the share that rule leaves."""
    rule = dose.because[0] if dose.because else "R-SC1"
    shares = {
        "R-FL5": flare_key(ease.stage, prescription.category),
        "R-AP2": phase_key(ease.phase, prescription.category),
        "R-PG6": gap_key(trace.protocol, exercise, on),
    }
    trace.decide(
        rule,
        shares.get(rule),
        dose.why[0].text if dose.because else None,
        prescription.id,
        status=dose.status,
        level=dose.level,
        value=dose.value,
        percent=dose.percent,
        amount=exercise.amount,
        phase=ease.phase,
        stage=ease.stage,
    )


def keep_plan_days(state: State, doses: Sequence[NextDose], on: date) -> State:
    """Remember whether tomorrow's plan is to do each exercise (R-AD1), and today's amount."""
    tomorrow = on + timedelta(days=1)
    to_do = {dose.prescription for dose in doses if dose.status is DoseStatus.DO}
    return replace(state, exercises=tuple(_remember(each, tomorrow, to_do) for each in state.exercises))


def _remember(exercise: Exercise, tomorrow: date, to_do: Collection[str]) -> Exercise:
    asked = exercise.prescription in to_do
    plan_days = (*exercise.plan_days, tomorrow)[-REMEMBERED_PLAN_DAYS:] if asked else exercise.plan_days
    return replace(exercise, plan_days=plan_days, amounts=(*exercise.amounts, exercise.amount)[-WEEK_DAYS:])
