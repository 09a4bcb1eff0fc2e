"""Every rule, gate and alert of the protocol is reached by a written case; what none reaches is named."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from steadily.guidance.trace import PRIORITIES
from steadily.today.cases.playing import days
from steadily.today.cases.reading import AnyCase, DiaryCase, cases_in, files
from steadily.today.cases.shapes import Course, Trials

FOLDER = Path(__file__).resolve().parents[2] / "diaries"

FAMILIES = {"SF": 5, "PM": 6, "PG": 7, "FL": 8, "AP": 7, "AD": 5, "SC": 1}
RULES = {f"R-{family}{number}" for family, last in FAMILIES.items() for number in range(1, last + 1)}

GATES = {f"G_{gate}" for gate in ("SAFETY", "FLARE", "DATA", "ADH", "LIGHT", "TREND", "PACE", "CONS", "MODE", "CAP")}

SPOKEN_THROUGH = {
    "R-SF1": "A_REDFLAG_T1",
    "R-PM5": "G_TREND",
    "R-PG7": "G_CONS",
    "R-AP3": "T_NEEDLE_OK",
}
"""Rules without a line of their own in a trace, with the gate, alert or text by which a case sees them."""

BEYOND_A_CASE = {
    "R-SF4": "A case has no way to write down that a patient got help.",
    "R-SF5": "It is about the phone: tests/journeys/test_red_flag_offline.py lives it.",
    "R-AP4": "No outcome of a day holds the page before a visit: tests/backend/guidance/test_before_visit.py tries it.",
    "R-AD5": "Reminders belong to no day's outcome.",
    "A_CONTACT": "A case has no request for contact: tests/backend/today/test_alerts.py sends one.",
}
"""What no diary case can reach, with the reason."""


def reached() -> Iterator[str]:
    """Name what the cases reach: rules by the traces of judged days, gates and alerts by what a case expects."""
    for file in files(FOLDER):
        for written in cases_in(file):
            yield from _by_case(written.read())


def _by_case(case: AnyCase) -> Iterator[str]:
    if isinstance(case, Trials):
        yield "R-PG1"
    elif isinstance(case, Course):
        yield from ("R-AP5", "R-AP6", "R-AP7", *(case.expect.alerts or ()))
    else:
        yield from _by_diary(case)


def _by_diary(case: DiaryCase) -> Iterator[str]:
    for expected in case.expected.values():
        yield from (alert.partition(":")[0] for alert in expected.alerts or ())
        yield from expected.texts
        yield from (review.split()[-1] for review in expected.review.values() if review)
    for day in days(case, min(case.expected), max(case.expected)):
        if day.outcome.on in case.expected:
            yield from (decision.rule for decision in day.outcome.trace)


def unreached(found: set[str]) -> set[str]:
    """Name the rules, gates and alerts that are not among what was found."""
    spoken = {rule for rule, sign in SPOKEN_THROUGH.items() if sign in found}
    return (RULES | GATES | set(PRIORITIES)) - found - spoken


@pytest.mark.django_db
def test_a_case_reaches_every_rule_gate_and_alert_it_can() -> None:
    assert sorted(unreached(set(reached()))) == sorted(BEYOND_A_CASE)


@pytest.mark.parametrize("lost", ["R-FL8", "R-PG7", "G_CONS", "A_GAP"])
def test_what_no_case_reaches_is_named(lost: str) -> None:
    sign = SPOKEN_THROUGH.get(lost, lost)

    left = (RULES | GATES | set(PRIORITIES) | {*SPOKEN_THROUGH.values()}) - {sign, lost}

    assert lost in unreached(left)
