"""Planning a course and keeping its visits."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from steadily.people.models import Patient
from steadily.records.models import audit
from steadily.records.refusals import Refused
from steadily.visits.models import Course, Visit


@transaction.atomic
def plan_course(*, by: object, at: datetime, patient: Patient, **fields: Any) -> Course:
    """Plan a course of treatment with its review point."""
    course = Course.objects.create(patient=patient, **fields)
    audit(by=by, at=at, verb="plan_course", subject=course, patient=patient)
    return course


@transaction.atomic
def book_visit(*, by: object, at: datetime, course: Course, starts_at: datetime, **fields: Any) -> Visit:
    """Book a visit of a course; its day is the patient's own."""
    if course.ended_at is not None:
        raise Refused("This course has ended. Plan a new one first.", field="course", code="course-ended", status=409)
    patient = course.patient
    visit = Visit.objects.create(
        course=course, patient=patient, starts_at=starts_at, on=patient.civil_date(starts_at), **fields
    )
    audit(by=by, at=at, verb="book_visit", subject=visit, patient=patient)
    return visit


@transaction.atomic
def update_visit(*, by: object, at: datetime, visit: Visit, **changes: Any) -> Visit:
    """Move a visit, or say how it went."""
    before = {field: getattr(visit, field) for field in changes}
    for field, value in changes.items():
        setattr(visit, field, value)
    visit.on = visit.patient.civil_date(visit.starts_at)
    visit.save(update_fields=[*changes, "on"])
    patient = visit.patient
    audit(
        by=by,
        at=at,
        verb="update_visit",
        subject=visit,
        patient=patient,
        before=before,
        after=changes,
    )
    return visit
