"""The clinical protocol that a physiotherapist reads says the same as the code."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from steadily.guidance.protocol import THRESHOLDS, Threshold, Who
from steadily.guidance.safety import TIERS
from steadily.guidance.trace import PRIORITIES
from tests.house.tree import REPOSITORY

PAGE = (REPOSITORY / "backend/docs/protocol.md").read_text(encoding="utf-8")
RULES, _, REST = PAGE.partition("\n## Sign-off\n")
SIGN_OFF, _, SOURCES = REST.partition("\n## Sources\n")
WHO = {Who.CLINICIAN: "clinician", Who.LEAD: "clinic lead", Who.FIXED: "nobody"}
OWN_MARKS = {"D": "[D]", "article": "clinic practice"}
"""What rests on no paper, as the document says it."""
GUIDANCE = REPOSITORY / "backend/steadily"


def rows(text: str, columns: int) -> Iterator[list[str]]:
    """Give the cells of every row of the tables with so many columns."""
    for line in text.splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if line.startswith("|") and len(cells) == columns:
            yield cells


def numbers_of(text: str) -> dict[str, list[str]]:
    """Give rule, default, bracket and who of each number in the tables of the rules, by its key."""
    return {cells[1].strip("`"): [cells[0], *cells[3:6]] for cells in rows(text, 7) if cells[1].startswith("`")}


def signed_numbers_of(text: str) -> dict[str, list[str]]:
    """Give rule and default of each number to be signed, by its key."""
    return {cells[0].strip("`"): cells[1:3] for cells in rows(text, 8) if cells[0].startswith("`")}


def in_code(threshold: Threshold) -> list[str]:
    bracket = "fixed" if threshold.low is None else f"{threshold.low} to {threshold.high}"
    return [threshold.rule, str(threshold.default), bracket, WHO[threshold.who]]


def test_every_number_of_the_code_stands_in_the_document_and_no_other() -> None:
    assert numbers_of(RULES) == {threshold.key: in_code(threshold) for threshold in THRESHOLDS}


def test_every_design_decision_waits_for_a_signature_under_its_present_number() -> None:
    decided_here = [threshold for threshold in THRESHOLDS if "D" in threshold.source.split(",")]

    assert signed_numbers_of(SIGN_OFF) == {each.key: [each.rule, str(each.default)] for each in decided_here}


def test_a_number_that_differs_is_found() -> None:
    said = "| R-PM4 | `red_pct` | share kept | 80 | 70 to 90 | clinician | [D] |"

    assert numbers_of(said.replace("| 80 |", "| 85 |")) != numbers_of(said)
    assert numbers_of(said) == {"red_pct": ["R-PM4", "80", "70 to 90", "clinician"]}


@pytest.mark.parametrize("threshold", THRESHOLDS, ids=lambda threshold: threshold.key)
def test_a_number_names_its_sources_as_the_code_does(threshold: Threshold) -> None:
    said = next(cells[6] for cells in rows(RULES, 7) if cells[1] == f"`{threshold.key}`")

    for source in threshold.source.split(","):
        mark = OWN_MARKS.get(source, source.removeprefix("K:"))
        assert re.search(rf"(?<!\w){re.escape(mark)}(?!\w)", said)
        assert source in OWN_MARKS or re.search(rf"\b{re.escape(mark)}\b", SOURCES)


def test_every_safety_question_stands_with_its_tier() -> None:
    said = {cells[0]: cells[2] for cells in rows(RULES, 4) if re.fullmatch(r"[A-Z]{2}\d\d", cells[0])}

    assert said == {question: f"T{tier}" for question, tier in TIERS.items()}


def test_every_alert_stands_with_its_priority() -> None:
    said = {cells[0].strip("`"): cells[2] for cells in rows(RULES, 4) if cells[0].startswith("`A_")}

    assert said == {code: f"P{priority}" for code, priority in PRIORITIES.items()}


def test_every_module_the_document_names_is_there() -> None:
    named = set(re.findall(r"`(guidance/\w+\.py)`", PAGE))

    assert named
    assert [name for name in sorted(named) if not (GUIDANCE / name).is_file()] == []


def test_every_rule_of_the_numbers_is_told_in_words() -> None:
    told = set(re.findall(r"\*\*(R-\w+)\*\*", RULES))

    assert {threshold.rule for threshold in THRESHOLDS} <= told
