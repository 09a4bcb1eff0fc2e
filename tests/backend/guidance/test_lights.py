"""The light of a session, its morning, and what they make together."""

from __future__ import annotations

from decimal import Decimal

import pytest

from steadily.guidance.lights import final_light, light_of, morning_answer, morning_rise
from steadily.guidance.outcome import Origin
from steadily.guidance.protocol import DEFAULT
from steadily.guidance.terms import Light, Morning, PainMode
from tests.backend.guidance.story import NOT_DONE, done, march, red, story


@pytest.mark.parametrize(
    ("during", "after", "light"),
    [
        (0, 0, "GREEN"),
        (2, 2, "GREEN"),
        (3, 0, "AMBER"),
        (0, 5, "AMBER"),
        (6, 0, "RED"),
        (10, None, "RED"),
        (None, 3, "AMBER"),
        (2, None, "GREY"),
        (None, 0, "GREY"),
        (None, None, "GREY"),
    ],
)
def test_absolute_bands(during: int | None, after: int | None, light: str) -> None:
    assert light_of(DEFAULT, PainMode.ABSOLUTE, None, during, after) == light


@pytest.mark.parametrize(
    ("before", "during", "after", "light"),
    [
        (5, 6, 5, "GREEN"),
        (6, 7, 6, "GREEN"),
        (7, 8, 7, "AMBER"),
        (5, 7, 5, "AMBER"),
        (6, 8, 6, "AMBER"),
        (5, 8, 5, "RED"),
        (8, 9, 8, "RED"),
        (9, 9, 9, "RED"),
        (5, 6, None, "GREY"),
        (5, 7, None, "AMBER"),
        (5, None, None, "GREY"),
        (0, 1, 0, "GREEN"),
        (None, 6, 6, "RED"),
        (None, 2, 2, "GREEN"),
    ],
)
def test_relative_bands(before: int | None, during: int | None, after: int | None, light: str) -> None:
    assert light_of(DEFAULT, PainMode.RELATIVE, before, during, after) == light


def test_a_clinician_may_widen_green_within_its_bracket() -> None:
    protocol = DEFAULT.with_values({"green_max": Decimal(3)}, Origin.PATIENT)

    assert light_of(protocol, PainMode.ABSOLUTE, None, 3, 3) is Light.GREEN


@pytest.mark.parametrize(
    ("settled", "rise", "answer"),
    [
        (True, None, "SETTLED"),
        (True, 1, "SETTLED"),
        (True, 2, "NOT_SETTLED"),
        (None, 2, "NOT_SETTLED"),
        (None, 1, "SETTLED"),
        (None, -3, "SETTLED"),
        (None, None, "UNKNOWN"),
        (False, None, "NOT_SETTLED"),
        (False, 0, "NOT_SETTLED"),
    ],
)
def test_the_morning_after(settled: bool | None, rise: int | None, answer: str) -> None:
    assert morning_answer(DEFAULT, settled, None if rise is None else Decimal(rise)) == answer


def test_a_morning_is_measured_against_usual_or_else_the_sessions_own_morning() -> None:
    assert morning_rise(4, Decimal("2.5"), 0) == Decimal("1.5")
    assert morning_rise(4, None, 0) == 4
    assert morning_rise(4, None, None) is None
    assert morning_rise(None, Decimal(2), 2) is None
    assert morning_rise(0, Decimal(0), None) == 0


@pytest.mark.parametrize(
    ("light", "finals"),
    [
        (Light.GREEN, ["GREEN", "AMBER", "GREY"]),
        (Light.AMBER, ["AMBER", "RED", "AMBER"]),
        (Light.RED, ["RED", "RED", "RED"]),
        (Light.GREY, ["GREY", "AMBER", "GREY"]),
    ],
)
def test_the_final_light(light: Light, finals: list[str]) -> None:
    assert [final_light(light, morning) for morning in Morning] == finals


def test_a_stop_symptom_is_red_and_opens_the_safety_questions() -> None:
    amara = story({3: {"ex": {"B4": done(stop="sharp")}}})

    assert amara.light(3) == "RED"
    assert "SAFETY_QUESTIONS" in amara.on(3).notes
    assert "T_STOP" in amara.texts(3)


def test_a_stop_symptom_counts_even_where_nothing_was_done() -> None:
    amara = story({3: {"ex": {"B4": {**NOT_DONE, "stop": "dizzy"}}}})

    assert amara.light(3) == "RED"


def test_an_explicit_not_done_has_no_light() -> None:
    amara = story({3: {"ex": {"B4": NOT_DONE}}})

    assert amara.on(3).lights == ()
    assert amara.on(4).lights == ()


def test_a_silent_morning_leaves_a_green_session_grey() -> None:
    amara = story({3: {"ex": {"B4": done(settled=None)}}, 4: {"am": None}})

    assert amara.final(3) == "GREY/UNKNOWN"


def test_without_a_usual_morning_the_sessions_own_morning_is_the_measure() -> None:
    amara = story({3: {"am": 1, "ex": {"B4": done(settled=None)}}, 4: {"am": 3}}, since=2, until=5)

    assert amara.on(4).baseline.morning is None
    assert amara.final(3) == "AMBER/NOT_SETTLED"


def test_relative_mode_begins_the_day_the_clinician_turns_it_on() -> None:
    actions = {march(4): [{"kind": "set_pain_mode", "mode": "relative"}]}
    amara = story({3: {"ex": {"B4": red(before=6)}}, 4: {"ex": {"B4": red(before=6)}}}, actions=actions)

    assert [amara.light(day) for day in (3, 4)] == ["RED", "GREEN"]


def test_the_onset_day_of_a_flare_entered_today_is_no_usual_morning() -> None:
    mornings = {day: {"am": 1} for day in range(-1, 3)} | {day: {"am": 3} for day in range(-5, -1)}
    sore = {"now": 6, "worst": 8, "interf": 3}
    days = mornings | {3: {**sore, "am": 3, "ex": {"B4": done(settled=None)}}, 4: {**sore, "am": 4}}
    amara = story(days, since=-5, until=5)

    assert amara.flare(4) == "FLARE day 2"
    assert amara.on(4).baseline.morning == 2
    assert amara.final(3) == "AMBER/NOT_SETTLED"
