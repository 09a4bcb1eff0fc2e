"""Plans: drafted, activated, revised and ended."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpResponse
from django.utils import timezone
from rest_framework.request import Request
from rest_framework.response import Response

from steadily.api.clinic import plan_examples as examples
from steadily.api.clinic import plan_serializers as serializers
from steadily.api.doors import ForClinic, asked, found, sent
from steadily.api.paging import PageAsked, page, paged
from steadily.api.permissions import IsClinicStaff
from steadily.api.problems import under
from steadily.api.schema import ETAG, operation
from steadily.api.tags import IF_MATCH, IF_MATCH_MAYBE, IF_NONE_MATCH, match_if_sent, require_match, tagged
from steadily.library.models import Exercise, PlanTemplate
from steadily.plans.actions import (
    activate_plan,
    change_plan,
    copy_template,
    draft_plan,
    end_plan,
    prescribe,
    revise_plan,
    set_draft_dose,
)
from steadily.plans.models import Plan, Prescription
from steadily.records.refusals import Refused
from steadily.today.actions import look_again

SHOWN_WITH = ("prescriptions__exercise", "prescriptions__doses")


class Plans(ForClinic):
    """A patient's plans."""

    permission_classes = (IsClinicStaff,)

    @operation(
        "plans",
        "A patient's plans, oldest first",
        gives=paged(serializers.PlanOut),
        got=examples.PLANS,
        parameters=[PageAsked],
    )
    def get(self, request: Request, id: UUID) -> Response:
        plans = Plan.objects.filter(patient=self.patient_named(id)).prefetch_related(*SHOWN_WITH)
        return page(asked(request, PageAsked), plans, ("drafted_at", "id"), show)

    @operation(
        "plan_create",
        "Draft a plan, from a template, from exercises, or both",
        takes=serializers.NewPlanIn,
        gives=serializers.PlanOut,
        status=201,
        sent=examples.NEW_PLAN,
        got=examples.DRAFT,
        parameters=[ETAG],
    )
    @transaction.atomic
    def post(self, request: Request, id: UUID) -> Response | HttpResponse:
        patient, at = self.patient_named(id), timezone.now()
        wanted = sent(request, serializers.NewPlanIn)
        plan = draft_plan(
            by=self.staff, at=at, patient=patient, title=wanted["title"], starts_on=wanted.get("starts_on")
        )
        if "template" in wanted:
            template = _named(PlanTemplate.objects.all(), wanted["template"], "template")
            copy_template(by=self.staff, at=at, plan=plan, template=template)
        for place, each in enumerate(wanted.get("prescriptions", [])):
            with under(f"prescriptions/{place}"):
                prescribe(by=self.staff, at=at, plan=plan, **_with_exercise(plan.patient.clinic_id, each))
        return tagged(request, show(_shown(plan)), status=201)


class ForOnePlan(ForClinic):
    """A route of one plan of the clinic's patients."""

    @property
    def plans(self) -> QuerySet[Plan]:
        """The plans the asker may see."""
        return Plan.objects.visible_to(self.staff)

    def plan_to_change(self, id: UUID) -> Plan:
        """Find a plan and hold it until the change is made."""
        return found(self.plans.select_for_update(), id)


class PlanDocument(ForOnePlan):
    """One plan."""

    permission_classes = (IsClinicStaff,)

    @operation(
        "plan",
        "One plan with every dose it has held",
        gives=serializers.PlanOut,
        got=examples.PLAN,
        parameters=[IF_NONE_MATCH, ETAG],
    )
    def get(self, request: Request, id: UUID) -> Response | HttpResponse:
        return tagged(request, show(found(self.plans.prefetch_related(*SHOWN_WITH), id)))

    @operation(
        "plan_update",
        "Change a plan's title or, while it is a draft, its start and doses",
        takes=serializers.PlanIn,
        gives=serializers.PlanOut,
        sent=examples.PLAN_CHANGE,
        got=examples.DRAFT,
        parameters=[IF_MATCH, ETAG],
    )
    @transaction.atomic
    def patch(self, request: Request, id: UUID) -> Response | HttpResponse:
        plan, at = self.plan_to_change(id), timezone.now()
        require_match(request, show(_shown(plan)))
        changes = sent(request, serializers.PlanIn)
        doses = changes.pop("doses", [])
        if changes:
            change_plan(by=self.staff, at=at, plan=plan, **changes)
        for place, each in enumerate(doses):
            with under(f"doses/{place}"):
                prescription = _prescribed(plan, each.pop("prescription"), "prescription")
                set_draft_dose(by=self.staff, at=at, prescription=prescription, **each)
        return tagged(request, show(_shown(plan)))


