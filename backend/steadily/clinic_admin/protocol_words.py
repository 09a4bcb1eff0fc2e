"""The protocol's numbers in a clinician's words: what each means, its default and how far it may go."""

from __future__ import annotations

from collections.abc import Iterable

from steadily.guidance.protocol import THRESHOLDS, Threshold, Who
from steadily.guidance.safety import TIERS
from steadily.library.texts import texts
from steadily.protocols.meanings import MEANINGS

FAMILIES = {
    "SF": "Safety questions",
    "PM": "Pain in and after exercise",
    "PG": "Pacing",
    "FL": "Flare-ups",
    "AP": "Around acupuncture",
    "AD": "Logged and kept",
}
"""The families of rules, in the order in which a clinic reads its numbers."""

URGENCY = [
    ("", "\N{EM DASH}"),
    (1, "1: call 999"),
    (2, "2: A&E now"),
    (3, "3: advice today"),
    (4, "4: a GP this week"),
    (5, "5: the clinic"),
]


def thresholds(who: Iterable[Who]) -> list[tuple[str, str]]:
    """List the numbers that someone may change, for a box to choose from."""
    return [("", "\N{EM DASH}"), *((each.key, _words(each)) for each in THRESHOLDS if each.who in who)]


def questions() -> list[tuple[str, str]]:
    """List the safety questions that could be made more urgent, for a box to choose from."""
    words = texts()
    raisable = [(question, tier) for question, tier in TIERS.items() if tier > 1]
    return [("", "\N{EM DASH}"), *((each, f"{each}, tier {tier}: {words[each]}") for each, tier in raisable)]


def _words(each: Threshold) -> str:
    return f"{MEANINGS[each.key]} (usually {each.default}, {each.low} to {each.high})"
