"""Every word a patient reads is plain: the bars are those of the reading test, and words that hurt are not there."""

from __future__ import annotations

import re
from statistics import mean

import pytest
import textstat

from steadily.guidance.outcome import Message
from steadily.guidance.terms import StopSymptom
from steadily.library import sheets
from steadily.library.sheets import ExerciseSheet
from steadily.library.texts import render, texts

MEAN_GRADE, HARDEST_GRADE = 5, 7
"""Flesch-Kincaid; grade 5 is read at about ten years of age."""
LONGEST_SENTENCE = 20

TEXTS = texts()
FRAGMENTS = {name for name in TEXTS if name.startswith("STOP.")}
"""Never shown alone: they fill T_STOP."""

UNKIND = re.compile(
    r"damag|degenerat|\bwear|\bworn|\bweak|\bfail|non-complian|push through|no pain|bed rest|lazy|should have"
    r"|serious|you are safe|\bcure|\bheal(s|ed|ing)?\b|miracle|proven",
    re.IGNORECASE,
)
ALLOWED = {
    "RF03": "asks about a sign: a weak arm",
    "RF10": "asks about a weak immune system",
    "RF20": "asks about a sign: a weak limb",
    "RF21": "asks about a sign: weakness",
    "LB05": "asks about a sign: weakness in both legs",
    "EL03": "asks about a sign: a weak hand",
    "STOP.new_numb_weak": "names the sign that the person tapped",
    "T_EASE": "says that easing back is not failing",
}
"""Where such a word is right, and why."""


def grade(text: str) -> float:
    return float(textstat.flesch_kincaid_grade(text))


def shown() -> dict[str, str]:
    """Give every text as it stands on the screen, with something in its gaps."""
    whole = {name: re.sub(r"\{\w+\}", "8", text) for name, text in TEXTS.items() if name not in FRAGMENTS}
    stops = {f"T_STOP {each}": Message("T_STOP", {"symptom": f"@STOP.{each}"}) for each in StopSymptom}
    return whole | {name: render(message, TEXTS) for name, message in stops.items()}


def sentences_of(exercise: ExerciseSheet) -> list[str]:
    versions = [each.how for each in exercise.levels]
    return [
        exercise.purpose,
        exercise.position,
        *versions,
        *exercise.steps,
        *exercise.cues,
        exercise.common_error,
        *exercise.cautions,
    ]


def exercises() -> dict[str, str]:
    return {each.code: " ".join(sentences_of(each)) for each in sheets.exercises()}


@pytest.mark.parametrize("read", [shown, exercises])
def test_texts_and_exercises_are_read_at_about_ten(read) -> None:
    assert mean(grade(text) for text in read().values()) <= MEAN_GRADE


def test_no_text_is_hard_to_read() -> None:
    assert {name: grade(text) for name, text in shown().items() if grade(text) > HARDEST_GRADE} == {}


def test_no_sentence_of_an_exercise_is_hard_to_read() -> None:
    lines = [line for each in sheets.exercises() for line in sentences_of(each)]

    assert {line: grade(line) for line in lines if grade(line) > HARDEST_GRADE} == {}


@pytest.mark.parametrize("read", [shown, exercises])
def test_sentences_are_short(read) -> None:
    said = [sentence for text in read().values() for sentence in re.split(r"[.!?:;]\s+", text)]

    assert [sentence for sentence in said if len(sentence.split()) > LONGEST_SENTENCE] == []


def test_no_word_blames_frightens_or_promises() -> None:
    everything = {**TEXTS, **exercises()}

    found = {name for name, text in everything.items() if UNKIND.search(text)}

    assert found == set(ALLOWED)


@pytest.mark.parametrize("drug", ["paracetamol", "ibuprofen", "painkiller", "tablet", "dose of", "medicine"])
def test_no_text_advises_on_medicines(drug: str) -> None:
    assert [name for name, text in {**TEXTS, **exercises()}.items() if drug in text.lower()] == []
