"""Where a date lies between treatments, and what that asks of the plan (R-AP1 to R-AP3)."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from steadily.guidance.amounts import HUNDRED
from steadily.guidance.protocol import Protocol
from steadily.guidance.terms import Category, Day, Phase

PHASE_TEXTS: Mapping[Phase, str] = {Phase.DAY0: "T_DAY0", Phase.WINDOW: "T_WINDOW", Phase.PRE: "T_PRE"}


@dataclass(frozen=True, slots=True)
class Place:
    """Where a date lies. `grace` says soreness may come from needling (R-FL2)."""

    phase: Phase
    pre_review: bool
    grace: bool


def place(protocol: Protocol, sessions: Sequence[date], on: date) -> Place:
    """Place a date among the treatment dates, which are in order."""
    at = bisect_left(sessions, on)
    treated = at < len(sessions) and sessions[at] == on
    following = sessions[at + treated] if at + treated < len(sessions) else None
    since = (on - sessions[at - 1]).days if at > 0 else None
    until = (following - on).days if following is not None else None
    near = until is not None and until <= protocol.days("pre_days")
    grace = treated or (since is not None and since <= protocol.days("grace_days"))
    return Place(Phase.DAY0 if treated else _between(protocol, since, until), near, grace)


def _between(protocol: Protocol, since: int | None, until: int | None) -> Phase:
    if since is not None and since <= protocol.days("window_days"):
        return Phase.WINDOW
    if until is not None and until <= protocol.days("pre_days"):
        return Phase.PRE
    in_course = until is not None or (since is not None and since <= protocol.days("course_days"))
    return Phase.MAINTAIN if in_course else Phase.NO_COURSE


def sore_for_long(protocol: Protocol, day: Day) -> bool:
    """Tell whether a needle site has been sore for so long that it is asked about (R-AP3)."""
    return day.sore_since is not None and (day.on - day.sore_since).days >= protocol["needle_sore_days"]


def phase_key(phase: Phase, category: Category) -> str | None:
    """Name the share of an amount a phase leaves; None where it leaves all of it (R-AP2)."""
    if phase is not Phase.DAY0:
        return None
    return {Category.STRENGTH: "day0_strength_pct", Category.AEROBIC: "day0_aerobic_pct"}.get(category)


def phase_percent(protocol: Protocol, phase: Phase, category: Category) -> int:
    """Give the share of an amount a phase leaves (R-AP2)."""
    key = phase_key(phase, category)
    return int(HUNDRED if key is None else protocol[key])
