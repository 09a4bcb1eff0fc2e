"""A patient with eight exercises and a diary of any length, kept through the same door as every diary."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from itertools import count
from random import Random
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from steadily.guidance.terms import Category, VisitStatus
from steadily.library.models import Exercise
from steadily.logbook.actions import Status, keep_entries
from steadily.people.actions import activate, invite, register_patient
from steadily.people.models import Clinician, Device, Patient
from steadily.plans.actions import activate_plan, draft_plan, prescribe, record_assessment
from steadily.today.actions import look_again
from steadily.visits.actions import book_visit, plan_course
from tests.conftest import NOW, TODAY

EXERCISES = 8
MOST = 500
"""Entries of one sync."""
A_DAY = timedelta(days=1)
LONDON = ZoneInfo("Europe/London")
Raw = dict[str, Any]
_numbers = count(1)


@dataclass
class Diarist:
    """A patient with their phone and what they are asked to do."""

    patient: Patient
    device: Device
    token: str
    prescriptions: list[str]
    rng: Random = field(default_factory=lambda: Random(7))

    def check_in(self, on: date, at: datetime) -> Raw:
        """Write how a day is; now and then it is a bad one."""
        pain = self.rng.choice([2, 3, 3, 4, 4, 5, 8])
        data = {"morning_pain": 2, "pain_now": pain, "pain_worst": pain, "interference": 3, "sleep": 6}
        return _raw("check_in", on, at, data)

    def day(self, on: date) -> Iterator[Raw]:
        """Write all that is told of one day: four sessions, their next mornings, the check-in and the questions."""
        evening = datetime.combine(on, time(19), LONDON)
        asked = (
            {"pack": "weekly", "asked": ["ANY", "RF01"]} if on.weekday() == 0 else {"pack": "daily", "asked": ["ANY"]}
        )
        yield self.check_in(on, evening)
        yield _raw("safety", on, evening, asked | {"answers": []})
        for name in self._trained_on(on):
            data = {"prescription": name, "done": "10", "prescribed": "10", "pain_during": self.rng.choice([1, 2, 4])}
            yield _raw("exercise", on, evening, data | {"pain_after": 1, "two_more": True})
        for name in self._trained_on(on - A_DAY):
            data = {"prescription": name, "for_date": (on - A_DAY).isoformat(), "settled": self.rng.random() < 0.9}
            yield _raw("settled", on, evening, data)

    def keep(self, raws: Iterable[Raw]) -> None:
        """Send entries in as few batches as may be."""
        raws = [*raws]
        for begin in range(0, len(raws), MOST):
            results = keep_entries(by=self.device, at=NOW, sent_at=NOW, raws=raws[begin : begin + MOST])
            assert {result.status for result in results} == {Status.KEPT}

    def _trained_on(self, on: date) -> list[str]:
        half = EXERCISES // 2
        return self.prescriptions[:half] if on.toordinal() % 2 else self.prescriptions[half:]


def someone(clinician: Clinician, days: int) -> Diarist:
    """Make a patient with a plan and a diary of so many days up to yesterday, which has been looked at."""
    diarist = _signed_up(clinician, first=TODAY - days * A_DAY)
    diarist.keep(raw for number in range(days) for raw in diarist.day(TODAY - (days - number) * A_DAY))
    look_again(patient=diarist.patient, at=NOW)
    return diarist


def _signed_up(clinician: Clinician, first: date) -> Diarist:
    began = datetime.combine(first, time(9), LONDON)
    who = {"name": f"Someone since {first}", "year_of_birth": 1980, "regions": ["low_back"]}
    patient = register_patient(by=clinician, at=began, clinic=clinician.clinic, **who)
    record_assessment(by=clinician, at=began, patient=patient, on=first, goals=["Walk to the shops"])
    plan = draft_plan(by=clinician, at=began, patient=patient, title="Back: getting going", starts_on=first)
    dose = {"level": 2, "sets": 2, "amount": 10, "maximum": 40, "per_week": 4}
    for exercise in _exercises():
        prescribe(by=clinician, at=began, plan=plan, exercise=exercise, **dose)
    activate_plan(by=clinician, at=began, plan=plan)
    course = plan_course(by=clinician, at=began, patient=patient, starts_on=first, planned_visits=6)
    for number in range(6):
        told: Raw = {"starts_at": NOW + (4 - number) * 7 * A_DAY, "minutes": 30}
        told["status"] = (VisitStatus.BOOKED if told["starts_at"] > NOW else VisitStatus.ATTENDED).value
        book_visit(by=clinician, at=NOW, course=course, **told)
    signed_in = activate(
        code=invite(by=clinician, at=NOW, patient=patient).typed, year_of_birth=1980, device_name="Phone", at=NOW
    )
    names = [str(name) for name in plan.prescriptions.values_list("pk", flat=True)]
    return Diarist(patient, signed_in.device, signed_in.token, names)


def _exercises() -> list[Exercise]:
    """Make the exercises, once; of every category."""
    rows = [
        Exercise(code=f"T{number}", name=f"Exercise {number}", category=[*Category][number % 5], unit="reps")
        for number in range(EXERCISES)
    ]
    return [Exercise.objects.get_or_create(code=row.code, defaults=_said(row))[0] for row in rows]


def _said(row: Exercise) -> Raw:
    return {"name": row.name, "category": row.category, "unit": row.unit, "regions": ["low_back"]}


def _raw(kind: str, on: date, at: datetime, data: Raw) -> Raw:
    name = UUID(int=next(_numbers) << 80 | 0x7 << 76 | 0b10 << 62)
    told = {"id": str(name), "kind": kind, "on": on.isoformat(), "at": at.isoformat(), "tz": "Europe/London"}
    return told | {"data": data, "supersedes": None, "shown": None, "pack_revision": None}
