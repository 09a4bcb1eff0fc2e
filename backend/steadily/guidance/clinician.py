"""What a clinician sets for an exercise, and when it begins. A clinician's instruction wins over a computed dose."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal

from steadily.guidance.amounts import HUNDRED
from steadily.guidance.chart import Chart, amount
from steadily.guidance.protocol import Protocol
from steadily.guidance.state import Exercise, NextLevel
from steadily.guidance.terms import Action, ActionKind, DoseVersion, Prescription

HIGHEST_LEVEL = 3
ON_EXERCISES = {
    ActionKind.PAUSE,
    ActionKind.RESUME,
    ActionKind.SET_DOSE,
    ActionKind.SET_LEVEL,
    ActionKind.SET_RANGE,
    ActionKind.ACCEPT,
    ActionKind.DECLINE,
    ActionKind.UNLOCK,
}


def exercises_on(chart: Chart, standing: Iterable[Exercise], on: date) -> dict[str, Exercise]:
    """Give where each prescription of a date stands as that date begins, before its own actions."""
    known = {exercise.prescription: exercise for exercise in standing}
    return {each.id: begin_on(chart, each, known.get(each.id), on) for each in chart.prescriptions(on)}


def begin_on(chart: Chart, prescription: Prescription, exercise: Exercise | None, on: date) -> Exercise:
    """Begin a date for one exercise, fresh where it is new."""
    return _begin(chart, exercise or _fresh(prescription, on), prescription, on)


def version_on(prescription: Prescription, on: date) -> DoseVersion:
    """Give the dose version in force on a date; the first also stands before its own start."""
    begun = [version for version in prescription.versions if version.starts_on <= on]
    return begun[-1] if begun else prescription.versions[0]


def _fresh(prescription: Prescription, on: date) -> Exercise:
    """Start an exercise; the plan of its very first day counts as one to do."""
    version = version_on(prescription, on)
    maximum = max(version.maximum, version.amount)
    return Exercise(prescription.id, version.level, version.amount, version.amount, maximum, plan_days=(on,))


def _begin(chart: Chart, exercise: Exercise, prescription: Prescription, on: date) -> Exercise:
    """Let begin what was set for a date: a revised dose, or a level that waited for a day without treatment."""
    for earlier, version in zip(prescription.versions, prescription.versions[1:], strict=False):
        if version.starts_on == on:
            exercise = _revised(exercise, earlier, version)
    waiting = exercise.next_level
    if waiting is None or on in chart.sessions:
        return exercise
    return _at_level(replace(exercise, next_level=None), waiting.level, waiting.amount, on)


def _revised(exercise: Exercise, earlier: DoseVersion, version: DoseVersion) -> Exercise:
    """Take over a revised dose. A revision that leaves level and amount alone leaves the carried amount alone."""
    if version.maximum != earlier.maximum:
        exercise = _with_maximum(exercise, version.maximum)
    if (version.level, version.amount) == (earlier.level, earlier.amount):
        return exercise
    return _with_level(exercise, version.level, version.amount, version.starts_on)


def act(protocol: Protocol, exercises: Mapping[str, Exercise], actions: Iterable[Action]) -> dict[str, Exercise]:
    """Follow a clinician's actions on exercises, in order."""
    acted = dict(exercises)
    for action in actions:
        exercise = acted.get(action.prescription or "")
        if exercise is not None and action.kind in ON_EXERCISES:
            acted[exercise.prescription] = _follow(protocol, exercise, action)
    return acted


def _follow(protocol: Protocol, exercise: Exercise, action: Action) -> Exercise:
    set_amount, level = amount(action, "v"), amount(action, "level")
    match action.kind:
        case ActionKind.PAUSE:
            return replace(exercise, paused=True)
        case ActionKind.RESUME:
            return _no_longer_said(replace(exercise, paused=False), "T_HOLD_MODE")
        case ActionKind.SET_RANGE:
            maximum = amount(action, "max")
            return exercise if maximum is None else _with_maximum(exercise, maximum)
        case ActionKind.SET_LEVEL if level is not None:
            return _with_level(exercise, int(level), set_amount or exercise.amount, action.on)
        case ActionKind.ACCEPT if set_amount is None:
            return _no_longer_said(replace(exercise, next_level=_level_up(protocol, exercise)), "T_LEVEL")
        case ActionKind.ACCEPT if level is not None:
            waiting = NextLevel(int(level), set_amount or exercise.amount)
            return _no_longer_said(replace(exercise, next_level=waiting), "T_LEVEL")
        case ActionKind.DECLINE:
            return _no_longer_said(exercise, "T_LEVEL")
        case ActionKind.UNLOCK:
            return _no_longer_said(exercise, "T_HOLD_MODE")
        case _:
            return exercise if set_amount is None else _with_amount(exercise, set_amount, action.on)


def _level_up(protocol: Protocol, exercise: Exercise) -> NextLevel | None:
    """Work out an accepted next level: a smaller whole amount of it (R-PG3)."""
    if exercise.level >= HIGHEST_LEVEL:
        return exercise.next_level
    smaller = int(exercise.amount * protocol["new_level_pct"] / HUNDRED)
    return NextLevel(exercise.level + 1, Decimal(max(1, smaller)))


def _with_level(exercise: Exercise, level: int, set_amount: Decimal, on: date) -> Exercise:
    """Set a level; a harder one waits for a day without treatment."""
    if level > exercise.level:
        return _no_longer_said(replace(exercise, next_level=NextLevel(level, set_amount)), "T_LEVEL")
    if level < exercise.level:
        return _at_level(replace(exercise, next_level=None), level, set_amount, on)
    return _with_amount(exercise, set_amount, on)


def _at_level(exercise: Exercise, level: int, set_amount: Decimal, on: date) -> Exercise:
    changed = replace(exercise, level=level, level_changed_on=on, amounts=())
    return _with_amount(changed, set_amount, on)


def _with_amount(exercise: Exercise, set_amount: Decimal, on: date) -> Exercise:
    """Set an amount: it becomes the reference, counts from now for gaps, and starts a new run of increases.

    What the rules said of the amount before is true no longer.
    """
    return replace(
        exercise,
        amount=set_amount,
        reference=set_amount,
        maximum=max(exercise.maximum, set_amount),
        set_on=on,
        raises=0,
        changed=None,
        held=None,
    )


def _with_maximum(exercise: Exercise, maximum: Decimal) -> Exercise:
    if maximum == exercise.maximum:
        return exercise
    left = min(exercise.amount, maximum)
    changed = exercise.changed if left == exercise.amount else None
    return replace(exercise, maximum=maximum, amount=left, changed=changed, held=None)


def _no_longer_said(exercise: Exercise, text: str) -> Exercise:
    """Leave out of what the last review said what a clinician has answered."""
    if exercise.held is None:
        return exercise
    left = tuple(message for message in exercise.held.why if message.text != text)
    return replace(exercise, held=replace(exercise.held, why=left))
