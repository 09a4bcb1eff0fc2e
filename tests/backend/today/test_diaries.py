"""Every diary case, played through rows and rules."""

from __future__ import annotations

from pathlib import Path

import pytest

from steadily.today.cases.playing import play
from steadily.today.cases.reading import Written, cases_in, files

FOLDER = Path(__file__).resolve().parents[2] / "diaries"
CASES = [written for file in files(FOLDER) for written in cases_in(file)]


@pytest.mark.django_db
@pytest.mark.parametrize("written", CASES, ids=lambda written: written.where.rpartition("/")[2])
def test_the_protocol_says_what_the_case_says(written: Written) -> None:
    played = play(written.read())

    assert [str(failure) for failure in played.failures] == []
