"""Visits and reviews of a course, with the numbers in force for its patient: the limit, and what it has brought."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction

from steadily.guidance.chart import read_chart
from steadily.guidance.outcome import Course as SoFar
from steadily.guidance.protocol import Protocol
from steadily.guidance.terms import VisitStatus
from steadily.people.models import Patient
from steadily.records.refusals import Refused
from steadily.today.actions import look_again
from steadily.today.gather import gather
from steadily.today.outcomes import outcome, plan_on
from steadily.visits import actions, reviews
from steadily.visits.models import Course, CourseReview, Visit

COUNTED = (VisitStatus.BOOKED.value, VisitStatus.ATTENDED.value)
MINUTES_OF_AN_HOUR = 60


@transaction.atomic
def book_visit(*, by: object, at: datetime, course: Course, **fields: Any) -> Visit:
    """Book a visit. One that takes the course beyond its limit needs a `limit_reason` (R-AP5). Raises Refused."""
    Course.objects.select_for_update().get(pk=course.pk)  # two bookings at once must not both be the last
    proposed = Visit(course=course, **{"minutes": 30, **_known(fields)})
    beyond = proposed.status in COUNTED and _is_beyond(course, [*_counted(course), proposed], at)
    return actions.book_visit(by=by, at=at, course=course, beyond_limit=beyond, **fields)


@transaction.atomic
def update_visit(*, by: object, at: datetime, visit: Visit, **changes: Any) -> Visit:
    """Move a visit, or say how it went. One that is booked again counts again, as if it were new."""
    course = Course.objects.select_for_update().get(pk=visit.course_id)
    again = visit.status not in COUNTED and changes.get("status") == VisitStatus.BOOKED.value
    beyond = again and _is_beyond(course, [*_counted(course), visit], at)
    return actions.update_visit(by=by, at=at, visit=visit, beyond_limit=beyond, **changes)


@transaction.atomic
def review_course(*, by: object, at: datetime, course: Course, decision: str, reason: str) -> CourseReview:
    """Review a course and open it to the patient, with what it has brought up to now. Raises Refused."""
    latest = course.latest_review
    if course.ended_at is not None:
        if latest is not None and (latest.decision, latest.reason) == (decision, reason.strip()):
            return latest
        raise Refused("This course has ended.", field="course", code="course-ended", status=409)
    so_far = _brought(course, at)
    kept = reviews.review(by=by, at=at, course=course, decision=decision, reason=reason, so_far=so_far)
    look_again(patient=course.patient, at=at)
    return kept


def _brought(course: Course, at: datetime) -> SoFar:
    """Give what a course has brought by now. Raises Refused for one that is not the one under way."""
    decided = outcome(course.patient, course.patient.civil_date(at))
    so_far = None if decided is None else decided.course
    if so_far is None or so_far.id != str(course.pk):
        detail = "There is nothing to review yet: this course is not the one under way."
        raise Refused(detail, field="course", code="not-under-way", status=409)
    return so_far


def _known(fields: dict[str, Any]) -> dict[str, Any]:
    return {name: fields[name] for name in ("minutes", "status", "starts_at") if name in fields}


def _counted(course: Course) -> list[Visit]:
    return [*course.visits.filter(status__in=COUNTED)]


def _is_beyond(course: Course, visits: Iterable[Visit], at: datetime) -> bool:
    """Tell whether these visits would be more than the course's limit in number or hours."""
    protocol = _in_force(course.patient, at)
    minutes = [visit.minutes for visit in visits]
    too_long = sum(minutes) > protocol["limit_hours"] * MINUTES_OF_AN_HOUR
    return len(minutes) > protocol["limit_visits"] or too_long


def _in_force(patient: Patient, at: datetime) -> Protocol:
    """Give the numbers in force for a patient today: their own, else the clinic's, else the protocol's."""
    today = patient.civil_date(at)
    gathered = gather(patient, first=today)
    plan = plan_on(gathered, today)
    return read_chart(gathered.protocol, plan, gathered.visits, gathered.actions).orders(today).protocol
