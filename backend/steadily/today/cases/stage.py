"""Setting a diary case up as rows, by the actions that the doors use, in a database that is thrown away."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from uuid import UUID

import msgspec
from django.apps import apps
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.utils import ConnectionHandler

from steadily.guidance.terms import ActionKind, PainMode, VisitStatus
from steadily.library.models import Exercise
from steadily.logbook.actions import Status, keep_entries
from steadily.people.actions import open_clinic, register_patient
from steadily.people.models import Device, Patient, fingerprint
from steadily.plans.actions import activate_plan, draft_plan, prescribe, record_assessment
from steadily.plans.decisions import decide
from steadily.plans.models import Prescription
from steadily.today.cases import shapes
from steadily.today.cases.reading import DiaryCase, LoggedDay
from steadily.visits.actions import book_visit, plan_course

CLINICIAN = "The case's clinician"
ZONE = "Europe/London"
MOST_PLANNED = 40
"""The most visits a course can be planned with; more may follow."""
MORNING, DECISIONS, TREATMENT, EVENING = time(8), time(6), time(12), time(20)
"""A clinician decides before that day's answers; the evening tells of the day, the next morning of its sessions."""


class Unplayable(ValueError):
    """A case that reads well but that the project refuses, with the reason."""


@contextmanager
def throw_away_database() -> Iterator[None]:
    """Put an empty database in memory in the place of the clinic's, and the clinic's back afterwards."""
    clinics = connections["default"]
    memory = ConnectionHandler({"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}})["default"]
    connections["default"] = memory
    try:
        _make_tables(memory)
        yield
    finally:
        connections["default"] = clinics
        memory.close()


def _make_tables(memory: BaseDatabaseWrapper) -> None:
    """Make the tables straight from the models; migrating an empty database comes to the same and takes seconds."""
    with memory.schema_editor() as editor:
        for model in apps.get_models():
            editor.create_model(model)


@dataclass
class Stage:
    """A case's patient with everything around them; `prescriptions` by the case's own exercise keys."""

    case: DiaryCase
    patient: Patient
    prescriptions: dict[str, Prescription] = field(default_factory=dict)

    @property
    def first_on(self) -> date:
        """The first day of the case's story."""
        return min([self.case.case.plan_start, *self.case.days, *self.case.actions])


def set_up(case: DiaryCase) -> Stage:
    """Make a case's rows. Raises Unplayable, with what the project said to it."""
    patient = _patient(case)
    stage = Stage(case, patient)
    _plan(stage)
    _visits(stage)
    _decisions(stage)
    _diary(stage)
    return stage


def _patient(case: DiaryCase) -> Patient:
    at = _at(case.case.plan_start, DECISIONS)
    clinic = open_clinic(by=CLINICIAN, at=at, name="The case's clinic", phone="01632 960 000")
    return register_patient(
        by=CLINICIAN,
        at=at,
        clinic=clinic,
        name=case.case.id,
        year_of_birth=1980,
        regions=case.case.regions,
        time_zone=ZONE,
    )


def _plan(stage: Stage) -> None:
    at, patient = _at(stage.first_on, DECISIONS), stage.patient
    record_assessment(by=CLINICIAN, at=at, patient=patient, on=stage.first_on)
    plan = draft_plan(by=CLINICIAN, at=at, patient=patient, title=stage.case.case.id)
    for key, asked in stage.case.exercises.items():
        exercise = Exercise.objects.create(code=key, name=key, category=asked.cat, unit=asked.unit)
        stage.prescriptions[key] = prescribe(
            by=CLINICIAN, at=at, plan=plan, exercise=exercise, priority=asked.priority, **_dose(asked)
        )
    if stage.case.exercises:
        activate_plan(by=CLINICIAN, at=at, plan=plan, starts_on=stage.case.case.plan_start)


def _dose(asked: shapes.Exercise) -> dict[str, Any]:
    return {
        "level": asked.level,
        "sets": asked.sets,
        "amount": asked.v,
        "maximum": asked.max,
        "per_week": asked.freq,
        "weekdays": asked.weekdays,
    }


def _visits(stage: Stage) -> None:
    attended = [shapes.Visit(on, VisitStatus.ATTENDED) for on in stage.case.case.sessions]
    visits = [*attended, *stage.case.case.visits]
    if not visits:
        return
    at = _at(stage.first_on, DECISIONS)
    course = plan_course(
        by=CLINICIAN,
        at=at,
        patient=stage.patient,
        starts_on=min(visit.on for visit in visits),
        planned_visits=min(len(visits), MOST_PLANNED),
    )
    for visit in visits:
        book_visit(
            by=CLINICIAN,
            at=_at(visit.on, EVENING),
            course=course,
            starts_at=_at(visit.on, TREATMENT),
            status=visit.status.value,
            minutes=visit.minutes,
            chest_near=visit.chest_near,
        )


def _decisions(stage: Stage) -> None:
    case, first_on = stage.case.case, stage.first_on
    if case.pain_mode is not PainMode.ABSOLUTE:
        _decide(stage, first_on, shapes.Decision(ActionKind.SET_PAIN_MODE, value={"mode": case.pain_mode.value}))
    if case.baseline_manual is not None:
        usual = case.baseline_manual
        known = {"pain": usual.P, "interference": usual.I, "morning": usual.am}
        value = {name: None if each is None else str(each) for name, each in known.items()}
        _decide(stage, first_on, shapes.Decision(ActionKind.SET_BASELINE, value=value))
    for key in case.locked:
        _decide(stage, first_on, shapes.Decision(ActionKind.LOCK, prescription=key))
    for on in case.clinician_clears:
        _decide(stage, on, shapes.Decision(ActionKind.CLEAR_SAFETY))
    for on, decisions in stage.case.actions.items():
        for decision in decisions:
            _decide(stage, on, decision)


def _decide(stage: Stage, on: date, decision: shapes.Decision) -> None:
    prescription = None if decision.prescription is None else stage.prescriptions[decision.prescription]
    if decision.kind not in {*ActionKind}:
        raise Unplayable(f"actions.{on}: expected one of {', '.join(ActionKind)}, not {decision.kind!r}")
    decide(
        by=CLINICIAN,
        at=_at(on, DECISIONS),
        patient=stage.patient,
        kind=ActionKind(decision.kind),
        reason=decision.reason,
        prescription=prescription,
        value=decision.value,
        effective_on=decision.effective_on,
    )


def _diary(stage: Stage) -> None:
    """Send the whole diary as the patient's phone would."""
    last = max(stage.case.days, default=stage.first_on)
    at = _at(last + timedelta(days=2), EVENING)
    phone = Device.objects.create(
        patient=stage.patient,
        name="Phone",
        token_fingerprint=fingerprint(stage.case.case.id),
        signed_in_at=at,
        last_contact_at=at,
    )
    sent = [entry for on, day in stage.case.days.items() for entry in _entries(stage, on, day)]
    named = [{"id": str(_id(number, entry["at"])), "tz": ZONE} | entry for number, entry in enumerate(sent)]
    for entry, result in zip(named, keep_entries(by=phone, at=at, sent_at=at, raws=named), strict=True):
        if result.status is not Status.KEPT:
            detail = result.problem.detail if result.problem else result.status
            raise Unplayable(f"logs: {entry['kind']} on {entry['on']}: {detail}")


def _entries(stage: Stage, on: date, logged: LoggedDay) -> Iterator[dict[str, Any]]:
    """Tell one day the way the phone tells it: check-in, safety, exercises, and each session's next morning."""
    check_in = _check_in(logged.day)
    if any(answer is not None for answer in check_in.values()):
        yield _entry("check_in", on, EVENING, check_in)
    if logged.day.safety is not None:
        yield _entry("safety", on, EVENING, _safety(logged.day.safety))
    for key, session in logged.sessions.items():
        prescription = str(stage.prescriptions[key].id)
        yield _entry("exercise", on, EVENING, {"prescription": prescription} | _session(session))
        if session.settled is not None:
            settled = {"prescription": prescription, "for_date": on.isoformat(), "settled": session.settled}
            yield _entry("settled", on + timedelta(days=1), MORNING, settled)


def _check_in(day: shapes.DiaryDay) -> dict[str, Any]:
    return {
        "morning_pain": day.am,
        "pain_now": day.now,
        "pain_worst": day.worst,
        "interference": day.interf,
        "sleep": day.sleep,
        "flare": day.flare,
        "activity": day.act,
        "note": day.note,
    }


def _safety(positives: list[str]) -> dict[str, Any]:
    return {"pack": "daily", "asked": ["ANY", *positives], "answers": positives}


def _session(session: shapes.Session) -> dict[str, Any]:
    return {
        "done": session.done,
        "prescribed": session.presc,
        "pain_before": session.before,
        "pain_during": session.during,
        "pain_after": session.after,
        "two_more": session.plus2,
        "stop": session.stop,
        "not_done_reason": session.reason,
    }


def _entry(kind: str, on: date, at: time, data: dict[str, Any]) -> dict[str, Any]:
    return {"kind": kind, "on": on.isoformat(), "at": _at(on, at).isoformat(), "data": msgspec.to_builtins(data)}


def _id(number: int, at: str) -> UUID:
    """Make the UUID of version 7 that a phone would have made then."""
    milliseconds = round(datetime.fromisoformat(at).timestamp()) * 1000
    return UUID(int=milliseconds << 80 | 0x7 << 76 | 0b10 << 62 | number)


def _at(on: date, hour: time) -> datetime:
    """Give an hour of a day; the case's patient lives near enough to UTC for that."""
    return datetime.combine(on, hour, UTC)
