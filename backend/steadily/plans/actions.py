"""Assessing, planning and revising: what clinicians do with a plan."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Max

from steadily.library.models import Exercise, PlanTemplate
from steadily.people.models import Patient
from steadily.plans import checks
from steadily.plans import doses as dosing
from steadily.plans.models import Assessment, Dose, Goal, Plan, Prescription
from steadily.records.changes import change
from steadily.records.models import audit
from steadily.records.refusals import Refused, refuse_unclean

FINDINGS = {
    "on",
    "drivers",
    "findings",
    "screening",
    "precautions",
    "acupuncture",
    "acupuncture_reason",
    "success",
}


@transaction.atomic
def record_assessment(
    *, by: object, at: datetime, patient: Patient, goals: Iterable[str] = (), **findings: Any
) -> Assessment:
    """Write down what was found, and what the patient wants to do again."""
    assessment = Assessment(patient=patient, made_by=str(by), made_at=at, **findings)
    refuse_unclean(assessment)
    assessment.save(force_insert=True)
    for position, words in enumerate(goals):
        goal = Goal(patient=patient, assessment=assessment, words=words, position=position)
        refuse_unclean(goal)
        goal.save(force_insert=True)
    audit(by=by, at=at, verb="record_assessment", subject=assessment, patient=patient)
    return assessment


@transaction.atomic
def update_assessment(*, by: object, at: datetime, assessment: Assessment, **changes: Any) -> Assessment:
    """Correct what was found, keeping what it said in the audit."""
    patient = assessment.patient
    change(assessment, FINDINGS, changes, by=by, at=at, verb="update_assessment", patient=patient)
    return assessment


@transaction.atomic
def draft_plan(*, by: object, at: datetime, patient: Patient, title: str, starts_on: date | None = None) -> Plan:
    """Begin a plan that no one follows yet."""
    plan = Plan(patient=patient, title=title, starts_on=starts_on, drafted_at=at, drafted_by=str(by))
    refuse_unclean(plan)
    plan.save(force_insert=True)
    audit(by=by, at=at, verb="draft_plan", subject=plan, patient=patient)
    return plan


@transaction.atomic
def change_plan(*, by: object, at: datetime, plan: Plan, **changes: Any) -> Plan:
    """Change a plan's `title`, or a draft's `starts_on`."""
    if "starts_on" in changes:
        checks.a_draft(plan, field="starts_on")
    change(plan, {"title", "starts_on"}, changes, by=by, at=at, verb="change_plan", patient=plan.patient)
    return plan


@transaction.atomic
def copy_template(*, by: object, at: datetime, plan: Plan, template: PlanTemplate) -> list[Prescription]:
    """Put a template's exercises into a draft plan, to be changed for this patient."""
    return [
        prescribe(
            by=by,
            at=at,
            plan=plan,
            exercise=item.exercise,
            priority=item.priority,
            level=item.level,
            sets=item.sets,
            amount=item.amount,
            maximum=item.maximum,
            per_week=item.per_week,
            hold_s=item.hold_s,
            rest_s=item.rest_s,
        )
        for item in template.items.select_related("exercise")
    ]


@transaction.atomic
def prescribe(
    *,
    by: object,
    at: datetime,
    plan: Plan,
    exercise: Exercise,
    side: str = "",
    priority: bool = False,
    **amounts: Any,
) -> Prescription:
    """Add an exercise with its dose to a draft plan; a live one is revised."""
    _locked(plan)
    checks.a_draft(plan)
    return _add(by, at, plan, None, exercise=exercise, side=side, priority=priority, **amounts)


@transaction.atomic
def set_draft_dose(*, by: object, at: datetime, prescription: Prescription, **changes: Any) -> Dose:
    """Change a dose while the plan is still a draft."""
    patient = _locked(prescription.plan)
    checks.a_draft(prescription.plan)
    dose = dosing.change(prescription.doses.get(), changes)
    audit(by=by, at=at, verb="set_draft_dose", subject=dose, patient=patient, after=changes)
    return dose


@transaction.atomic
def change_draft(*, by: object, at: datetime, prescription: Prescription, side: str, priority: bool) -> Prescription:
    """Change which side an exercise of a draft is for, and whether it comes first."""
    patient = _locked(prescription.plan)
    checks.a_draft(prescription.plan)
    prescription.side, prescription.priority = side, priority
    refuse_unclean(prescription)
    prescription.save(update_fields=["side", "priority"])
    audit(by=by, at=at, verb="change_draft", subject=prescription, patient=patient, side=side, priority=priority)
    return prescription


