"""What a flare tells the clinician, and how often."""

from __future__ import annotations

from typing import Any

from tests.backend.guidance.story import march, story

YES: dict[str, Any] = {"flare": True}


def long_flare(first: int, last: int, **more: Any) -> dict[int, dict[str, Any]]:
    return {day: {**YES, **more} for day in range(first, last + 1)}


def test_a_long_flare_is_told_on_its_seventh_day_once() -> None:
    amara = story(long_flare(3, 20), until=20)

    assert amara.alert_days("A_FLARE_PROLONGED") == [9]
    assert "T_CONTACT" in amara.texts(9)


def test_a_relapse_does_not_tell_of_the_long_flare_again() -> None:
    amara = story(long_flare(3, 9) | {12: YES}, until=20)

    assert amara.alerts(12) == ["A_FLARE_RELAPSE"]
    assert amara.alert_days("A_FLARE_PROLONGED") == [9]


def test_a_setback_is_told_every_fourteenth_day() -> None:
    amara = story(long_flare(3, 48), until=48)

    assert amara.alert_days("A_SETBACK")[:3] == [16, 30, 44]
    assert "T_SETBACK" in amara.texts(17)


def test_a_fourteenth_day_in_the_return_is_passed_over() -> None:
    amara = story(long_flare(3, 14), until=30)

    assert amara.flare(16) == "RETURN day 1"
    assert amara.alert_days("A_SETBACK") == []


def test_two_very_high_days_in_a_flare_are_told_once() -> None:
    amara = story(long_flare(3, 9, now=8, worst=9), until=9)

    assert amara.alert_days("A_FLARE_SEVERE") == [4]


def test_pain_of_exactly_eight_is_very_high() -> None:
    amara = story(long_flare(3, 9, now=7, worst=9), until=9)
    ben = story(long_flare(3, 9, now=7, worst=8), until=9)

    assert (amara.alert_days("A_FLARE_SEVERE"), ben.alert_days("A_FLARE_SEVERE")) == ([4], [])


def test_very_high_pain_counts_over_missing_days_but_not_from_before_the_flare() -> None:
    high = {"now": 8, "worst": 9}
    amara = story({2: high, 3: {"now": None}, 4: YES, 5: {**high, **YES}, 6: {"now": None}, 7: high}, until=9)

    assert amara.alert_days("A_FLARE_SEVERE") == [7]


def test_the_third_onset_within_six_weeks_is_told() -> None:
    amara = story({2: YES, 15: YES, 28: YES, 44: YES}, until=60)

    assert amara.alert_days("A_FLARE_NEW") == [2, 15, 28, 44]
    assert amara.alert_days("A_FLARE_RECUR") == [28, 44]


def test_onsets_six_weeks_apart_do_not_recur() -> None:
    amara = story({2: YES, 15: YES, 44: YES}, until=60)

    assert amara.alert_days("A_FLARE_RECUR") == []


def test_three_silent_days_in_a_flare_are_told_once_an_episode() -> None:
    amara = story({3: YES}, until=3)

    assert amara.alert_days("A_NODATA_FLARE") == [6]


def test_a_log_in_a_flare_begins_the_count_of_silent_days_anew() -> None:
    amara = story({3: YES, 6: YES}, until=3)

    assert amara.alert_days("A_NODATA_FLARE") == [9]


def test_only_the_silent_days_of_the_flare_itself_count() -> None:
    started = {march(8): [{"kind": "start_flare"}]}
    amara = story(until=3, actions=started)

    assert amara.flare(8) == "FLARE day 1"
    assert amara.alert_days("A_NODATA_FLARE") == [10]


def test_very_high_pain_without_a_usual_level_is_told_once_ever() -> None:
    high = {"am": 6, "now": 8, "worst": 8, "safety": []}
    amara = story({3: {"now": None}}, fill=high, since=1, until=5)

    assert amara.alert_days("A_HIGH_PAIN") == [2]


def test_high_pain_two_days_apart_is_told() -> None:
    amara = story({2: {"now": 8, "worst": 8}, 4: {"now": 8, "worst": 8}}, fill=None)

    assert amara.alert_days("A_HIGH_PAIN") == [4]


def test_very_high_pain_that_is_usual_is_not_told() -> None:
    amara = story(fill={"am": 6, "now": 8, "worst": 8, "safety": []}, since=1, until=5, baseline_manual={"P": 8})

    assert amara.alert_days("A_HIGH_PAIN") == []


def test_high_pain_three_days_apart_is_not_told() -> None:
    amara = story({2: {"now": 8, "worst": 8}, 5: {"now": 8, "worst": 8}}, fill=None)

    assert amara.alert_days("A_HIGH_PAIN") == []


def test_a_silent_week_is_told_once_and_again_after_a_new_log() -> None:
    amara = story({20: {"am": 2}}, until=4)

    assert amara.alert_days("A_NODATA") == [11, 27]


def test_silence_from_before_the_plan_is_told_on_its_first_day() -> None:
    amara = story({}, since=-20, until=-10)

    assert amara.alert_days("A_NODATA") == [2]


def test_a_patient_who_never_logs_is_told_after_the_first_week() -> None:
    amara = story({}, fill=None)

    assert amara.alert_days("A_NODATA") == [8]
