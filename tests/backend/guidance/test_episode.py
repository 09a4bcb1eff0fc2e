"""What a flare carries from day to day, and what its end leaves behind."""

from __future__ import annotations

from typing import Any

from tests.backend.guidance.story import march, story

YES: dict[str, Any] = {"flare": True}
HIGH: dict[str, Any] = {"now": 5, "worst": 7}
SORE: dict[str, Any] = {"now": 6, "worst": 8, "interf": 6, "am": 5}


def ended(day: int, *, rebaseline: bool) -> dict[str, Any]:
    return {"actions": {march(day): [{"kind": "end_flare", "rebaseline": rebaseline}]}}


def test_a_flare_keeps_its_onset_from_its_first_day_to_its_last() -> None:
    amara = story({3: HIGH, 4: HIGH}, until=12)

    assert [amara.on(day).flare.onset for day in (3, 4, 5, 6, 7)] == [None, *[march(3)] * 4]


def test_a_relapse_is_remembered_until_the_flare_is_over() -> None:
    amara = story({3: YES, 6: YES, 7: YES}, until=16)

    assert [amara.flare(day) for day in (5, 6, 7, 8, 9)] == [
        "RETURN day 1",
        "FLARE day 4",
        "FLARE day 5",
        "FLARE day 6",
        "RETURN day 1",
    ]
    assert [amara.on(day).flare.relapse for day in (3, 5, 6, 7, 8, 9, 10, 13)] == [False, False, *[True] * 5, False]


def test_what_led_into_a_flare_is_named() -> None:
    def route(days: dict[int, dict[str, Any]], day: int) -> str | None:
        (told,) = [each for each in story(days).on(day).trace if each.rule == "R-FL3"]
        return told.inputs["route"]

    assert route({3: HIGH, 4: HIGH}, 4) == "A"
    assert route({3: {**HIGH, "interf": 5}}, 3) == "B"
    assert route({3: YES}, 3) == "C"
    assert route({3: HIGH}, 3) is None


def test_pain_just_one_above_usual_is_near_it_and_a_half_more_is_not() -> None:
    def settled(now: int, worst: int, interf: int = 3) -> str | None:
        (told,) = [
            each
            for each in story({3: {"now": now, "worst": worst, "interf": interf}}).on(3).trace
            if each.rule == "R-FL3"
        ]
        return told.inputs["settled"]

    assert [settled(4, 6), settled(5, 6), settled(4, 6, 4), settled(4, 6, 5)] == ["yes", "no", "yes", "no"]


def test_the_watch_is_kept_over_a_missing_day_only_from_a_known_one() -> None:
    silent = {"now": None, "worst": None}
    watched = story({3: HIGH, 4: silent, 5: silent})
    calm = story({4: silent, 5: silent})

    assert [watched.flare(day) for day in (3, 4, 5)] == ["WATCH", "WATCH", "NONE"]
    assert [calm.flare(day) for day in (3, 4, 5)] == ["NONE", "NONE", "NONE"]


def test_two_sore_days_two_apart_are_sustained_and_three_apart_are_not() -> None:
    silent = {"now": None, "worst": None}

    assert story({3: HIGH, 4: silent, 5: HIGH}).flare(5) == "FLARE day 3"
    assert story({3: HIGH, 4: silent, 5: silent, 6: HIGH}).flare(6) == "WATCH"


def test_a_flare_ended_by_the_clinician_leaves_the_usual_level_and_nothing_of_the_flare() -> None:
    amara = story({3: YES, 4: YES}, **ended(5, rebaseline=False), until=9)

    assert [amara.flare(day) for day in (4, 5, 6)] == ["FLARE day 2", "NONE", "NONE"]
    assert (amara.on(5).flare.onset, amara.on(5).flare.day, amara.on(5).flare.stage) == (None, None, None)
    assert (amara.on(5).baseline.pain, amara.on(5).threshold) == (4, 6)
    assert amara.next(5) == "L2 2x10reps"


def test_a_flare_that_comes_after_one_that_was_ended_has_its_own_day_one() -> None:
    amara = story({3: YES, 4: YES, 8: YES}, **ended(5, rebaseline=False), until=9)

    assert amara.flare(8) == "FLARE day 1"
    assert amara.alerts(8) == ["A_FLARE_NEW"]


