"""What a sore session does to the next one."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from steadily.guidance.evaluate import fold
from steadily.guidance.outcome import SessionLight
from steadily.guidance.state import Exercise
from steadily.guidance.terms import Light, Morning
from tests.backend.guidance.story import BRIDGE, NOT_DONE, ROCK, Story, done, march, red, story

LEVEL_1 = {"B4": {**BRIDGE, "level": 1}}


def sessions(**by_day: dict[str, Any]) -> dict[int, dict[str, Any]]:
    return {int(day.removeprefix("d")): {"ex": {"B4": each}} for day, each in by_day.items()}


def test_the_first_red_costs_a_fifth_and_a_rest_day() -> None:
    amara = story(sessions(d3=red()))

    assert [amara.next(day) for day in (3, 4, 5)] == ["REST", "L2 2x8reps", "L2 2x8reps"]
    assert amara.dose(3).v_exact == Decimal("8.00")
    assert amara.dose(4).because == ("R-PM4",)
    assert amara.alerts(3) == []


def test_red_is_applied_once_even_when_the_morning_is_sore_too() -> None:
    amara = story(sessions(d3=red(settled=False)))

    assert amara.dose(5).v_exact == Decimal("8.00")


def test_an_unsettled_comfortable_session_costs_a_tenth_without_rest() -> None:
    amara = story(sessions(d3=done(settled=False)))

    assert [amara.dose(day).v_exact for day in (3, 4)] == [Decimal(10), Decimal("9.00")]
    assert amara.next(4) == "L2 2x9reps"


def test_an_unsettled_grey_session_costs_a_tenth() -> None:
    amara = story(sessions(d3=done(after=None, settled=False)))

    assert amara.final(3) == "AMBER/NOT_SETTLED"
    assert amara.dose(4).v_exact == Decimal("9.00")


def test_an_amber_session_that_settled_or_stayed_unknown_costs_nothing() -> None:
    amara = story({3: {"ex": {"B4": done(during=4)}}, 5: {"ex": {"B4": done(during=4, settled=None)}}, 6: {"am": None}})

    assert amara.dose(6).v_exact == 10


def test_a_second_red_among_three_sessions_steps_the_level_down() -> None:
    amara = story(sessions(d3=red(), d5=done(), d7=red()))

    assert amara.alerts(7) == ["A_STEP_LEVEL"]
    assert [amara.next(day) for day in (7, 8)] == ["REST", "L1 2x8reps"]


def test_a_red_three_sessions_ago_is_forgotten() -> None:
    amara = story(sessions(d2=red(), d4=done(), d5=done(), d7=red()))

    assert amara.alerts(7) == []
    assert amara.dose(8).v_exact == Decimal("6.40")


def test_explicit_not_dones_do_not_fill_the_window() -> None:
    amara = story(sessions(d2=red(), d4=NOT_DONE, d5=NOT_DONE, d7=red()))

    assert amara.alerts(7) == ["A_STEP_LEVEL"]


def test_after_a_step_down_only_later_sessions_count_beside_the_judged_one() -> None:
    amara = story(sessions(d2=red(), d4=red(), d6=red(), d8=red()), exercises={"B4": {**BRIDGE, "level": 3}})

    assert [amara.alerts(day) for day in (4, 6, 8)] == [["A_STEP_LEVEL"], [], ["A_STEP_LEVEL"]]
    assert amara.next(8) == "REST"
    assert amara.dose(9).level == 1


def test_a_second_red_on_the_lowest_level_pauses_until_the_clinician_resumes() -> None:
    actions = {march(9): [{"kind": "resume", "prescription": "B4"}]}
    amara = story(sessions(d3=red(), d5=red()), exercises=LEVEL_1, actions=actions)

    assert amara.alerts(5) == ["A_PAUSED_EX"]
    assert [amara.next(day) for day in (5, 8, 9)] == ["PAUSED", "PAUSED", "L1 2x8reps"]


def test_a_paused_exercise_takes_no_further_steps() -> None:
    amara = story(sessions(d3=red(), d5=red(), d7=red()), exercises=LEVEL_1)

    assert amara.alerts(7) == []
    assert amara.dose(8).v_exact == Decimal("8.00")


def test_an_amount_never_falls_below_half_of_what_the_clinician_set() -> None:
    spaced = {day: {"ex": {"B4": red() if day % 8 == 3 else done()}} for day in range(3, 45, 2)}
    amara = story({day: each for day, each in spaced.items() if day % 8 in (3, 5, 7)}, until=50)

    assert min(amara.dose(day).v_exact for day in range(3, 50)) >= 5


def test_reaching_the_floor_is_told_each_time() -> None:
    unsettled = {day: {"ex": {"B4": done(settled=False)}} for day in range(3, 22, 2)}
    amara = story(unsettled, until=24)

    assert amara.dose(22).v_exact == Decimal(5)
    assert amara.alert_days("A_DOSE_FLOOR") == [16, 18, 20, 22]


def test_a_session_in_a_flare_costs_only_its_rest_day() -> None:
    amara = story({3: {"flare": True, "ex": {"R1": red()}}}, exercises={"R1": ROCK})

    assert amara.next(3, "R1") == "REST"
    assert amara.dose(4, "R1").v_exact == 10


def test_the_day_of_the_session_decides_whether_it_was_in_a_flare() -> None:
    amara = story({3: {"ex": {"R1": done(settled=False)}}, 4: {"flare": True}}, exercises={"R1": ROCK})

    assert amara.flare(4) == "FLARE day 1"
    assert amara.dose(4, "R1").v_exact == Decimal("9.00")


def test_yesterdays_morning_and_todays_red_both_count() -> None:
    amara = story(
        {3: {"ex": {"R1": done(settled=False)}}, 4: {"ex": {"R1": red()}}},
        exercises={"R1": ROCK},
    )

    assert amara.dose(4, "R1").v_exact == Decimal("7.20")


def stands(told: Story, day: int) -> Exercise:
    """Give where the exercise stands at the end of a day."""
    case = told.case
    state, _ = fold(case.protocol, case.plan, case.visits, case.actions, case.diary, march(day))
    return state.exercises[0]


def test_an_easier_level_starts_its_counts_anew() -> None:
    weeks = {day: {"ex": {"B4": done()}} for start in (2, 9) for day in (start, start + 2, start + 4)}
    amara = story(weeks | {18: {"ex": {"B4": red()}}, 20: {"ex": {"B4": red()}}}, until=22)

    before, after = stands(amara, 19), stands(amara, 20)

    assert (before.level, before.raises, len(before.amounts), before.level_changed_on) == (2, 2, 7, None)
    assert (after.level, after.raises, len(after.amounts), after.level_changed_on) == (1, 0, 1, march(20))


def test_each_step_is_told_with_the_number_it_used_and_the_exercise_it_is_about() -> None:
    stepped = story(sessions(d3=red(), d5=red()))
    paused = story(sessions(d3=red(), d5=red()), exercises=LEVEL_1)

    for told, code, text in ((stepped, "A_STEP_LEVEL", "T_STEP"), (paused, "A_PAUSED_EX", "T_PAUSE")):
        reason = next(each for each in told.on(5).trace if each.rule == "R-PM4" and "step" in each.inputs)
        assert (reason.text, reason.threshold) == (text, "3")
        assert [(alert.code, alert.prescription) for alert in told.on(5).alerts] == [(code, "B4")]


def test_a_comfortable_yesterday_does_not_hide_what_today_cost() -> None:
    amara = story({3: {"ex": {"R1": done()}}, 4: {"ex": {"R1": red()}}}, exercises={"R1": ROCK})

    steps = [each.inputs["after"] for each in amara.on(4).trace if each.rule == "R-PM4" and "step" in each.inputs]

    assert steps == ["8.00"]


def test_lights_name_the_session_they_are_about() -> None:
    amara = story({3: {"ex": {"R1": done()}}, 4: {"ex": {"R1": done(during=4)}}}, exercises={"R1": ROCK})

    assert amara.on(4).lights == (
        SessionLight("R1", march(3), Light.GREEN, Morning.SETTLED, Light.GREEN),
        SessionLight("R1", march(4), Light.AMBER),
    )
