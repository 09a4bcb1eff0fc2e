"""Tomorrow's amount: what shapes it, what is said about it, and whether the day asks for it."""

from __future__ import annotations

from typing import Any

import pytest

from steadily.guidance.outcome import Message
from tests.backend.guidance.story import BREATHE, BRIDGE, ROCK, WALK, Story, done, march, red, story, trained

FLARE: dict[str, Any] = {"flare": True}


def reasons(amara: Story, day: int, key: str = "B4") -> tuple[tuple[str, ...], tuple[Message, ...]]:
    dose = amara.dose(day, key)
    return dose.because, dose.why


def test_a_held_dose_says_so_and_has_no_amount() -> None:
    dose = story({3: {"safety": ["RF06"]}}).dose(3)

    assert (dose.because, dose.why) == (("R-SF2",), (Message("T_HOLD"),))
    assert (dose.status, dose.level, dose.sets, dose.value, dose.due) == ("SUSPENDED", None, None, None, False)


def test_a_paused_exercise_and_a_rest_day_say_so() -> None:
    paused = story(actions={march(3): [{"kind": "pause", "prescription": "B4"}]})
    resting = story({3: {"ex": {"B4": red()}}})

    assert reasons(paused, 3) == (("R-PM4",), (Message("T_PAUSE"),))
    assert reasons(resting, 3) == (("R-PM4",), (Message("T_REST"),))
    assert (resting.dose(3).percent, resting.dose(3).due) == (0, False)


def test_a_hold_comes_before_a_pause_and_a_pause_before_a_rest_day() -> None:
    pause = {march(4): [{"kind": "pause", "prescription": "B4"}]}
    amara = story({4: {"ex": {"B4": red()}}, 6: {"safety": ["RF06"]}}, actions=pause)

    assert [amara.next(day) for day in (4, 5, 6)] == ["PAUSED", "PAUSED", "SUSPENDED"]


def test_an_unchanged_amount_needs_no_word() -> None:
    assert reasons(story(), 3) == ((), ())
    assert story().dose(3).percent == 100


def test_each_stage_of_a_flare_is_said_with_its_day() -> None:
    amara = story({3: FLARE, 4: FLARE, 5: FLARE}, exercises={"M": ROCK}, until=13)

    said = {day: reasons(amara, day, "M") for day in (3, 4, 5, 7, 9, 11)}

    by_flare = ("R-FL5",)
    assert said == {
        3: (by_flare, (Message("T_FL1", {"x": "1"}),)),
        4: (by_flare, (Message("T_FL1", {"x": "2"}),)),
        5: (by_flare, (Message("T_FL2", {"x": "3"}),)),
        7: (by_flare, (Message("T_FL3"),)),
        9: (by_flare, (Message("T_FL3"),)),
        11: ((), (Message("T_HOLD_FLARE"),)),
    }
    assert [amara.dose(day, "M").percent for day in said] == [50, 50, 70, 80, 90, 100]


def test_a_calm_exercise_is_left_as_it_is_in_a_flare() -> None:
    amara = story({3: FLARE}, exercises={"R": {**BREATHE, "level": 2}})

    assert amara.next(3, "R") == "L2 1x10min"
    assert reasons(amara, 3, "R") == ((), ())


def test_of_a_flare_and_a_treatment_day_the_smaller_share_counts_and_both_are_said() -> None:
    exercises = {"A": WALK, "M": ROCK, "S": BRIDGE}
    settle = story({3: FLARE}, exercises=exercises, sessions=[march(4)])
    back = story({3: FLARE}, exercises=exercises, sessions=[march(6)])

    assert [settle.next(3, key) for key in exercises] == ["L1 1x7min", "L1 1x5reps", "REST"]
    assert [back.next(5, key) for key in exercises] == ["L2 1x7min", "L2 1x8reps", "REST"]
    assert reasons(back, 5, "A") == (("R-AP2", "R-FL5"), (Message("T_DAY0"), Message("T_FL3")))
    assert reasons(settle, 3, "S")[0] == ("R-FL5", "R-AP2")
    assert reasons(back, 5, "M")[0] == ("R-FL5",)


