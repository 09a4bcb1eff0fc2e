"""Dr Chen meets a patient, writes down what she found, books visits and hands over a code."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client

from steadily.people.models import Clinician, Invitation, Patient
from steadily.plans.models import Acupuncture, Assessment
from steadily.records.models import AuditEvent
from steadily.visits.models import Course, Visit
from tests.backend.clinic_admin.pages import VisitTable, text, verbs

pytestmark = pytest.mark.django_db


def test_dr_chen_adds_a_patient_and_lands_on_their_page(chen: Client, dr_chen: Clinician) -> None:
    fields = {"name": "Cara Lund", "year_of_birth": "1990", "regions": ["neck"], "precautions": "Faints at needles\n"}
    fields |= {"nation": "wales", "time_zone": "Europe/London", "email": "", "phone": ""}

    answer = chen.post("/admin/people/patient/add/", fields, follow=True)

    cara = Patient.objects.get(name="Cara Lund")
    assert answer.redirect_chain == [(f"/admin/people/patient/{cara.pk}/", 302)]
    assert (cara.clinic, cara.regions, cara.precautions) == (dr_chen.clinic, ["neck"], ["Faints at needles"])
    assert "Record an assessment" in text(answer)
    event = AuditEvent.objects.get(verb="register_patient")
    assert (event.by, event.clinic_id) == ("Dr Chen", dr_chen.clinic_id)


def test_a_year_of_birth_that_cannot_be_is_named_and_nothing_typed_is_lost(chen: Client) -> None:
    fields = {"name": "Cara Lund", "year_of_birth": "1790", "nation": "wales", "time_zone": "Europe/London"}

    answer = chen.post("/admin/people/patient/add/", fields)

    assert "Give a year between 1906 and 2026." in text(answer)
    assert 'value="Cara Lund"' in answer.content.decode()
    assert not Patient.objects.exists()


def test_details_are_changed_and_the_trail_keeps_what_they_were(chen: Client, amara: Patient) -> None:
    fields = {"name": "Amara Nwosu", "year_of_birth": "1985", "regions": ["knee"], "precautions": "", "phone": "07700"}
    fields |= {"nation": "england", "time_zone": "Europe/London", "email": ""}

    chen.post(f"/admin/people/patient/{amara.pk}/change/", fields)

    amara.refresh_from_db()
    assert (amara.year_of_birth, amara.phone) == (1985, "07700")
    detail = AuditEvent.objects.get(verb="update_patient").detail
    assert detail["before"] == {"year_of_birth": 1984, "phone": ""}


def test_an_assessment_keeps_what_was_found_and_the_patients_own_words(chen: Client, amara: Patient) -> None:
    fields = {"patient": amara.pk, "on": "2026-03-09", "drivers": ["strength", "sleep"], "findings": "Stairs are hard"}
    fields |= {"screening": [], "precautions": "Bruises easily", "goals": "Walk to school\n\nSleep through\n"}
    fields |= {"acupuncture": "declined", "acupuncture_reason": "", "success": "Walking without planning it"}

    answer = chen.post("/admin/plans/assessment/add/", fields, follow=True)

    assessment = Assessment.objects.get()
    assert [goal.words for goal in assessment.goals.order_by("words")] == ["Sleep through", "Walk to school"]
    assert (assessment.drivers, assessment.acupuncture) == (["strength", "sleep"], Acupuncture.DECLINED)
    assert (assessment.made_by, assessment.precautions) == ("Dr Chen", ["Bruises easily"])
    assert "Draft a plan" in text(answer)
    assert "Book a course of visits" not in [*re.findall(r"<li>.*?</li>", text(answer))]


def test_unsuitable_acupuncture_asks_for_its_reason(chen: Client, amara: Patient) -> None:
    fields = {"patient": amara.pk, "on": "2026-03-09", "acupuncture": "unsuitable", "findings": "Kept as typed"}

    answer = chen.post("/admin/plans/assessment/add/", fields)

    assert "Say why acupuncture is not suitable." in text(answer)
    assert "Kept as typed" in text(answer)
    assert not Assessment.objects.exists()


def test_an_assessment_is_not_in_the_future(chen: Client, amara: Patient) -> None:
    fields = {"patient": amara.pk, "on": "2026-03-11", "acupuncture": "offered"}

    answer = chen.post("/admin/plans/assessment/add/", fields)

    assert "can&#x27;t be in the future" in answer.content.decode()


def test_an_assessment_can_be_corrected(chen: Client, amara: Patient, amara_assessed: Assessment) -> None:
    fields = {"on": "2026-03-10", "findings": "Better on stairs", "acupuncture": "offered", "precautions": ""}

    chen.post(f"/admin/plans/assessment/{amara_assessed.pk}/change/", fields)

    amara_assessed.refresh_from_db()
    assert amara_assessed.findings == "Better on stairs"
    assert verbs(amara)[-1] == "update_assessment"


def test_a_course_is_planned_with_its_visits(chen: Client, amara: Patient) -> None:
    table = VisitTable(chen)
    table.fields |= {"patient": str(amara.pk), "starts_on": "2026-03-10", "planned_visits": "6", "review_after": "3"}
    table.new(starts_at_0="2026-03-16", starts_at_1="09:30")
    table.new(starts_at_0="2026-03-23", starts_at_1="09:30")

    table.save()

    course = Course.objects.get()
    assert (course.patient, course.planned_visits) == (amara, 6)
    assert [f"{visit.on} {visit.status}" for visit in course.visits.all()] == ["2026-03-16 BOOKED", "2026-03-23 BOOKED"]
    assert verbs(amara)[-3:] == ["plan_course", "book_visit", "book_visit"]


def test_how_a_visit_went_is_kept(chen: Client, amara: Patient) -> None:
    table = VisitTable(chen)
    table.fields |= {"patient": str(amara.pk), "starts_on": "2026-03-10", "planned_visits": "6", "review_after": "3"}
    table.new(starts_at_0="2026-03-10", starts_at_1="09:30")
    table.save()
    kept = VisitTable(chen, Course.objects.get())
    kept.fields |= {"visits-0-status": "ATTENDED", "visits-0-areas": "Knee", "visits-0-chest_near": "on"}

    kept.save()

    visit = Visit.objects.get()
    assert (visit.status, visit.areas, visit.chest_near) == ("ATTENDED", "Knee", True)
    assert AuditEvent.objects.get(verb="update_visit").detail["before"]["status"] == "BOOKED"


def test_an_activation_code_is_shown_once(chen: Client, amara: Patient) -> None:
    answer = chen.post(f"/admin/people/patient/{amara.pk}/code/")

    page = answer.content.decode()
    again: Any = chen.get(f"/admin/people/patient/{amara.pk}/code/", follow=True)
    typed = re.search(r'id="code">([A-Z0-9-]+)<', page)
    assert typed is not None
    assert len(typed[1].replace("-", "")) == 13
    assert 'src="data:image/svg+xml' in page
    assert "for 72 hours" in text(answer)
    assert "no-store" in answer.headers["Cache-Control"]
    assert typed[1] not in again.content.decode()
    assert Invitation.objects.count() == 1
    assert verbs(amara)[-1] == "invite"
