"""The review of a course opens it to the patient; a visit beyond the limit needs a reason."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from steadily.people.models import Clinician, Patient
from steadily.plans.models import Plan
from steadily.records.models import AuditEvent
from steadily.visits.actions import book_visit, end_course, plan_course
from steadily.visits.models import Course, CourseReview, Visit
from tests.backend.api.conftest import Caller, pointers
from tests.backend.api.test_pack import fits
from tests.conftest import NOW, TODAY

GO_ON = {"decision": "continue", "reason": "Stairs are easier. Two more visits."}


@pytest.fixture
def course(amara: Patient, amara_plan: Plan, dr_chen: Clinician) -> Course:
    """A course with its first visit today."""
    made = plan_course(by=dr_chen, at=NOW, patient=amara, starts_on=TODAY, planned_visits=10)
    book_visit(by=dr_chen, at=NOW, course=made, starts_at=NOW, status="ATTENDED")
    return made


def review(caller: Caller, course: Course, **changes: str) -> Any:
    return caller.post(f"courses/{course.id}/review", GO_ON | changes)


def book(caller: Caller, course: Course, days: int, **told: Any) -> Any:
    starts_at = (NOW + timedelta(days=days)).isoformat()
    return caller.post(f"courses/{course.id}/visits/", {"starts_at": starts_at} | told)


def test_a_review_is_kept_with_what_the_course_had_brought(chen: Caller, course: Course) -> None:
    response = review(chen, course)

    kept = response.json()
    assert response.status_code == 201
    assert fits(kept, "Reviewed") == []
    found = {"attended": 1, "hours": "0.5", "class": "CANNOT_JUDGE", "action": "TOO_EARLY", "opened_by": "Dr Chen"}
    assert kept == kept | GO_ON | found
    (shown,) = chen.get(f"patients/{course.patient_id}/courses/").json()["results"]
    assert shown["review"] == kept
    assert AuditEvent.objects.get(verb="review_course").detail["reason"] == GO_ON["reason"]


def test_amara_reads_of_her_course_only_once_it_is_opened(chen: Caller, phone: Caller, course: Course) -> None:
    before = phone.get("me/pack").json()

    review(chen, course)

    after = phone.get("me/pack").json()
    assert before["course"] is None
    assert after["course"]["messages"] == [{"text": "T_COURSE_TOO_EARLY", "values": {}}]
    assert after["course"]["decision"] == "continue"
    assert GO_ON["reason"] not in str(after)
    assert before["revision"] != after["revision"]


def test_an_early_look_names_the_visit_at_which_the_clinic_looks_again(
    chen: Caller, phone: Caller, course: Course
) -> None:
    assert book(chen, course, -1, status="ATTENDED").status_code == 201
    for key, value in (("early_visits", "2"), ("review_visits", "8")):
        wanted = {"kind": "set_threshold", "value": {"key": key, "value": value}, "reason": "Two long visits"}
        assert chen.post(f"patients/{course.patient_id}/actions/", wanted).status_code == 201

    told = review(chen, course).json()

    assert told["action"] == "EARLY_LOOK"
    assert phone.get("me/pack").json()["course"]["messages"] == [{"text": "T_COURSE_EARLY_LOOK", "values": {"n": "8"}}]


def test_the_guidance_tells_when_it_was_opened_and_not_before_that_day(chen: Caller, course: Course) -> None:
    kept = review(chen, course).json()

    told = [
        chen.get(f"patients/{course.patient_id}/guidance/?on=2026-03-{day:02}").json()["course"]["opened_at"]
        for day in (10, 9)
    ]
    assert told == [kept["opened_at"], None]


def test_four_weeks_later_it_no_longer_stands_on_the_phone(
    chen: Caller, phone: Caller, course: Course, tuesday_evening: Any
) -> None:
    review(chen, course)
    shown = []
    for days in (28, 29):
        tuesday_evening.move_to(NOW + timedelta(days=days))
        shown.append(phone.get("me/pack").json()["course"] is not None)

    assert shown == [True, False]


def test_to_stop_ends_the_course_and_amara_still_reads_why(chen: Caller, phone: Caller, course: Course) -> None:
    review(chen, course, decision="stop")

    course.refresh_from_db()
    assert course.ended_at == NOW
    assert phone.get("me/pack").json()["course"]["decision"] == "stop"


@pytest.mark.parametrize("decision", ["continue", "stop"])
def test_the_same_review_twice_is_one(chen: Caller, course: Course, decision: str) -> None:
    first, second = (review(chen, course, decision=decision) for _ in range(2))

    assert (first.status_code, second.status_code) == (201, 201)
    assert first.json() == second.json()
    assert CourseReview.objects.count() == 1


def test_a_second_review_stands_in_the_place_of_the_first(chen: Caller, phone: Caller, course: Course) -> None:
    review(chen, course)
    review(chen, course, decision="change", reason="No clear change yet.")

    assert phone.get("me/pack").json()["course"]["decision"] == "change"
    assert [each.decision for each in CourseReview.objects.all()] == ["continue", "change"]


@pytest.mark.parametrize(
    ("changes", "place"),
    [({"decision": "extend"}, "/decision"), ({"decision": ""}, "/decision"), ({"reason": " "}, "/reason")],
)
def test_a_review_that_decides_nothing_is_refused(
    chen: Caller, course: Course, changes: dict[str, str], place: str
) -> None:
    response = review(chen, course, **changes)

    assert (response.status_code, pointers(response)) == (400, [place])
    assert not CourseReview.objects.exists()


def test_a_course_that_has_ended_is_not_reviewed(chen: Caller, course: Course, dr_chen: Clinician) -> None:
    end_course(by=dr_chen, at=NOW, course=course)

    response = review(chen, course)

    assert (response.status_code, response.json()["type"]) == (409, "/problems/course-ended")


def test_a_course_not_under_way_has_nothing_to_review(chen: Caller, course: Course, dr_chen: Clinician) -> None:
    another = plan_course(by=dr_chen, at=NOW, patient=course.patient, starts_on=TODAY, planned_visits=6)

    response = review(chen, another)

    assert (response.status_code, response.json()["type"]) == (409, "/problems/not-under-way")


def test_another_clinics_course_is_as_missing_as_none(osei: Caller, course: Course) -> None:
    assert review(osei, course).status_code == 404


@pytest.fixture
def full(chen: Caller, course: Course) -> Course:
    """A course at its limit: ten visits of half an hour, one of them cancelled and booked anew."""
    cancelled = book(chen, course, 1).json()["id"]
    chen.change(f"visits/{cancelled}/", {"status": "CANCELLED"})
    for days in range(2, 11):
        assert book(chen, course, days).status_code == 201
    return course


def test_a_visit_beyond_the_limit_needs_a_typed_reason(chen: Caller, full: Course) -> None:
    response = book(chen, full, 11)

    assert (response.status_code, response.json()["type"]) == (400, "/problems/beyond-limit")
    assert pointers(response) == ["/limit_reason"]
    assert full.visits.count() == 11


def test_with_a_reason_it_is_booked_and_the_reason_is_written_down(chen: Caller, full: Course) -> None:
    response = book(chen, full, 11, limit_reason="Back at work since visit eight.")

    assert (response.status_code, response.json()["limit_reason"]) == (201, "Back at work since visit eight.")
    assert "Back at work since visit eight." in [
        each.detail["limit_reason"] for each in AuditEvent.objects.filter(verb="book_visit")
    ]


def test_hours_count_as_well_as_visits(chen: Caller, course: Course) -> None:
    book(chen, course, 1, minutes=180)

    assert book(chen, course, 2, minutes=90).status_code == 201
    assert pointers(book(chen, course, 3, minutes=5)) == ["/limit_reason"]


def test_a_cancelled_visit_booked_again_counts_again(chen: Caller, full: Course) -> None:
    cancelled = full.visits.get(status="CANCELLED")

    response = chen.change(f"visits/{cancelled.id}/", {"status": "BOOKED"})

    assert (response.status_code, pointers(response)) == (400, ["/limit_reason"])
    assert Visit.objects.get(pk=cancelled.pk).status == "CANCELLED"


def test_what_has_happened_beyond_the_limit_can_always_be_told(chen: Caller, full: Course) -> None:
    today = full.visits.get(on=TODAY)

    assert chen.change(f"visits/{today.id}/", {"minutes": 60, "status": "ATTENDED"}).status_code == 200


def test_a_limit_set_for_amara_is_the_one_that_counts(chen: Caller, course: Course) -> None:
    value = {"key": "limit_visits", "value": "6"}
    wanted = {"kind": "set_threshold", "value": value, "reason": "A shorter course suits her"}
    chen.post(f"patients/{course.patient_id}/actions/", wanted)

    answers = [book(chen, course, days).status_code for days in range(1, 7)]

    assert answers == [201] * 5 + [400]
