"""The clinical texts: found by id, filled in, and complete for all that the guidance says."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest
import yaml

import steadily.guidance
from steadily.guidance.outcome import Message
from steadily.guidance.safety import ANY, TIERS
from steadily.guidance.terms import StopSymptom
from steadily.library.texts import DATA, for_clinic, notice, render, texts

TEXTS = texts()
RULES = [
    f"R-{family}{number}"
    for family, count in {"SF": 5, "PM": 6, "PG": 7, "FL": 8, "AP": 7, "AD": 5, "SC": 1}.items()
    for number in range(1, count + 1)
]
SAID_IN_THE_PROTOCOL = """
    T_999 T_AE T_111 T_GP T_CLINIC T_STALE T_LIGHT_G T_LIGHT_A T_LIGHT_R T_STOP T_LIGHT_X T_SETTLED T_UNSETTLED T_EASE
    T_STEP T_PAUSE T_TREND T_BASE T_UP T_HOLD_SAFETY T_HOLD_FLARE T_HOLD_DATA T_HOLD_ADH T_HOLD_LIGHT T_HOLD_TREND
    T_HOLD_PACE T_HOLD_CONS T_HOLD_MODE T_HOLD_CAP T_CAP T_BOOM1 T_BOOM2 T_BACK T_LEVEL T_BASELINE T_WATCH T_FL1 T_FL2
    T_FL3 T_FL4 T_CONTACT T_SETBACK T_HINT T_NEEDLE_OK T_DAY0 T_WINDOW T_PRE T_COURSE_TOO_EARLY T_COURSE_EARLY_LOOK
    T_COURSE_CONTINUE_TAPER T_COURSE_DISCUSS T_COURSE_STOP_OR_CHANGE T_COURSE_COLLECT_DATA T_COURSE_ADJUST_NOW
    T_COURSE_LIMIT T_ADH_NA T_WEEK T_111_MIND T_999_SAFE T_NEEDLE_LEFT T_HOLD T_CAUTION
"""
VARIANTS = {
    "T_LIGHT_G": ["absolute", "relative"],
    "T_LIGHT_A": ["absolute", "relative"],
    "T_LIGHT_R": ["high", "rise", "morning"],
    "T_BASE": ["MEAN", "MIN", "MIN2", "PROVISIONAL"],
}


def ids_of(text: str) -> list[str]:
    """List the ids under which a text stands, one for each variant."""
    return [f"{text}.{variant}" for variant in VARIANTS[text]] if text in VARIANTS else [text]


def words_of_the_guidance() -> set[str]:
    """Collect every string that the guidance's code holds."""
    folder = Path(steadily.guidance.__path__[0])
    trees = [ast.parse(path.read_text("utf-8")) for path in folder.glob("*.py")]
    nodes = [node for tree in trees for node in ast.walk(tree)]
    return {node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str)}


def test_every_text_of_the_protocol_is_here() -> None:
    wanted = [each for text in SAID_IN_THE_PROTOCOL.split() for each in ids_of(text)]

    assert [each for each in wanted if each not in TEXTS] == []


def test_every_text_the_guidance_names_is_here() -> None:
    named = {each for each in words_of_the_guidance() if re.fullmatch(r"T_[A-Z0-9_]*[A-Z0-9]", each)}

    assert named
    assert [each for text in sorted(named) for each in ids_of(text) if each not in TEXTS] == []


def test_every_rule_can_say_why() -> None:
    assert [rule for rule in RULES if f"WHY.{rule}" not in TEXTS] == []


def test_every_rule_the_guidance_names_can_say_why() -> None:
    named = {each for each in words_of_the_guidance() if re.fullmatch(r"R-[A-Z]{2}\d", each)}

    assert named
    assert named <= set(RULES)


def test_every_safety_question_is_asked_in_words_and_no_other() -> None:
    asked = {name for name in TEXTS if re.fullmatch(r"[A-Z]{2}\d\d", name)}

    assert asked == set(TIERS)
    assert all(TEXTS[name].rstrip(".").endswith("?") or "?" in TEXTS[name] for name in [*asked, ANY])


