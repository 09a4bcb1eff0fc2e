"""Courses and visits: booked, attended, moved; each on the patient's own day."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from steadily.people.models import Clinician, Patient
from steadily.records.models import AuditEvent
from steadily.records.refusals import Refused
from steadily.visits.actions import book_visit, end_course, plan_course, update_visit
from steadily.visits.models import Course, Visit


@pytest.fixture
def course(amara: Patient, dr_chen: Clinician, now: datetime) -> Course:
    return plan_course(by=dr_chen, at=now, patient=amara, starts_on=date(2026, 3, 10), planned_visits=8)


def test_a_visit_stands_on_the_patients_own_day(
    course: Course, amara: Patient, dr_chen: Clinician, now: datetime
) -> None:
    amara.time_zone = "Pacific/Auckland"
    course.patient = amara

    visit = book_visit(by=dr_chen, at=now, course=course, starts_at=datetime(2026, 3, 12, 20, tzinfo=UTC))

    assert visit.on == date(2026, 3, 13)


def test_moving_a_visit_moves_its_day(course: Course, dr_chen: Clinician, now: datetime) -> None:
    visit = book_visit(by=dr_chen, at=now, course=course, starts_at=now + timedelta(days=2))

    update_visit(by=dr_chen, at=now, visit=visit, starts_at=now + timedelta(days=3))

    visit.refresh_from_db()
    assert (visit.on, visit.status) == (date(2026, 3, 13), "BOOKED")


def test_a_visit_is_marked_attended_on_its_day(course: Course, dr_chen: Clinician, now: datetime) -> None:
    visit = book_visit(by=dr_chen, at=now, course=course, starts_at=now)

    update_visit(by=dr_chen, at=now, visit=visit, status="ATTENDED", areas="Left knee", chest_near=False)

    assert Visit.objects.get().status == "ATTENDED"
    assert AuditEvent.objects.get(verb="update_visit").detail["before"]["status"] == "BOOKED"


@pytest.mark.parametrize("status", ["ATTENDED", "DNA"])
def test_nobody_has_been_to_tomorrows_visit(course: Course, dr_chen: Clinician, now: datetime, status: str) -> None:
    visit = book_visit(by=dr_chen, at=now, course=course, starts_at=now + timedelta(days=1))

    with pytest.raises(Refused) as refusal:
        update_visit(by=dr_chen, at=now, visit=visit, status=status)

    assert refusal.value.field == "status"
    assert Visit.objects.get().status == "BOOKED"


def test_a_visit_that_has_been_can_be_added_later(course: Course, dr_chen: Clinician, now: datetime) -> None:
    visit = book_visit(
        by=dr_chen, at=now, course=course, starts_at=now - timedelta(days=7), status="ATTENDED", minutes=40
    )

    assert (visit.on, visit.minutes) == (date(2026, 3, 3), 40)


@pytest.mark.parametrize(
    ("fields", "field"),
    [({"minutes": 4}, "minutes"), ({"minutes": 181}, "minutes"), ({"status": "LATE"}, "status")],
)
def test_a_visit_that_cannot_be_is_refused(
    course: Course, dr_chen: Clinician, now: datetime, fields: dict[str, object], field: str
) -> None:
    with pytest.raises(Refused) as refusal:
        book_visit(by=dr_chen, at=now, course=course, starts_at=now, **fields)

    assert refusal.value.field == field


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"planned_visits": 0}, "planned_visits"),
        ({"planned_visits": 41}, "planned_visits"),
        ({"review_after": 0}, "review_after"),
    ],
)
def test_a_course_without_a_sensible_end_is_refused(
    amara: Patient, dr_chen: Clinician, now: datetime, fields: dict[str, int], field: str
) -> None:
    plan = {"starts_on": date(2026, 3, 10), "planned_visits": 8, **fields}

    with pytest.raises(Refused) as refusal:
        plan_course(by=dr_chen, at=now, patient=amara, **plan)

    assert refusal.value.field == field


def test_a_course_that_has_ended_takes_no_more_visits(course: Course, dr_chen: Clinician, now: datetime) -> None:
    end_course(by=dr_chen, at=now, course=course)

    with pytest.raises(Refused) as booking:
        book_visit(by=dr_chen, at=now, course=course, starts_at=now)
    with pytest.raises(Refused) as again:
        end_course(by=dr_chen, at=now, course=course)

    assert (booking.value.code, again.value.code) == ("course-ended", "course-ended")


def test_who_ended_a_course_stands_with_when(course: Course, now: datetime) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Course.objects.filter(pk=course.pk).update(ended_at=now)


def test_another_clinic_sees_neither_course_nor_visit(
    course: Course, dr_chen: Clinician, dr_osei: Clinician, now: datetime
) -> None:
    book_visit(by=dr_chen, at=now, course=course, starts_at=now)

    assert not Course.objects.visible_to(dr_osei).exists()
    assert not Visit.objects.visible_to(dr_osei).exists()
    assert Visit.objects.visible_to(dr_chen).count() == 1
