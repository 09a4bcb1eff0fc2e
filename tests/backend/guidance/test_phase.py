"""Where a day lies between treatments, to the day."""

from __future__ import annotations

import pytest

from steadily.guidance.phase import place
from steadily.guidance.protocol import DEFAULT
from steadily.guidance.terms import Phase
from tests.backend.guidance.story import BREATHE, BRIDGE, ROCK, WALK, march, story


def phases(treated: list[int], days: list[int]) -> list[str]:
    return [place(DEFAULT, [march(day) for day in treated], march(day)).phase for day in days]


def test_the_window_lasts_three_days_and_maintaining_four_weeks_after_the_last_treatment() -> None:
    assert phases([1], [1, 2, 3, 4, 5, 28, 29, 30]) == [
        *["DAY0", "WINDOW", "WINDOW", "WINDOW", "MAINTAIN", "MAINTAIN", "MAINTAIN", "NO_COURSE"],
    ]


def test_the_two_days_before_a_treatment_lead_to_it_and_a_booking_keeps_the_course_going() -> None:
    assert phases([40], [10, 37, 38, 39, 40]) == ["MAINTAIN", "MAINTAIN", "PRE", "PRE", "DAY0"]


def test_between_two_close_treatments_the_window_comes_first() -> None:
    assert phases([1, 5], [2, 3, 4, 5]) == ["WINDOW", "WINDOW", "WINDOW", "DAY0"]


def test_without_a_treatment_there_is_no_course() -> None:
    assert phases([], [1]) == [Phase.NO_COURSE]


@pytest.mark.parametrize(
    ("day", "looks_back"),
    [(4, False), (5, True), (6, True), (7, False), (8, True), (9, True), (10, False)],
)
def test_what_went_before_is_looked_at_in_the_two_days_before_the_next_treatment(day: int, looks_back: bool) -> None:
    sessions = [march(1), march(7), march(10)]

    assert place(DEFAULT, sessions, march(day)).pre_review is looks_back


def test_a_treatment_day_close_before_another_is_told_as_such() -> None:
    assert place(DEFAULT, [march(1), march(3)], march(1)).pre_review is True
    assert place(DEFAULT, [march(1), march(4)], march(1)).pre_review is False


@pytest.mark.parametrize(("day", "grace"), [(2, False), (3, True), (4, True), (5, False)])
def test_soreness_is_put_down_to_needling_on_the_day_and_the_one_after(day: int, grace: bool) -> None:
    assert place(DEFAULT, [march(3), march(20)], march(day)).grace is grace


def test_a_treatment_day_rests_strength_and_halves_walking_only() -> None:
    exercises = {"S": BRIDGE, "M": ROCK, "C": {**ROCK, "cat": "MOTOR"}, "A": WALK, "R": BREATHE}
    amara = story(exercises=exercises, sessions=[march(4)])

    doses = [amara.next(3, key) for key in exercises]

    assert doses == ["REST", "L2 1x10reps", "L2 1x10reps", "L2 1x7min", "L1 1x10min"]
    assert [amara.dose(3, key).percent for key in exercises] == [0, 100, 100, 50, 100]


def test_each_phase_but_the_quiet_ones_is_said() -> None:
    amara = story(sessions=[march(3), march(12)], until=13)

    said = {day: [each.text for each in amara.on(day).messages] for day in (2, 3, 4, 7, 10, 11)}

    assert said == {2: ["T_PRE"], 3: ["T_DAY0"], 4: ["T_WINDOW"], 7: [], 10: ["T_PRE"], 11: ["T_PRE"]}
    assert [amara.on(day).phase for day in (2, 3, 4, 7)] == ["PRE", "DAY0", "WINDOW", "MAINTAIN"]
    assert [amara.on(day).pre_review for day in (2, 3, 4, 10)] == [True, False, False, True]
