"""A plan that is written anew, and the days ahead of one exercise beside another."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from steadily.guidance.terms import DoseStatus
from tests.backend.guidance.story import BRIDGE, Story, march, red, story, trained
from tests.backend.guidance.test_ahead import ahead


def revised(told: Story, day: int, **changes: Any) -> Story:
    """Let the plan hold a second version of its only exercise from a day of March on."""
    (bridge,) = told.case.plan.prescriptions
    second = replace(bridge.versions[0], starts_on=march(day), **changes)
    plan = replace(told.case.plan, prescriptions=(replace(bridge, versions=(*bridge.versions, second)),))
    return Story(replace(told.case, plan=plan))


def test_a_wider_range_in_a_revised_plan_leaves_room_for_a_rise() -> None:
    full = story(trained(2, 4, 6), exercises={"B4": {**BRIDGE, "max": 10}})

    assert full.review(9) == "HOLD G_CAP"
    assert revised(full, 5, maximum=12).review(9) == "UP 10 -> 11.00"


def test_red_sessions_before_an_easier_level_of_a_revised_plan_no_longer_count() -> None:
    reds = story({3: {"ex": {"B4": red()}}, 6: {"ex": {"B4": red()}}})

    assert reds.alerts(6) == ["A_STEP_LEVEL"]
    assert revised(reds, 5, level=1).alerts(6) == []


def test_the_day_after_a_red_session_rests_and_no_later_one() -> None:
    days = ahead(story({3: {"ex": {"B4": red()}}}), 4)

    statuses = [days[day].doses["B4"].steady.status for day in (4, 5, 6, 7)]

    assert statuses == [DoseStatus.REST, DoseStatus.DO, DoseStatus.DO, DoseStatus.DO]


def test_each_exercise_is_eased_from_its_own_amount_on_every_day_ahead() -> None:
    both = {"B4": BRIDGE, "C4": {**BRIDGE, "v": 20, "max": 30}}

    days = ahead(story(exercises=both), 10)

    eased = {key: [days[day].doses[key].eased[0].value for day in (11, 12, 13)] for key in both}
    assert eased == {"B4": [8, 8, 8], "C4": [16, 16, 16]}


def test_a_number_that_changes_on_a_day_ahead_counts_from_it() -> None:
    red_share = {"key": "red_pct", "value": "70"}
    actions = {march(13): [{"kind": "set_threshold", "value": red_share}]}

    days = ahead(story(actions=actions), 10)

    assert [days[day].doses["B4"].eased[0].value for day in (12, 13, 14)] == [8, 7, 7]
