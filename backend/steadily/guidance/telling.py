"""What a day's flare state says to the patient, and to the trace."""

from __future__ import annotations

from steadily.guidance.episode import Moved
from steadily.guidance.flare import IN_FLARE, POST_NEEDLING_REACTION, opens_questions
from steadily.guidance.outcome import Flare, Stage
from steadily.guidance.protocol import Protocol
from steadily.guidance.terms import Day, FlareState
from steadily.guidance.trace import SAFETY_QUESTIONS, Trace


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


def tell_flare(protocol: Protocol, moved: Moved, day: Day, trace: Trace) -> None:
    """Tell the patient where the flare stands, open the questions it asks for, and keep the reasons."""
    flare = moved.flare
    text = flare_text(flare, left=moved.left)
    if text is not None:
        trace.say(text, **flare_values(flare))
    contact = contact_text(protocol, flare)
    if contact is not None:
        trace.say(contact)
        trace.decide("R-FL6", "prolonged_day", contact, day=flare.day)
    if moved.move.reaction:
        trace.note(POST_NEEDLING_REACTION)
        trace.say("T_NEEDLE_OK")
        trace.decide("R-AP3", "grace_days", "T_NEEDLE_OK", pain=day.pain, threshold=moved.usual.threshold)
    if opens_questions(protocol, moved.usual, flare.state, day.pain, entered=moved.move.route is not None):
        trace.note(SAFETY_QUESTIONS)
        trace.decide("R-FL7", "screen_rise", None, pain=day.pain, usual=moved.usual.pain, state=flare.state)
    _explain(moved, day, text, trace)


def _explain(moved: Moved, day: Day, text: str | None, trace: Trace) -> None:
    flare, reading, usual = moved.flare, moved.reading, moved.usual
    trace.decide("R-FL1", "usual_values", "T_BASELINE", pain=usual.pain, interference=usual.interference)
    trace.decide("R-FL2", "delta_min", None, usual=usual.pain, threshold=usual.threshold, ceiling=usual.ceiling)
    going_on = flare.state in IN_FLARE and moved.move.route is None
    trace.decide(
        "R-FL4" if going_on or moved.left else "R-FL3",
        "settled_margin" if going_on or moved.left else "function_rise",
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
