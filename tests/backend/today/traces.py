"""Ten and more situations told in words: what the app says, and beside it what the clinician reads.

Each is lived by a diary case, through rows and rules, and read from the pack as a phone gets it the next morning.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from functools import cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import msgspec
from django.db import transaction

from steadily.guidance.outcome import Decision, Message
from steadily.guidance.terms import SafetyState
from steadily.library.texts import render
from steadily.today.cases.explaining import SET_BY
from steadily.today.cases.playing import days
from steadily.today.cases.reading import DiaryCase, cases_in, files, title
from steadily.today.cases.stage import ZONE, set_up
from steadily.today.pack import render as pack_of

REPOSITORY = Path(__file__).resolve().parents[3]
DIARIES = REPOSITORY / "tests" / "diaries"
APP_WORDS = REPOSITORY / "pwa" / "src" / "ui" / "words" / "en-GB.json"
Json = dict[str, Any]

HEADING = """# Traces in words

What the app says in situations that a patient meets, each lived by a diary case of `tests/diaries`, and beside it the
numbers that the clinician reads. A test makes this page anew and compares, so the words are always those of the app.

"""
TABLE = ("| rule | read | measured against | number is | text |", "|---|---|---|---|---|")
STATUS = {
    "REST": "rest",
    "PAUSED": "paused until the clinician has looked",
    "SUSPENDED": "no exercises for now",
}


@dataclass(frozen=True)
class Situation:
    """A day worth telling: what happened, in which case, on which evening, and the exercise that is asked about."""

    name: str
    happened: str
    case: str
    on: date
    exercise: str


@dataclass(frozen=True)
class Told:
    """What the app says that evening and under "Why this amount?" the next morning, and what the clinician reads."""

    evening: tuple[str, ...]
    amount: str
    why: tuple[str, ...]
    decisions: tuple[Decision, ...]
    alerts: tuple[str, ...]
    on_hold: bool

    @property
    def said(self) -> tuple[str, ...]:
        """All that the patient reads."""
        return (*self.evening, *self.why)


SITUATIONS = (
    Situation(
        "A quiet day",
        "Pain is as usual. Today's session felt comfortable.",
        "V01 Quiet week, all comfortable - plus 10 percent",
        date(2026, 3, 4),
        "B4",
    ),
    Situation(
        "A comfortable week, and a rise",
        "All three sessions of the week were comfortable and settled by morning.",
        "V01 Quiet week, all comfortable - plus 10 percent",
        date(2026, 3, 9),
        "B4",
    ),
    Situation(
        "A week that was held",
        "One session of the week was sore, so the weekly review left the amount as it was.",
        "PG2 one sore session",
        date(2026, 3, 9),
        "M1",
    ),
    Situation(
        "A sore session, the day after it",
        "Pain went up to 7 in the session. The next morning is back to usual.",
        "PM4 the second red of three steps the level down",
        date(2026, 3, 3),
        "X1",
    ),
    Situation(
        "A sore morning after a session",
        "The session was fine, but the morning after was 2 above usual.",
        "PM2 two above the usual morning counts more than a yes",
        date(2026, 3, 5),
        "XA",
    ),
    Situation(
        "A flare-up, day 1, by the patient's own word",
        "The patient says that today feels like a flare-up. The numbers are as usual.",
        "FL4 five settled days give back what was eased",
        date(2026, 3, 10),
        "A1",
    ),
    Situation(
        "A flare-up by two sore days",
        "Pain has been well above usual for two days in a row.",
        "V12 Two sustained days - watch, then flare day 2; plan steps down",
        date(2026, 3, 11),
        "M1",
    ),
    Situation(
        "On the way back from a flare-up, second step",
        "The flare-up has settled, and today was a settled day too.",
        "FL4 five settled days give back what was eased",
        date(2026, 3, 13),
        "S1",
    ),
    Situation(
        "The day of a treatment",
        "Needling is booked for tomorrow, so tomorrow's walk is shorter.",
        "AP2 strength waits, walking is halved, the rest stays",
        date(2026, 3, 3),
        "A1",
    ),
    Situation(
        "The days after a treatment",
        "The treatment was yesterday.",
        "AP1 before, on and after two visits, and after the course",
        date(2026, 3, 5),
        "M1",
    ),
    Situation(
        "A hold after a red flag",
        "The patient said yes to a safety question: numb between the inner thighs.",
        "SF1 A yes to a back-pain red flag suspends every exercise until a clinician clears it",
        date(2026, 3, 4),
        "B4",
    ),
    Situation(
        "After a time away",
        "The exercise was last done ten days before tomorrow.",
        "AL an exercise left for ten days, and for three weeks",
        date(2026, 3, 11),
        "M1",
    ),
    Situation(
        "A flare-up before there is a usual level",
        "The patient is new, so no usual level is known yet. They say that today feels like a flare-up.",
        "V14 V14b brand-new patient, no baseline",
        date(2026, 3, 3),
        "M1",
    ),
    Situation(
        "Ready for a harder version, perhaps",
        "The top amount went well all week, with two more in hand.",
        "PG3 with two more in hand the clinician is asked, and nothing moves by itself",
        date(2026, 3, 9),
        "M1",
    ),
)


def page(told: Mapping[Situation, Told]) -> str:
    """Write the page of evidence."""
    sections = [_section(number, *each) for number, each in enumerate(told.items(), start=1)]
    return HEADING + "\n".join(sections)


@cache
def tell(situation: Situation) -> Told:
    """Live a situation's case up to its evening, and read what the app then shows."""
    case = _up_to(_case(situation.case), situation.on)
    evening = next(iter(days(case, situation.on, situation.on)))
    with transaction.atomic():
        stage = set_up(case)
        asked = str(stage.prescriptions[situation.exercise].id)
        pack = pack_of(stage.patient, _next_morning(situation.on))
        transaction.set_rollback(True)
    dose = _dose(pack, asked)
    on_hold = pack["as_of"]["safety"] == SafetyState.HOLD.value
    texts = {name: each for name, each in pack["texts"].items() if isinstance(each, str)}
    about = {None, *(name for name, key in evening.keys.items() if key == situation.exercise)}
    return Told(
        evening=tuple(render(message, texts) for message in evening.outcome.messages),
        amount=_amount(dose, next(each["unit"] for each in pack["plan"]["prescriptions"] if each["id"] == asked)),
        why=tuple(_hold(pack, texts) if on_hold else _why(dose, texts)),
        decisions=tuple(each for each in evening.outcome.trace if each.prescription in about),
        alerts=tuple(each.code for each in evening.outcome.alerts),
        on_hold=on_hold,
    )


