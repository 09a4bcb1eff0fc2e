"""What may happen to a patient, in any order: days told, told late, corrected, withdrawn; what clinicians decide."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from steadily.guidance.terms import ActionKind, VisitStatus
from steadily.logbook.actions import Status, keep_entries
from steadily.logbook.models import Entry
from steadily.people.models import Clinician, Device, Patient
from steadily.plans.actions import activate_plan, draft_plan, end_plan, prescribe, revise_plan
from steadily.plans.decisions import decide
from steadily.plans.models import Plan, Prescription
from steadily.records.refusals import Refused
from steadily.visits.actions import book_visit, end_course, plan_course, update_visit
from steadily.visits.models import Visit
from tests.backend.today.conftest import uuid7

LONDON = ZoneInfo("Europe/London")
A_DAY = timedelta(days=1)
LISTS = ["daily", "daily", "weekly", "onboarding", "flare"]
DECISIONS: list[tuple[ActionKind, dict[str, Any]]] = [
    (ActionKind.SET_DOSE, {"v": "6"}),
    (ActionKind.PAUSE, {}),
    (ActionKind.RESUME, {}),
    (ActionKind.SET_LEVEL, {"level": 1, "v": "7"}),
    (ActionKind.SET_RANGE, {"max": "9"}),
    (ActionKind.CLEAR_SAFETY, {}),
    (ActionKind.START_FLARE, {}),
    (ActionKind.END_FLARE, {"rebaseline": True}),
    (ActionKind.SET_BASELINE, {"pain": "4"}),
    (ActionKind.SET_PAIN_MODE, {"mode": "relative"}),
    (ActionKind.SET_THRESHOLD, {"key": "window_days", "value": "1"}),
    (ActionKind.RAISE_TIER, {"id": "AC06", "tier": 2}),
]
PER_EXERCISE = {ActionKind.SET_DOSE, ActionKind.PAUSE, ActionKind.RESUME, ActionKind.SET_LEVEL, ActionKind.SET_RANGE}


@dataclass
class Course:
    """A patient's life so far: `now` goes forward, and each turn is written by a seeded hand."""

    patient: Patient
    device: Device
    clinician: Clinician
    now: datetime
    rng: Random
    told: list[UUID] = field(default_factory=list)

    @property
    def today(self) -> date:
        """The patient's day."""
        return self.patient.civil_date(self.now)

    @property
    def plan(self) -> Plan | None:
        """The live plan, if there is one."""
        return self.patient.plans.active().first()

    def take(self, turn: str) -> None:
        """Let something happen; what the doors refuse does not."""
        turns: dict[str, Callable[[], object]] = {
            "a day": self._days_pass,
            "told": lambda: self.tell(self.today - self.rng.choice([0, 0, 1, 2]) * A_DAY),
            "told late": self._tell_late,
            "corrected": lambda: self._correct(withdrawn=False),
            "withdrawn": lambda: self._correct(withdrawn=True),
            "decided": self._decide,
            "visit": self._book,
            "visit changed": self._change_visit,
            "course ended": self._end_course,
            "revised": self._revise,
            "plan ended": self._end_plan,
            "new plan": self._new_plan,
            "plan replaced": self._replace_plan,
        }
        try:
            turns[turn]()
        except Refused:
            return

    def tell(self, on: date, lived_on: date | None = None) -> None:
        """Send a few answers of a day."""
        for kind in self.rng.sample(sorted(self._answers(on)), k=4):
            self._send(kind, on, self._answers(on)[kind], lived_on=lived_on)

    def _days_pass(self) -> None:
        self.now += self.rng.choice([1, 1, 1, 2, 5, 16]) * A_DAY

    def _tell_late(self) -> None:
        """Send what was lived weeks ago, when there was no signal."""
        on = self.today - self.rng.choice([3, 9, 20, 45]) * A_DAY
        self.tell(on, lived_on=on)

    def _correct(self, *, withdrawn: bool) -> None:
        recent = self.patient.entries.filter(on__gt=self.today - 14 * A_DAY)
        entries = [entry for entry in recent if entry.id in self.told]
        if entries:
            entry = self.rng.choice(entries)
            data = None if withdrawn else self._answers(entry.on)[entry.kind]
            self._send(entry.kind, entry.on, data, supersedes=entry)

    def _decide(self) -> None:
        kind, value = self.rng.choice(DECISIONS)
        running = self._running()
        about = self.rng.choice(running) if running and kind in PER_EXERCISE else None
        day = self.rng.choice([None, self.today + 2 * A_DAY])
        told: dict[str, Any] = {"prescription": about, "value": value, "reason": "So we agreed", "effective_on": day}
        decide(by=self.clinician, at=self.now, patient=self.patient, kind=kind, **told)

    def _book(self) -> None:
        course = self.patient.courses.filter(ended_at=None).first() or plan_course(
            by=self.clinician, at=self.now, patient=self.patient, starts_on=self.today, planned_visits=6
        )
        starts_at = self.now + self.rng.choice([-20, -9, -5, -3, -1, 0, 1, 2, 9]) * A_DAY
        status = VisitStatus.ATTENDED if starts_at < self.now else VisitStatus.BOOKED
        book_visit(by=self.clinician, at=self.now, course=course, starts_at=starts_at, minutes=30, status=status.value)

    def _change_visit(self) -> None:
        visits = [*Visit.objects.filter(patient=self.patient)]
        if visits:
            visit, status = self.rng.choice(visits), self.rng.choice([*VisitStatus])
            update_visit(by=self.clinician, at=self.now, visit=visit, status=status.value)

    def _end_course(self) -> None:
        course = self.patient.courses.filter(ended_at=None).first()
        if course is not None:
            end_course(by=self.clinician, at=self.now, course=course)

    def _revise(self) -> None:
        plan, running = self.plan, self._running()
        if plan is not None and running:
            starts_on = self.today + self.rng.choice([0, 1, 3]) * A_DAY
            doses = {self.rng.choice(running): {"amount": self.rng.choice([4, 9]), "per_week": 4}}
            ended = running[:1] if len(running) > 2 else []
            revise_plan(by=self.clinician, at=self.now, plan=plan, starts_on=starts_on, doses=doses, ended=ended)

    def _end_plan(self) -> None:
        if self.plan is not None:
            end_plan(by=self.clinician, at=self.now, plan=self.plan, reason="Going well")

    def _new_plan(self) -> None:
        last = self.patient.plans.first()
        if self.plan is None and last is not None:
            plan = draft_plan(by=self.clinician, at=self.now, patient=self.patient, title="Knee: stronger")
            for row in last.prescriptions.select_related("exercise"):
                prescribe(by=self.clinician, at=self.now, plan=plan, exercise=row.exercise, amount=8, maximum=12)
            starts_on = self.today + self.rng.choice([0, 2]) * A_DAY
            activate_plan(by=self.clinician, at=self.now, plan=plan, starts_on=starts_on)

    def _replace_plan(self) -> None:
        self._end_plan()
        self._new_plan()

    def _running(self) -> list[Prescription]:
        return [*self.plan.prescriptions.filter(ended_on=None)] if self.plan is not None else []

    def _answers(self, on: date) -> dict[str, dict[str, Any]]:
        """Write one answer of each kind for a day."""
        score = self.rng.choice([1, 2, 3, 3, 4, 5, 7, 9, None])
        prescriptions = Prescription.objects.filter(plan__patient=self.patient)
        about = str(self.rng.choice([*prescriptions]).pk)
        done, settled_on = self._session_before(on) or (about, on - A_DAY)
        goal = str(self.patient.goals.all()[0].pk)
        asked = self.rng.choice(LISTS)
        yes = self.rng.choice([[], [], [], ["AC06"], ["RF07"]])
        return {
            "check_in": {"morning_pain": score, "pain_now": score, "pain_worst": score, "interference": score}
            | {"flare": self.rng.choice([None, None, True, False])},
            "exercise": {"prescription": about, "done": self.rng.choice(["0", "8", "14"]), "prescribed": "8"}
            | {"pain_during": score, "pain_after": score, "two_more": True},
            "settled": {"prescription": done, "for_date": settled_on.isoformat(), "settled": self.rng.random() < 0.5},
            "safety": {"pack": asked, "asked": ["ANY", *yes], "answers": yes},
            "measure": {"measure": "activities", "answers": {goal: score}},
            "trial": {"prescription": about, "amount": "9", "ended_by": "form_lost"},
            "question": {"text": f"What about day {on.day}?"},
            "flare_plan": {self.rng.choice(["signs", "helps"]): f"Written on day {on.day}"},
            "contact": {"about": "worse"},
        }

    def _session_before(self, on: date) -> tuple[str, date] | None:
        """Choose a session of the two days before a day, whose morning after may be told."""
        sessions = self.patient.entries.filter(kind="exercise", on__lt=on, on__gte=on - 2 * A_DAY, data__isnull=False)
        return self.rng.choice([(entry.data["prescription"], entry.on) for entry in sessions] or [None])

    def _send(
        self,
        kind: str,
        on: date,
        data: dict[str, Any] | None,
        *,
        lived_on: date | None = None,
        supersedes: Entry | None = None,
    ) -> None:
        at = datetime.combine(lived_on, time(20), LONDON) if lived_on else self.now
        name = uuid7(len(self.told))
        raw: dict[str, Any] = {"id": str(name), "kind": kind, "on": on.isoformat(), "at": at.isoformat()}
        raw |= {"tz": "Europe/London", "data": data, "supersedes": str(supersedes.pk) if supersedes else None}
        (result,) = keep_entries(by=self.device, at=self.now, sent_at=self.now, raws=[raw])
        assert result.status is Status.KEPT, result.problem
        self.told.append(name)
        self.now += timedelta(seconds=1)
