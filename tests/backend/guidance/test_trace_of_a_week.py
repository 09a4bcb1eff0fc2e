"""What closes a week can be told: its rise or hold, its proposal, and how much of it was logged."""

from __future__ import annotations

from typing import Any

from steadily.guidance.outcome import Message
from tests.backend.guidance.story import BRIDGE, QUIET, because, done, reasons, red, story, trained

HIGH: dict[str, Any] = {"now": 5, "worst": 7}


def test_a_rise_is_told_with_the_week_it_rests_on() -> None:
    amara = story(trained(2, 4, 6))

    lived = {"week_of": "2026-03-02", "trend": "0", "pains": "7", "mornings": "7", "busts": "0"}
    week = {**lived, "result": "UP", "percent": "10", "gate": None, "amount": "11.00"}
    (dose,) = [each for each in reasons(amara, 9, "R-PG2") if "status" in each.inputs]
    assert reasons(amara, 9, "R-PG2")[0] == because("R-PG2", "10", "T_UP", "B4", **week)
    assert (dose.text, dose.inputs["value"], dose.inputs["amount"]) == ("T_UP", "11", "11.00")


def test_a_smaller_rise_is_told_with_its_own_number() -> None:
    amara = story({**trained(2, 4), 6: {"ex": {"B4": done(during=4)}}})

    assert reasons(amara, 9, "R-PG2")[0].threshold == "5"


def test_a_hold_is_told_with_the_gate_and_its_number() -> None:
    stale = story(trained(2, 4, 6), fill={"am": 2, "now": 3, "worst": 5, "interf": 3})
    adherence = story(trained(2, 4))
    light = story({**trained(2, 4), 6: {"ex": {"B4": red()}}})
    data = story(trained(2, 4, 6), fill={"interf": 3, "safety": []})
    sorer = {day: {"am": 3} for day in range(2, 9)}
    trend = story({day: {**sorer[day], **trained(2, 4, 6).get(day, {})} for day in sorer})
    pace = story({**trained(2), 4: {"ex": {"B4": done(13)}}, 6: {"ex": {"B4": done(13)}}})
    watched = story({**trained(2, 4, 6), 8: HIGH})
    locked = story(trained(2, 4, 6), locked=["B4"])
    full = story(trained(2, 4, 6), exercises={"B4": {**BRIDGE, "max": 10}})

    told = [
        reasons(each, 9, "R-PG2")[0] for each in (stale, watched, data, adherence, light, trend, pace, locked, full)
    ]

    assert [(each.inputs["gate"], each.threshold, each.text) for each in told] == [
        ("G_SAFETY", "7", "T_HOLD_SAFETY"),
        ("G_FLARE", None, "T_HOLD_FLARE"),
        ("G_DATA", "4", "T_HOLD_DATA"),
        ("G_ADH", "80", "T_HOLD_ADH"),
        ("G_LIGHT", "1", "T_HOLD_LIGHT"),
        ("G_TREND", "1.0", "T_HOLD_TREND"),
        ("G_PACE", "1.20", "T_HOLD_PACE"),
        ("G_MODE", None, "T_HOLD_MODE"),
        ("G_CAP", None, "T_HOLD_CAP"),
    ]
    assert {(each.inputs["result"], each.inputs["percent"]) for each in told} == {("HOLD", None)}
    assert [each.inputs.get("sore") for each in told] == [None] * 4 + ["1"] + [None] * 4
    assert (told[2].inputs["pains"], told[2].inputs["mornings"], told[6].inputs["times"]) == ("0", "0", "2")


def test_the_week_for_getting_comfortable_is_told_with_the_rises_before_it() -> None:
    weeks = {day: {"ex": {"B4": done()}} for start in (2, 9, 16, 23) for day in (start, start + 2, start + 4)}
    amara = story(weeks, until=31)

    (told,) = [each for each in reasons(amara, 30, "R-PG2") if "gate" in each.inputs]

    assert (told.inputs["gate"], told.threshold, told.text) == ("G_CONS", "3", "T_HOLD_CONS")


def test_a_proposed_level_is_told_with_the_level_it_leaves() -> None:
    ready = trained(2, 4, 6, plus2=True)
    amara = story(ready, exercises={"B4": {**BRIDGE, "max": 10}})

    assert reasons(amara, 9, "R-PG3") == [because("R-PG3", "2", "T_LEVEL", "B4", level="2")]
    assert [(each.code, each.prescription, each.priority) for each in amara.on(9).alerts] == [
        ("A_LEVEL_PROPOSAL", "B4", 3)
    ]


def test_a_closed_week_is_told_with_what_was_logged() -> None:
    amara = story(trained(2, 4))

    assert reasons(amara, 9, "R-AD1") == [
        because("R-AD1", "4", None, week_of="2026-03-02", overall="66.7", logging="100.0")
    ]
    assert reasons(story(until=3), 9, "R-AD1") == [
        because("R-AD1", "4", "T_ADH_NA", week_of="2026-03-02", overall=None, logging="28.6")
    ]


def test_kept_weeks_are_told_from_the_second_on() -> None:
    weeks = {**trained(2, 4, 6), **trained(9, 11)}
    amara = story(weeks, until=16)

    assert reasons(amara, 9, "R-AD3") == []
    assert reasons(amara, 16, "R-AD3") == [because("R-AD3", "60", "T_WEEK", n="2", counted="2")]
    assert Message("T_WEEK", {"n": "2", "counted": "2"}) in amara.on(16).messages


def test_high_usual_pain_is_told_with_the_mode_it_speaks_of() -> None:
    amara = story(fill={**QUIET, "now": 5, "worst": 6})

    assert reasons(amara, 9, "R-PM6") == [because("R-PM6", "5", None, usual="5.5", mode="absolute")]
