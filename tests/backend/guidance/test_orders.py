"""What follows from an order in the days after it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest

from steadily.guidance.away import Away
from steadily.guidance.chart import read_chart
from steadily.guidance.outcome import Origin
from steadily.guidance.terms import Action, ActionKind, PainMode, VisitStatus
from tests.backend.guidance.story import BRIDGE, ROCK, Story, done, march, red, story, trained


def act(day: int, kind: str, **value: Any) -> dict[str, Any]:
    return {"actions": {march(day): [{"kind": kind, "prescription": "B4", **value}]}}


def unsettled(first: int, last: int) -> dict[int, dict[str, Any]]:
    return {day: {"ex": {"B4": done(settled=False)}} for day in range(first, last, 2)}


def test_the_floor_follows_the_amount_a_clinician_set_last() -> None:
    amara = story(unsettled(5, 30), until=32, **act(4, "set_dose", v="16"))

    assert amara.dose(31).v_exact == Decimal(8)


def test_an_amount_set_beyond_the_range_takes_the_range_along() -> None:
    amara = story(trained(5, 6, 7), until=10, **act(4, "set_dose", v="20"))

    assert amara.next(4) == "L2 2x20reps"
    assert amara.review(9) == "HOLD G_MODE"


@pytest.mark.parametrize(
    "order",
    [
        {"kind": "set_dose", "v": "9"},
        {"kind": "set_level", "level": 2, "v": "9"},
        {"kind": "set_level", "level": 1, "v": "9"},
        {"kind": "set_level", "level": 3, "v": "9"},
    ],
)
def test_what_was_set_in_a_gap_is_not_eased_for_the_gap(order: dict[str, Any]) -> None:
    amara = story(trained(3), until=25, **act(20, **order))

    assert amara.next(22).endswith("2x9reps")


def test_a_level_set_as_it_is_neither_waits_nor_forgets_what_was_red() -> None:
    as_it_is = act(4, "set_level", level=2, v="8")
    reds = {3: {"ex": {"B4": red()}}, 6: {"ex": {"B4": red()}}}

    assert story(exercises={"B4": ROCK}, sessions=[march(5)], **as_it_is).next(4) == "L2 1x8reps"
    assert story(reds, **as_it_is).alerts(6) == ["A_STEP_LEVEL"]


def test_a_harder_level_begins_once_and_forgets_what_was_red_before() -> None:
    reds = {3: {"ex": {"B4": red()}}, 6: {"ex": {"B4": red()}}}
    amara = story(reds, **act(4, "accept", level=3, v="6"))

    assert amara.alerts(6) == []
    assert [str(amara.dose(day).v_exact) for day in (5, 6, 7)] == ["6", "4.80", "4.80"]


def test_a_wider_range_leaves_room_for_a_rise() -> None:
    full = {"B4": {**BRIDGE, "max": 10}}

    assert story(trained(2, 4, 6), exercises=full).review(9) == "HOLD G_CAP"
    assert story(trained(2, 4, 6), exercises=full, **act(4, "set_range", max="12")).review(9) == "UP 10 -> 11.00"


def test_a_level_without_an_amount_keeps_the_amount_there_was() -> None:
    assert story(**act(4, "set_level", level=1)).next(4) == "L1 2x10reps"
    assert story(**act(4, "set_level", level=3)).next(4) == "L3 2x10reps"


def test_red_sessions_before_a_level_was_set_no_longer_count() -> None:
    reds = {3: {"ex": {"B4": red()}}, 6: {"ex": {"B4": red()}}}

    assert story(reds).alerts(6) == ["A_STEP_LEVEL"]
    assert story(reds, **act(5, "set_level", level=1, v="10")).alerts(6) == []


def test_a_lower_level_takes_back_a_harder_one_that_waits() -> None:
    actions = {
        march(4): [{"kind": "set_level", "prescription": "B4", "level": 3, "v": "6"}],
        march(5): [{"kind": "set_level", "prescription": "B4", "level": 1, "v": "9"}],
    }
    amara = story(actions=actions, sessions=[march(5)])

    assert [amara.next(day) for day in (5, 6)] == ["L1 2x9reps", "L1 2x9reps"]


def test_orders_of_a_day_are_followed_in_turn() -> None:
    both = [{"kind": "pause", "prescription": "B4"}, {"kind": "resume", "prescription": "B4"}]

    assert story(actions={march(4): both}).next(4) == "L2 2x10reps"
    assert story(actions={march(4): [*reversed(both)]}).next(4) == "PAUSED"


def test_an_accepted_level_takes_seven_tenths_rounded_down_and_at_least_one() -> None:
    small = {"B4": {**BRIDGE, "v": 1}}

    assert story(**act(4, "accept"), exercises={"B4": {**BRIDGE, "v": 12}}).next(4) == "L3 2x8reps"
    assert story(**act(4, "accept"), exercises=small).next(4) == "L3 2x1reps"


def test_a_set_dose_starts_the_count_of_rises_anew() -> None:
    weeks = {day: {"ex": {"B4": done()}} for start in (2, 9, 16, 23, 30) for day in (start, start + 2, start + 4)}
    left, set_anew = story(weeks, until=38), story(weeks, until=38, **act(17, "set_dose", v="10"))

    assert left.review(30) == "HOLD G_CONS"
    assert [set_anew.review(day) for day in (23, 30, 37)] == ["UP 10 -> 11.00", "UP 10 -> 12.10", "UP 10 -> 13.31"]


def test_a_lock_and_its_end_hold_for_the_exercise_they_name() -> None:
    both = {"B4": BRIDGE, "C4": BRIDGE}
    days = {day: {"ex": {"B4": done(), "C4": done()}} for day in (2, 4, 6)}
    locked = story(days, exercises=both, **act(3, "lock"))
    unlocked = story(days, exercises=both, locked=["B4", "C4"], **act(3, "unlock"))

    assert [locked.review(9, key) for key in both] == ["HOLD G_MODE", "UP 10 -> 11.00"]
    assert [unlocked.review(9, key) for key in both] == ["UP 10 -> 11.00", "HOLD G_MODE"]


def test_a_clinics_number_gives_way_to_the_patients_own() -> None:
    def threshold(value: str, **more: Any) -> dict[str, Any]:
        return {"kind": "set_threshold", "value": {"key": "red_pct", "value": value, **more}}

    red_day = {6: {"ex": {"B4": red()}}}
    own_last = {march(3): [threshold("75", origin="clinic")], march(4): [threshold("85")]}
    own_first = {march(3): [threshold("85")], march(4): [threshold("75", origin="clinic")]}

    (one, other) = (story(red_day, actions=each) for each in (own_last, own_first))

    assert one.dose(6).v_exact == other.dose(6).v_exact == Decimal("8.50")
    eased = next(each for each in one.on(6).trace if each.rule == "R-PM4")
    assert eased.origin is Origin.PATIENT


def test_the_pain_mode_holds_from_its_day_and_back() -> None:
    actions = {
        march(3): [{"kind": "set_pain_mode", "mode": PainMode.RELATIVE}],
        march(5): [{"kind": "set_pain_mode", "mode": PainMode.ABSOLUTE}],
    }
    days = {day: {"ex": {"B4": done(before=5, during=6, after=5)}} for day in (2, 3, 4, 5)}
    amara = story(days, actions=actions)

    assert [amara.light(day) for day in (2, 3, 4, 5)] == ["RED", "GREEN", "GREEN", "RED"]


def test_only_booked_and_attended_visits_are_treatment_days() -> None:
    phases = [
        story(visits=[{True: march(4), "status": status}]).on(4).phase
        for status in (VisitStatus.BOOKED, VisitStatus.ATTENDED, VisitStatus.CANCELLED, VisitStatus.DNA)
    ]

    assert phases == ["DAY0", "DAY0", "NO_COURSE", "NO_COURSE"]


def test_visits_are_read_in_order_whatever_order_they_come_in() -> None:
    visits = [{True: march(day), "status": "ATTENDED"} for day in (20, 3, 3, 10)]

    assert [story(visits=visits).on(day).phase for day in (4, 9, 11)] == ["WINDOW", "PRE", "WINDOW"]


def test_a_week_is_held_against_the_sessions_prescribed_for_it() -> None:
    amara = story(trained(2, 4))

    assert amara.review(9) == "HOLD G_ADH"
    assert story(trained(2, 4), exercises={"B4": {**BRIDGE, "freq": 2}}).review(9) == "UP 10 -> 11.00"


def test_a_range_taken_along_leaves_room_to_come_back_after_a_step_back() -> None:
    days = {**trained(10, 12, 14), 5: {"ex": {"B4": red()}}}
    amara = story(days, until=16, **act(4, "set_dose", v="20"))

    assert amara.dose(6).v_exact == 16
    assert amara.review(16) == "UP 10 -> 17.60"


def test_the_latest_instant_of_a_clear_counts_whatever_day_it_is_written_under() -> None:
    later, earlier = datetime(2026, 3, 5, 12, tzinfo=UTC), datetime(2026, 3, 4, 12, tzinfo=UTC)
    clears = [
        Action(ActionKind.CLEAR_SAFETY, later, march(4)),
        Action(ActionKind.CLEAR_SAFETY, earlier, march(5)),
    ]
    case = story().case

    chart = read_chart(case.protocol, case.plan, case.visits, clears)

    assert [chart.orders(march(day)).cleared_at for day in (3, 4, 5)] == [None, later, later]


def test_a_tier_that_is_no_number_changes_nothing() -> None:
    actions = {march(2): [{"kind": "raise_tier", "id": "RF14"}, {"kind": "raise_tier", "id": "RF14", "tier": "soon"}]}

    assert story({3: {"safety": ["RF14"]}}, actions=actions).on(3).safety.tier == 4


@pytest.mark.parametrize(
    "answer",
    [{"kind": "accept"}, {"kind": "accept", "level": 3, "v": "5"}, {"kind": "set_level", "level": 3, "v": "5"}],
)
def test_a_proposed_level_that_was_answered_is_no_longer_said_while_it_waits(answer: dict[str, Any]) -> None:
    ready = {day: {"ex": {"R1": done(plus2=True)}} for day in range(2, 9)}
    answered = {march(11): [{"prescription": "R1", **answer}]}
    amara = story(ready, exercises={"R1": {**ROCK, "max": 10}}, sessions=[march(12)], actions=answered, until=12)

    said = [[each.text for each in amara.dose(day, "R1").why] for day in (10, 11)]

    assert "T_LEVEL" in said[0]
    assert "T_LEVEL" not in said[1]


def test_an_exercise_that_goes_on_is_no_longer_said_to_be_fixed() -> None:
    actions = {
        march(8): [{"kind": "pause", "prescription": "B4"}],
        march(11): [{"kind": "resume", "prescription": "B4"}],
    }
    amara = story(trained(2, 4, 6), actions=actions, until=12)

    assert amara.review(9) == "HOLD G_MODE"
    assert amara.dose(11).why == ()


def test_where_the_rules_are_off_an_amount_is_the_clinicians_and_needs_no_reason() -> None:
    case = story(trained(2, 4, 6)).case
    amara = Story(replace(case, plan=replace(case.plan, engine_off_because="pregnancy")))

    dose = amara.dose(9)

    assert (amara.next(9), dose.because, dose.why) == ("L2 2x10reps", (), ())


def test_a_flare_after_a_rise_that_was_done_is_the_only_reason_said() -> None:
    amara = story({**trained(2, 4, 6, 11), 12: {"flare": True}}, until=14)

    assert [each.text for each in amara.dose(11).why] == ["T_UP"]
    assert [each.text for each in amara.dose(12).why] == ["T_FL1"]


def test_days_away_are_left_out_of_the_kept_weeks() -> None:
    case = story(trained(2, 4, 6), until=16).case
    away = replace(case, plan=replace(case.plan, away=(Away(march(12), march(13)),)))

    told = [Story(each).on(16).adherence for each in (case, away)]

    assert [(each.kept, each.counted) for each in told if each is not None] == [(1, 2), (1, 1)]
