"""Big days followed by sore ones."""

from __future__ import annotations

from typing import Any

from tests.backend.guidance.story import BRIDGE, NOT_DONE, ROCK, done, story

MORE: dict[str, Any] = {"act": "much_more", "now": 1, "worst": 3}
LESS: dict[str, Any] = {"act": "much_less"}


def test_a_big_day_and_a_sore_small_one_are_a_cycle() -> None:
    amara = story({3: MORE, 4: LESS})

    assert amara.on(4).boom_bust_cycles == 1
    assert "T_BOOM1" in amara.texts(4)
    assert amara.alerts(4) == []


def test_the_bust_may_come_two_days_later_but_not_three() -> None:
    assert story({3: MORE, 5: LESS}).on(5).boom_bust_cycles == 1
    assert story({3: MORE, 6: LESS}).on(6).boom_bust_cycles == 0


def test_without_a_rise_in_pain_there_is_no_cycle() -> None:
    assert story({3: {**MORE, "now": 2, "worst": 4}, 4: LESS}).on(4).boom_bust_cycles == 0
    assert story({3: {**MORE, "worst": None}, 4: LESS}).on(4).boom_bust_cycles == 0
    assert story({3: MORE, 4: {**LESS, "now": None}}).on(4).boom_bust_cycles == 0


def test_a_first_small_day_without_the_rise_leaves_the_second_to_fit() -> None:
    amara = story({3: MORE, 4: {**LESS, "now": 1, "worst": 3}, 5: LESS})

    assert amara.on(5).boom_bust_cycles == 1


def test_a_boom_is_used_once() -> None:
    assert story({3: MORE, 4: LESS, 5: LESS}).on(5).boom_bust_cycles == 1


def test_a_bust_is_used_once() -> None:
    assert story({3: MORE, 4: MORE, 5: LESS}).on(5).boom_bust_cycles == 1
    assert story({3: MORE, 4: MORE, 5: LESS, 6: LESS}).on(6).boom_bust_cycles == 2


def test_sessions_count_by_their_average_with_not_done_as_nothing() -> None:
    exercises = {"B4": BRIDGE, "R1": ROCK}
    boom = {"now": 1, "worst": 3, "ex": {"B4": done(13), "R1": done(12)}}
    amara = story({3: boom, 4: {"ex": {"B4": done(10), "R1": NOT_DONE}}}, exercises=exercises)

    assert amara.on(4).boom_bust_cycles == 1


def test_exactly_a_fifth_more_is_no_boom_and_just_over_half_is_no_bust() -> None:
    assert story({3: {**MORE, "act": None, "ex": {"B4": done(12)}}, 4: LESS}).on(4).boom_bust_cycles == 0
    assert story({3: MORE, 4: {"ex": {"B4": done(5.1)}}}).on(4).boom_bust_cycles == 0


def test_a_day_without_a_log_is_never_a_bust() -> None:
    assert story({3: MORE, 4: {"ex": None}}).on(4).boom_bust_cycles == 0


def test_the_second_cycle_in_two_weeks_is_told_once() -> None:
    amara = story({3: MORE, 4: LESS, 8: MORE, 9: LESS, 12: MORE, 13: LESS}, until=20)

    assert amara.alert_days("A_BOOMBUST") == [9]
    assert "T_BOOM2" in amara.texts(9)
    assert amara.on(17).boom_bust_cycles == 3
    assert amara.on(18).boom_bust_cycles == 2


def test_cycles_more_than_two_weeks_apart_are_not_told() -> None:
    amara = story({3: MORE, 4: LESS, 17: MORE, 18: LESS}, until=20)

    assert amara.alert_days("A_BOOMBUST") == []


def test_a_pattern_that_stopped_and_came_back_is_told_again() -> None:
    days = {3: MORE, 4: LESS, 8: MORE, 9: LESS, 25: MORE, 26: LESS, 29: MORE, 30: LESS}
    amara = story(days, until=40)

    assert amara.alert_days("A_BOOMBUST") == [9, 30]
