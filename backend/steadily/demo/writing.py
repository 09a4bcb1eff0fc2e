"""Writing an invented person's diary day by day, asking the guidance each evening what the next day asks for."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, timedelta

from steadily.demo.cast import Person
from steadily.demo.diaries import EVENING, MORNING, Pages, Raw
from steadily.guidance.outcome import NextDose
from steadily.guidance.state import State
from steadily.logbook.actions import Status, keep_entries
from steadily.logbook.models import Kind
from steadily.people.models import Device, Patient
from steadily.today.gather import Gathered, gather
from steadily.today.merging import days
from steadily.today.outcomes import end_of_day

A_DAY = timedelta(days=1)
PHONE = "Phone of the demo"


def write_up_to(patient: Patient, person: Person, at: datetime) -> None:
    """Write every day of a patient's plan that lacks its evening, and the morning of today."""
    plan = patient.plans.active().first()
    device = patient.devices.filter(name=PHONE, revoked_at=None).first()
    if plan is None or plan.starts_on is None or device is None:
        return  # someone looking around has ended the plan or signed the phone out
    pages = Pages(person, plan.starts_on, patient.time_zone)
    today, written_days = patient.civil_date(at), _written_days(patient, device)
    gathered = gather(patient)
    state, asked = _ask(gathered, plan.starts_on - A_DAY, None)
    for number in range((today - plan.starts_on).days + 1):
        on = plan.starts_on + number * A_DAY
        if on not in written_days:
            _write_morning(device, pages, on, gathered, at)
            if on < today:
                _keep(device, pages.evening(on, asked), pages.moment(on, EVENING))
            gathered = _with_news(gathered, patient, on)
        state, asked = _ask(gathered, on, state)


def _written_days(patient: Patient, device: Device) -> set[date]:
    """List the days that have their evening already, and those on which someone looking around wrote their own."""
    written = patient.entries.filter(device=device, kind=Kind.SAFETY)
    own = patient.entries.exclude(device=device)
    return {*written.values_list("on", flat=True), *own.values_list("on", flat=True)}


def _ask(gathered: Gathered, on: date, before: State | None) -> tuple[State, list[tuple[str, NextDose]]]:
    """Ask at the end of a day what the next one asks for, each with its exercise's code."""
    codes = {str(row.pk): row.exercise.code for row in gathered.prescriptions}
    state, outcome = end_of_day(gathered, on, before)
    return state, [(codes[dose.prescription], dose) for dose in outcome.next]


def _write_morning(device: Device, pages: Pages, on: date, gathered: Gathered, at: datetime) -> None:
    yesterday = gathered.diary.get(on - A_DAY)
    sessions = yesterday.sessions.items() if yesterday else ()
    done = [prescription for prescription, session in sessions if session.done > 0]
    woke_at = min(at, pages.moment(on, MORNING))
    _keep(device, pages.morning(on, done, woke_at), woke_at)


def _keep(device: Device, raws: Iterable[Raw], at: datetime) -> None:
    results = keep_entries(by=device, at=at, sent_at=at, raws=[*raws])
    refused = [result.problem for result in results if result.status is Status.REFUSED]
    if refused:
        raise ValueError(f"The demo wrote an entry that can't be kept: {refused[0]}")


def _with_news(gathered: Gathered, patient: Patient, on: date) -> Gathered:
    """Take in what was written on a day; its morning also tells of the day before."""
    names = {str(row.pk) for row in gathered.prescriptions}
    news = days(patient.entries.filter(on__gte=on - A_DAY, on__lte=on), names)
    return replace(gathered, diary={**gathered.diary, **news})