def _case(name: str) -> DiaryCase:
    cases = (written.read() for file in files(DIARIES) for written in cases_in(file))
    return next(case for case in cases if isinstance(case, DiaryCase) and title(case) == name)


def _up_to(case: DiaryCase, on: date) -> DiaryCase:
    """Leave out what the patient has not lived yet."""
    clears = [each for each in case.case.clinician_clears if each <= on]
    return replace(
        case,
        case=msgspec.structs.replace(case.case, clinician_clears=clears),
        days={day: logged for day, logged in case.days.items() if day <= on},
        actions={day: decided for day, decided in case.actions.items() if day <= on},
    )


def _next_morning(on: date) -> datetime:
    return datetime.combine(on + timedelta(days=1), time(8), ZoneInfo(ZONE))


def _dose(pack: Json, asked: str) -> Json:
    """Pick the dose the app picks for today: the column that the evening before left."""
    doses: Json = pack["days"][pack["from"]]["doses"][asked]
    dose: Json = doses[pack["start"]["column"]]
    return dose


def _amount(dose: Json, unit: str) -> str:
    if dose["status"] != "DO":
        return STATUS[dose["status"]]
    return f"level {dose['level']}, {dose['sets']} x {dose['value']} {unit}"


def _why(dose: Json, texts: Mapping[str, str]) -> Iterator[str]:
    """Say what stands under "Why this amount?": the reasons, then each rule, as pwa/src/ui/Why.tsx has it."""
    words = json.loads(APP_WORDS.read_text("utf-8"))
    said = [render(Message(each["text"], each["values"]), texts) for each in dose.get("why", [])]
    said += [texts[f"WHY.{rule}"] for rule in dose.get("because", []) if f"WHY.{rule}" in texts]
    yield from said or [words["why.planned"]]
    yield words["why.less"]


def _hold(pack: Json, texts: Mapping[str, str]) -> Iterator[str]:
    """Say what the screen says on a hold, as pwa/src/safety/OnHold.tsx has it; there is no "Why?" on it."""
    yield texts[pack["as_of"]["message"]]
    yield texts["T_HOLD"]
    yield texts["T_READS"]


def _section(number: int, situation: Situation, told: Told) -> str:
    lines = [f"## {number}. {situation.name}", "", situation.happened, ""]
    lines += ["**Said that evening**", "", *(f"> {each}\n>" for each in told.evening or ("Nothing.",)), ""]
    lines += [_heading(told), "", *(f"> {each}\n>" for each in told.why), ""]
    lines += [f"**The clinician's numbers** ({situation.case}, evening of {situation.on:%-d %B %Y})", "", *TABLE]
    lines += [_row(each) for each in told.decisions]
    lines += ["", f"Alerts: {', '.join(told.alerts) or 'none'}.", ""]
    return "\n".join(lines)


def _heading(told: Told) -> str:
    where = "In place of all exercises" if told.on_hold else "Why this amount?"
    return f"**{where}** (the next day: {told.amount})"


def _row(decision: Decision) -> str:
    read = ", ".join(
        f"{name.replace('_', ' ')} {'not known' if value is None else value}" for name, value in decision.inputs.items()
    )
    against = "" if decision.threshold is None else decision.threshold
    origin = "" if decision.threshold is None else SET_BY[decision.origin]
    return f"| {decision.rule} | {read} | {against} | {origin} | {decision.text or ''} |"