class PlanActivation(ForOnePlan):
    """The start of a plan."""

    permission_classes = (IsClinicStaff,)

    @operation(
        "plan_activate",
        "Make a draft the patient's plan",
        takes=serializers.PlanStartIn,
        gives=serializers.PlanOut,
        sent=examples.START,
        got=examples.PLAN,
        parameters=[IF_MATCH_MAYBE, ETAG],
    )
    @transaction.atomic
    def post(self, request: Request, id: UUID) -> Response | HttpResponse:
        plan, at = self.plan_to_change(id), timezone.now()
        match_if_sent(request, show(_shown(plan)))
        activate_plan(by=self.staff, at=at, plan=plan, **sent(request, serializers.PlanStartIn))
        return _changed(request, plan, at)


class PlanRevision(ForOnePlan):
    """A live plan's next version."""

    permission_classes = (IsClinicStaff,)

    @operation(
        "plan_revise",
        "Change a live plan from a date on, as its next version",
        takes=serializers.RevisionIn,
        gives=serializers.PlanOut,
        sent=examples.REVISION,
        got=examples.REVISED,
        parameters=[IF_MATCH_MAYBE, ETAG],
    )
    @transaction.atomic
    def post(self, request: Request, id: UUID) -> Response | HttpResponse:
        plan, at = self.plan_to_change(id), timezone.now()
        match_if_sent(request, show(_shown(plan)))
        wanted = sent(request, serializers.RevisionIn)
        revise_plan(
            by=self.staff,
            at=at,
            plan=plan,
            starts_on=wanted["starts_on"],
            doses=_dose_changes(plan, wanted.get("doses", [])),
            added=_added(plan, wanted.get("added", [])),
            ended=[_prescribed(plan, each, f"ended/{place}") for place, each in enumerate(wanted.get("ended", []))],
            confirmed=wanted.get("confirmed", False),
        )
        return _changed(request, plan, at)


class PlanEnd(ForOnePlan):
    """The end of a plan."""

    permission_classes = (IsClinicStaff,)

    @operation(
        "plan_end",
        "End a live plan; the patient can still read it",
        takes=serializers.PlanEndIn,
        gives=serializers.PlanOut,
        sent=examples.END,
        got=examples.ENDED,
        parameters=[IF_MATCH_MAYBE, ETAG],
    )
    @transaction.atomic
    def post(self, request: Request, id: UUID) -> Response | HttpResponse:
        plan, at = self.plan_to_change(id), timezone.now()
        match_if_sent(request, show(_shown(plan)))
        end_plan(by=self.staff, at=at, plan=plan, **sent(request, serializers.PlanEndIn))
        return _changed(request, plan, at)


def show(plan: Plan) -> dict[str, Any]:
    """Shape a plan for the clinic."""
    return serializers.PlanOut(plan).data


def _shown(plan: Plan) -> Plan:
    """Read a plan again with all that is shown of it."""
    return Plan.objects.prefetch_related(*SHOWN_WITH).get(pk=plan.pk)


def _changed(request: Request, plan: Plan, at: datetime) -> Response | HttpResponse:
    look_again(patient=plan.patient, at=at)
    return tagged(request, show(_shown(plan)))


def _dose_changes(plan: Plan, wanted: Iterable[dict[str, Any]]) -> dict[Prescription, Mapping[str, Any]]:
    changes: dict[Prescription, Mapping[str, Any]] = {}
    for place, each in enumerate(wanted):
        prescription = _prescribed(plan, each.pop("prescription"), f"doses/{place}/prescription")
        if prescription in changes:
            raise Refused("This exercise is changed twice here.", field=f"doses/{place}/prescription")
        changes[prescription] = each
    return changes


def _added(plan: Plan, wanted: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    added = []
    for place, each in enumerate(wanted):
        with under(f"added/{place}"):
            added.append(_with_exercise(plan.patient.clinic_id, each))
    return added


def _with_exercise(clinic_id: UUID, wanted: Mapping[str, Any]) -> dict[str, Any]:
    exercises = Exercise.objects.of_clinic(clinic_id)
    return {**wanted, "exercise": _named(exercises, wanted["exercise"], "exercise")}


def _prescribed(plan: Plan, name: UUID, field: str) -> Prescription:
    prescription: Prescription = _named(
        plan.prescriptions.filter(ended_on=None), name, field, "This exercise is not in the plan."
    )
    return prescription


def _named(rows: QuerySet[Any], name: UUID, field: str, detail: str = "We do not have this one.") -> Any:
    row = rows.filter(pk=name).first()
    if row is None:
        raise Refused(detail, field=field)
    return row
