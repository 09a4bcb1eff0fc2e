"""Safety answers: tiers, packs, and what a positive answer does to the plan (R-SF1 to R-SF5)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from steadily.guidance.chart import Orders
from steadily.guidance.outcome import Safety
from steadily.guidance.protocol import OutsideBracket, Protocol
from steadily.guidance.state import Positive, State
from steadily.guidance.terms import Day, SafetyAnswer, SafetyState, Visit, VisitStatus
from steadily.guidance.trace import Trace

TIERS: Mapping[str, int] = {
    **dict.fromkeys(["RF01", "RF02", "RF03", "RF04", "RF05"], 1),
    "RF06": 3,
    "RF07": 2,
    "RF08": 3,
    "RF09": 3,
    "RF10": 2,
    **dict.fromkeys(["RF11", "RF12", "RF13"], 3),
    "RF14": 4,
    "RF15": 3,
    "RF16": 1,
    "RF17": 3,
    "RF18": 1,
    "RF19": 1,
    "RF20": 4,
    "RF21": 2,
    **dict.fromkeys(["LB01", "LB02", "LB03", "LB04", "LB05", "LB06"], 2),
    **dict.fromkeys(["NK01", "NK02", "NK03"], 1),
    "NK04": 3,
    "NK05": 3,
    "NK06": 2,
    "NK07": 2,
    "SH01": 1,
    "SH02": 2,
    "SH03": 4,
    "SH04": 4,
    "EL01": 2,
    "EL02": 3,
    "EL03": 4,
    "HP01": 2,
    "HP02": 4,
    "KN01": 3,
    "KN02": 2,
    "AN01": 2,
    "AN02": 2,
    "AN03": 3,
    "AC01": 1,
    "AC02": 1,
    "AC03": 3,
    "AC04": 2,
    "AC05": 2,
    "AC06": 5,
    "AC07": 5,
    "AC08": 5,
    "AC09": 3,
    "AC10": 3,
    "AC11": 2,
    "AC12": 5,
}
"""How urgent a yes is: 1 call 999, 2 A&E now, 3 advice today, 4 a GP this week, 5 the clinic (section 4)."""

ANY = "ANY"
"""The daily question. A yes to it opens the pack and is no answer by itself; a no answers the day."""

UNKNOWN_TIER = 1
"""A question this version does not know was answered yes: the most urgent reading stands."""

TEXTS: Mapping[int, str] = {1: "T_999", 2: "T_AE", 3: "T_111", 4: "T_GP", 5: "T_CLINIC"}
OWN_TEXTS: Mapping[tuple[str, int], str] = {
    ("RF16", 1): "T_999_SAFE",
    ("AC01", 1): "T_999_NEEDLE",
    ("RF17", 3): "T_111_MIND",
    ("AC09", 3): "T_NEEDLE_LEFT",
}
NOT_HELD = ("RF17", 3)
"""Someone who tells of despair keeps their plan: the alert is raised and help shown, but nothing suspended (R-SF2)."""
URGENT = 3

GENERAL = tuple(f"RF{number:02}" for number in range(1, 22))
NEEDLING = tuple(f"AC{number:02}" for number in range(1, 12))
BEFORE_NEEDLING = ("AC12",)
AFTER_THE_CHEST = ("AC01",)
BACK = tuple(f"LB{number:02}" for number in range(1, 7))
NECK = tuple(f"NK{number:02}" for number in range(1, 8))
REGIONS: Mapping[str, tuple[str, ...]] = {
    "low_back": BACK,
    "neck": NECK,
    "shoulder": ("SH01", "SH02", "SH03", "SH04", *NECK[:4]),
    "elbow": ("EL01", "EL02", "EL03", "NK04"),
    "hip": ("HP01", "HP02", *BACK),
    "knee": ("KN01", "KN02", "RF11"),
    "ankle": ("AN01", "AN02", "AN03", "RF11"),
}
"""What each region adds to the general questions."""
COUNTED = (VisitStatus.BOOKED, VisitStatus.ATTENDED)
"""Visits that take place as far as is known."""
NEEDLING_DAYS = (0, 1, 3, 7)
"""Days after a treatment on which the post-needling questions are asked."""


def packs(regions: Iterable[str], *, near_chest: bool = False) -> dict[str, tuple[str, ...]]:
    """List the questions of each pack for a patient's regions, each once.

    `near_chest` says that needles went in near the chest not long ago: every full list then asks about breathing too.
    """
    own = [question for region in regions for question in REGIONS.get(region, ())]
    full = tuple(dict.fromkeys([*GENERAL, *own, *(AFTER_THE_CHEST if near_chest else ())]))
    whole = dict.fromkeys(["onboarding", "weekly", "flare", "stop"], full)
    return {"daily": (ANY,), **whole, "post_needle": NEEDLING, "pre_needle": BEFORE_NEEDLING}


def near_chest(protocol: Protocol, visits: Iterable[Visit], first: date, last: date) -> bool:
    """Tell whether needling near the chest is recent on any of some days, booked visits among them included (AC01)."""
    since = first - timedelta(days=protocol.days("ac01_days"))
    treated = [visit.on for visit in visits if visit.chest_near and visit.status in COUNTED]
    return any(since <= on <= last for on in treated)


def check_tier(question: str, tier: Decimal) -> None:
    """Refuse a question nobody asks, and a tier that is not more urgent than the protocol's own.

    Raises OutsideBracket; it is `of_value` where another tier could have been taken.
    """
    usual = TIERS.get(question)
    if usual is None:
        raise OutsideBracket(f"There is no safety question called {question[:60]}.")
    if usual == 1:
        raise OutsideBracket(f"{question} has the most urgent tier already.")
    if tier not in range(1, usual):
        detail = f"{question} has tier {usual}. A tier can only be made more urgent: 1 to {usual - 1}."
        raise OutsideBracket(detail, of_value=True)


def tiers(raised: Mapping[str, int]) -> dict[str, int]:
    """Give every question's tier, with those a clinician made more urgent; never less."""
    return {question: min(tier, raised.get(question, tier)) for question, tier in TIERS.items()}


