"""Big days followed by sore ones (R-PG5)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from steadily.guidance.protocol import Protocol
from steadily.guidance.state import Boom, State
from steadily.guidance.terms import Activity, Day
from steadily.guidance.trace import Trace


def day_ratio(day: Day) -> Decimal | None:
    """Give how much of the prescribed was done, on average over the exercises written down; None without any."""
    ratios = [session.ratio for session in day.sessions.values() if session.ratio is not None]
    return sum(ratios, Decimal(0)) / len(ratios) if ratios else None


def is_boom(protocol: Protocol, day: Day) -> bool:
    """Tell whether a day went well past the plan."""
    ratio = day_ratio(day)
    return day.activity is Activity.MUCH_MORE or (ratio is not None and ratio > protocol["boom_ratio"])


def is_bust(protocol: Protocol, day: Day) -> bool:
    """Tell whether a day fell well short of the plan; a day without a log never does."""
    ratio = day_ratio(day)
    return day.activity is Activity.MUCH_LESS or (ratio is not None and ratio <= protocol["bust_ratio"])


def pair(protocol: Protocol, state: State, day: Day) -> tuple[State, Boom | None]:
    """Pair a bust day with the earliest open boom it fits, and give that boom. Each is used once."""
    first = day.on - timedelta(days=protocol.days("bust_days"))
    waiting = [boom for boom in state.booms if boom.on >= first]
    found = next((boom for boom in waiting if _fits(protocol, boom, day)), None)
    open_booms = [boom for boom in waiting if boom is not found]
    if is_boom(protocol, day):
        open_booms.append(Boom(day.on, day.pain))
    busts = (*state.busts, day.on) if found else state.busts
    return replace(state, booms=tuple(open_booms), busts=_recent(protocol, busts, day.on)), found


def _fits(protocol: Protocol, boom: Boom, day: Day) -> bool:
    known = boom.pain is not None and day.pain is not None
    return is_bust(protocol, day) and known and day.pain - boom.pain >= protocol["bust_rise"]  # type: ignore[operator]


def _recent(protocol: Protocol, busts: tuple[date, ...], on: date) -> tuple[date, ...]:
    first = on - timedelta(days=protocol.days("boom_days") - 1)
    return tuple(bust for bust in busts if bust >= first)


def boom_bust(protocol: Protocol, state: State, day: Day, trace: Trace) -> State:
    """Look for a boom and bust, and tell the clinician when it has become a pattern."""
    before = len(state.busts)
    state, boom = pair(protocol, state, day)
    if boom is None:
        return state
    cycles, enough = len(state.busts), protocol["boom_cycles"]
    said = "T_BOOM2" if cycles >= enough else "T_BOOM1"
    trace.say(said)
    trace.decide(
        "R-PG5", "bust_rise", said, boom=boom.on, bust=day.on, pain_then=boom.pain, pain_now=day.pain, cycles=cycles
    )
    if before < enough <= cycles:
        trace.alert("A_BOOMBUST")
    return state
