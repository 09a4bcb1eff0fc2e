"""The gates of the weekly review, to the last count."""

from __future__ import annotations

from typing import Any

import pytest

from steadily.guidance.outcome import ReviewResult
from tests.backend.guidance.story import BRIDGE, QUIET, Story, done, march, story, trained

WEEK = trained(2, 4, 6)
OVER = {"ex": {"B4": done(13)}}
JUST_NOT_OVER = {"ex": {"B4": done(12)}}
UNKNOWN = {"ex": {"B4": done(after=None)}}


def only_on(*days: int, **answers: Any) -> dict[int, dict[str, Any]]:
    """Leave readings out of the first plan-week but for some days."""
    return {day: {**WEEK.get(day, {}), **({} if day in days else answers)} for day in range(2, 9)}


@pytest.mark.parametrize(
    ("days", "result"),
    [
        (only_on(2, 4, 6, 8, now=None), "UP 10 -> 11.00"),
        (only_on(2, 4, 6, now=None), "HOLD G_DATA"),
        (only_on(3, 5, 7, am=None), "UP 10 -> 11.00"),
        (only_on(3, 5, am=None), "HOLD G_DATA"),
    ],
)
def test_four_days_of_pain_and_three_mornings_are_enough(days: dict[int, Any], result: str) -> None:
    assert story(days).review(9) == result


@pytest.mark.parametrize(("sessions", "result"), [((2, 3, 5, 7), "UP 10 -> 11.00"), ((2, 3, 5), "HOLD G_ADH")])
def test_four_of_five_sessions_are_enough(sessions: tuple[int, ...], result: str) -> None:
    assert story(trained(*sessions), exercises={"B4": {**BRIDGE, "freq": 5}}).review(9) == result


@pytest.mark.parametrize(
    ("days", "result"),
    [
        ({**WEEK, 7: UNKNOWN}, "UP 10 -> 11.00"),
        ({**WEEK, 7: UNKNOWN, 8: UNKNOWN}, "HOLD G_LIGHT"),
        ({**trained(2, 4), 6: UNKNOWN}, "UP 10 -> 11.00"),
        ({**trained(2), 4: UNKNOWN}, "HOLD G_LIGHT"),
    ],
)
def test_one_session_may_be_unknown_where_two_are_known(days: dict[int, Any], result: str) -> None:
    assert story(days, exercises={"B4": {**BRIDGE, "freq": 2}}).review(9) == result


def test_a_fifth_more_is_not_yet_past_the_plan() -> None:
    assert story({**trained(2), 4: JUST_NOT_OVER, 6: JUST_NOT_OVER}).review(9) == "UP 10 -> 11.00"
    assert story({**trained(2), 4: OVER, 6: JUST_NOT_OVER}).review(9) == "UP 10 -> 11.00"
    assert story({**trained(2), 4: OVER, 6: OVER}).review(9) == "HOLD G_PACE"


def test_what_happens_on_the_review_day_belongs_to_the_week_after() -> None:
    boom = {"act": "much_more", "now": 1, "worst": 3}
    busted_on_the_day = story({**WEEK, 8: boom, 9: {"act": "much_less"}})
    busted_on_the_first = story({**WEEK, 1: boom, 2: {**WEEK[2], "act": "much_less"}})
    unknown_on_the_day = story({**trained(2, 4), 6: UNKNOWN, 9: UNKNOWN}, until=9)

    assert busted_on_the_day.on(9).boom_bust_cycles == 1
    assert busted_on_the_day.review(9) == "UP 10 -> 11.00"
    assert busted_on_the_first.review(9) == "HOLD G_PACE"
    assert unknown_on_the_day.review(9) == "UP 10 -> 11.00"


def test_three_mornings_the_week_before_are_enough_to_compare_with() -> None:
    none: dict[int, dict[str, Any]] = {day: {"am": None} for day in range(-5, 2)}
    three, two = none | {day: {"am": 1} for day in (-5, 0, 1)}, none | {day: {"am": 1} for day in (0, 1)}

    assert story({**WEEK, **three}).review(9) == "HOLD G_TREND"
    assert story({**WEEK, **two}).review(9) == "UP 10 -> 11.00"
    assert story({**WEEK, **none, **{day: {"am": 1} for day in (-6, 0, 1)}}).review(9) == "UP 10 -> 11.00"


