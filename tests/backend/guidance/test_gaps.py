"""Coming back after days without an exercise."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.backend.guidance.story import BRIDGE, NOT_DONE, ROCK, done, march, story, trained


@pytest.mark.parametrize(
    ("day", "dose"), [(11, "L2 2x10reps"), (12, "L2 2x8reps"), (22, "L2 2x8reps"), (23, "L2 2x6reps")]
)
def test_a_dose_is_counted_to_its_own_date(day: int, dose: str) -> None:
    amara = story(trained(3), until=25)

    assert amara.next(day) == dose


def test_the_first_session_back_carries_the_smaller_amount_on() -> None:
    amara = story(trained(3, 14), until=20)

    assert amara.dose(13).v_exact == 10
    assert amara.dose(14).v_exact == Decimal("8.00")
    assert amara.next(15) == "L2 2x8reps"
    assert "T_BACK" in amara.texts(13) & amara.texts(14)


def test_a_not_done_is_no_session_back() -> None:
    amara = story(trained(3) | {14: {"ex": {"B4": NOT_DONE}}}, until=20)

    assert amara.dose(14).v_exact == 10
    assert amara.next(14) == "L2 2x8reps"


def test_an_exercise_never_done_has_no_gap() -> None:
    amara = story(until=40)

    assert amara.next(40) == "L2 2x10reps"
    assert amara.alert_days("A_GAP") == []


def test_a_long_gap_is_told_once_for_each_exercise() -> None:
    exercises = {"B4": BRIDGE, "R1": ROCK}
    amara = story(
        {3: {"ex": {"B4": done()}}, 5: {"ex": {"R1": done()}}, 27: {"ex": {"B4": done()}}}, exercises=exercises
    )

    assert amara.alert_days("A_GAP") == [23, 25, 47]


def test_a_gap_never_goes_below_the_floor_and_never_raises() -> None:
    days = trained(3, 5, 7, 9, settled=False) | trained(40)
    amara = story(days, until=41)

    assert amara.dose(10).v_exact == Decimal("6.56")
    assert amara.dose(40).v_exact == Decimal(5)


def test_a_dose_set_in_a_gap_is_the_clinicians_word() -> None:
    actions = {march(20): [{"kind": "set_dose", "prescription": "B4", "v": "9"}]}
    amara = story(trained(3), until=25, actions=actions)

    assert [amara.next(day) for day in (19, 20, 24)] == ["L2 2x8reps", "L2 2x9reps", "L2 2x9reps"]


def test_yesterdays_red_and_the_gap_before_it_both_count() -> None:
    amara = story(trained(3) | {14: {"ex": {"B4": done(during=7)}}}, until=20)

    assert amara.dose(14).v_exact == Decimal("6.40")