def test_the_new_usual_level_is_the_median_of_the_last_seven_days() -> None:
    days = dict.fromkeys(range(3, 11), SORE) | {
        11: {"now": 8, "worst": 10, "interf": 8, "am": 7},
        **{day: {"now": 7, "worst": 9, "interf": 7, "am": 6} for day in range(12, 18)},
    }
    amara = story({day: {**each, "flare": True} for day, each in days.items()}, **ended(18, rebaseline=True), until=18)

    usual = amara.on(18).baseline

    assert amara.flare(18) == "RETURN day 1"
    assert (usual.pain, usual.interference, usual.morning, amara.on(18).threshold) == (8, 7, 6, 9)


def test_the_day_before_the_last_seven_is_left_out_of_the_new_usual_level() -> None:
    days = {day: {**SORE, "flare": True} for day in range(3, 15)}
    days |= {day: {"now": 8, "worst": 8, "interf": 8, "am": 8, "flare": True} for day in (15, 16, 17)}
    days |= {day: {"now": None, "worst": None, "interf": None, "am": None, "flare": True} for day in (12, 13, 14)}
    amara = story(days, **ended(18, rebaseline=True), until=18)

    assert amara.on(18).baseline.pain == 8


def test_after_a_new_usual_level_the_flares_days_no_longer_shape_it() -> None:
    days = {day: {**SORE, "flare": True} for day in range(3, 18)}
    amara = story(days, **ended(18, rebaseline=True), until=26)

    usual = amara.on(22).baseline

    assert (usual.pain, usual.interference, usual.morning) == (7, 6, 5)
    assert [amara.flare(day) for day in (18, 21, 22)] == ["RETURN day 1", "RETURN day 4", "NONE"]


def test_the_days_of_a_flare_from_its_onset_on_no_longer_shape_the_usual_level() -> None:
    early = {day: {"now": None, "worst": None, "interf": None} for day in range(-13, -2)}
    amara = story(early | {3: HIGH, 4: HIGH, 5: {"now": 3, "worst": 5}}, until=12)

    assert amara.flare(4) == "FLARE day 2"
    assert amara.on(10).baseline.pain == 4
    assert amara.on(10).threshold == 6


def test_the_usual_morning_goes_on_through_a_flare_while_pain_stays_frozen() -> None:
    sore = {day: {**SORE, "flare": True} for day in range(3, 18)}
    amara = story(sore, until=17)

    assert (amara.on(17).baseline.pain, amara.on(17).baseline.interference) == (4, 3)
    assert [amara.on(day).baseline.morning for day in (4, 10)] == [2, 2]


def test_a_usual_level_set_in_a_flare_waits_for_its_end() -> None:
    actions = {march(5): [{"kind": "set_baseline", "pain": "6", "interference": "5", "morning": "4"}]}
    amara = story({3: YES, 4: YES, 5: YES}, since=2, actions=actions, until=9)

    assert amara.on(5).threshold is None
    assert amara.flare(5) == "FLARE day 3"


def test_the_day_a_flare_began_is_not_among_the_usual_ones() -> None:
    thin = {day: {"now": None, "worst": None, "am": None} for day in range(-13, -1)}
    calm = {day: {"now": 1, "worst": 3, "am": 1} for day in range(-1, 3)}
    sore = {day: {"now": 6, "worst": 8, "am": 1} for day in (3, 4)}
    own = {"P": 4, "I": 3, "am": 3}
    amara = story(thin | calm | sore, **ended(5, rebaseline=False), baseline_manual=own, until=6)

    assert [amara.flare(day) for day in (3, 4, 5)] == ["WATCH", "FLARE day 2", "NONE"]
    assert [amara.on(day).baseline.pain for day in (4, 5)] == [2, 4]
    assert [amara.on(day).baseline.morning for day in (4, 5)] == [3, 3]


def test_the_new_usual_level_is_taken_from_all_seven_days_before_the_end() -> None:
    silent = {day: {"now": None, "worst": None} for day in range(12, 17)}
    days = {day: {"flare": True, **silent.get(day, {})} for day in range(3, 18)} | {11: {"now": 8, "worst": 8}}
    amara = story(days, **ended(18, rebaseline=True), until=18)

    assert (amara.on(18).baseline.pain, amara.on(18).threshold) == (6, 8)
