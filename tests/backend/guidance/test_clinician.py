"""What a clinician orders wins over what the rules compute."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest

from steadily.guidance.evaluate import evaluate
from steadily.guidance.outcome import Engine, Origin
from steadily.guidance.terms import Action, ActionKind, DoseVersion, FlareState
from tests.backend.guidance.story import BRIDGE, QUIET, Story, done, march, red, story, trained


def act(day: int, kind: str, **value: Any) -> dict[str, Any]:
    return {"actions": {march(day): [{"kind": kind, "prescription": "B4", **value}]}}


def test_a_set_dose_replaces_the_carried_amount_and_its_reference() -> None:
    amara = story(trained(3) | {5: {"ex": {"B4": red()}}}, **act(6, "set_dose", v="16"))

    assert amara.next(6) == "L2 2x16reps"
    assert amara.dose(6).v_exact == 16


def test_a_lower_level_begins_at_once_and_a_harder_one_waits_for_a_day_without_treatment() -> None:
    easier = story(**act(4, "set_level", level=1, v="12"))
    harder = story(**act(4, "set_level", level=3, v="6"), sessions=[march(5)])

    assert easier.next(4) == "L1 2x12reps"
    assert [harder.next(day) for day in (4, 5)] == ["REST", "L3 2x6reps"]


def test_a_level_set_as_it_is_only_sets_the_amount() -> None:
    amara = story(**act(4, "set_level", level=2, v="8"))

    assert amara.next(4) == "L2 2x8reps"


def test_a_lower_range_lowers_the_amount() -> None:
    assert story(**act(4, "set_range", max="7")).next(4) == "L2 2x7reps"


def test_a_pause_lasts_until_it_is_resumed() -> None:
    actions = {
        march(3): [{"kind": "pause", "prescription": "B4"}],
        march(6): [{"kind": "resume", "prescription": "B4"}],
    }
    amara = story(actions=actions)

    assert [amara.next(day) for day in (2, 3, 5, 6)] == ["L2 2x10reps", "PAUSED", "PAUSED", "L2 2x10reps"]


def test_an_accepted_starting_amount_is_a_set_dose() -> None:
    assert story(**act(4, "accept", v="6")).next(4) == "L2 2x6reps"


def test_an_accepted_level_may_name_its_amount() -> None:
    assert story(**act(4, "accept", level=3, v="5")).next(4) == "L3 2x5reps"


def test_the_highest_level_has_none_above_it() -> None:
    exercises = {"B4": {**BRIDGE, "level": 3}}

    assert story(**act(4, "accept"), exercises=exercises).next(4) == "L3 2x10reps"


def test_a_declined_proposal_and_a_note_change_nothing() -> None:
    assert story(**act(4, "decline")).next(4) == story(**act(4, "note")).next(4) == "L2 2x10reps"


def test_an_unreadable_or_unknown_order_changes_nothing() -> None:
    assert story(**act(4, "set_dose", v="many")).next(4) == "L2 2x10reps"
    assert story(**act(4, "set_range")).next(4) == "L2 2x10reps"
    other = {march(4): [{"kind": "pause", "prescription": "gone"}]}
    assert story(actions=other).next(4) == "L2 2x10reps"


def test_a_clinician_starts_a_flare_as_a_patient_may() -> None:
    amara = story(**act(4, "start_flare"))

    assert amara.flare(4) == "FLARE day 1"
    assert amara.next(4) == "REST"


def test_an_ended_flare_stays_ended_that_day_unless_the_patient_declares_it() -> None:
    sore = {day: {"now": 7, "worst": 9, "interf": 6} for day in (3, 4, 5, 6)}
    ended = story(sore, **act(6, "end_flare"))
    declared = story(sore | {6: {**sore[6], "flare": True}}, **act(6, "end_flare"))

    assert ended.flare(6) == "NONE"
    assert declared.flare(6) == "FLARE day 1"


def test_ending_a_flare_that_is_not_there_changes_nothing() -> None:
    assert story({4: {"now": 5, "worst": 7}}, **act(4, "end_flare")).flare(4) == "WATCH"


def test_a_new_usual_level_lets_a_long_setback_return_in_steps() -> None:
    sore = {day: {"now": 6, "worst": 8, "interf": 6, "am": 5} for day in range(3, 30)}
    amara = story(sore, until=29, **act(18, "end_flare", rebaseline=True))

    assert [amara.flare(day) for day in (17, 18, 19, 22)] == ["FLARE day 15", "RETURN day 1", "RETURN day 2", "NONE"]
    assert (amara.on(18).baseline.pain, amara.on(18).threshold) == (7, 9)
    assert amara.on(23).baseline.pain == 7
    assert amara.flare(29) == "NONE"


def test_a_new_usual_level_from_silent_days_stays_unknown() -> None:
    amara = story({2: {"flare": True}}, until=2, **act(12, "end_flare", rebaseline=True))

    assert amara.on(12).flare.state is FlareState.RETURN
    assert amara.on(12).threshold is None


def test_a_usual_level_set_by_hand_replaces_the_weeks_medians() -> None:
    sore = {day: {"now": 6, "worst": 8, "interf": 6, "am": 5} for day in range(3, 25)}
    actions = {
        march(18): [{"kind": "end_flare", "rebaseline": True}],
        march(23): [{"kind": "set_baseline", "pain": "6", "interference": "6", "morning": "4"}],
    }
    amara = story(sore, until=24, actions=actions)

    assert amara.on(23).baseline.pain == 6


def test_a_threshold_of_ones_own_shows_where_it_came_from() -> None:
    amara = story({5: {"ex": {"B4": red()}}}, **act(4, "set_threshold", value={"key": "red_pct", "value": "70"}))

    eased = next(each for each in amara.on(5).trace if each.rule == "R-PM4" and "step" in each.inputs)

    assert (eased.threshold, eased.origin) == ("70", Origin.PATIENT)
    assert amara.dose(6).v_exact == Decimal("7.00")


@pytest.mark.parametrize("value", [{"key": "red_pct", "value": "50"}, {"key": "hard_pct", "value": "30"}, {"key": "x"}])
def test_a_threshold_outside_its_bracket_changes_nothing(value: dict[str, str]) -> None:
    amara = story({5: {"ex": {"B4": red()}}}, **act(4, "set_threshold", value=value))

    assert amara.dose(6).v_exact == Decimal("8.00")


def with_engine_off(told: Story) -> Story:
    return Story(replace(told.case, plan=replace(told.case.plan, engine_off_because="pregnancy")))


def test_with_the_engine_off_amounts_stay_as_the_clinician_set_them() -> None:
    amara = with_engine_off(story({**trained(2, 4, 6), 7: {"ex": {"B4": red()}}, 8: {"flare": True}}))

    assert amara.on(9).engine == Engine(on=False, off_because="pregnancy")
    assert [amara.next(day) for day in (7, 8, 9)] == ["L2 2x10reps"] * 3
    assert amara.on(9).reviews == ()


def test_with_the_engine_off_a_red_flag_still_suspends() -> None:
    assert with_engine_off(story({3: {"safety": ["RF06"]}})).next(3) == "SUSPENDED"


def test_a_clinician_can_turn_the_engine_on() -> None:
    amara = with_engine_off(story({7: {"ex": {"B4": red()}}}, **act(5, "turn_on_engine")))

    assert [amara.on(day).engine.on for day in (4, 5)] == [False, True]
    assert amara.next(7) == "REST"


def revised(**changes: Any) -> Story:
    told = story({3: {"ex": {"B4": red()}}})
    prescription = told.case.plan.prescriptions[0]
    version = replace(prescription.versions[0], starts_on=march(6), **changes)
    plan = replace(told.case.plan, prescriptions=(replace(prescription, versions=(*prescription.versions, version)),))
    return Story(replace(told.case, plan=plan))


def test_a_revised_dose_begins_on_its_date() -> None:
    amara = revised(amount=Decimal(12), level=1)

    assert [amara.next(day) for day in (4, 5)] == ["L2 2x8reps", "L1 2x12reps"]


def test_a_revision_that_leaves_the_amount_alone_leaves_the_eased_amount_alone() -> None:
    amara = revised(per_week=5, sets=3, maximum=Decimal(20))

    assert amara.next(5) == "L2 3x8reps"


def test_an_exercise_added_later_is_there_from_its_date_and_one_taken_out_is_gone() -> None:
    told = story(until=9)
    first = told.case.plan.prescriptions[0]
    later = DoseVersion(march(6), 1, 1, Decimal(5), Decimal(9), 7)
    plan = replace(
        told.case.plan,
        prescriptions=(replace(first, ended_on=march(7)), replace(first, id="R1", versions=(later,))),
    )
    amara = Story(replace(told.case, plan=plan))

    assert [[dose.prescription for dose in amara.on(day).next] for day in (4, 5, 6)] == [["B4"], ["B4", "R1"], ["R1"]]


def test_asking_for_contact_is_told_to_the_clinic() -> None:
    case = story({}).case
    diary = {**case.diary, march(3): replace(case.diary[march(3)], asks_contact=True)}

    outcome = evaluate(case.protocol, case.plan, case.visits, case.actions, diary, march(3))

    assert [(alert.code, alert.priority) for alert in outcome.alerts] == [("A_CONTACT", 2)]


def test_a_later_clear_counts_whatever_the_order_they_are_read_in() -> None:
    at = [datetime(2026, 3, 4, hour, tzinfo=UTC) for hour in (8, 14)]
    clears = [Action(ActionKind.CLEAR_SAFETY, each, march(4)) for each in reversed(at)]
    case = story({4: {**QUIET, "safety": ["RF06"]}, 5: {"ex": {"B4": done()}}}).case

    outcome = evaluate(case.protocol, case.plan, case.visits, clears, case.diary, march(4))

    assert outcome.safety.state == "CLEAR"
    assert [alert.code for alert in outcome.alerts] == ["A_REDFLAG_T3"]


def test_a_clinics_default_counts_from_its_day_and_is_named_the_clinics() -> None:
    value = {"key": "red_pct", "value": "70", "origin": "clinic"}
    amara = story({5: {"ex": {"B4": red()}}}, **act(4, "set_threshold", value=value))

    (eased,) = [each for each in amara.on(5).trace if each.text == "T_EASE"]
    assert (eased.threshold, eased.origin) == ("70", "clinic")


def test_a_clinics_default_leaves_a_patients_own_number_alone() -> None:
    values: list[dict[str, object]] = [
        {"key": "red_pct", "value": "90"},
        {"key": "red_pct", "value": "70", "origin": "clinic"},
    ]
    actions = {march(4): [{"kind": "set_threshold", "value": value} for value in values]}

    amara = story({5: {"ex": {"B4": red()}}}, actions=actions)

    (eased,) = [each for each in amara.on(5).trace if each.text == "T_EASE"]
    assert (eased.threshold, eased.origin) == ("90", "patient")
