"""The letters the grids are written in."""

from __future__ import annotations

from collections.abc import Mapping

from steadily.guidance.flare import Reading
from steadily.guidance.terms import Light, Morning, SafetyState

SCORES: tuple[int | None, ...] = (None, *range(11))
"""Every answer to a 0-10 question, in the order of a row of letters."""
SETTLED: tuple[bool | None, ...] = (None, True, False)
DECLARED: Mapping[str, bool | None] = {"t": True, "f": False, "-": None}
LIGHT_LETTERS: Mapping[Light, str] = {Light.GREEN: "G", Light.AMBER: "A", Light.RED: "R", Light.GREY: "X"}
MORNING_LETTERS: Mapping[Morning, str] = {Morning.SETTLED: "S", Morning.NOT_SETTLED: "N", Morning.UNKNOWN: "U"}
SAFETY_LETTERS: Mapping[SafetyState, str] = {
    SafetyState.CLEAR: "C",
    SafetyState.STALE: "x",
    SafetyState.CAUTION: "x",
    SafetyState.HOLD: "H",
}
PAINS = "-smeb"
"""Unknown; near usual; between; elevated; elevated though near usual."""
FUNCTIONS = "-smw"
"""Unknown; near usual; between; clearly worse."""


def score_key(score: int | None) -> str:
    """Write a score as a key."""
    return "-" if score is None else str(score)


def pain_letter(reading: Reading) -> str:
    """Write the pain of a reading."""
    if not reading.known:
        return "-"
    if reading.elevated:
        return "b" if reading.near else "e"
    return "s" if reading.near else "m"


def function_letter(reading: Reading, *, known: bool) -> str:
    """Write the function of a reading."""
    if reading.function_near:
        return "s"
    if reading.worse:
        return "w"
    return "m" if known else "-"


def reading_of(pain: str, function: str, declared: bool | None, *, usual_known: bool) -> Reading:
    """Read the letters back."""
    return Reading(
        known=pain != "-",
        elevated=pain in "eb",
        near=pain in "sb",
        worse=function == "w",
        function_near=function == "s",
        declared=declared,
        usual_known=usual_known,
    )
