"""The days ahead, and the column of doses a day starts in."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from steadily.guidance.ahead import CalendarDay, calendar, starting_column
from steadily.guidance.evaluate import fold
from steadily.guidance.grids import grids
from steadily.guidance.outcome import Message
from steadily.guidance.terms import DoseVersion, Phase
from tests.backend.guidance.cases import Case, tell_dose
from tests.backend.guidance.story import BRIDGE, Story, march, red, story, trained


def column(case: Case, day: int) -> str:
    state, _ = fold(case.protocol, case.plan, case.visits, case.actions, case.diary, march(day) - timedelta(days=1))
    return starting_column(case.protocol, case.plan, case.visits, case.actions, state, march(day))


def ahead(told: Story, day: int, days: int = 20) -> dict[int, CalendarDay]:
    case = told.case
    state, _ = fold(case.protocol, case.plan, case.visits, case.actions, case.diary, march(day) - timedelta(days=1))
    found = calendar(case.protocol, case.plan, case.visits, case.actions, state, march(day), days)
    return {(on - march(1)).days + 1: each for on, each in found.items()}


def on(day: int, kind: str, **value: Any) -> dict[str, Any]:
    return {"actions": {march(day): [{"kind": kind, "prescription": "B4", **value}]}}


FLARE = {2: {"flare": True}, 3: {"flare": True}, 4: {"flare": True}}


@pytest.mark.parametrize(
    ("day", "name"),
    [
        (2, "steady"),
        (3, "flare_settle"),
        (4, "flare_settle"),
        (5, "flare_steady"),
        (7, "return_early"),
        (9, "return_late"),
        (11, "steady"),
    ],
)
def test_a_day_starts_in_the_column_of_the_evening_before(day: int, name: str) -> None:
    assert column(story(FLARE, until=12).case, day) == name


def test_a_hold_starts_the_day_on_hold_until_the_clinician_clears_it_that_day() -> None:
    held = story({3: {"safety": ["RF06"]}})
    cleared = story({3: {"safety": ["RF06"]}}, clinician_clears=[march(5)])

    assert [column(held.case, 5), column(cleared.case, 4), column(cleared.case, 5)] == ["hold", "hold", "steady"]


def test_a_clinician_starts_and_ends_a_flare_for_the_same_day() -> None:
    assert column(story(**on(5, "start_flare")).case, 5) == "flare_settle"
    assert column(story(sessions=[march(4)], **on(5, "start_flare")).case, 5) == "flare_settle"
    assert column(story({4: {"flare": True}}, **on(5, "start_flare")).case, 5) == "flare_settle"
    assert column(story(FLARE, **on(5, "end_flare")).case, 5) == "steady"
    assert column(story(FLARE, **on(5, "end_flare", rebaseline=True)).case, 5) == "return_early"


def test_a_pause_today_is_seen_today() -> None:
    days = ahead(story(**on(5, "pause")), 5)

    assert tell_dose(days[5].doses["B4"].steady, "reps") == "PAUSED"


def test_treatment_days_ahead_change_their_own_doses() -> None:
    days = ahead(story(sessions=[march(6)]), 4)

    assert [days[day].phase for day in (5, 6, 7, 10)] == [Phase.PRE, Phase.DAY0, Phase.WINDOW, Phase.MAINTAIN]
    assert [days[day].grace for day in (5, 6, 7, 8)] == [False, True, True, False]
    assert (
        tell_dose(days[5].doses["B4"].steady, "reps") == tell_dose(days[7].doses["B4"].steady, "reps") == "L2 2x10reps"
    )
    assert tell_dose(days[6].doses["B4"].steady, "reps") == "REST"
    assert [message.text for message in days[6].messages] == ["T_DAY0"]


def test_each_column_holds_what_its_stage_leaves() -> None:
    doses = ahead(story(), 5)[6].doses["B4"]

    columns = (doses.steady, doses.flare_settle, doses.flare_steady, doses.return_early, doses.return_late, doses.hold)

    assert [tell_dose(dose, "reps") for dose in columns] == [
        *["L2 2x10reps", "REST", "L1 2x7reps", "L2 2x8reps", "L2 2x9reps", "SUSPENDED"],
    ]


def test_a_flare_to_come_is_said_without_a_day() -> None:
    doses = ahead(story(), 5)[6].doses["B4"]

    undated = {"variant": "undated"}
    columns = (doses.flare_settle, doses.flare_steady, doses.return_early, doses.return_late)
    assert [dose.why for dose in columns] == [
        (Message("T_FL1", undated),),
        (Message("T_FL2", undated),),
        (Message("T_FL3"),),
        (Message("T_FL3"),),
    ]


def test_a_patient_whose_plan_is_not_guided_has_the_same_amount_in_every_column() -> None:
    told = story()
    told = Story(replace(told.case, plan=replace(told.case.plan, engine_off_because="pregnancy")))

    doses = ahead(told, 5)[6].doses["B4"]

    columns = (doses.steady, doses.flare_settle, doses.flare_steady, doses.return_early, doses.return_late)
    assert {tell_dose(dose, "reps") for dose in columns} == {"L2 2x10reps"}
    assert doses.eased == ()


def test_the_day_after_a_red_session_rests_and_the_next_does_not() -> None:
    days = ahead(story({4: {"ex": {"B4": red()}}}), 5)

    assert [tell_dose(days[day].doses["B4"].steady, "reps") for day in (5, 6)] == ["REST", "L2 2x8reps"]
    assert [days[day].doses["B4"].due for day in (5, 6)] == [False, True]


def test_what_a_clinician_ordered_for_a_later_day_begins_on_it() -> None:
    value = {"value": {"key": "return_late_pct", "value": "95"}}
    paused, numbered = ahead(story(**on(7, "pause")), 5), ahead(story(**on(7, "set_threshold", **value)), 5)
    accepted = ahead(story(**on(7, "accept")), 5)

    assert [tell_dose(paused[day].doses["B4"].steady, "reps") for day in (6, 7)] == ["L2 2x10reps", "PAUSED"]
    assert [numbered[day].doses["B4"].return_late.percent for day in (6, 7)] == [90, 95]
    assert [tell_dose(accepted[day].doses["B4"].steady, "reps") for day in (7, 8)] == ["L2 2x10reps", "L3 2x7reps"]


def test_a_day_ahead_says_its_phase_and_what_went_before_is_looked_at() -> None:
    days = ahead(story(sessions=[march(12)]), 4)

    assert [[each.text for each in days[day].messages] for day in (9, 10, 12)] == [[], ["T_PRE"], ["T_DAY0"]]
    assert [days[day].pre_review for day in (9, 10, 11, 12)] == [False, True, True, False]


def test_an_eased_amount_ahead_says_what_it_became() -> None:
    eased = ahead(story(), 5)[5].doses["B4"].eased

    assert [dose.because for dose in eased] == [("R-PM4",)] * 3
    sore = Message("T_SORE", {"variant": "either"})
    assert [dose.why for dose in eased] == [
        (sore, Message("T_EASE", {"x": "8"})),
        (Message("T_STEP"),),
        (sore, Message("T_EASE", {"x": "6"})),
    ]


def test_further_red_sessions_ease_step_by_step() -> None:
    fresh, once = story(), story({3: {"ex": {"B4": red()}}})
    easy = story(exercises={"B4": {**BRIDGE, "level": 1}})

    def eased(told: Story) -> list[str]:
        return [tell_dose(dose, "reps") for dose in ahead(told, 5)[5].doses["B4"].eased]

    assert eased(fresh) == ["L2 2x8reps", "L1 2x8reps", "L1 2x6reps"]
    assert eased(once) == ["L1 2x8reps", "L1 2x6reps", "PAUSED"]
    assert eased(easy) == ["L1 2x8reps", "PAUSED", "PAUSED"]


def test_a_gap_to_come_is_foreseen() -> None:
    days = ahead(story(trained(3)), 5)

    assert [tell_dose(days[day].doses["B4"].steady, "reps") for day in (12, 13, 24)] == [
        "L2 2x10reps",
        "L2 2x8reps",
        "L2 2x6reps",
    ]


def test_grids_need_no_checkpoint_and_hold_an_exercise_that_begins_tomorrow() -> None:
    case = story().case
    later = DoseVersion(march(6), 1, 1, case.plan.prescriptions[0].versions[0].amount, case.protocol["hard_pct"], 7)
    added = replace(case.plan.prescriptions[0], id="R1", versions=(later,))
    plan = replace(case.plan, prescriptions=(*case.plan.prescriptions, added))

    pages = grids(case.protocol, plan, case.visits, case.actions, case.diary, march(5))

    assert set(pages.next) == {"B4", "R1"}
    cells = pages.next["R1"]
    assert tell_dose(cells.doses[cells.cells["N/-/-/C"]].dose, "reps") == "L1 1x10reps"
    assert tell_dose(cells.doses[cells.cells["F1/-/-/C"]].dose, "reps") == "REST"
