"""The shares a flare leaves may differ from exercise to exercise (R-FL5)."""

from __future__ import annotations

from typing import Any

import pytest

from tests.backend.guidance.story import BRIDGE, QUIET, ROCK, Story, march, story

SORE = {**QUIET, "flare": True}


def flaring(*decisions: tuple[str | None, str, str]) -> Story:
    """Tell of a flare from 4 March on, with numbers set on 2 March: for an exercise or the whole plan."""
    actions = [
        {"kind": "set_threshold", "value": {"key": key, "value": value}} | ({"prescription": name} if name else {})
        for name, key, value in decisions
    ]
    days: dict[int, Any] = {4: SORE, 5: QUIET, 6: SORE}
    return story(days, exercises={"B4": BRIDGE, "B1": ROCK}, actions={march(2): actions})


def test_an_exercise_with_its_own_share_leaves_the_others_alone() -> None:
    amara = flaring(("B4", "steady_pct", "40"))

    assert amara.next(6, "B4") == "L1 2x4reps"
    assert amara.next(6, "B1") == "L1 1x7reps"


def test_a_share_for_the_whole_plan_leaves_an_exercises_own_alone() -> None:
    amara = flaring(("B4", "steady_pct", "40"), (None, "steady_pct", "90"))

    assert [amara.next(6, key) for key in ("B4", "B1")] == ["L1 2x4reps", "L1 1x9reps"]


def test_several_shares_of_one_exercise_stand_side_by_side() -> None:
    amara = flaring(("B4", "settle_strength_pct", "30"), ("B4", "steady_pct", "40"))

    assert [amara.next(day, "B4") for day in (4, 6)] == ["L1 2x3reps", "L1 2x4reps"]


@pytest.mark.parametrize(("key", "value"), [("steady_pct", "101"), ("steady_pct", "x"), ("bravery", "1")])
def test_what_is_no_share_changes_nothing(key: str, value: str) -> None:
    assert flaring(("B4", key, value)).next(6, "B4") == "L1 2x7reps"


def test_a_number_that_is_everyones_is_never_one_exercises() -> None:
    amara = flaring(("B4", "delta_min", "3"))

    assert amara.on(6).threshold == 7