def test_mornings_just_under_a_point_sorer_are_no_trend() -> None:
    half = {day: {**WEEK.get(day, {}), "am": 3 if day > 5 else 2} for day in range(2, 9)}
    whole = {day: {**WEEK.get(day, {}), "am": 3 if day > 4 else 2} for day in range(2, 9)}

    assert story({**half, 8: {"am": None}}).review(9) == "UP 10 -> 11.00"
    assert story(whole).review(9) == "HOLD G_TREND"


def weeks_trained(*starts: int) -> dict[int, dict[str, Any]]:
    return {day: {"ex": {"B4": done()}} for start in starts for day in (start, start + 2, start + 4)}


def reviews(amara: Story, *days: int) -> list[str]:
    return [amara.review(day).split(" ->")[0].removesuffix(" 10") for day in days]


def test_a_week_that_was_held_starts_the_count_of_rises_anew() -> None:
    amara = story(weeks_trained(2, 9, 23, 30, 37, 44), until=51, exercises={"B4": {**BRIDGE, "max": 40}})

    assert reviews(amara, 9, 16, 23, 30, 37, 44, 51) == ["UP", "UP", "HOLD G_ADH", "UP", "UP", "UP", "HOLD G_CONS"]


@pytest.mark.parametrize(("amount", "result"), [("12", "UP 10 -> 13.20"), ("12.1", "HOLD G_MODE")])
def test_a_clinicians_rise_leaves_room_up_to_a_fifth_in_seven_days(amount: str, result: str) -> None:
    raised = {march(4): [{"kind": "set_dose", "prescription": "B4", "v": amount}]}
    amara = story(WEEK, exercises={"B4": {**BRIDGE, "v": 11}}, actions=raised)

    assert amara.review(9) == result


def test_an_easier_level_set_on_the_review_day_is_raised_from_its_own_amount() -> None:
    easier = {march(9): [{"kind": "set_level", "prescription": "B4", "level": 1, "v": "12"}]}
    amara = story(WEEK, actions=easier)

    assert amara.review(9) == "UP 10 -> 13.20"
    assert amara.next(9) == "L1 2x13reps"


def test_a_held_review_keeps_the_amount_and_says_so() -> None:
    (review,) = story(trained(2, 4)).on(9).reviews

    assert (review.result, review.gate, review.percent, review.v_exact) == (ReviewResult.HOLD, "G_ADH", None, 10)


def test_a_rise_is_kept_with_its_percent_and_amount() -> None:
    (review,) = story(WEEK).on(9).reviews

    assert (review.result, review.gate, review.percent, review.v_exact) == (ReviewResult.UP, None, 10, 11)


def test_the_session_of_the_review_day_neither_makes_nor_breaks_a_proposal() -> None:
    ready = trained(2, 4, 6, plus2=True)
    full = {"B4": {**BRIDGE, "max": 10}}

    assert story({**ready, 9: {"ex": {"B4": done(plus2=False)}}}, exercises=full).alerts(9) == ["A_LEVEL_PROPOSAL"]
    assert story({**trained(2, 4), **trained(6, 9, plus2=True)}, exercises=full).alerts(9) == []


def test_the_last_two_sessions_are_enough_for_a_proposal_and_a_waiting_level_asks_no_more() -> None:
    ready = {**trained(2), **trained(4, 6, plus2=True)}
    full = {"B4": {**BRIDGE, "max": 10}}
    accepted = {march(8): [{"kind": "accept", "prescription": "B4"}]}

    assert story(ready, exercises=full).alerts(9) == ["A_LEVEL_PROPOSAL"]
    assert story(ready, exercises=full, actions=accepted, sessions=[march(9)]).alerts(9) == []


def test_the_first_review_closes_the_first_week_and_none_comes_before() -> None:
    amara = story(WEEK, since=-13, until=16)

    assert [len(amara.on(day).reviews) for day in (-5, 2, 8, 9, 10, 15, 16)] == [0, 0, 0, 1, 0, 0, 1]


def test_a_hold_is_named_by_the_first_gate_that_fails_in_the_protocols_order() -> None:
    worst = {**QUIET, "safety": ["RF14"], "now": 5, "worst": 7}
    amara = story({8: worst})

    assert amara.review(9) == "HOLD G_SAFETY"
    assert story({8: {**worst, "safety": []}}).review(9) == "HOLD G_FLARE"
