"""What must hold of a plan before it is changed, activated, revised or ended; each raises Refused."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from steadily.plans.doses import rise_in_percent
from steadily.plans.models import Assessment, Plan, Prescription
from steadily.records.refusals import Refused

HOME_EXERCISES = 20
"""The most a plan may hold; far above what anyone should be asked to do."""


def a_draft(plan: Plan, *, field: str = "plan") -> None:
    """Refuse a plan that has been activated."""
    if plan.activated_at is not None:
        raise Refused("This plan is live. Revise it instead.", field=field, code="plan-is-live", status=409)


def a_live_plan(plan: Plan) -> None:
    """Refuse a draft, and a plan that has ended."""
    if plan.ended_at is not None:
        raise Refused("This plan has ended. Draft a new one.", field="plan", code="plan-ended", status=409)
    if plan.activated_at is None:
        raise Refused(
            "This plan is still a draft. Activate it first.", field="plan", code="plan-is-a-draft", status=409
        )


def ready_to_activate(plan: Plan, assessment: Assessment | None, today: date) -> None:
    """Refuse a plan that rests on nothing, asks for nothing, stands beside another, or starts in the past."""
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
    if plan.starts_on is not None and plan.starts_on < today:
        raise Refused("A plan can start today or later.", field="starts_on")


def ready_to_revise(plan: Plan, starts_on: date, today: date) -> None:
    """Refuse to change a plan that isn't live, or days that have passed."""
    a_live_plan(plan)
    if starts_on < max(today, plan.starts_on or today):
        raise Refused("A change can start today or later, and not before the plan does.", field="starts_on")


def running(plan: Plan, prescriptions: Iterable[Prescription]) -> None:
    """Refuse prescriptions of another plan, and those that have ended."""
    for prescription in prescriptions:
        if prescription.plan_id != plan.pk:
            raise Refused("This exercise is not in the plan.", field="prescription")
        if prescription.ended_on is not None:
            raise Refused("This exercise has been taken out of the plan.", field="prescription")


def room_for_one_more(plan: Plan) -> None:
    """Refuse an exercise beyond what a plan may hold."""
    if plan.prescriptions.filter(ended_on=None).count() >= HOME_EXERCISES:
        raise Refused(f"A plan holds at most {HOME_EXERCISES} exercises. Take one out first.", field="prescriptions")


def no_large_rise(doses: Mapping[Prescription, Mapping[str, Any]]) -> None:
    """Ask before an amount is raised by more than a fifth."""
    for prescription, changes in doses.items():
        percent = rise_in_percent(prescription, changes)
        if percent is not None:
            raise a_question_about(percent, prescription.exercise.name)


def a_question_about(percent: object, name: str) -> Refused:
    """Put the question that a large rise must answer."""
    detail = f"This raises {name} by {percent:.0f} %. Send it again as confirmed if you mean it."
    return Refused(detail, field="confirmed", code="confirm-rise", status=409)
