"""The phone looks up, the rules work out, and on the day of a sync both say the same; later the phone only eases."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise
from random import Random
from typing import Any

import pytest

from steadily.guidance.ahead import COLUMNS
from steadily.guidance.evaluate import fold
from steadily.guidance.outcome import NextDose, Outcome
from steadily.guidance.protocol import DEFAULT
from steadily.guidance.state import State
from steadily.guidance.terms import Day, DoseStatus, FlareState, Light, SafetyState, Session
from tests.backend.guidance.invariants.lives import Event, Happening, Life, Temperament, Written, write
from tests.phone.drift import Drift
from tests.phone.phone import Phone
from tests.phone.telling import ONE_DAY, entries, pack

Json = dict[str, Any]
PLAYED = int(os.environ.get("STEADILY_LONG_PLAYED", "500"))
"""How many days of a sync are played: 500, or 10,000 in the long form."""
SYNCS = 10
"""How many days of a sync are played of one life."""
OFFLINE = 21
TEN = Decimal(10)
SAFETY = {SafetyState.CLEAR: "C", SafetyState.STALE: "x", SafetyState.CAUTION: "x", SafetyState.HOLD: "H"}
LIGHTS = {Light.GREEN: "G", Light.AMBER: "A", Light.RED: "R", Light.GREY: "X"}
LEAST = {"SUSPENDED": 0, "PAUSED": 0, "REST": 1, "DO": 2}


@pytest.fixture(scope="module")
def phone() -> Iterator[Phone]:
    phone = Phone()
    yield phone
    phone.put_away()


def someone(number: int) -> Written:
    """Invent one of the patients; the same number is always the same life."""
    rng = Random(number)
    temperament = Temperament(
        usual=rng.randint(1, 8),
        swing=rng.randint(0, 2),
        answers=rng.choice([100, 95, 60]),
        checks=rng.choice([100, 90, 40]),
        trains=rng.choice([95, 70, 40]),
        sore=rng.choice([0, 5, 25]),
    )
    events = tuple(
        Event(rng.choice(list(Happening)), rng.randrange(60), rng.choice([1, 2, 5, 14]), rng.randrange(100))
        for _ in range(5)
    )
    return write(Life(number, temperament, events))


def lived_to(
    written: Written, on: date, diary: dict[date, Day] | None = None, checkpoint: State | None = None
) -> tuple[State, Outcome]:
    """Live up to the end of a date, with another diary where one is given."""
    days = written.diary if diary is None else diary
    return fold(DEFAULT, written.plan, written.visits, written.actions, days, on, checkpoint)


def case_of(written: Written, today: date, ways: list[Day], *, heard: bool) -> Json:
    """Make a case: the pack of a date, and each way that date may go; none of it sent when `heard`."""
    evening = lived_to(written, today - ONE_DAY)
    known = dict(written.diary) if heard else {on: day for on, day in written.diary.items() if on != today}
    tonight = lived_to(written, today, known, evening[0])
    yesterday = written.diary.get(today - ONE_DAY)
    todays = [[] if heard else entries(day, yesterday) for day in ways]
    made = pack(written, today, evening, tonight, heard=heard)
    return {"pack": made, "todays": todays, "later": [], "days": 0}


def ruled(written: Written, today: date, way: Day) -> Outcome:
    """Ask the rules where a date leads when it goes this way."""
    return lived_to(written, today, written.diary | {today: way})[1]


def shown_dose(shown: Json | None) -> tuple[Any, ...]:
    assert shown is not None
    do = shown["status"] == "DO"
    amount = tuple(shown.get(name) for name in ("level", "sets", "value")) if do else ()
    return (shown["status"], shown["due"], *amount)


def ruled_dose(dose: NextDose) -> tuple[Any, ...]:
    amount = (dose.level, dose.sets, dose.value) if dose.status is DoseStatus.DO else ()
    return (dose.status.value, dose.due, *amount)


def agree(shown: Json, outcome: Outcome) -> None:
    """Hold what the phone shows at the end of a date against what the rules say."""
    flare = outcome.flare
    assert (shown["flare"]["state"], shown["flare"]["return_day"]) == (flare.state.value, flare.return_day)
    if flare.state is FlareState.FLARE:
        assert (shown["flare"]["day"], shown["flare"]["relapse"]) == (flare.day, flare.relapse)
    assert shown["flare"]["column"] == COLUMNS[flare.stage]
    assert shown["safety"] == SAFETY[outcome.safety.state]
    lights = {each.prescription: LIGHTS[each.provisional] for each in outcome.lights if each.on == outcome.on}
    assert {name: letter for name, letter in shown["lights"].items() if letter is not None} == lights
    assert {name: shown_dose(dose) for name, dose in shown["doses"].items()} == {
        each.prescription: ruled_dose(each) for each in outcome.next
    }


def test_on_the_day_of_a_sync_the_phone_says_what_the_rules_say(phone: Phone, drift: Drift) -> None:
    """Tomorrow's dose, what is due, flare, safety and lights, on every played day; a third had been sent before."""
    for number in range(PLAYED // SYNCS):
        written, rng = someone(number), Random(-number)
        for _ in range(SYNCS):
            today = written.last - timedelta(days=rng.randrange(52))
            day = written.diary.get(today, Day(today))
            shown = phone.play(case_of(written, today, [day], heard=rng.random() < 0.3 and today in written.diary))
            agree(shown["todays"][0], ruled(written, today, day))
            drift.synced += 1
    assert drift.synced == PLAYED


def every_cell(day: Day, name: str) -> Iterator[Day]:
    """Give every way a day may go, one grid after the other."""
    scores = [None, *range(11)]
    for now in scores:
        yield from (replace(day, now=now, worst=worst) for worst in scores)
    for interference in scores:
        yield from (replace(day, interference=interference, flare=flare) for flare in (None, True, False))
    yield from (replace(day, morning=morning) for morning in scores)
    session = day.sessions.get(name) or Session(TEN, TEN)
    for during in scores:
        ways = (replace(session, stop=None, during=during, after=after) for after in scores)
        yield from (replace(day, sessions={**day.sessions, name: way}) for way in ways)
    for before in scores:
        yield replace(
            day, sessions={**day.sessions, name: replace(session, stop=None, before=before, during=8, after=5)}
        )


@pytest.mark.parametrize("number", range(4))
def test_every_cell_is_what_the_rules_say(phone: Phone, number: int) -> None:
    """Every pain, function, flare, morning and session answer on one day, each with all that follows from it."""
    written = someone(100 + number)
    today = written.last - timedelta(days=Random(number).randrange(40))
    day = written.diary.get(today, Day(today))
    ways = list(every_cell(day, written.plan.prescriptions[0].id))
    shown = phone.play(case_of(written, today, ways, heard=False))
    before, _ = lived_to(written, today - ONE_DAY)
    for seen, way in zip(shown["todays"], ways, strict=True):
        agree(seen, lived_to(written, today, written.diary | {today: way}, before)[1])


def no_more(shown: Json, steady: Json) -> bool:
    if shown["status"] != "DO" or steady["status"] != "DO":
        return LEAST[shown["status"]] <= LEAST[steady["status"]]
    return bool(shown["level"] <= steady["level"] and shown["value"] <= steady["value"])


def test_without_signal_the_phone_only_eases(phone: Phone, drift: Drift) -> None:
    """Never more than the planned dose; a flare, the way back and a hold are not left before the next sync."""
    for number in range(PLAYED // 20):
        written = replace(someone(1000 + number), actions=())
        today = written.last - timedelta(days=OFFLINE)
        walked = walk(phone, written, today)
        for was, seen in pairwise(walked):
            state, earlier = seen["before"]["state"], was["before"]["state"]
            assert earlier not in {"FLARE", "RETURN"} or state in {"FLARE", "RETURN"}
            assert earlier != "FLARE" or state == "FLARE"
            assert not was["held"] or seen["held"]
        for seen in walked:
            assert all(no_more(dose, seen["steady"][name]) for name, dose in seen["doses"].items())
            assert not seen["held"] or {dose["status"] for dose in seen["doses"].values()} <= {"SUSPENDED"}
        drift.measure(walked, fresh_answers(written, today))


def fresh_answers(written: Written, today: date) -> dict[date, Outcome]:
    """Ask the rules each evening, with everything said by then; by the date the answer is for."""
    answers = {}
    state: State | None = None
    for on in (today + timedelta(days=n) for n in range(OFFLINE)):
        state, answers[on + ONE_DAY] = lived_to(written, on, checkpoint=state)
    return answers


def walk(phone: Phone, written: Written, today: date) -> list[Json]:
    """Let a phone go without signal from a date on, its person going on answering."""
    case = case_of(written, today, [written.diary.get(today, Day(today))], heard=False)
    dates = [today + timedelta(days=n) for n in range(1, OFFLINE)]
    told = [entries(written.diary.get(on, Day(on)), written.diary.get(on - ONE_DAY)) for on in dates]
    later = [entry for day in told for entry in day]
    walked: list[Json] = phone.play(case | {"later": later, "days": OFFLINE})["later"]
    return walked
