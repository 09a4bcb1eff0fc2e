"""Starting amounts and the weekly review."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from steadily.guidance.outcome import Message
from steadily.guidance.pacing import Basis, starting_amount
from steadily.guidance.protocol import DEFAULT
from tests.backend.guidance.story import BRIDGE, QUIET, done, march, red, story, trained

WEEK = trained(2, 4, 6)
"""Three comfortable sessions in the first plan-week, 2 to 8 March; the review is on the 9th."""
SILENT = {"now": None, "worst": None, "am": None}


def with_day(day: int, **answers: Any) -> dict[int, dict[str, Any]]:
    return {**WEEK, day: {**WEEK.get(day, {}), **answers}}


@pytest.mark.parametrize(
    ("trials", "amount", "basis"),
    [
        ([10, 12, 14], 9, Basis.MEAN),
        ([5, 8, 10], 4, Basis.MIN),
        ([5, 8, 9], 5, Basis.MEAN),
        ([10, 8], 5, Basis.MIN2),
        ([9], 4, Basis.PROVISIONAL),
        ([1], 1, Basis.PROVISIONAL),
        ([10, 10, 11], 8, Basis.MEAN),
    ],
)
def test_a_starting_amount_leaves_room_below_what_was_tried(trials: list[int], amount: int, basis: Basis) -> None:
    start = starting_amount([Decimal(trial) for trial in trials], DEFAULT)

    assert start is not None
    assert (start.amount, start.basis) == (amount, basis)


def test_without_a_trial_there_is_no_starting_amount() -> None:
    assert starting_amount([], DEFAULT) is None


def test_a_comfortable_week_brings_ten_per_cent() -> None:
    amara = story(WEEK)

    assert amara.review(9) == "UP 10 -> 11.00"
    assert amara.next(9) == "L2 2x11reps"
    assert "T_UP" in amara.texts(9)
    assert amara.on(8).reviews == ()


def test_a_week_with_an_amber_session_brings_five_per_cent() -> None:
    amara = story(with_day(6, ex={"B4": done(during=4)}))

    assert amara.review(9) == "UP 5 -> 10.50"


def test_a_rise_that_does_not_reach_the_next_whole_number_never_says_eight_becomes_eight() -> None:
    amara = story(WEEK, exercises={"B4": {**BRIDGE, "v": 8}})

    (told,) = [message for dose in amara.on(9).next for message in dose.why]

    assert amara.review(9) == "UP 10 -> 8.80"
    assert told == Message("T_UP", {"variant": "same", "new": "8"})


def test_small_amounts_grow_in_hundredths() -> None:
    weeks = {day: {"ex": {"B4": done()}} for start in (2, 9, 16) for day in (start, start + 2, start + 4)}
    amara = story(weeks, until=24, exercises={"B4": {**BRIDGE, "v": 8}})

    assert [amara.review(day) for day in (9, 16, 23)] == ["UP 10 -> 8.80", "UP 10 -> 9.68", "UP 10 -> 10.65"]
    assert [amara.next(day) for day in (9, 16, 23)] == ["L2 2x8reps", "L2 2x9reps", "L2 2x10reps"]


@pytest.mark.parametrize(
    ("days", "gate"),
    [
        (with_day(8, safety=["RF14"]), "G_SAFETY"),
        (with_day(2, now=5, worst=7), "G_FLARE"),
        (with_day(9, now=5, worst=7), "G_FLARE"),
        ({**WEEK, 3: SILENT, 5: SILENT, 7: SILENT, 8: SILENT}, "G_DATA"),
        (
            {**WEEK, 2: {**WEEK[2], "am": None}, 3: {"am": None}, 5: {"am": None}, 7: {"am": None}, 8: {"am": None}},
            "G_DATA",
        ),
        (trained(2, 4), "G_ADH"),
        (with_day(6, ex={"B4": done(7)}), "UP 10 -> 11.00"),
        (with_day(6, ex={"B4": done(3)}), "G_ADH"),
        (with_day(6, ex={"B4": red()}), "G_LIGHT"),
        (with_day(6, ex={"B4": done(settled=False)}), "G_LIGHT"),
        (with_day(9, ex={"B4": red()}), "G_LIGHT"),
        (with_day(6, ex={"B4": done(after=None)}), "UP 10 -> 11.00"),
        ({**with_day(6, ex={"B4": done(after=None)}), 4: {"ex": {"B4": done(after=None)}}}, "G_LIGHT"),
        ({day: {**WEEK.get(day, {}), "am": 3} for day in range(2, 9)}, "G_TREND"),
        ({**with_day(6, ex={"B4": done(13)}), 4: {"ex": {"B4": done(12.1)}}}, "G_PACE"),
        (with_day(6, ex={"B4": done(13)}), "UP 10 -> 11.00"),
    ],
)
def test_the_first_failed_gate_holds_the_amount(days: dict[int, Any], gate: str) -> None:
    amara = story(days)

    assert amara.review(9) == (gate if gate.startswith("UP") else f"HOLD {gate}")


def test_a_stale_safety_answer_blocks_the_rise() -> None:
    silent = {day: {**WEEK.get(day, {}), "safety": None} for day in range(3, 10)}
    amara = story(silent | {2: WEEK[2]})

    assert amara.review(9) == "HOLD G_SAFETY"


def test_mornings_a_week_before_the_plan_are_the_first_weeks_measure() -> None:
    easier = {day: {"am": 1} for day in range(-5, 2)}
    amara = story({**WEEK, **easier})

    assert amara.review(9) == "HOLD G_TREND"


def test_with_too_few_mornings_before_there_is_no_trend() -> None:
    easier: dict[int, dict[str, Any]] = {day: {"am": None} for day in range(-5, 0)} | {0: {"am": 1}, 1: {"am": 1}}
    amara = story({**WEEK, **easier})

    assert amara.review(9) == "UP 10 -> 11.00"


def test_a_boom_and_bust_in_the_week_blocks_the_rise() -> None:
    amara = story(
        {**WEEK, 3: {"act": "much_more", "now": 1, "worst": 3}, 5: {"act": "much_less", "now": 4, "worst": 5}}
    )

    assert amara.on(5).boom_bust_cycles == 1
    assert amara.review(9) == "HOLD G_PACE"


def test_three_rises_in_a_row_are_followed_by_a_week_to_get_comfortable() -> None:
    days = {day: {"ex": {"B4": done()}} for start in range(2, 37, 7) for day in (start, start + 2, start + 4)}
    amara = story(days, until=38, exercises={"B4": {**BRIDGE, "max": 30}})

    assert [amara.review(day).split(" ->")[0] for day in (9, 16, 23, 30, 37)] == [
        "UP 10",
        "UP 10",
        "UP 10",
        "HOLD G_CONS",
        "UP 10",
    ]


def test_a_locked_exercise_keeps_its_amount() -> None:
    amara = story(WEEK, locked=["B4"])

    assert amara.review(9) == "HOLD G_MODE"


def test_a_lock_can_be_lifted() -> None:
    actions = {march(9): [{"kind": "unlock", "prescription": "B4"}]}
    amara = story(WEEK, locked=["B4"], actions=actions)

    assert amara.review(9) == "UP 10 -> 11.00"


def test_a_rise_stops_at_the_most_for_the_level() -> None:
    amara = story(WEEK, exercises={"B4": {**BRIDGE, "max": 10.4}})

    assert amara.review(9) == "UP 10 -> 10.40"


def test_an_amount_at_its_most_is_held() -> None:
    amara = story(WEEK, exercises={"B4": {**BRIDGE, "max": 10}})

    assert amara.review(9) == "HOLD G_CAP"
    assert amara.alerts(9) == []


def test_a_clinicians_rise_in_the_week_leaves_no_room_for_another() -> None:
    actions = {march(6): [{"kind": "set_dose", "prescription": "B4", "v": "12"}]}
    amara = story({**WEEK, 6: {"ex": {"B4": done(12)}}}, actions=actions)

    assert amara.review(9) == "HOLD G_MODE"


def test_a_paused_exercise_is_never_raised() -> None:
    actions = {march(8): [{"kind": "pause", "prescription": "B4"}]}
    amara = story(WEEK, actions=actions)

    assert amara.review(9) == "HOLD G_MODE"
    assert amara.next(9) == "PAUSED"


READY = {day: {"ex": {"B4": done(plus2=True)}} for day in (2, 4, 6)}
FULL = {"B4": {**BRIDGE, "max": 10}}


def test_two_easy_full_sessions_at_the_most_propose_the_next_level() -> None:
    amara = story(READY, exercises=FULL)

    assert amara.alerts(9) == ["A_LEVEL_PROPOSAL"]
    assert amara.next(9) == "L2 2x10reps"


@pytest.mark.parametrize(
    "last",
    [done(plus2=False), done(), done(9, plus2=True), done(during=4, plus2=True), done(after=None, plus2=True)],
)
def test_a_last_session_with_less_in_hand_proposes_nothing(last: dict[str, Any]) -> None:
    amara = story({**READY, 6: {"ex": {"B4": last}}}, exercises=FULL)

    assert amara.review(9) == "HOLD G_CAP"
    assert amara.alerts(9) == []


def test_the_highest_level_proposes_nothing() -> None:
    amara = story(READY, exercises={"B4": {**BRIDGE, "max": 10, "level": 3}})

    assert amara.alerts(9) == []


def test_an_accepted_level_starts_smaller_on_the_next_day_without_treatment() -> None:
    actions = {march(9): [{"kind": "accept", "prescription": "B4"}]}
    amara = story(READY, exercises=FULL, actions=actions, sessions=[march(10)], until=14)

    assert [amara.next(day) for day in (9, 10, 11)] == ["REST", "L3 2x7reps", "L3 2x7reps"]
    assert amara.dose(11).v_exact == 7


def test_high_usual_pain_asks_once_whether_to_judge_by_the_rise() -> None:
    high = {**QUIET, "now": 5, "worst": 5}
    amara = story({}, fill=high, until=23)

    assert amara.alert_days("A_PAIN_MODE") == [9]


def test_relative_mode_asks_nothing() -> None:
    high = {**QUIET, "now": 5, "worst": 5}
    amara = story({}, fill=high, until=23, pain_mode="relative")

    assert amara.alert_days("A_PAIN_MODE") == []
