"""Entering a flare, living in it, and coming back."""

from __future__ import annotations

from typing import Any

import pytest

from tests.backend.guidance.story import BREATHE, BRIDGE, ROCK, WALK, march, story

HIGH: dict[str, Any] = {"now": 5, "worst": 7, "interf": 4}
WORSE: dict[str, Any] = {"now": 5, "worst": 7, "interf": 5}
SILENT: dict[str, Any] = {"now": None, "worst": None, "interf": None}
NO: dict[str, Any] = {"flare": False}
YES: dict[str, Any] = {"flare": True}


def test_one_elevated_day_is_watched() -> None:
    amara = story({3: HIGH})

    assert [amara.flare(day) for day in (2, 3, 4)] == ["NONE", "WATCH", "NONE"]
    assert amara.next(3) == "L2 2x10reps"
    assert "T_WATCH" in amara.texts(3)


def test_pain_with_worse_function_is_a_flare_at_once() -> None:
    amara = story({3: WORSE})

    assert amara.flare(3) == "FLARE day 1"
    assert amara.alerts(3) == ["A_FLARE_NEW"]


def test_two_elevated_days_are_a_flare_from_the_first() -> None:
    amara = story({3: HIGH, 4: HIGH})

    assert amara.flare(4) == "FLARE day 2"


def test_a_missing_day_between_two_elevated_ones_does_not_hide_the_flare() -> None:
    amara = story({3: HIGH, 4: SILENT, 5: HIGH})

    assert [amara.flare(day) for day in (3, 4, 5)] == ["WATCH", "WATCH", "FLARE day 3"]


def test_the_watch_lasts_one_missing_day() -> None:
    amara = story({3: HIGH, 4: SILENT, 5: SILENT, 6: HIGH})

    assert [amara.flare(day) for day in (4, 5, 6)] == ["WATCH", "NONE", "WATCH"]


def test_a_usual_day_between_two_elevated_ones_keeps_it_a_watch() -> None:
    amara = story({3: HIGH, 5: HIGH})

    assert amara.flare(5) == "WATCH"


def test_one_missing_reading_is_no_pain_reading() -> None:
    amara = story({3: {"now": 9, "worst": None}})

    assert amara.on(3).index_pain is None
    assert amara.flare(3) == "NONE"


def test_missing_function_is_not_worse_function() -> None:
    amara = story({3: {**WORSE, "interf": None}})

    assert amara.flare(3) == "WATCH"


@pytest.mark.parametrize("day", [3, 4])
def test_soreness_on_and_after_treatment_day_is_a_reaction(day: int) -> None:
    amara = story({day: WORSE}, sessions=[march(3)])

    assert amara.flare(day) == "NONE"
    assert amara.on(day).notes == ("POST_NEEDLING_REACTION",)
    assert "T_NEEDLE_OK" in amara.texts(day)


def test_after_the_grace_days_an_elevated_grace_day_still_counts_as_sustained() -> None:
    amara = story({4: HIGH, 5: HIGH}, sessions=[march(3)])

    assert [amara.flare(day) for day in (4, 5)] == ["NONE", "FLARE day 2"]


def test_a_declared_flare_is_honoured_on_a_grace_day() -> None:
    amara = story({3: YES}, sessions=[march(3)])

    assert amara.flare(3) == "FLARE day 1"


def test_near_the_top_of_the_scale_sustained_pain_alone_is_only_watched() -> None:
    high = {"now": 8, "worst": 8, "interf": 3, "safety": [], "am": 2}
    amara = story({3: {"now": 10, "worst": 10}, 4: {"now": 10, "worst": 10}}, fill=high)

    assert [amara.flare(day) for day in (3, 4)] == ["WATCH", "WATCH"]


def test_near_the_top_of_the_scale_pain_with_worse_function_is_still_a_flare() -> None:
    high = {"now": 8, "worst": 8, "interf": 3, "safety": [], "am": 2}
    amara = story({3: {"now": 10, "worst": 10, "interf": 5}}, fill=high)

    assert amara.flare(3) == "FLARE day 1"


def test_a_flare_returns_after_two_settled_days_from_day_three_on() -> None:
    amara = story({3: YES})

    assert [amara.flare(day) for day in range(3, 11)] == [
        "FLARE day 1",
        "FLARE day 2",
        "RETURN day 1",
        "RETURN day 2",
        "RETURN day 3",
        "RETURN day 4",
        "NONE",
        "NONE",
    ]


def test_two_settled_days_must_be_in_a_row() -> None:
    amara = story({3: YES, 5: SILENT})

    assert [amara.flare(day) for day in (5, 6, 7)] == ["FLARE day 3", "FLARE day 4", "RETURN day 1"]