@pytest.mark.parametrize("symptom", list(StopSymptom))
def test_a_stop_symptom_is_named_back_to_the_person(symptom: StopSymptom) -> None:
    message = Message("T_STOP", {"symptom": f"@STOP.{symptom}"})

    said = render(message, TEXTS)

    assert said == f"You noticed {TEXTS[f'STOP.{symptom}']}. Stop this one for now and answer the safety questions."


def test_the_numbers_are_put_in() -> None:
    assert render(Message("T_UP", {"old": "8", "new": "9"}), TEXTS) == "You had a settled week, so 8 becomes 9."


def test_a_rise_below_the_next_whole_number_is_said_as_a_small_step() -> None:
    said = render(Message("T_UP", {"variant": "same", "new": "9"}), TEXTS)

    assert said == "You had a settled week. You stay at 9 for now. It grows in small steps."


def test_the_variant_picks_the_wording() -> None:
    said = render(Message("T_LIGHT_R", {"variant": "rise"}), TEXTS)

    assert said == "That was more than we want (3 or more above your start). We will ease this one back."


def test_a_value_with_braces_stays_as_it_is() -> None:
    said = render(Message("T_EASE", {"x": "{y}"}), TEXTS)

    assert said == "Your amount is now {y}. Easing back is part of the plan, not failing."


@pytest.mark.parametrize("message", [Message("T_NOWHERE"), Message("T_EASE"), Message("T_LIGHT_R", {"variant": "?"})])
def test_a_text_or_a_gap_that_is_not_there_is_loud(message: Message) -> None:
    with pytest.raises(KeyError):
        render(message, TEXTS)


@pytest.mark.parametrize("nation", ["england", "wales", "scotland"])
def test_in_most_of_the_uk_a_person_is_sent_to_111(nation: str) -> None:
    said = texts("en-GB", nation)

    assert "111" in said["T_111"]
    assert "111" in said["T_111_MIND"]


def test_in_northern_ireland_nobody_is_sent_to_111() -> None:
    said = texts("en-GB", "northern_ireland")

    assert [name for name, words in said.items() if re.search(r"\b111\b", words) and TEXTS[name] != words] == []
    for name in ("T_111", "T_111_MIND", "T_NEEDLE_LEFT", "SAFETY.worried"):
        assert not re.search(r"\b111\b", said[name])
    assert "Lifeline" in said["T_111_MIND"]


def test_every_text_that_names_111_has_its_own_wording_for_northern_ireland() -> None:
    naming = {name for name, words in TEXTS.items() if re.search(r"\b111\b", words) and not name.endswith("scotland")}

    assert naming == {"T_111", "T_111_MIND", "T_NEEDLE_LEFT", "SAFETY.worried"}


def test_the_clinics_phone_and_reading_times_are_put_in() -> None:
    said = for_clinic(TEXTS, phone="01632 960 000", reads_messages="weekdays 9 to 5")

    assert "01632 960 000" in said["T_NEEDLE_LEFT"]
    assert said["T_READS"] == "The clinic reads messages: weekdays 9 to 5."
    assert said["T_EASE"] == TEXTS["T_EASE"]


def test_a_language_without_a_file_is_read_in_english() -> None:
    assert texts("cy") == TEXTS
    assert texts("../../settings") == TEXTS


def test_the_notice_names_its_version_and_tells_of_rights_and_emergencies() -> None:
    said = notice("en-GB")

    assert said["version"] == "2026-11"
    for word in ("copy", "erase", "Information Commissioner", "999"):
        assert word in said["text"]


@pytest.mark.parametrize("path", sorted(DATA.glob("texts.*.yaml")), ids=lambda path: path.name)
def test_no_text_stands_twice(path: Path) -> None:
    document = yaml.compose(path.read_text("utf-8"))
    sheet = {key.value: value for key, value in document.value}

    ids = [key.value for key, _ in sheet["texts"].value]

    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("name", ["T_999", "T_AE", "T_111", "T_GP", "T_CLINIC", "T_ALWAYS", "T_999_NEEDLE"])
def test_a_service_message_says_whom_to_turn_to(name: str) -> None:
    assert re.search(r"999|A&E|NHS 111|GP|clinic", TEXTS[name])
