"""Where today's answers, and those of days without signal, lead in a flare: tables of the rules' own answers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from itertools import product

from steadily.guidance.ahead import COLUMNS
from steadily.guidance.dose import FLARE_TEXTS
from steadily.guidance.episode import Opening, move_for
from steadily.guidance.flare import (
    IN_FLARE,
    POST_NEEDLING_REACTION,
    Before,
    Earlier,
    Move,
    Reading,
    flare_day,
    flare_of,
    flare_stage,
    move,
)
from steadily.guidance.letters import DECLARED, FUNCTIONS, PAINS, reading_of
from steadily.guidance.outcome import Flare, Stage
from steadily.guidance.phase import Place
from steadily.guidance.protocol import Protocol
from steadily.guidance.telling import flare_text, flare_values
from steadily.guidance.terms import FlareState

FIRST_DAYS = 3
"""The flare days a flare can be entered on."""


@dataclass(frozen=True, slots=True)
class FlareOutcome:
    """What a code stands for; `column` is None where it goes on as before, `context` what the next day starts from."""

    state: FlareState
    day: int | None
    return_day: int | None
    relapse: bool
    column: str | None
    context: str
    text: str | None
    values: Mapping[str, str]
    note: str | None


@dataclass(frozen=True, slots=True)
class FlareGrid:
    """`first` is today's exact answer; `later` never leaves a flare; both by letters, `later` by context before.

    `stages` and `stage_texts` name the column and the text of each flare day, the last one of all days after.
    """

    first: Mapping[str, str]
    later: Mapping[str, Mapping[str, Mapping[str, str]]]
    outcomes: Mapping[str, FlareOutcome]
    stages: tuple[str, ...]
    stage_texts: tuple[str, ...]


def flare_grid(protocol: Protocol, opening: Opening, on: date, here: Place) -> tuple[FlareGrid, dict[str, Flare]]:
    """Write both tables for a day, and give the flare each code of today stands for."""
    outcomes: dict[str, FlareOutcome] = {}
    flares: dict[str, Flare] = {}
    first: dict[str, str] = {}
    for letters, reading in _readings(usual_known=opening.usual.pain is not None):
        moved = move_for(protocol, opening, reading, on, here)
        first[letters] = code = _code(opening.before, moved, reading, on)
        if code not in outcomes:
            flares[code] = flare_of(protocol, moved, on)
            outcomes[code] = _outcome(protocol, moved, code, on)
    later = {
        "day": _later(protocol, opening, outcomes, grace=False),
        "grace": _later(protocol, opening, outcomes, grace=True),
    }
    days = range(1, FIRST_DAYS + 1)
    stages = [flare_stage(protocol, day, relapse=False) for day in days]
    columns, texts = (tuple(of[stage] for stage in stages) for of in (COLUMNS, FLARE_TEXTS))
    return FlareGrid(first, later, outcomes, columns, texts), flares


@cache
def _readings(*, usual_known: bool) -> tuple[tuple[str, Reading], ...]:
    """Read every combination of letters, which is the same for everyone."""
    return tuple(
        (pain + function + declared, reading_of(pain, function, answer, usual_known=usual_known))
        for pain, function, (declared, answer) in product(PAINS, FUNCTIONS, DECLARED.items())
    )


def _code(before: Before, moved: Move, reading: Reading, on: date) -> str:
    """Name where a move leads, as exactly as today can be told."""
    if moved.state in IN_FLARE and moved.onset is not None:
        return _flare_code(moved, flare_day(moved.onset, on))
    if moved.state is FlareState.WATCH:
        return "E" if reading.known else "W"
    if before.state is FlareState.RETURN:
        return "Z"
    if reading.elevated:
        return "G" if moved.reaction else "H"
    return "M" if not reading.known and _elevated_yesterday(before, on) else "N"


def _flare_code(moved: Move, day: int) -> str:
    if moved.state is FlareState.RETURN:
        return f"R{moved.return_day}"
    if moved.relapsed:
        return f"L{day}"
    return f"F{day}" if moved.route is not None else f"S{day}"


def _elevated_yesterday(before: Before, on: date) -> bool:
    earlier = before.earlier
    return earlier is not None and earlier.elevated and earlier.on == on - timedelta(days=1)


CONTEXTS: Mapping[str, str] = {"E": "E", "W": "W", "G": "G", "H": "G", "M": "M", "F": "F", "S": "F", "L": "F", "R": "R"}
"""What the next day starts from, by the first letter of a code; N for all others."""


def _outcome(protocol: Protocol, moved: Move, code: str, on: date) -> FlareOutcome:
    flare = flare_of(protocol, moved, on)
    return FlareOutcome(
        state=flare.state,
        day=flare.day,
        return_day=flare.return_day,
        relapse=flare.relapse,
        column=COLUMNS[flare.stage],
        context=CONTEXTS.get(code[0], "N"),
        text=flare_text(flare, left=code == "Z"),
        values=flare_values(flare),
        note=POST_NEEDLING_REACTION if moved.reaction else None,
    )


def _later(protocol: Protocol, opening: Opening, outcomes: dict[str, FlareOutcome], *, grace: bool) -> Table:
    """Write where days without signal lead from each context, by the usual level as it is today."""
    usual = opening.usual
    readings = _readings(usual_known=usual.pain is not None)
    table: dict[str, dict[str, str]] = {}
    for context, before in _CONTEXTS.items():
        cells = table[context] = {}
        for letters, reading in readings:
            moved = move(protocol, before, reading, _DAY, grace=grace, ceiling=usual.ceiling)
            cells[letters] = code = _later_code(before, moved, reading)
            if code not in outcomes:
                outcomes[code] = _GENERAL.get(code) or _outcome(protocol, moved, code, _DAY)
    return table


def _later_code(before: Before, moved: Move, reading: Reading) -> str:
    """Name where a day without signal leads; a flare or a return is never left."""
    if before.state is FlareState.FLARE:
        return "F+"
    if before.state is FlareState.RETURN:
        return "L" if moved.relapsed else "R="
    return _code(before, moved, reading, _DAY)


Table = Mapping[str, Mapping[str, str]]
_DAY = date(2000, 1, 10)
"""Any date: only the distances from it count."""
_YESTERDAY = Earlier(_DAY - timedelta(days=1), elevated=True, in_episode=False)
_DAY_BEFORE = Earlier(_DAY - timedelta(days=2), elevated=True, in_episode=False)
_CONTEXTS: Mapping[str, Before] = {
    "N": Before(FlareState.NONE),
    "E": Before(FlareState.WATCH, pain_known=True, earlier=_YESTERDAY),
    "G": Before(FlareState.NONE, pain_known=True, earlier=_YESTERDAY),
    "W": Before(FlareState.WATCH, earlier=_DAY_BEFORE),
    "M": Before(FlareState.NONE, earlier=_DAY_BEFORE),
    "F": Before(FlareState.FLARE, onset=_DAY),
    "R": Before(FlareState.RETURN, onset=_DAY, return_day=1),
}
_GENERAL: Mapping[str, FlareOutcome] = {
    "F+": FlareOutcome(FlareState.FLARE, None, None, False, None, "F", None, {}, None),
    "L": FlareOutcome(
        FlareState.FLARE, None, None, True, COLUMNS[Stage.STEADY], "F", "T_FL2", {"variant": "undated"}, None
    ),
    "R=": FlareOutcome(FlareState.RETURN, None, None, False, None, "R", "T_FL3", {}, None),
}
