"""What is never said, in any message of any life nor anywhere in the library (protocol 9.1, nos. 6 to 10, 14, 17)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from pathlib import Path

from steadily.guidance.outcome import Message, Outcome
from steadily.library.texts import for_clinic, render, texts
from tests.backend.guidance.invariants.lives import Life
from tests.backend.guidance.invariants.living import LIVES, lived_life, whole_lives

TEXTS = for_clinic(texts(), phone="01632 960 000", reads_messages="weekdays 9 to 5")
APP = Path(__file__).resolve().parents[4] / "pwa" / "src"
SAFETY_QUESTION = re.compile(r"[A-Z]{2}\d\d(\.\w+)?$")
LABELS_OF_QUESTIONS = re.compile(r"(STOP|NOTICE|SAFETY)\b")

MEDICINE = r"\b(stop|start|change|increase|reduce|take)\w* (your|a|any|the|more|less) (medicine|tablet|painkiller|drug)"
DIAGNOSES = r"\b(arthritis|sciatica|herniat|slipped disc|fracture|tendinopathy|tendinitis|stenosis|degenerat|torn)"
REASSURANCE = r"\byou are safe\b|nothing serious|\bdamag|wear and tear|perfectly (fine|normal)"
ARGUING = r"numbers? looks? normal|not (really )?a flare|are you sure"
DRIVING = r"push through|no pain,? no gain|work through (the|your) pain|ignore (the|your) pain"
BED_REST = r"\b(stay|rest|lie) (in|to) bed\b"
SHAME = r"\bstreak|you (missed|failed|forgot)|non-?complian|\blazy|badge|personal best|well done for|beat your"
CLAIMS = (
    r"acupuncture (works|cures|heals|treats|will)|needles? (cure|heal)|\bbuy|book (more|another|extra) (session|visit)"
)


@cache
def _said(text: str, values: tuple[tuple[str, str], ...]) -> str:
    return render(Message(text, dict(values)), TEXTS)


@lru_cache(maxsize=LIVES + 56)
def _heard(life: Life) -> frozenset[str]:
    """Gather all that is said in a life, once for every rule that looks at it."""
    return frozenset(said for day in lived_life(life).days for said in sentences(day.outcome))


def sentences(outcome: Outcome) -> Iterator[str]:
    """Give every sentence an outcome says: to the patient, beside a dose, and under "Why?"."""
    for message in (*outcome.messages, *(each for dose in outcome.next for each in dose.why)):
        yield _said(message.text, tuple(message.values.items()))
    for decision in outcome.trace:
        yield TEXTS[f"WHY.{decision.rule}"]
        yield from _wordings(decision.text)


@cache
def _wordings(text: str | None) -> tuple[str, ...]:
    """Give every wording of a text that a trace names, with its gaps."""
    return tuple(said for name, said in TEXTS.items() if text is not None and f"{name}.".startswith(f"{text}."))


def advice() -> dict[str, str]:
    """Give all of the library but the safety questions and the names of symptoms, which must name what they ask."""
    named = (SAFETY_QUESTION, LABELS_OF_QUESTIONS)
    return {name: said for name, said in TEXTS.items() if not any(each.match(name) for each in named)}


def never_says(life: Life, *patterns: str) -> None:
    """Try a life's sentences against words that must not be in them."""
    found = re.compile("|".join(patterns), re.IGNORECASE)
    assert [said for said in _heard(life) if found.search(said)] == []


def nowhere(*patterns: str) -> list[str]:
    """Name the texts of the library that hold such words."""
    found = re.compile("|".join(patterns), re.IGNORECASE)
    return [name for name, said in advice().items() if found.search(said)]


@whole_lives
def test_06_no_one_is_argued_with(life: Life) -> None:
    """No. 6: the app never argues with a flare-up someone feels."""
    never_says(life, ARGUING)


@whole_lives
def test_07_no_medicine_no_diagnosis_no_reassurance(life: Life) -> None:
    """No. 7: never a word on starting or stopping a medicine, no diagnosis, never "you are safe" or "damage"."""
    never_says(life, MEDICINE, DIAGNOSES, REASSURANCE)


@whole_lives
def test_08_no_bed_rest_and_no_pushing_through(life: Life) -> None:
    """No. 8: never advise bed rest, never say "push through" or "no pain no gain"."""
    never_says(life, BED_REST, DRIVING)


@whole_lives
def test_09_no_shame_and_no_prize(life: Life) -> None:
    """No. 9: never shame a missed day, never a prize for enduring pain or overdoing it."""
    never_says(life, SHAME)


@whole_lives
def test_10_no_claim_for_acupuncture_and_nothing_sold(life: Life) -> None:
    """No. 10: never claim that acupuncture works, predict who responds, or sell sessions.

    That the limit of a course raises an alert is held by tests/backend/guidance/test_course.py.
    """
    never_says(life, CLAIMS)


def test_07_to_10_hold_in_the_whole_library() -> None:
    """Nos. 6 to 10: what no drawn life happened to hear is not in the library either."""
    assert nowhere(ARGUING, MEDICINE, DIAGNOSES, REASSURANCE, BED_REST, DRIVING, SHAME, CLAIMS) == []


@whole_lives
def test_14_an_urgent_alert_tells_the_patient_what_to_do(life: Life) -> None:
    """No. 14: whenever a clinician must look the same day, the patient is told what to do now, without them."""
    now = {"T_999", "T_999_NEEDLE", "T_AE", "T_111", "T_999_SAFE", "T_111_MIND", "T_NEEDLE_LEFT"}
    for day in lived_life(life).days:
        if any(each.priority == 1 for each in day.outcome.alerts):
            assert {each.text for each in day.outcome.messages} & now


def test_14_screens_about_the_clinic_say_when_it_reads() -> None:
    """No. 14: where the app says that the clinic will hear of something, it says when; 999 is on every page."""
    of_the_clinic = [APP / "safety" / name for name in ("OnHold.tsx", "Afterwards.tsx")]

    assert all('text="T_READS"' in each.read_text("utf-8") for each in of_the_clinic)
    assert 'class="always"><Say text="T_ALWAYS"' in (APP / "ui" / "Page.tsx").read_text("utf-8")
    assert "does not watch" in TEXTS["T_ALWAYS"]
    assert "weekdays 9 to 5" in TEXTS["T_READS"]


def test_17_no_page_takes_free_text_without_the_999_line() -> None:
    """No. 17: every page that takes words of the patient's own stands in the frame that shows the 999 line.

    Where no page does yet, the first one that will is held to it here.
    """
    screens = [each for each in APP.rglob("*.tsx") if re.search(r"<textarea|contenteditable", each.read_text("utf-8"))]

    assert [each.name for each in screens if "<Page" not in each.read_text("utf-8")] == []
    assert "999" in TEXTS["T_ALWAYS"]
