"""Turns the pages of the grids as the phone does: looks up letters, knows no threshold."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from steadily.guidance.dose_grid import DueDose
from steadily.guidance.flare_grid import FlareOutcome
from steadily.guidance.grids import Grids
from steadily.guidance.terms import Day, Session

LETTER = {True: "t", False: "f", None: "-"}
SETTLED_PLACE = {None: 0, True: 1, False: 2}


def key(score: int | None) -> str:
    """Write a score as a key of the grids."""
    return "-" if score is None else str(score)


def place(score: int | None) -> int:
    """Find a score in a row of letters."""
    return 0 if score is None else score + 1


def flare_letters(grids: Grids, day: Day) -> str:
    """Look up the three letters of a day."""
    pain = grids.elevated[key(day.now)][place(day.worst)]
    return pain + grids.function_worse[key(day.interference)] + LETTER[day.flare]


def todays_flare(grids: Grids, day: Day) -> tuple[str, FlareOutcome]:
    """Look up where today's answers lead."""
    code = grids.flare.first[flare_letters(grids, day)]
    return code, grids.flare.outcomes[code]


def safety_letter(grids: Grids, day: Day, *, nothing_received: bool) -> str:
    """Look up safety at the end of today, with answers the grids have not seen."""
    if not nothing_received or not day.safety:
        return grids.safety_today["none"]
    effects = {grids.safety_effect[each] for answer in day.safety for each in answer.positives}
    for effect in ("HOLD", "CAUTION"):
        if effect in effects:
            return grids.safety_today[effect]
    return grids.safety_today["answered"]


def light_letter(grids: Grids, session: Session | None) -> str:
    """Look up the light of a session: none, not done, red or other."""
    if session is None:
        return "-"
    if session.not_done:
        return "z"
    if session.stop is not None:
        return grids.stop_light
    rows = grids.light.get("any") or grids.light[key(session.before)]
    letter = rows[key(session.during)][place(session.after)]
    if letter != "R" and session.done == 0:
        return "n"
    return letter if letter == "R" else "o"


def morning_letter(grids: Grids, code: str, yesterday: Day | None, name: str, today: Day) -> str:
    """Look up the morning after yesterday's session."""
    session = yesterday.sessions.get(name) if yesterday is not None else None
    if session is None or session.not_done:
        return "-"
    rows = grids.morning_by_flare.get(code, grids.morning)
    return rows[key(today.morning)][SETTLED_PLACE[session.settled]]


@dataclass(frozen=True)
class Tonight:
    """What the phone knows at the end of today."""

    code: str
    flare: FlareOutcome
    safety: str
    doses: dict[str, DueDose | None]


def tonight(grids: Grids, yesterday: Day | None, today: Day, *, received: bool) -> Tonight:
    """Walk today's pages; a dose of None is the hold column."""
    code, flare = todays_flare(grids, today)
    safety = safety_letter(grids, today, nothing_received=not received)
    doses: dict[str, DueDose | None] = {}
    for name, cells in grids.next.items():
        morning = morning_letter(grids, code, yesterday, name, today)
        light = light_letter(grids, today.sessions.get(name))
        held = safety == "H"
        doses[name] = None if held else cells.doses[cells.cells[f"{code}/{morning}/{light}/{safety}"]]
    return Tonight(code, flare, safety, doses)


def later_code(grids: Grids, context: str, day: Day, *, grace: bool) -> str:
    """Look up where a day without signal leads."""
    return grids.flare.later["grace" if grace else "day"][context][flare_letters(grids, day)]


def column(grids: Grids, outcome: FlareOutcome, before: str, flare_day: int | None, relapse: bool) -> str:
    """Choose the column of doses after a day without signal."""
    if outcome.column is not None:
        return outcome.column
    if outcome.context == "F" and flare_day is not None:
        return "flare_steady" if relapse else grids.flare.stages[min(flare_day, 3) - 1]
    return before


ONE_DAY = timedelta(days=1)
