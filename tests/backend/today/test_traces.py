"""A page of situations in words: kept true to what the app says, and plain enough for any patient."""

from __future__ import annotations

import os
from pathlib import Path
from statistics import mean

import pytest
import textstat

from tests.backend.today.traces import SITUATIONS, Situation, Told, page, tell

EVIDENCE = Path(__file__).resolve().parents[3] / "backend" / "docs" / "evidence" / "traces.md"
MEAN_GRADE, HARDEST_GRADE = 5, 7
"""Flesch-Kincaid; grade 5 is read at about ten years of age."""


@pytest.fixture
def told(db: None) -> dict[Situation, Told]:
    return {situation: tell(situation) for situation in SITUATIONS}


def test_the_page_of_traces_says_what_the_app_says(told: dict[Situation, Told]) -> None:
    made = page(told)

    if os.environ.get("STEADILY_KEEP_EVIDENCE"):
        EVIDENCE.write_text(made, "utf-8")
    assert EVIDENCE.read_text("utf-8") == made


def test_every_trace_is_read_at_about_ten(told: dict[Situation, Told]) -> None:
    traces = {situation.name: " ".join(each.said) for situation, each in told.items()}

    assert mean(grade(words) for words in traces.values()) <= MEAN_GRADE
    assert {name: grade(words) for name, words in traces.items() if grade(words) > HARDEST_GRADE} == {}


def test_every_sentence_of_a_trace_is_plain(told: dict[Situation, Told]) -> None:
    sentences = {sentence for each in told.values() for sentence in each.said}

    assert mean(grade(each) for each in sentences) <= MEAN_GRADE
    assert {each: grade(each) for each in sentences if grade(each) > HARDEST_GRADE} == {}


def grade(words: str) -> float:
    return float(textstat.flesch_kincaid_grade(words))
