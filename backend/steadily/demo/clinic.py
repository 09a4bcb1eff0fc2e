"""Building the demo clinic by the same actions the doors use, and keeping its diaries up to today."""

from __future__ import annotations

import secrets
from datetime import datetime, time, timedelta

from django.db import transaction

from steadily.demo.cast import CLINIC, CLINICIANS, PEOPLE, Person
from steadily.demo.diaries import Pages
from steadily.demo.writing import PHONE, write_up_to
from steadily.guidance.terms import VisitStatus
from steadily.library.actions import load_library
from steadily.library.models import PlanTemplate
from steadily.people.actions import activate, add_clinician, invite, open_clinic, register_patient
from steadily.people.models import Clinic, Clinician, Patient
from steadily.plans.actions import activate_plan, copy_template, draft_plan, record_assessment
from steadily.today.actions import acknowledge, look_again
from steadily.visits.actions import book_visit, plan_course, update_visit

SIX_WEEKS = timedelta(days=42)
FIRST_VISIT, VISITS, VISIT_AT = time(10, 0), 8, time(14, 0)
SEEN_AFTER = timedelta(days=7)
"""How old an alert is when the demo's clinicians have looked at it."""


@transaction.atomic
def bring_up_to_date(at: datetime) -> Clinic:
    """Make the demo clinic where there is none, and write its diaries up to this morning.

    Days that are written already stay; so do days on which someone looking around has written entries of their own.
    """
    clinic = Clinic.objects.filter(demo=True).first() or _open(at)
    clinician = clinic.clinicians.get(user__username=CLINICIANS[0][0])
    for person in PEOPLE:
        patient = clinic.patients.filter(name=person.name).first() or _take_in(person, clinician, at)
        _mark_visits(patient, clinician, at)
        write_up_to(patient, person, at)
        look_again(patient=patient, at=at)
        _acknowledge_old(patient, clinician, at)
    return clinic


def _open(at: datetime) -> Clinic:
    began = at - SIX_WEEKS
    load_library(by="demo", at=began)
    clinic = open_clinic(by="demo", at=began, demo=True, **CLINIC)
    for username, name, role in CLINICIANS:
        password = secrets.token_urlsafe(32)  # nobody's: each start gives a new one
        add_clinician(by="demo", at=began, clinic=clinic, username=username, password=password, name=name, role=role)
    return clinic


def _take_in(person: Person, clinician: Clinician, at: datetime) -> Patient:
    """Register, assess and plan for one person six weeks ago, and sign their phone in."""
    patient = register_patient(
        by=clinician,
        at=at - SIX_WEEKS,
        clinic=clinician.clinic,
        name=person.name,
        year_of_birth=person.year_of_birth,
        regions=[person.region],
    )
    began = patient.civil_date(at) - SIX_WEEKS
    then = Pages(person, began, patient.time_zone).moment(began, FIRST_VISIT)
    record_assessment(
        by=clinician,
        at=then,
        patient=patient,
        on=began,
        goals=person.goals,
        drivers=[*person.drivers],
        findings=person.findings,
        success=person.success,
    )
    plan = draft_plan(by=clinician, at=then, patient=patient, title=person.title)
    copy_template(by=clinician, at=then, plan=plan, template=PlanTemplate.objects.get(code=person.template))
    activate_plan(by=clinician, at=then, plan=plan)
    _book_course(patient, person, clinician, then)
    code = invite(by=clinician, at=then, patient=patient).typed
    activate(code=code, year_of_birth=person.year_of_birth, device_name=PHONE, at=then)
    return patient


def _book_course(patient: Patient, person: Person, clinician: Clinician, then: datetime) -> None:
    began = patient.civil_date(then)
    course = plan_course(
        by=clinician, at=then, patient=patient, starts_on=began, planned_visits=VISITS, success=person.success
    )
    pages = Pages(person, began, patient.time_zone)
    for week in range(1, VISITS + 1):  # a week of diary comes first, so that a review has something to compare with
        on = began + timedelta(days=person.visit_weekday, weeks=week)
        starts_at = pages.moment(on, VISIT_AT)
        book_visit(by=clinician, at=then, course=course, starts_at=starts_at, areas=person.areas)


def _mark_visits(patient: Patient, clinician: Clinician, at: datetime) -> None:
    """Say of each visit that has been that the patient came."""
    been = patient.visits.filter(status=VisitStatus.BOOKED, on__lt=patient.civil_date(at))
    for visit in been:
        update_visit(
            by=clinician, at=visit.starts_at + timedelta(hours=1), visit=visit, status=VisitStatus.ATTENDED.value
        )


def _acknowledge_old(patient: Patient, clinician: Clinician, at: datetime) -> None:
    for alert in patient.alerts.filter(acknowledged_at=None, on__lt=patient.civil_date(at) - SEEN_AFTER):
        acknowledge(by=clinician, at=at, alert=alert)
