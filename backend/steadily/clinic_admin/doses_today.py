"""What a patient is asked to do today: what today began with, and what today's own answers changed at once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from steadily.clinic_admin.words import STATUS, STOP
from steadily.guidance.ahead import COLUMNS, HOLD_COLUMN, Doses, calendar
from steadily.guidance.outcome import Dose, Outcome
from steadily.guidance.state import State
from steadily.guidance.terms import DoseStatus, FlareState, SafetyState, Unit
from steadily.library.texts import render
from steadily.today.ahead import Ahead
from steadily.today.gather import Gathered
from steadily.today.outcomes import plan_on

UNITS = {Unit.REPS: "repetitions", Unit.SECONDS: "seconds", Unit.MINUTES: "minutes"}


@dataclass(frozen=True)
class DoseRow:
    """One exercise today: what to do, whether the day asks for it, and why the amount differs from the plan's."""

    name: str
    words: str
    due: bool
    why: list[str]


def doses_today(
    gathered: Gathered, before: State, now: Outcome, today: date, words: Mapping[str, str]
) -> list[DoseRow]:
    """List today's doses, from the state of the evening before and what is known by now."""
    column = _column(gathered, before, now, today)
    return [
        _row(gathered, prescription, doses, getattr(doses, column), words, today)
        for prescription, doses in _calendar(gathered, before, today)
    ]


def _column(gathered: Gathered, before: State, now: Outcome, today: date) -> str:
    """Name the column of doses that holds now; a red flag and a declared flare count at once, all else tomorrow."""
    if now.safety.state is SafetyState.HOLD:
        return HOLD_COLUMN
    day = gathered.diary.get(today)
    if day is not None and day.flare and now.flare.state is FlareState.FLARE:
        return COLUMNS[now.flare.stage]
    return Ahead(gathered, today).starting_column(before)


def _calendar(gathered: Gathered, before: State, today: date) -> Iterator[tuple[str, Doses]]:
    """Give each prescription of today with all the doses it may come to."""
    visits = gathered.visits_as_of(today)
    plan = plan_on(gathered, today)
    days = calendar(gathered.protocol, plan, visits, gathered.actions, before, today, 1)
    doses = days[today].doses
    yield from ((str(row.pk), doses[str(row.pk)]) for row in gathered.prescriptions if str(row.pk) in doses)


def _row(gathered: Gathered, name: str, doses: Doses, dose: Dose, words: Mapping[str, str], today: date) -> DoseRow:
    row = next(each for each in gathered.prescriptions if str(each.pk) == name)
    stop = _stopped(gathered, name, today)
    if stop is not None and dose.status is DoseStatus.DO:
        return DoseRow(row.exercise.name, f"Stopped for today: {stop}", due=False, why=[])
    planned = ["As planned"] if dose.status is DoseStatus.DO else []
    reasons = [render(message, words) for message in dose.why] or planned
    asked = doses.due and dose.status is DoseStatus.DO
    return DoseRow(row.exercise.name, _amount(dose, Unit(row.exercise.unit)), asked, reasons)


def _stopped(gathered: Gathered, prescription: str, today: date) -> str | None:
    """Tell the symptom that stopped an exercise today."""
    day = gathered.diary.get(today)
    session = day.sessions.get(prescription) if day else None
    return STOP[session.stop] if session and session.stop else None


def _amount(dose: Dose, unit: Unit) -> str:
    if dose.status is not DoseStatus.DO:
        return STATUS[dose.status]
    return f"Level {dose.level}: {dose.sets} \N{MULTIPLICATION SIGN} {dose.value} {UNITS[unit]}"
