"""The dose for a date, in the order of section 9, and whether the day asks for it (R-SC1)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from steadily.guidance.amounts import HUNDRED, whole
from steadily.guidance.chart import Chart
from steadily.guidance.clinician import version_on
from steadily.guidance.flare import flare_level, flare_percent
from steadily.guidance.gaps import after_gap, gap_key
from steadily.guidance.outcome import Dose, Message, Stage
from steadily.guidance.phase import phase_percent
from steadily.guidance.protocol import Protocol
from steadily.guidance.state import Exercise
from steadily.guidance.terms import Category, DoseStatus, Light, Phase, Prescription

Change = tuple[str, tuple[Message, ...]]
"""A rule that changed an amount, and the texts that say so."""
FLARE_TEXTS = {Stage.SETTLE: "T_FL1", Stage.STEADY: "T_FL2", Stage.EARLY: "T_FL3", Stage.LATE: "T_FL3"}


@dataclass(frozen=True, slots=True)
class Ease:
    """What shapes every dose of one date."""

    phase: Phase
    stage: Stage | None = None
    flare_day: int | None = None
    held: bool = False
    engine_on: bool = True


def dose_on(protocol: Protocol, prescription: Prescription, exercise: Exercise, on: date, ease: Ease) -> Dose:
    """Give the dose of a prescription for a date, from where it stands before that date."""
    if ease.held:
        return Dose(DoseStatus.SUSPENDED, because=("R-SF2",), why=(Message("T_HOLD"),))
    if exercise.paused:
        return Dose(DoseStatus.PAUSED, because=("R-PM4",), why=(Message("T_PAUSE"),))
    if not ease.engine_on:
        return _do(prescription, on, exercise.level, exercise.amount, int(HUNDRED), (), ())
    if was_red(exercise, on - timedelta(days=1)):
        return Dose(DoseStatus.REST, percent=0, because=("R-PM4",), why=(Message("T_REST"),))
    return _eased_dose(protocol, prescription, exercise, on, ease)


def was_red(exercise: Exercise, on: date) -> bool:
    """Tell whether the session of a date was red, so that the day after it rests."""
    session = exercise.session_on(on)
    return session is not None and session.light is Light.RED


def _eased_dose(protocol: Protocol, prescription: Prescription, exercise: Exercise, on: date, ease: Ease) -> Dose:
    category = prescription.category
    by_flare = flare_percent(protocol, ease.stage, category)
    by_phase = phase_percent(protocol, ease.phase, category)
    percent = min(by_flare, by_phase)
    level = flare_level(exercise.level, ease.stage, category)
    changes: list[Change] = []
    if ease.stage is not None and (by_flare < HUNDRED or level != exercise.level):
        changes.append(("R-FL5", (_flare_message(ease.stage, ease.flare_day),)))
    if by_phase < HUNDRED:
        changes.insert(len(changes) if by_flare <= by_phase else 0, ("R-AP2", (Message("T_DAY0"),)))
    if gap_key(protocol, exercise, on) is not None:
        changes.append(("R-PG6", (Message("T_BACK"),)))
    because, why = _reasons(exercise, changes)
    if percent == 0:
        return Dose(DoseStatus.REST, percent=0, because=because, why=why)
    return _do(prescription, on, level, after_gap(protocol, exercise, on), percent, because, why)


def _reasons(exercise: Exercise, todays: Sequence[Change]) -> tuple[tuple[str, ...], tuple[Message, ...]]:
    """Give the rules that changed an amount of late, and every reason that still holds, the strongest first.

    What a date asks for itself comes first. On a date that asks for nothing it is said, for as long as it holds, what
    changed the amount last, and why a review has left it there.
    """
    last, held = exercise.changed, exercise.held
    new = last is not None and (exercise.done_on is None or exercise.done_on <= last.on)
    because = (*(rule for rule, _ in todays), *((last.rule,) if last is not None and new else ()))
    changed = () if last is None else last.why
    if todays:
        return because, (*(each for _, why in todays for each in why), *(changed if new else ()))
    left = () if held is None else held.why
    newest = new or (last is not None and held is not None and last.on == held.on)
    return because, (*changed, *left) if newest else (*left, *changed)


def _flare_message(stage: Stage, flare_day: int | None) -> Message:
    text = FLARE_TEXTS[stage]
    if text == "T_FL3":
        return Message(text)
    return Message(text, {"variant": "undated"} if flare_day is None else {"x": str(flare_day)})


def _do(
    prescription: Prescription,
    on: date,
    level: int,
    amount: Decimal,
    percent: int,
    because: tuple[str, ...],
    why: tuple[Message, ...],
) -> Dose:
    value = whole(Decimal(whole(amount)) * percent / HUNDRED)
    sets = version_on(prescription, on).sets
    return Dose(DoseStatus.DO, level, sets, value, percent, because, why)


def is_due(chart: Chart, prescription: Prescription, exercise: Exercise, dose: Dose, on: date) -> bool:
    """Tell whether a date asks for an exercise (R-SC1): its weekdays, or what is left of its sessions this week."""
    if dose.status is not DoseStatus.DO:
        return False
    version = version_on(prescription, on)
    if version.weekdays is not None:
        return on.weekday() in version.weekdays
    week, yesterday = chart.week_start(on), on - timedelta(days=1)
    done = [session.on for session in exercise.sessions if session.done > 0]
    rested = prescription.category is not Category.STRENGTH or yesterday not in done
    return rested and sum(week <= day < on for day in done) < version.per_week
