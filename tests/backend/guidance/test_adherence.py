"""How much of the plan was written down, without guilt."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from steadily.guidance.outcome import Adherence
from tests.backend.guidance.story import BRIDGE, NOT_DONE, QUIET, ROCK, Story, done, march, red, story, trained


def adherence(told: Story, day: int = 9) -> Adherence:
    found = told.on(day).adherence
    assert found is not None
    return found


def test_a_week_is_scored_by_what_was_prescribed() -> None:
    amara = story(trained(2, 4) | {6: {"ex": {"B4": done(5)}}})

    assert adherence(amara).by_prescription == {"B4": Decimal("83.3")}
    assert adherence(amara).overall == Decimal("83.3")
    assert adherence(amara).week_of == march(2)
    assert adherence(amara).logging == 100


def test_a_bigger_session_counts_as_a_whole_one_and_a_week_never_over_a_hundred() -> None:
    amara = story(trained(2, 3, 4, 5) | {6: {"ex": {"B4": done(20)}}})

    assert adherence(amara).overall == 100


def test_a_bigger_session_never_makes_up_for_one_left_out() -> None:
    amara = story({2: {"ex": {"B4": done(20)}}, 4: {"ex": {"B4": done(30)}}})

    assert adherence(amara).overall == Decimal("66.7")


def test_a_session_on_the_review_day_belongs_to_the_new_week() -> None:
    amara = story(trained(2, 4, 9))

    assert adherence(amara).overall == Decimal("66.7")


def test_a_session_on_the_first_day_of_a_week_belongs_to_it() -> None:
    amara = story(trained(1, 8, 9), until=16)

    assert (adherence(amara, 9).overall, adherence(amara, 16).overall) == (Decimal("33.3"), Decimal("33.3"))


def test_the_plan_of_the_very_first_day_was_one_to_do() -> None:
    six_of_seven = {day: {"ex": {"R1": done()}} for day in range(3, 9)}
    amara = story(six_of_seven, since=2, exercises={"R1": ROCK})

    assert adherence(amara).overall == Decimal("85.7")


def test_an_explicit_not_done_adds_nothing() -> None:
    amara = story(trained(2, 4) | {6: {"ex": {"B4": NOT_DONE}}})

    assert adherence(amara).overall == Decimal("66.7")


def test_overall_is_the_mean_of_the_exercises() -> None:
    amara = story(trained(2, 4, 6), exercises={"B4": BRIDGE, "R1": ROCK})

    assert adherence(amara).by_prescription == {"B4": 100, "R1": 0}
    assert adherence(amara).overall == 50


def test_too_few_logged_days_are_not_enough_to_say() -> None:
    amara = story({2: QUIET, 4: QUIET, 6: {**QUIET, "ex": {"B4": done()}}}, fill=None)

    assert adherence(amara).overall is None
    assert adherence(amara).logging == Decimal("42.9")
    assert "T_ADH_NA" in amara.texts(9)


def test_four_logged_days_are_enough_to_say() -> None:
    amara = story({day: {**QUIET, **trained(2).get(day, {})} for day in (2, 4, 6, 7)}, fill=None)

    assert adherence(amara).overall == Decimal("33.3")
    assert adherence(amara).logging == Decimal("57.1")


def test_a_week_with_a_hold_is_not_scored() -> None:
    amara = story(trained(2, 4) | {6: {"safety": ["RF06"]}}, clinician_clears=[march(7)])

    assert adherence(amara).overall is None
    assert adherence(amara).counted == 0


def test_days_whose_plan_was_rest_ask_for_nothing() -> None:
    amara = story(
        {day: {"ex": {"R1": done()}} for day in (2, 3, 5, 6, 7, 8)} | {2: {"ex": {"R1": red()}}}, exercises={"R1": ROCK}
    )

    assert adherence(amara).overall == 100


def test_a_moved_treatment_day_lowers_the_count_only_where_no_other_day_could_take_it() -> None:
    every_day = {"S": {**BRIDGE, "freq": 7}, "T": BRIDGE}
    days = {day: {"ex": {"S": done(), "T": done()}} for day in (2, 4, 6)}
    amara = story(days, exercises=every_day, sessions=[march(3)])

    assert adherence(amara).by_prescription == {"S": 50, "T": 100}


def test_a_paused_week_has_nothing_to_score() -> None:
    actions = {march(1): [{"kind": "pause", "prescription": "B4"}]}
    amara = story(actions=actions)

    assert adherence(amara).by_prescription == {"B4": None}
    assert adherence(amara).overall is None


def test_a_week_is_kept_from_three_fifths_on() -> None:
    amara = story(trained(2, 4) | trained(9), until=16)

    assert (adherence(amara, 16).kept, adherence(amara, 16).counted) == (1, 2)
    assert "T_WEEK" in amara.texts(16)
    assert "T_WEEK" not in amara.texts(9)


@pytest.mark.parametrize(("days", "kept"), [((2, 4, 6), 1), ((2, 4), 0)])
def test_three_of_five_sessions_are_just_enough_to_keep_a_week(days: tuple[int, ...], kept: int) -> None:
    amara = story(trained(*days), exercises={"B4": {**BRIDGE, "freq": 5}})

    assert adherence(amara).kept == kept


def test_a_flare_week_is_kept_at_half_of_the_eased_plan() -> None:
    days: dict[int, Any] = {day: {"ex": {"R1": done(5, presc=10)}} for day in range(2, 9)}
    calm = story(days, exercises={"R1": ROCK})
    flaring = story(days | {4: {**days[4], "flare": True}}, exercises={"R1": ROCK})

    assert (adherence(calm).kept, adherence(flaring).kept) == (0, 1)


def test_weeks_away_and_silent_weeks_are_left_out() -> None:
    away = {2: {"ex": {"B4": {**NOT_DONE, "reason": "away"}}}}
    amara = story(away, until=8)

    assert adherence(amara, 9).counted == 0
    assert adherence(amara, 16).counted == 0


def test_only_the_last_twelve_weeks_count() -> None:
    amara = story({}, until=100)

    assert adherence(amara, 23).counted == 3
    assert adherence(amara, 100).counted == 12


@pytest.mark.parametrize("reason", ["worried_about_harm", "not_sure_how"])
def test_worry_twice_in_two_weeks_asks_for_support_once(reason: str) -> None:
    unsure = {"ex": {"B4": {**NOT_DONE, "reason": reason}}}
    amara = story({3: unsure, 9: unsure, 11: unsure}, until=12)

    assert amara.alert_days("A_SUPPORT") == [9]


def test_worry_thirteen_days_apart_still_asks_for_support() -> None:
    unsure = {"ex": {"B4": {**NOT_DONE, "reason": "not_sure_how"}}}
    amara = story({3: unsure, 16: unsure}, until=17)

    assert amara.alert_days("A_SUPPORT") == [16]


def test_two_exercises_left_out_of_worry_on_one_day_ask_for_support() -> None:
    unsure = {**NOT_DONE, "reason": "not_sure_how"}
    amara = story({3: {"ex": {"B4": unsure, "R1": unsure}}}, exercises={"B4": BRIDGE, "R1": ROCK})

    assert amara.alert_days("A_SUPPORT") == [3]


def test_worry_far_apart_or_another_reason_asks_for_nothing() -> None:
    unsure = {"ex": {"B4": {**NOT_DONE, "reason": "not_sure_how"}}}
    tired = {"ex": {"B4": {**NOT_DONE, "reason": "tired"}}}
    amara = story({3: unsure, 5: tired, 6: tired, 17: unsure}, until=18)

    assert amara.alert_days("A_SUPPORT") == []
