"""Following a patient: what the guidance says, what the diary says, and what the clinician decides."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.utils import timezone
from rest_framework.request import Request
from rest_framework.response import Response

from steadily.api.clinic import examples, guidance_example, guidance_serializers, serializers
from steadily.api.doors import ForClinic, asked, sent
from steadily.api.paging import PageAsked, page, paged
from steadily.api.permissions import IsClinicStaff
from steadily.api.schema import operation
from steadily.guidance.terms import ActionKind
from steadily.logbook.models import Entry
from steadily.people.models import Patient
from steadily.plans.models import ClinicalAction, Prescription
from steadily.records.refusals import Refused
from steadily.today.decisions import take_decision
from steadily.today.outcomes import outcome


class Guidance(ForClinic):
    """The guidance at the end of a day."""

    permission_classes = (IsClinicStaff,)

    @operation(
        "guidance",
        "Everything decided at the end of a day, with its trace",
        gives=guidance_serializers.GuidanceOut,
        got=guidance_example.GUIDANCE,
        parameters=[guidance_serializers.GuidanceAsked],
    )
    def get(self, request: Request, id: UUID) -> Response:
        patient = self.patient_named(id)
        today = patient.civil_date(timezone.now())
        on = asked(request, guidance_serializers.GuidanceAsked).get("on", today)
        if on > today:
            raise Refused("This day has not come yet.", field="on")
        decided = outcome(patient, on)
        if decided is None:
            raise Refused("This patient has no plan on that day.", code="no-plan", status=404)
        return Response(guidance_serializers.GuidanceOut(decided).data)


class Actions(ForClinic):
    """A clinician's decisions about a running plan."""

    permission_classes = (IsClinicStaff,)

    @operation(
        "actions",
        "A patient's clinical decisions, oldest first",
        gives=paged(serializers.ActionOut),
        got=examples.page_of(examples.ACTION),
        parameters=[PageAsked],
    )
    def get(self, request: Request, id: UUID) -> Response:
        actions = ClinicalAction.objects.filter(patient=self.patient_named(id))
        return page(asked(request, PageAsked), actions, ("at", "id"), _show_action)

    @operation(
        "action_create",
        "Decide about a running plan; a rise over 20 % is asked back once",
        takes=serializers.ActionIn,
        gives=serializers.ActionOut,
        status=201,
        sent=examples.NEW_ACTION,
        got=examples.ACTION,
    )
    def post(self, request: Request, id: UUID) -> Response:
        patient, at = self.patient_named(id), timezone.now()
        wanted = sent(request, serializers.ActionIn)
        wanted["prescription"] = _prescription(patient, wanted.get("prescription"))
        wanted["kind"] = ActionKind(wanted["kind"])
        action = take_decision(by=self.staff, at=at, patient=patient, **wanted)
        return Response(_show_action(action), status=201)


class Diary(ForClinic):
    """A patient's diary."""

    permission_classes = (IsClinicStaff,)

    @operation(
        "diary",
        "A patient's diary entries by day, corrections beside what they supersede",
        gives=paged(serializers.EntryOut),
        got=examples.page_of(examples.ENTRY),
        parameters=[serializers.DiaryAsked],
    )
    def get(self, request: Request, id: UUID) -> Response:
        wanted = asked(request, serializers.DiaryAsked)
        bounds = {"since": "on__gte", "until": "on__lte"}
        within = {look_up: wanted[name] for name, look_up in bounds.items() if name in wanted}
        entries = Entry.objects.filter(patient=self.patient_named(id), **within)
        return page(wanted, entries, ("on", "id"), _show_entry)


def _prescription(patient: Patient, name: UUID | None) -> Prescription | None:
    if name is None:
        return None
    prescription = Prescription.objects.filter(plan__patient=patient, pk=name).first()
    if prescription is None:
        raise Refused("This exercise is not in the patient's plan.", field="prescription")
    return prescription


def _show_action(action: ClinicalAction) -> dict[str, Any]:
    return serializers.ActionOut(action).data


def _show_entry(entry: Entry) -> dict[str, Any]:
    shown: dict[str, Any] = serializers.EntryOut().to_representation(entry)
    return shown
