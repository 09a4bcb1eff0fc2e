"""Planning a course and keeping its visits."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from steadily.guidance.terms import VisitStatus
from steadily.people.models import Patient
from steadily.records.changes import change
from steadily.records.models import audit
from steadily.records.refusals import Refused, refuse_unclean
from steadily.visits.models import Course, Visit

VISIT_FIELDS = {"starts_at", "minutes", "status", "areas", "chest_near", "limit_reason"}
HAS_BEEN = {VisitStatus.ATTENDED, VisitStatus.DNA}
"""What can only be said of a visit once its day has come."""


@transaction.atomic
def plan_course(*, by: object, at: datetime, patient: Patient, **fields: Any) -> Course:
    """Plan a course of treatment with its review point."""
    course = Course(patient=patient, **fields)
    refuse_unclean(course)
    course.save(force_insert=True)
    audit(by=by, at=at, verb="plan_course", subject=course, patient=patient)
    return course


@transaction.atomic
def book_visit(
    *, by: object, at: datetime, course: Course, starts_at: datetime, beyond_limit: bool = False, **fields: Any
) -> Visit:
    """Book a visit of a course, or add one that has been; its day is the patient's own.

    `beyond_limit` says that it takes the course beyond its limit: it then needs a `limit_reason`. Raises Refused.
    """
    if course.ended_at is not None:
        raise Refused("This course has ended. Plan a new one first.", field="course", code="course-ended", status=409)
    patient = course.patient
    visit = Visit(course=course, patient=patient, starts_at=starts_at, on=patient.civil_date(starts_at), **fields)
    refuse_unclean(visit)
    _refuse_news_from_tomorrow(visit, at)
    _refuse_without_reason(visit, beyond_limit)
    visit.save(force_insert=True)
    why = visit.limit_reason or None
    audit(by=by, at=at, verb="book_visit", subject=visit, patient=patient, on=visit.on, limit_reason=why)
    return visit


@transaction.atomic
def update_visit(*, by: object, at: datetime, visit: Visit, beyond_limit: bool = False, **changes: Any) -> Visit:
    """Move a visit, or say how it went; `beyond_limit` as for a new one."""
    change(visit, VISIT_FIELDS, changes, by=by, at=at, verb="update_visit", patient=visit.patient)
    visit.on = visit.patient.civil_date(visit.starts_at)
    visit.save(update_fields=["on"])
    _refuse_news_from_tomorrow(visit, at)
    _refuse_without_reason(visit, beyond_limit)
    return visit


def _refuse_without_reason(visit: Visit, beyond_limit: bool) -> None:
    if beyond_limit and not visit.limit_reason.strip():
        detail = "This takes the course beyond its limit. Say why."
        raise Refused(detail, field="limit_reason", code="beyond-limit")


def _refuse_news_from_tomorrow(visit: Visit, at: datetime) -> None:
    if visit.status in HAS_BEEN and visit.on > visit.patient.civil_date(at):
        raise Refused("This visit has not been yet.", field="status")


@transaction.atomic
def end_course(*, by: object, at: datetime, course: Course) -> Course:
    """End a course; its visits stay as they were."""
    if not Course.objects.filter(pk=course.pk, ended_at=None).update(ended_at=at, ended_by=str(by)):
        raise Refused("This course has ended already.", field="course", code="course-ended", status=409)
    course.refresh_from_db()
    audit(by=by, at=at, verb="end_course", subject=course, patient=course.patient)
    return course
