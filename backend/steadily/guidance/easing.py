"""What a sore session does to the next one: a smaller amount, an easier level, or a pause (R-PM4)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum

from steadily.guidance.amounts import HUNDRED, round2, share
from steadily.guidance.protocol import Protocol
from steadily.guidance.state import Exercise, PastSession
from steadily.guidance.terms import Light, Morning


class Step(StrEnum):
    """How an exercise was eased."""

    SMALLER = "smaller"
    SMALLEST = "smallest"
    EASIER_LEVEL = "easier_level"
    PAUSED = "paused"


@dataclass(frozen=True, slots=True)
class Eased:
    """An exercise after a session was judged, and the step it took, if any. `key` names the number used."""

    exercise: Exercise
    step: Step | None = None
    key: str | None = None


def ease_for(protocol: Protocol, exercise: Exercise, session: PastSession, on: date) -> Eased:
    """Ease an exercise for one judged session. Sessions lived in a flare leave it to the flare plan."""
    if exercise.paused or not session.calm:
        return Eased(exercise)
    if session.light is Light.RED:
        return _ease_for_red(protocol, exercise, session, on)
    if session.final is Light.AMBER and session.morning is Morning.NOT_SETTLED:
        return smaller(protocol, exercise, "unsettled_pct")
    return Eased(exercise)


def _ease_for_red(protocol: Protocol, exercise: Exercise, session: PastSession, on: date) -> Eased:
    if len(reds_in_window(protocol, exercise, session)) <= 1:
        return smaller(protocol, exercise, "red_pct")
    if exercise.level == 1:
        return Eased(replace(exercise, paused=True), Step.PAUSED, "red_window")
    easier = replace(exercise, level=exercise.level - 1, level_changed_on=on, raises=0, amounts=())
    return Eased(easier, Step.EASIER_LEVEL, "red_window")


def reds_in_window(protocol: Protocol, exercise: Exercise, judged: PastSession) -> Sequence[PastSession]:
    """List the red ones of the last sessions up to the judged one, which always counts.

    Others count only from after the day of the last level change.
    """
    until = [session for session in exercise.sessions if session.on <= judged.on]
    window = until[-protocol.days("red_window") :]
    return [session for session in window if session.light is Light.RED and _counts(exercise, session, judged)]


def _counts(exercise: Exercise, session: PastSession, judged: PastSession) -> bool:
    changed = exercise.level_changed_on
    return session.on == judged.on or changed is None or session.on > changed


def smaller(protocol: Protocol, exercise: Exercise, key: str) -> Eased:
    """Take a share of the amount, never below its floor and never more than before."""
    computed = share(exercise.amount, protocol[key])
    floor = lowest(protocol, exercise)
    amount = no_more_than(exercise.amount, max(computed, floor))
    step = Step.SMALLEST if computed <= floor else Step.SMALLER
    return Eased(replace(exercise, amount=amount), step, key)


def lowest(protocol: Protocol, exercise: Exercise) -> Decimal:
    """Give the floor of an amount: a share of what the clinician last set."""
    return exercise.reference * protocol["floor_pct"] / HUNDRED


def no_more_than(before: Decimal, computed: Decimal) -> Decimal:
    """Round an eased amount; an easing rule can never raise one."""
    return min(before, round2(computed))
