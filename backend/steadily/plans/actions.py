"""Assessing, planning and revising: what clinicians do with a plan."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import Max

from steadily.library.models import Exercise, PlanTemplate
from steadily.people.models import Patient
from steadily.plans.models import Assessment, Dose, Goal, Plan, Prescription
from steadily.records.models import audit
from steadily.records.refusals import Refused

HOME_EXERCISES = 20
"""The most a plan may hold; far above what anyone should be asked to do."""


@transaction.atomic
def record_assessment(
    *, by: object, at: datetime, patient: Patient, goals: Iterable[str] = (), **findings: Any
) -> Assessment:
    """Write down what was found, and what the patient wants to do again."""
    assessment = Assessment.objects.create(patient=patient, made_by=str(by), made_at=at, **findings)
    Goal.objects.bulk_create(Goal(patient=patient, assessment=assessment, words=words) for words in goals)
    audit(
        by=by,
        at=at,
        verb="record_assessment",
        subject=assessment,
        patient=patient,
    )
    return assessment


@transaction.atomic
def update_assessment(*, by: object, at: datetime, assessment: Assessment, **changes: Any) -> Assessment:
    """Correct what was found, keeping what it said in the audit."""
    before = {field: getattr(assessment, field) for field in changes}
    for field, value in changes.items():
        setattr(assessment, field, value)
    assessment.save(update_fields=[*changes])
    audit(
        by=by,
        at=at,
        verb="update_assessment",
        subject=assessment,
        patient=assessment.patient,
        before=before,
        after=changes,
    )
    return assessment


@transaction.atomic
def draft_plan(*, by: object, at: datetime, patient: Patient, title: str, starts_on: date | None = None) -> Plan:
    """Begin a plan that no one follows yet."""
    plan = Plan.objects.create(patient=patient, title=title, starts_on=starts_on, drafted_at=at, drafted_by=str(by))
    audit(by=by, at=at, verb="draft_plan", subject=plan, patient=patient)
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
    starts_on: date | None = None,
    **dose: Any,
) -> Prescription:
    """Add an exercise to a plan: to a draft, or from a date on to a live one."""
    _refuse_ended(plan)
    position = (plan.prescriptions.aggregate(last=Max("position"))["last"] or 0) + 1
    if plan.prescriptions.filter(ended_on=None).count() >= HOME_EXERCISES:
        raise Refused(f"A plan holds at most {HOME_EXERCISES} exercises. Take one out first.", field="prescriptions")
    prescription = Prescription.objects.create(
        plan=plan, exercise=exercise, side=side, priority=priority, position=position
    )
    row = Dose(prescription=prescription, plan_version=plan.version, starts_on=starts_on, **dose)
    _check_dose(row)
    row.save(force_insert=True)
    audit(by=by, at=at, verb="prescribe", subject=prescription, patient=plan.patient, exercise=exercise.code)
    return prescription


@transaction.atomic
def activate_plan(*, by: object, at: datetime, plan: Plan, starts_on: date | None = None) -> Plan:
    """Make a draft the patient's plan. Refused without an assessment, without exercises, or beside another live plan."""
    patient = plan.patient
    assessment = patient.assessments.first()
    _refuse_activation(plan, assessment)
    plan.assessment = assessment
    plan.starts_on = starts_on or plan.starts_on or patient.civil_date(at)
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
    doses: Mapping[Prescription, Mapping[str, Any]],
    added: Iterable[Mapping[str, Any]] = (),
    ended: Iterable[Prescription] = (),
) -> Plan:
    """Change a live plan from a date on, as its next version; what was done before stays as it was done."""
    _refuse_not_live(plan)
    if starts_on < plan.patient.civil_date(at):
        raise Refused("A change can start today or later.", field="starts_on")
    plan.version += 1
    plan.save(update_fields=["version"])
    for prescription, changes in doses.items():
        _next_dose(prescription, plan.version, starts_on, changes)
    for prescription in ended:
        prescription.ended_on = starts_on
        prescription.save(update_fields=["ended_on"])
    for new in added:
        prescribe(by=by, at=at, plan=plan, starts_on=starts_on, **new)
    audit(
        by=by, at=at, verb="revise_plan", subject=plan, patient=plan.patient, version=plan.version, starts_on=starts_on
    )
    return plan


@transaction.atomic
def end_plan(*, by: object, at: datetime, plan: Plan, reason: str) -> Plan:
    """End a live plan; the patient can still read it."""
    _refuse_not_live(plan)
    plan.ended_at, plan.ended_by, plan.end_reason = at, str(by), reason
    plan.save(update_fields=["ended_at", "ended_by", "end_reason"])
    audit(by=by, at=at, verb="end_plan", subject=plan, patient=plan.patient, reason=reason)
    return plan


def set_draft_dose(*, by: object, at: datetime, prescription: Prescription, **changes: Any) -> Dose:
    """Change a dose while the plan is still a draft."""
    if prescription.plan.activated_at is not None:
        raise Refused("This plan is live. Revise it instead.", field="plan", code="plan-is-live", status=409)
    dose = prescription.doses.get()
    for field, value in changes.items():
        setattr(dose, field, value)
    _check_dose(dose)
    dose.save()
    audit(by=by, at=at, verb="set_draft_dose", subject=dose, patient=prescription.plan.patient, after=changes)
    return dose


def _refuse_activation(plan: Plan, assessment: Assessment | None) -> None:
    if plan.activated_at is not None:
        raise Refused("This plan has been activated before.", field="plan", code="plan-is-live", status=409)
    if assessment is None:
        raise Refused(
            "Record an assessment first: a plan must rest on one.", field="assessment", code="no-assessment", status=409
        )
    if not plan.prescriptions.exists():
        raise Refused("Add at least one exercise first.", field="prescriptions", code="empty-plan", status=409)
    if plan.patient.plans.active().exists():
        raise Refused(
            "This patient already has a live plan. End it first.", field="plan", code="second-plan", status=409
        )


def _refuse_ended(plan: Plan) -> None:
    if plan.ended_at is not None:
        raise Refused("This plan has ended. Draft a new one.", field="plan", code="plan-ended", status=409)


def _refuse_not_live(plan: Plan) -> None:
    _refuse_ended(plan)
    if plan.activated_at is None:
        raise Refused(
            "This plan is still a draft. Activate it first.", field="plan", code="plan-is-a-draft", status=409
        )


def _next_dose(prescription: Prescription, version: int, starts_on: date, changes: Mapping[str, Any]) -> Dose:
    last = prescription.doses.last()
    fields = ("level", "sets", "amount", "maximum", "per_week", "weekdays", "hold_s", "rest_s")
    values = {field: getattr(last, field) for field in fields} | dict(changes)
    dose = Dose(prescription=prescription, plan_version=version, starts_on=starts_on, **values)
    _check_dose(dose)
    dose.save(force_insert=True)
    return dose


def _check_dose(dose: Dose) -> None:
    dose.clean_fields(exclude=["prescription", "starts_on"])
    if Decimal(dose.amount) > Decimal(dose.maximum):
        raise Refused("The amount is above the most for this level.", field="amount")