@transaction.atomic
def take_out(*, by: object, at: datetime, prescription: Prescription) -> None:
    """Take an exercise out of a draft, as if it had never been there; in a live plan it is ended instead."""
    patient = _locked(prescription.plan)
    checks.a_draft(prescription.plan)
    code = prescription.exercise.code
    audit(by=by, at=at, verb="take_out", subject=prescription, patient=patient, exercise=code)
    prescription.doses.all().delete()
    prescription.delete()


@transaction.atomic
def activate_plan(*, by: object, at: datetime, plan: Plan, starts_on: date | None = None) -> Plan:
    """Make a draft the patient's plan.

    Refused without an assessment, without exercises, beside another live plan, and from a day that has passed.
    """
    patient = _locked(plan)
    assessment = patient.assessments.first()
    plan.starts_on = starts_on or plan.starts_on or patient.civil_date(at)
    checks.ready_to_activate(plan, assessment, patient.civil_date(at))
    plan.assessment = assessment
    plan.activated_at, plan.activated_by = at, str(by)
    plan.save(update_fields=["assessment", "starts_on", "activated_at", "activated_by"])
    Dose.objects.filter(prescription__plan=plan, starts_on=None).update(starts_on=plan.starts_on)
    audit(by=by, at=at, verb="activate_plan", subject=plan, patient=patient, starts_on=plan.starts_on)
    return plan


@transaction.atomic
def revise_plan(
    *,
    by: object,
    at: datetime,
    plan: Plan,
    starts_on: date,
    doses: Mapping[Prescription, Mapping[str, Any]] | None = None,
    added: Iterable[Mapping[str, Any]] = (),
    ended: Iterable[Prescription] = (),
    confirmed: bool = False,
) -> Plan:
    """Change a live plan from a day on, as its next version; what was done before stays as it was done.

    A rise of an amount over 20 % needs `confirmed`. Raises Refused.
    """
    doses, ended = doses or {}, [*ended]
    patient = _locked(plan)
    checks.ready_to_revise(plan, starts_on, patient.civil_date(at))
    checks.running(plan, [*doses, *ended])
    if not confirmed:
        checks.no_large_rise(doses)
    _revise_rows(by, at, plan, starts_on, doses, added, ended)
    audit(
        by=by,
        at=at,
        verb="revise_plan",
        subject=plan,
        patient=patient,
        version=plan.version,
        starts_on=starts_on,
        doses={str(prescription.pk): dict(changes) for prescription, changes in doses.items()},
        ended=[str(prescription.pk) for prescription in ended],
    )
    return plan


@transaction.atomic
def end_plan(*, by: object, at: datetime, plan: Plan, reason: str) -> Plan:
    """End a live plan; the patient can still read it."""
    patient = _locked(plan)
    checks.a_live_plan(plan)
    if not reason.strip():
        raise Refused("Say why the plan ends.", field="reason")
    plan.ended_at, plan.ended_by, plan.end_reason = at, str(by), reason
    plan.save(update_fields=["ended_at", "ended_by", "end_reason"])
    audit(by=by, at=at, verb="end_plan", subject=plan, patient=patient, reason=reason)
    return plan


def _locked(plan: Plan) -> Patient:
    """Read a plan afresh while nobody else can change it, and tell whose it is."""
    patient = Patient.objects.select_for_update().get(pk=plan.patient_id)
    plan.refresh_from_db()
    plan.patient = patient
    return patient


def _revise_rows(
    by: object,
    at: datetime,
    plan: Plan,
    starts_on: date,
    doses: Mapping[Prescription, Mapping[str, Any]],
    added: Iterable[Mapping[str, Any]],
    ended: Iterable[Prescription],
) -> None:
    plan.version += 1
    plan.save(update_fields=["version"])
    for prescription in ended:
        prescription.ended_on = starts_on
        prescription.save(update_fields=["ended_on"])
    for prescription, changes in doses.items():
        prescription.plan = plan
        dosing.next_dose(prescription, starts_on=starts_on, changes=changes)
    for new in added:
        _add(by, at, plan, starts_on, **new)


def _add(
    by: object,
    at: datetime,
    plan: Plan,
    starts_on: date | None,
    *,
    exercise: Exercise,
    side: str = "",
    priority: bool = False,
    **amounts: Any,
) -> Prescription:
    checks.room_for_one_more(plan)
    position = (plan.prescriptions.aggregate(last=Max("position"))["last"] or 0) + 1
    prescription = Prescription(plan=plan, exercise=exercise, side=side, priority=priority, position=position)
    refuse_unclean(prescription)
    prescription.save(force_insert=True)
    dosing.first_dose(prescription, starts_on=starts_on, **amounts)
    audit(by=by, at=at, verb="prescribe", subject=prescription, patient=plan.patient, exercise=exercise.code)
    return prescription
