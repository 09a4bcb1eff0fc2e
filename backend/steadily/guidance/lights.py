"""How a session sat: the light on the day, the morning after, and the final light (R-PM1 to R-PM3)."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from steadily.guidance.protocol import Protocol
from steadily.guidance.terms import Light, Morning, PainMode, Session

FINAL: Mapping[Light, Mapping[Morning, Light]] = {
    Light.GREEN: {
        Morning.SETTLED: Light.GREEN,
        Morning.NOT_SETTLED: Light.AMBER,
        Morning.UNKNOWN: Light.GREY,
    },
    Light.AMBER: {
        Morning.SETTLED: Light.AMBER,
        Morning.NOT_SETTLED: Light.RED,
        Morning.UNKNOWN: Light.AMBER,
    },
    Light.RED: dict.fromkeys(Morning, Light.RED),
    Light.GREY: {
        Morning.SETTLED: Light.GREY,
        Morning.NOT_SETTLED: Light.AMBER,
        Morning.UNKNOWN: Light.GREY,
    },
}
"""R-PM3: what the morning makes of the day's light."""


def provisional_light(protocol: Protocol, mode: PainMode, session: Session) -> Light | None:
    """Colour a session on its own day; None for an explicit "not done" (R-PM1)."""
    if session.not_done:
        return None
    if session.stop is not None:
        return Light.RED
    return light_of(protocol, mode, session.before, session.during, session.after)


def light_of(protocol: Protocol, mode: PainMode, before: int | None, during: int | None, after: int | None) -> Light:
    """Colour the readings of a session. One comfortable reading alone is never green."""
    readings = [reading for reading in (during, after) if reading is not None]
    if not readings:
        return Light.GREY
    worst = max(readings)
    relative = mode is PainMode.RELATIVE and before is not None
    light = _by_rise(protocol, worst, worst - (before or 0)) if relative else _by_level(protocol, worst)
    return Light.GREY if light is Light.GREEN and len(readings) == 1 else light


def _by_level(protocol: Protocol, worst: int) -> Light:
    if worst <= protocol["green_max"]:
        return Light.GREEN
    return Light.AMBER if worst <= protocol["amber_max"] else Light.RED


def _by_rise(protocol: Protocol, worst: int, rise: int) -> Light:
    if rise > protocol["rel_amber"] or worst >= protocol["rel_red_abs"]:
        return Light.RED
    comfortable = rise <= protocol["rel_green"] and worst <= protocol["rel_green_abs"]
    return Light.GREEN if comfortable else Light.AMBER


def morning_rise(morning: int | None, usual: Decimal | None, own: int | None) -> Decimal | None:
    """Tell how far a morning was above usual, or else above the session's own morning; None if unknown."""
    against = usual if usual is not None else own
    return None if morning is None or against is None else morning - Decimal(against)


def morning_answer(protocol: Protocol, settled: bool | None, rise: Decimal | None) -> Morning:
    """Judge the morning after a session; the worse sign wins and silence is unknown (R-PM2)."""
    if settled is False or (rise is not None and rise >= protocol["unsettled_rise"]):
        return Morning.NOT_SETTLED
    return Morning.SETTLED if settled or rise is not None else Morning.UNKNOWN


def final_light(provisional: Light, morning: Morning) -> Light:
    """Settle a session's light with its morning (R-PM3)."""
    return FINAL[provisional][morning]
