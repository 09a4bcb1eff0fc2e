"""Amara's course, from the rows to what it has brought and what her clinician is told."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal

import pytest

from steadily.guidance.measured import Measured
from steadily.guidance.terms import VisitStatus
from steadily.people.models import Clinician, Patient
from steadily.plans.models import Plan
from steadily.today.actions import look_again
from steadily.today.gather import gather
from steadily.today.models import Alert
from steadily.today.outcomes import outcome
from steadily.visits.actions import book_visit, end_course, plan_course
from steadily.visits.models import Course
from tests.backend.today.conftest import YESTERDAY, Telling
from tests.conftest import NOW, TODAY


@pytest.fixture
def course(amara: Patient, amara_plan: Plan, dr_chen: Clinician) -> Course:
    """A course with one visit today."""
    made = plan_course(by=dr_chen, at=NOW, patient=amara, starts_on=TODAY, planned_visits=6)
    attend(made, dr_chen, NOW)
    return made


def attend(course: Course, by: Clinician, at: datetime) -> None:
    book_visit(by=by, at=NOW, course=course, starts_at=at, status=VisitStatus.ATTENDED.value)


def test_the_latest_answers_of_a_day_come_together(amara: Patient, amara_plan: Plan, tell: Telling) -> None:
    walking = str(amara.goals.get().pk)
    tell("measure", TODAY, {"measure": "peg", "answers": {"pain": 7, "enjoyment": 5}})
    tell("measure", TODAY, {"measure": "peg", "answers": {"pain": 6, "activity": 4, "enjoyment": None}})
    tell("measure", TODAY, {"measure": "activities", "answers": {walking: 2}})
    tell("measure", TODAY, {"measure": "activities", "answers": {walking.upper(): 3}})
    tell("measure", TODAY, {"measure": "change", "answers": {"change": -1}})

    assert gather(amara).diary[TODAY].measured == Measured(peg=Decimal(5), activities={walking: 3}, change=-1)


def test_a_peg_answered_in_part_says_nothing(amara: Patient, tell: Telling) -> None:
    tell("measure", TODAY, {"measure": "peg", "answers": {"pain": 7, "enjoyment": 5, "activity": None}})

    assert gather(amara).diary[TODAY].measured.peg is None


def test_the_guidance_says_what_the_course_has_brought(amara: Patient, course: Course, usual_weeks: Telling) -> None:
    decided = outcome(amara, TODAY)
    assert decided is not None
    brought = decided.course
    assert brought is not None

    pain = brought.domains[0]
    assert (brought.id, brought.attended, brought.hours) == (str(course.id), 1, Decimal("0.5"))
    assert (pain.baseline, pain.current, pain.result) == (Decimal(4), None, None)


def test_her_word_that_it_is_worse_reaches_the_clinic_once(amara: Patient, course: Course, tell: Telling) -> None:
    tell("measure", TODAY, {"measure": "change", "answers": {"change": -3}})

    look_again(patient=amara, at=NOW)
    look_again(patient=amara, at=NOW + timedelta(hours=1))

    raised = Alert.objects.get(code__startswith="A_COURSE")
    assert (raised.code, raised.priority, raised.on) == ("A_COURSE_WORSE", 2, TODAY)


def test_a_course_that_was_ended_is_no_longer_looked_at(amara: Patient, course: Course, dr_chen: Clinician) -> None:
    end_course(by=dr_chen, at=NOW, course=course)

    decided = outcome(amara, TODAY)

    assert decided is not None
    assert decided.course is None


def test_a_visit_yesterday_counts_from_yesterday(amara: Patient, course: Course, dr_chen: Clinician) -> None:
    attend(course, dr_chen, NOW - timedelta(days=1))

    seen = [outcome(amara, on) for on in (YESTERDAY, TODAY)]

    assert [each.course.attended for each in seen if each is not None and each.course is not None] == [1, 2]