def tier_of(question: str, raised: Mapping[str, int]) -> int:
    """Give the tier of one question."""
    tier = TIERS.get(question, UNKNOWN_TIER)
    return min(tier, raised.get(question, tier))


def effect(question: str, tier: int) -> SafetyState:
    """Tell what a positive answer does: HOLD, or CAUTION (R-SF2)."""
    held = tier <= URGENT and (question, tier) != NOT_HELD
    return SafetyState.HOLD if held else SafetyState.CAUTION


def service_text(question: str, tier: int) -> str:
    """Name the text that says whom to contact."""
    return OWN_TEXTS.get((question, tier), TEXTS[tier])


def answer(orders: Orders, state: State, day: Day) -> State:
    """Take in a day's safety answers, and what a clinician has cleared."""
    said = [Positive(question, each.at, day.on) for each in day.safety for question in _flags(each)]
    answered = any(each.positives != (ANY,) for each in day.safety)
    answered_on = day.on if answered else state.answered_on
    return still_standing(orders, replace(state, positives=(*state.positives, *said), answered_on=answered_on))


def still_standing(orders: Orders, state: State) -> State:
    """Leave out the positives a clinician cleared after they were answered."""
    cleared_at = orders.cleared_at
    standing = tuple(each for each in state.positives if cleared_at is None or each.at >= cleared_at)
    return replace(state, positives=standing)


def _flags(given: SafetyAnswer) -> list[str]:
    return [question for question in given.positives if question != ANY]


def safety_of(orders: Orders, state: State, on: date) -> Safety:
    """Judge the safety state of a day (R-SF1 to R-SF3)."""
    if not state.positives:
        return Safety(SafetyState.CLEAR if _fresh(orders, state, on) else SafetyState.STALE)
    ranked = sorted(state.positives, key=lambda each: (tier_of(each.id, orders.tiers), each.on, each.at, each.id))
    worst = ranked[0]
    tier = tier_of(worst.id, orders.tiers)
    effects = {effect(each.id, tier_of(each.id, orders.tiers)) for each in ranked}
    return Safety(
        state=SafetyState.HOLD if SafetyState.HOLD in effects else SafetyState.CAUTION,
        tier=tier,
        positives=tuple(dict.fromkeys(each.id for each in ranked)),
        since=min(each.on for each in ranked),
        message=service_text(worst.id, tier),
    )


def _fresh(orders: Orders, state: State, on: date) -> bool:
    stale_after = timedelta(days=orders.protocol.days("stale_days"))
    return state.answered_on is not None and on - state.answered_on < stale_after


def report(orders: Orders, safety: Safety, day: Day, trace: Trace) -> None:
    """Say what the day's safety means: the alert for the clinic, the service messages and the hold."""
    said = [question for each in day.safety for question in _flags(each)]
    if said:
        trace.alert(f"A_REDFLAG_T{min(tier_of(question, orders.tiers) for question in said)}")
    texts = _service_texts(orders, safety)
    for each in texts:
        trace.say(each)
    state_text = {SafetyState.HOLD: "T_HOLD", SafetyState.CAUTION: "T_CAUTION", SafetyState.STALE: "T_STALE"}
    text = state_text.get(safety.state)
    if text is not None:
        trace.say(text)
    rule = "R-SF2" if safety.positives else "R-SF3"
    key = None if safety.positives else "stale_days"
    positives = ", ".join(safety.positives) or None
    trace.decide(rule, key, text, state=safety.state, tier=safety.tier, positives=positives, since=safety.since)


def _service_texts(orders: Orders, safety: Safety) -> tuple[str, ...]:
    """Name the texts of the most urgent answers, each once."""
    urgent = [each for each in safety.positives if tier_of(each, orders.tiers) == safety.tier]
    return tuple(dict.fromkeys(service_text(each, tier_of(each, orders.tiers)) for each in urgent))