def test_the_lowest_level_stays_in_a_flare() -> None:
    amara = story({3: FLARE}, exercises={"M": {**ROCK, "level": 1}})

    assert amara.next(3, "M") == "L1 1x5reps"


def test_an_eased_amount_is_marked_until_it_has_been_done_again_and_has_its_reason_for_longer() -> None:
    amara = story({3: {"ex": {"B4": done(settled=False)}}, 6: {"ex": {"B4": done(9)}}})

    why = (Message("T_UNSETTLED", {"variant": "plain"}), Message("T_EASE", {"x": "9"}))
    eased = (("R-PM4",), why)
    assert [reasons(amara, day) for day in (3, 4, 5, 6)] == [((), ()), eased, eased, ((), why)]


def test_a_step_down_and_a_rise_are_said_in_their_own_words() -> None:
    stepped = story({3: {"ex": {"B4": red()}}, 5: {"ex": {"B4": red()}}})
    raised = story(trained(2, 4, 6))

    assert reasons(stepped, 6) == (("R-PM4",), (Message("T_STEP"),))
    assert reasons(raised, 9) == (("R-PG2",), (Message("T_UP", {"old": "10", "new": "11"}),))


def test_a_gap_is_said_beside_what_was_said_before() -> None:
    amara = story({3: {"ex": {"B4": done(settled=False)}}}, until=20)

    eased = (Message("T_UNSETTLED", {"variant": "plain"}), Message("T_EASE", {"x": "9"}))
    assert reasons(amara, 12) == (("R-PG6", "R-PM4"), (Message("T_BACK"), *eased))
    assert amara.next(12) == "L2 2x7reps"


def test_an_amount_is_rounded_down_before_and_after_it_is_eased() -> None:
    exercises = {"M": {**ROCK, "v": 9.9}, "N": {**ROCK, "v": 1}}
    amara = story({3: FLARE, 4: FLARE, 5: FLARE}, exercises=exercises)

    assert amara.next(5, "M") == "L1 1x6reps"
    assert amara.next(5, "N") == "L1 1x1reps"


def test_strength_is_not_asked_for_on_two_days_in_a_row() -> None:
    exercises = {"S": BRIDGE, "M": {**ROCK, "freq": 3}}
    amara = story({3: {"ex": {"S": done(), "M": done()}}}, exercises=exercises)

    assert [amara.dose(day, "S").due for day in (2, 3, 4)] == [True, False, True]
    assert [amara.dose(day, "M").due for day in (2, 3, 4)] == [True, True, True]


def test_what_a_week_asks_for_is_asked_until_it_is_done_and_anew_in_the_next() -> None:
    amara = story(trained(2, 4, 6, key="M"), exercises={"M": {**ROCK, "freq": 3}})

    assert [amara.dose(day, "M").due for day in (4, 5, 6, 7, 8)] == [True, True, False, False, True]


def test_a_session_of_last_week_and_one_not_done_do_not_count_for_this_week() -> None:
    days = {8: {"ex": {"M": done()}}, 9: {"ex": {"M": {"done": 0, "presc": 10, "during": 2}}}}
    amara = story(days, exercises={"M": {**ROCK, "freq": 1}}, until=12)

    assert [amara.dose(day, "M").due for day in (7, 8, 9)] == [True, True, True]


@pytest.mark.parametrize(("day", "due"), [(1, True), (2, False), (3, True), (4, False), (5, True), (6, False)])
def test_named_weekdays_are_the_days_that_ask(day: int, due: bool) -> None:
    amara = story(trained(2), exercises={"B4": {**BRIDGE, "freq": 1, "weekdays": [0, 2, 4]}})

    assert amara.dose(day).due is due


def test_a_named_weekday_that_rests_asks_for_nothing() -> None:
    amara = story(exercises={"B4": {**BRIDGE, "weekdays": [2]}}, sessions=[march(4)])

    assert (amara.next(3), amara.dose(3).due) == ("REST", False)
