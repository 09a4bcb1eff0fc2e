"""What Amara may read about her pain: plain, honest, and each piece with what it rests on."""

from __future__ import annotations

import re
import shutil
from datetime import datetime
from pathlib import Path
from statistics import mean

import pytest
import textstat

from steadily.library import sheets
from steadily.library.actions import load_library
from steadily.library.models import Piece
from steadily.library.sheets import DATA, PRACTICE
from steadily.records.refusals import Refused
from tests.backend.library.test_reading import HARDEST_GRADE, LONGEST_SENTENCE, MEAN_GRADE, UNKIND

TOLD = sheets.education()
TEXTS = {f"{piece.code} {number}": each.text for piece in TOLD.pieces for number, each in enumerate(piece.paragraphs)}
CLAIMS = re.compile(r"\bworks for\b|\bproven\b|\bcures?\b|\bheals?\b|\bbest\b|\bguarantee|\bwill help\b", re.IGNORECASE)
TAKES = re.compile(r"\bparacetamol|ibuprofen|painkiller|tablet|\btake (some|one|two|your)\b", re.IGNORECASE)


def test_every_piece_rests_on_sources_and_every_source_is_used() -> None:
    used = {
        piece.code: {name for each in piece.paragraphs for name in each.sources} - {PRACTICE} for piece in TOLD.pieces
    }

    assert [code for code, names in used.items() if not names] == []
    assert set().union(*used.values()) == set(TOLD.sources)


def test_pieces_are_read_at_about_ten() -> None:
    grades = {name: float(textstat.flesch_kincaid_grade(text)) for name, text in TEXTS.items()}

    assert mean(grades.values()) <= MEAN_GRADE
    assert {name: grade for name, grade in grades.items() if grade > HARDEST_GRADE} == {}


def test_sentences_are_short() -> None:
    said = [sentence for text in TEXTS.values() for sentence in re.split(r"[.!?:;]\s+", text)]

    assert [sentence for sentence in said if len(sentence.split()) > LONGEST_SENTENCE] == []


def test_no_piece_promises_frightens_blames_or_advises_on_medicines() -> None:
    unfit = (UNKIND, CLAIMS, TAKES)

    assert [name for name, text in TEXTS.items() if any(words.search(text) for words in unfit)] == []


def test_what_acupuncture_cannot_do_is_said_beside_what_it_can() -> None:
    needles = next(" ".join(each.text for each in piece.paragraphs) for piece in TOLD.pieces if piece.code == "NEEDLES")

    for honest in (
        "some feel none",
        "the gap was small",
        "does not back it for low back pain",
        "If there is no real change",
    ):
        assert honest in needles


def test_the_needed_subjects_are_there() -> None:
    assert {"KEEPS", "PACE", "FLARE", "SLEEP", "NEEDLES"} <= {piece.code for piece in TOLD.pieces}


def test_needles_are_spoken_of_only_in_the_pieces_for_those_who_have_them() -> None:
    told = {piece.code for piece in TOLD.pieces for each in piece.paragraphs if re.search("needle|acupunct", each.text)}

    assert told == {piece.code for piece in TOLD.pieces if piece.needles}


def test_loading_twice_changes_nothing(db: None, now: datetime) -> None:
    first = load_library(by="tests", at=now)
    again = load_library(by="tests", at=now)

    assert {piece.code for piece in TOLD.pieces} <= set(first)
    assert again == []
    assert [piece.code for piece in Piece.objects.all()] == [piece.code for piece in TOLD.pieces]


def test_a_piece_that_rests_on_an_unknown_source_is_refused(tmp_path: Path) -> None:
    shutil.copytree(DATA, tmp_path / "data")
    file = tmp_path / "data" / "education.yaml"
    file.write_text(file.read_text("utf-8").replace("from: [suri-2018]", "from: [my-uncle]"), "utf-8")

    with pytest.raises(Refused, match="SLEEP has an unknown source my-uncle"):
        sheets.education(tmp_path / "data")
