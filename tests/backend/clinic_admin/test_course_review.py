"""Dr Chen reviews Amara's course in the admin, and opens it to her."""

from __future__ import annotations

import pytest
from django.test import Client

from steadily.people.models import Clinician, Patient
from steadily.plans.models import Plan
from steadily.today.pack import render
from steadily.visits.actions import book_visit, plan_course
from steadily.visits.models import Course, CourseReview
from tests.backend.clinic_admin.pages import VisitTable, text
from tests.conftest import NOW, TODAY

WANTED = {"decision": "change", "reason": "Stairs no easier yet."}


@pytest.fixture
def course(amara: Patient, amara_plan: Plan, dr_chen: Clinician) -> Course:
    made = plan_course(by=dr_chen, at=NOW, patient=amara, starts_on=TODAY, planned_visits=10)
    book_visit(by=dr_chen, at=NOW, course=made, starts_at=NOW, status="ATTENDED", minutes=180)
    return made


def address(course: Course) -> str:
    return f"/admin/visits/course/{course.pk}/review/"


def test_the_review_is_reached_from_her_page_and_opens_her_course(chen: Client, amara: Patient, course: Course) -> None:
    before = text(chen.get(f"/admin/people/patient/{amara.pk}/"))

    after = text(chen.post(address(course), WANTED, follow=True))

    assert address(course) in before
    assert "Opened to the patient on" not in before
    assert "Opened to the patient on 10 March 2026." in after
    opened = render(amara, NOW)["course"]
    assert (opened["decision"], opened["messages"][0]["text"]) == ("change", "T_COURSE_TOO_EARLY")


@pytest.mark.parametrize(
    ("told", "answer"), [({"decision": ""}, "This field is required."), ({"reason": " "}, "This field is required.")]
)
def test_nothing_is_decided_by_leaving_it_open(chen: Client, course: Course, told: dict[str, str], answer: str) -> None:
    shown = text(chen.post(address(course), WANTED | told))

    assert answer in shown
    assert not CourseReview.objects.exists()


def test_dr_osei_reviews_no_course_of_another_clinic(osei: Client, course: Course) -> None:
    assert osei.post(address(course), WANTED).status_code == 404
    assert not CourseReview.objects.exists()


def test_a_visit_beyond_the_limit_asks_why_and_keeps_what_was_typed(chen: Client, course: Course) -> None:
    table = VisitTable(chen, course)
    table.new(starts_at_0="2026-03-12", starts_at_1="09:00", minutes="180", status="BOOKED")

    refused = text(table.save())
    table.row("Visit on 10 March 2026")
    table.fields["visits-1-limit_reason"] = "Back at work since."
    table.save()

    assert "This takes the course beyond its limit. Say why." in refused
    assert "2026-03-12" in refused
    assert course.visits.get(on="2026-03-12").limit_reason == "Back at work since."
