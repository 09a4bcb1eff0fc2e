"""The shared diary cases hold, day for day."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.backend.guidance.cases import Case, read_cases, unmet

DIARIES = Path(__file__).parents[2] / "diaries"
SHARED = [case for name in ("V01", "V03", "V12", "V14") for case in read_cases(DIARIES / f"{name}.yaml")]


@pytest.mark.parametrize("case", SHARED, ids=lambda case: case.name)
def test_a_shared_case_is_met(case: Case) -> None:
    assert unmet(case) == []
