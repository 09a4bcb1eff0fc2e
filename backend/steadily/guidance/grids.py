"""This patient's answers as grids of letters: every cell is what the rules say, so that the phone only looks up.

Scores are indexed null, 0, 1 ... 10; keys that are scores are "-" for null, else the number.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from steadily.guidance.chart import Orders, read_chart
from steadily.guidance.dose_grid import DoseCells, dose_cells
from steadily.guidance.easing import ease_for
from steadily.guidance.episode import Opening, usual_morning_after
from steadily.guidance.evaluate import fold
from steadily.guidance.flare import opens_questions, read_day
from steadily.guidance.flare_grid import FlareGrid, flare_grid
from steadily.guidance.letters import (
    LIGHT_LETTERS,
    MORNING_LETTERS,
    SAFETY_LETTERS,
    SCORES,
    SETTLED,
    function_letter,
    pain_letter,
    score_key,
)
from steadily.guidance.lights import final_light, light_of, morning_answer, morning_rise
from steadily.guidance.outcome import Flare
from steadily.guidance.protocol import Protocol
from steadily.guidance.safety import answer, effect, safety_of, service_text, tiers
from steadily.guidance.state import Exercise, PastSession, State, Usual
from steadily.guidance.step import open_day
from steadily.guidance.terms import (
    Action,
    Day,
    FlareState,
    Light,
    Morning,
    PainMode,
    Plan,
    SafetyAnswer,
    SafetyState,
    Visit,
)

Rows = Mapping[str, str]
"""Rows of letters by their key."""


@dataclass(frozen=True, slots=True)
class Grids:
    """Everything the phone looks up.

    `morning_by_flare` replaces `morning` for yesterday's sessions where today leads to one of its flare codes.
    """

    light: Mapping[str, Rows]
    stop_light: str
    morning: Rows
    morning_by_flare: Mapping[str, Rows]
    final: Rows
    ease: Rows
    rest_next: Mapping[str, bool]
    elevated: Rows
    function_worse: Rows
    screen: Rows
    flare: FlareGrid
    safety: Mapping[str, int]
    safety_effect: Rows
    safety_text: Rows
    safety_today: Rows
    next: Mapping[str, DoseCells]


def grids(
    protocol: Protocol,
    plan: Plan,
    visits: Iterable[Visit],
    actions: Sequence[Action],
    diary: Mapping[date, Day],
    today: date,
    checkpoint: State | None = None,
) -> Grids:
    """Write the grids of a day. `checkpoint` is the State at the end of an earlier day, best of the day before."""
    visits, yesterday = tuple(visits), today - timedelta(days=1)
    state = checkpoint
    if state is None or state.on != yesterday:
        state, _ = fold(protocol, plan, visits, actions, diary, yesterday, checkpoint)
    chart = read_chart(protocol, plan, visits, actions)
    opened = open_day(chart, state, today)
    orders, usual = opened.orders, opened.flare.usual
    own_morning = diary[yesterday].morning if yesterday in diary else None
    flare, flares = flare_grid(orders.protocol, opened.flare, today, opened.here)
    return Grids(
        light=_light(orders),
        stop_light=LIGHT_LETTERS[Light.RED],
        morning=_morning(orders.protocol, opened.flare.today.morning, own_morning),
        morning_by_flare=_morning_by_flare(orders, opened.flare, flares, today, own_morning),
        final={LIGHT_LETTERS[light]: _final(light) for light in Light},
        ease={LIGHT_LETTERS[light]: _ease(orders.protocol, light) for light in Light},
        rest_next={LIGHT_LETTERS[Light.RED]: True},
        elevated=_elevated(orders.protocol, usual),
        function_worse={score_key(score): _function(orders.protocol, usual, score) for score in SCORES},
        screen=_screen(orders.protocol, usual),
        flare=flare,
        **_safety(orders),
        safety_today=_safety_today(orders, opened.flare.state, diary.get(today) or Day(today)),
        next=dose_cells(chart, opened, state, today, flares),
    )


def _light(orders: Orders) -> dict[str, Rows]:
    """Colour every session; what it began with only matters where sessions are judged by their rise."""
    befores = SCORES if orders.pain_mode is PainMode.RELATIVE else (None,)
    name = score_key if orders.pain_mode is PainMode.RELATIVE else lambda _: "any"
    return {name(before): _light_rows(orders, before) for before in befores}


def _light_rows(orders: Orders, before: int | None) -> Rows:
    def colour(during: int | None, after: int | None) -> str:
        return LIGHT_LETTERS[light_of(orders.protocol, orders.pain_mode, before, during, after)]

    return {score_key(during): "".join(colour(during, after) for after in SCORES) for during in SCORES}


def _morning(protocol: Protocol, usual: Decimal | None, own: int | None) -> Rows:
    def answers(morning: int | None) -> str:
        rise = morning_rise(morning, usual, own)
        return "".join(MORNING_LETTERS[morning_answer(protocol, settled, rise)] for settled in SETTLED)

    return {score_key(morning): answers(morning) for morning in SCORES}


def _morning_by_flare(
    orders: Orders, opening: Opening, flares: Mapping[str, Flare], on: date, own: int | None
) -> dict[str, Rows]:
    """Write the mornings anew where a flare entered today began before it, which changes the usual morning."""
    usual = {code: usual_morning_after(orders, opening, flare.onset, on) for code, flare in flares.items()}
    differing = {code: morning for code, morning in usual.items() if morning != opening.today.morning}
    return {code: _morning(orders.protocol, morning, own) for code, morning in differing.items()}


def _final(light: Light) -> str:
    return "".join(LIGHT_LETTERS[final_light(light, morning)] for morning in MORNING_LETTERS)


def _ease(protocol: Protocol, light: Light) -> str:
    """Count the easings a session costs, by its morning; a red one costs its easing as soon as it is red."""
    return "".join(str(_easings(protocol, light, morning)) for morning in MORNING_LETTERS)


def _easings(protocol: Protocol, light: Light, morning: Morning) -> int:
    session = PastSession(SOME_DAY, ONE, ONE, light, calm=True, morning=morning, final=final_light(light, morning))
    exercise = Exercise("any", 1, HUNDRED, HUNDRED, HUNDRED, sessions=(session,))
    return int(ease_for(protocol, exercise, session, SOME_DAY).step is not None)


def _elevated(protocol: Protocol, usual: Usual) -> Rows:
    return {score_key(now): "".join(_pain(protocol, usual, now, worst) for worst in SCORES) for now in SCORES}


def _pain(protocol: Protocol, usual: Usual, now: int | None, worst: int | None) -> str:
    pain = Day(SOME_DAY, now=now, worst=worst).pain
    return pain_letter(read_day(protocol, usual, pain, None, None))


def _function(protocol: Protocol, usual: Usual, interference: int | None) -> str:
    reading = read_day(protocol, usual, None, interference, None)
    return function_letter(reading, known=interference is not None)


def _screen(protocol: Protocol, usual: Usual) -> Rows:
    return {score_key(now): "".join(_asked(protocol, usual, now, worst) for worst in SCORES) for now in SCORES}


def _asked(protocol: Protocol, usual: Usual, now: int | None, worst: int | None) -> str:
    pain = Day(SOME_DAY, now=now, worst=worst).pain
    if opens_questions(protocol, usual, FlareState.NONE, pain, entered=False):
        return "y"
    return "w" if opens_questions(protocol, usual, FlareState.WATCH, pain, entered=False) else "-"


def _safety(orders: Orders) -> dict[str, Mapping[str, Any]]:
    by_id = tiers(orders.tiers)
    return {
        "safety": by_id,
        "safety_effect": {question: effect(question, tier).value for question, tier in by_id.items()},
        "safety_text": {question: service_text(question, tier) for question, tier in by_id.items()},
    }


def _safety_today(orders: Orders, state: State, today: Day) -> Rows:
    """Tell the safety at the end of today by what will be answered until then."""
    nothing_new = replace(today, safety=(*today.safety, SafetyAnswer(SOME_INSTANT, (), ())))

    def letter(day: Day) -> str:
        return SAFETY_LETTERS[safety_of(orders, answer(orders, state, day), day.on).state]

    none = letter(today)
    held = SAFETY_LETTERS[SafetyState.HOLD]
    caution = held if none == held else SAFETY_LETTERS[SafetyState.CAUTION]
    return {"none": none, "answered": letter(nothing_new), "CAUTION": caution, "HOLD": held}


ONE = Decimal(1)
HUNDRED = Decimal(100)
SOME_DAY = date(2000, 1, 1)
SOME_INSTANT = datetime.combine(SOME_DAY, time(), UTC)
"""Any date and instant, where none matters."""
