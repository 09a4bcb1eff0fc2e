"""What Dr Chen reads of a course on Amara's page."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.test import Client

from steadily.clinic_admin.course_line import ACTIONS as WORDS_OF_ACTIONS
from steadily.clinic_admin.course_line import CLASSES, DOMAINS, RESULTS, course_line
from steadily.guidance.course import Measures, review_course
from steadily.guidance.outcome import Change, Course, CourseAction, CourseClass
from steadily.guidance.protocol import DEFAULT
from steadily.people.models import Clinician, Patient
from steadily.plans.models import Plan
from steadily.visits.actions import book_visit, plan_course
from tests.backend.clinic_admin.pages import text
from tests.conftest import NOW, TODAY


def test_a_course_is_told_in_words_with_its_numbers() -> None:
    before, now = Measures(pain=Decimal(6), pain_days=7, peg=Decimal(5)), Measures(pain=Decimal(4), pain_days=7)
    review = review_course(DEFAULT, attended=6, hours=Decimal(3), baseline=before, current=now, change=2)

    line = course_line(Course("c", 6, Decimal(3), review.course_class, review.action, review.domains))

    assert line.verdict == "A change that matters: space the visits out and build self-management"
    assert line.attended == "6 visits attended, 3.0 hours"
    assert line.measures == [
        "Mean pain: 6.0 before, 4.0 now, a change that matters",
        "Own activities: not known before, not known now, not enough to compare",
        "PEG: 5.0 before, not known now, not enough to compare",
        "Own word (-5 to +5): 2.0, some change for the better",
    ]


def test_every_class_action_and_result_has_its_words() -> None:
    assert {*CLASSES} == {*CourseClass}
    assert {*WORDS_OF_ACTIONS} == {*CourseAction}
    assert {*RESULTS} == {*Change, None}
    assert {*DOMAINS} == {"pain", "activities", "peg", "change"}


@pytest.mark.django_db
def test_the_page_says_how_the_course_stands(
    chen: Client, amara: Patient, amara_plan: Plan, dr_chen: Clinician
) -> None:
    course = plan_course(by=dr_chen, at=NOW, patient=amara, starts_on=TODAY, planned_visits=6)
    book_visit(by=dr_chen, at=NOW, course=course, starts_at=NOW, status="ATTENDED")

    page = text(chen.get(f"/admin/people/patient/{amara.pk}/"))

    assert "Too few answers to say: too early to act on (1 visit attended, 0.5 hours)" in page
    assert "Mean pain: not known before, not known now, not enough to compare" in page
