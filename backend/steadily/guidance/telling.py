"""What a day's flare state says to the patient, and to the trace."""

from __future__ import annotations

from steadily.guidance.episode import Moved
from steadily.guidance.flare import IN_FLARE
from steadily.guidance.outcome import Flare, Stage
from steadily.guidance.protocol import Protocol
from steadily.guidance.terms import Day, FlareState
from steadily.guidance.trace import Trace


def flare_text(flare: Flare, *, left: bool = False) -> str | None:
    """Name the text for a flare state; `left` says that a return ended today."""
    if flare.state is FlareState.FLARE:
        return "T_FL1" if flare.stage is Stage.SETTLE else "T_FL2"
    if flare.state is FlareState.NONE and left:
        return "T_FL4"
    return {FlareState.WATCH: "T_WATCH", FlareState.RETURN: "T_FL3"}.get(flare.state)


def flare_values(flare: Flare) -> dict[str, str]:
    """Give what the text has to name: the day of the flare."""
    return {"x": str(flare.day)} if flare.state is FlareState.FLARE and flare.day is not None else {}


def contact_text(protocol: Protocol, flare: Flare) -> str | None:
    """Name the text that asks the patient to contact the clinic about a long flare (R-FL6)."""
    if flare.state is not FlareState.FLARE or flare.day is None or flare.day < protocol["prolonged_day"]:
        return None
    return "T_SETBACK" if flare.day >= protocol["setback_days"] else "T_CONTACT"


def tell_flare(protocol: Protocol, moved: Moved, day: Day, trace: Trace, *, left: bool) -> None:
    """Tell the patient where the flare stands, and keep the reasons."""
    flare = moved.flare
    text = flare_text(flare, left=left)
    if text is not None:
        trace.say(text, **flare_values(flare))
    contact = contact_text(protocol, flare)
    if contact is not None:
        trace.say(contact)
        trace.decide("R-FL6", "prolonged_day", contact, day=flare.day)
    _explain(moved, day, text, trace)


def _explain(moved: Moved, day: Day, text: str | None, trace: Trace) -> None:
    flare, reading = moved.flare, moved.reading
    trace.decide("R-FL2", "delta_min", "T_BASELINE", usual=moved.usual.pain, threshold=moved.usual.threshold)
    going_on = flare.state in IN_FLARE and moved.move.route is None
    trace.decide(
        "R-FL4" if going_on else "R-FL3",
        "settled_margin" if going_on else "function_rise",
        text,
        pain=day.pain,
        interference=day.interference,
        declared=reading.declared,
        elevated=reading.elevated,
        settled=reading.settled,
        route=moved.move.route,
        state=flare.state,
        day=flare.day,
        return_day=flare.return_day,
    )
