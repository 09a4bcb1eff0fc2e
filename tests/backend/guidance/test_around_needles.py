"""Soreness after needling is no setback; for long, it is asked about (R-AP3)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from steadily.guidance.away import Away
from steadily.guidance.evaluate import evaluate
from steadily.guidance.outcome import Outcome
from tests.backend.guidance.story import QUIET, done, march, story


def sore(on: date, since: date | None) -> Outcome:
    """Live a quiet week in which a needle site is told sore on one day."""
    case = story().case
    diary = {**case.diary, on: replace(case.diary[on], sore_since=since)}
    return evaluate(case.protocol, case.plan, case.visits, case.actions, diary, on)


@pytest.mark.parametrize(("since", "asked"), [(4, True), (3, True), (5, False), (7, False), (None, False)])
def test_a_site_sore_for_three_days_is_asked_about(since: int | None, asked: bool) -> None:
    outcome = sore(march(7), None if since is None else march(since))

    assert ("NEEDLE_SITE" in outcome.notes) is asked
    assert [each.text for each in outcome.trace if each.rule == "R-AP3"] == ["AC06"] * asked
    assert outcome.alerts == ()


def test_a_reaction_says_by_which_rule_it_is_no_flare() -> None:
    amara = story({4: {**QUIET, "now": 7, "worst": 9}}, sessions=[march(4)])

    (step,) = [each for each in amara.on(4).trace if each.rule == "R-AP3"]
    assert (step.text, step.threshold) == ("T_NEEDLE_OK", "1")
    assert step.inputs == {"pain": "8", "threshold": "6"}


def weeks(away: tuple[Away, ...]) -> Any:
    """Close two weeks of full practice, with times away told beforehand."""
    case = story({day: {**QUIET, "ex": {"B4": done()}} for day in (2, 4, 6, 9, 11, 13)}, until=16).case
    plan = replace(case.plan, away=away)
    return evaluate(case.protocol, plan, case.visits, case.actions, case.diary, march(16)).adherence


@pytest.mark.parametrize(
    ("away", "counted"),
    [
        ((), 2),
        ((Away(march(8), march(8)),), 1),
        ((Away(march(8), march(9)),), 0),
        ((Away(march(16), march(20)),), 2),
        ((Away(march(1), march(2)), Away(march(13), march(13))), 0),
    ],
)
def test_a_week_with_a_day_away_is_left_out_of_the_kept_ones(away: tuple[Away, ...], counted: int) -> None:
    adherence = weeks(away)

    assert (adherence.kept, adherence.counted) == (counted, counted)
    assert adherence.overall == 100


def test_before_the_first_closed_week_adherence_is_not_known() -> None:
    amara = story({2: {"ex": {"B4": done()}}})

    assert [amara.on(day).adherence is None for day in (1, 8, 9)] == [True, True, False]