def test_silence_about_the_flare_is_settled_only_where_usual_is_known() -> None:
    amara = story({2: YES, 4: NO, 5: NO}, since=2, until=8)

    assert [amara.flare(day) for day in (3, 4, 5, 6)] == ["FLARE day 2", "FLARE day 3", "RETURN day 1", "RETURN day 1"]


def test_missing_and_half_settled_days_stall_the_return() -> None:
    amara = story({3: YES, 6: SILENT, 7: {"now": 5, "worst": 6}, 8: {"interf": 5}}, until=12)

    assert [amara.flare(day) for day in (5, 6, 7, 8, 9)] == ["RETURN day 1"] * 4 + ["RETURN day 2"]


def test_unknown_function_does_not_settle_a_day() -> None:
    amara = story({3: YES, 4: {"interf": None}, 5: {"interf": None}})

    assert amara.flare(5) == "FLARE day 3"


def test_elevated_pain_in_the_return_is_a_relapse_with_the_same_count() -> None:
    amara = story({3: YES, 6: HIGH})

    assert amara.flare(6) == "FLARE day 4"
    assert amara.alerts(6) == ["A_FLARE_RELAPSE"]
    assert amara.on(6).flare.relapse
    assert amara.on(6).flare.stage == "steady"


def test_a_declared_flare_in_the_return_is_a_relapse_even_on_a_usual_day() -> None:
    amara = story({3: YES, 6: YES})

    assert amara.alerts(6) == ["A_FLARE_RELAPSE"]


def test_grace_days_do_not_excuse_a_relapse() -> None:
    amara = story({3: YES, 6: HIGH}, sessions=[march(6)])

    assert amara.alerts(6) == ["A_FLARE_RELAPSE"]


def test_the_usual_level_is_frozen_while_a_flare_lasts() -> None:
    amara = story({day: {"now": 6, "worst": 8, "interf": 6} for day in range(3, 20)}, until=19)

    assert [amara.on(day).threshold for day in (3, 10, 19)] == [6, 6, 6]


def test_the_stages_of_the_plan() -> None:
    exercises = {"S": BRIDGE, "M": ROCK, "A": WALK, "R": BREATHE}
    amara = story({3: YES, 4: YES, 5: YES}, exercises=exercises, until=13)

    told = {day: [amara.next(day, key) for key in "SMAR"] for day in (3, 4, 5, 7, 8, 9, 10, 11)}

    settle = ["REST", "L1 1x5reps", "L1 1x7min", "L1 1x10min"]
    steady = ["L1 2x7reps", "L1 1x7reps", "L1 1x10min", "L1 1x10min"]
    early = ["L2 2x8reps", "L2 1x8reps", "L2 1x12min", "L1 1x10min"]
    late = ["L2 2x9reps", "L2 1x9reps", "L2 1x13min", "L1 1x10min"]
    usual = ["L2 2x10reps", "L2 1x10reps", "L2 1x15min", "L1 1x10min"]
    assert told == {3: settle, 4: settle, 5: steady, 7: early, 8: early, 9: late, 10: late, 11: usual}


def test_each_stage_says_where_the_flare_stands() -> None:
    amara = story({3: YES, 4: YES, 5: YES}, until=13)

    said = [[each.text for each in amara.on(day).messages if each.text.startswith("T_FL")] for day in (3, 5, 7, 11, 12)]

    assert said == [["T_FL1"], ["T_FL2"], ["T_FL3"], ["T_FL4"], []]


def test_a_new_flare_after_the_last_keeps_its_own_onset() -> None:
    amara = story({3: YES, 10: YES, 11: HIGH}, until=12)

    assert amara.flare(9) == "NONE"
    assert amara.flare(10) == "FLARE day 1"


@pytest.mark.parametrize(
    ("day", "asked"),
    [
        ({"flare": True}, True),
        (WORSE, True),
        ({"now": 7, "worst": 9}, True),
        ({"now": 6, "worst": 8}, True),
        (HIGH, False),
        ({}, False),
    ],
)
def test_the_safety_questions_open_with_a_flare_or_far_above_usual(day: dict[str, Any], asked: bool) -> None:
    amara = story({3: day})

    assert ("SAFETY_QUESTIONS" in amara.on(3).notes) == asked


def test_a_short_night_and_a_sore_morning_bring_a_kind_word_and_no_change() -> None:
    amara = story(
        {3: {"sleep": 3, "am": 3}, 4: {"sleep": 4, "am": 5}, 5: {"sleep": 2, "am": 2}, 6: {"sleep": 2, "am": None}}
    )

    assert ["T_HINT" in amara.texts(day) for day in (3, 4, 5, 6)] == [True, False, False, False]
    assert amara.next(3) == "L2 2x10reps"
