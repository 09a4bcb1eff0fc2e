"""The clinic's patients: their records, their activation codes and their assessments."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import segno
from django.conf import settings
from django.db import transaction
from django.http import HttpResponse
from django.utils import timezone
from rest_framework.request import Request
from rest_framework.response import Response

from steadily.api.clinic import examples, serializers
from steadily.api.doors import ForClinic, asked, found, sent
from steadily.api.paging import PageAsked, page, paged
from steadily.api.permissions import IsClinicStaff
from steadily.api.schema import ETAG, operation
from steadily.api.tags import IF_MATCH, IF_NONE_MATCH, require_match, tagged
from steadily.people.actions import invite, register_patient, update_patient
from steadily.people.models import Patient
from steadily.plans.actions import record_assessment, update_assessment
from steadily.plans.models import Assessment


class Patients(ForClinic):
    """The clinic's patients."""

    permission_classes = (IsClinicStaff,)

    @operation(
        "patients",
        "The clinic's patients, by name",
        gives=paged(serializers.PatientOut),
        got=examples.page_of(examples.PATIENT),
        parameters=[PageAsked],
    )
    def get(self, request: Request) -> Response:
        patients = Patient.objects.visible_to(self.staff)
        return page(asked(request, PageAsked), patients, ("name", "id"), show_patient)

    @operation(
        "patient_create",
        "Take a person into the clinic's care",
        takes=serializers.PatientIn,
        gives=serializers.PatientOut,
        status=201,
        sent=examples.NEW_PATIENT,
        got=examples.PATIENT,
        parameters=[ETAG],
    )
    def post(self, request: Request) -> Response | HttpResponse:
        wanted = sent(request, serializers.PatientIn)
        patient = register_patient(by=self.staff, at=timezone.now(), clinic=self.staff.clinic, **wanted)
        return tagged(request, show_patient(patient), status=201)


class PatientDocument(ForClinic):
    """One patient."""

    permission_classes = (IsClinicStaff,)

    @operation(
        "patient",
        "One patient",
        gives=serializers.PatientOut,
        got=examples.PATIENT,
        parameters=[IF_NONE_MATCH, ETAG],
    )
    def get(self, request: Request, id: UUID) -> Response | HttpResponse:
        return tagged(request, show_patient(self.patient_named(id)))

    @operation(
        "patient_update",
        "Change what is held of a patient",
        takes=serializers.PatientIn,
        gives=serializers.PatientOut,
        sent=examples.PATIENT_CHANGE,
        got=examples.PATIENT,
        parameters=[IF_MATCH, ETAG],
    )
    @transaction.atomic
    def patch(self, request: Request, id: UUID) -> Response | HttpResponse:
        patient = found(Patient.objects.visible_to(self.staff).select_for_update(), id)
        require_match(request, show_patient(patient))
        changes = sent(request, serializers.PatientIn, partial=True)
        update_patient(by=self.staff, at=timezone.now(), patient=patient, **changes)
        return tagged(request, show_patient(self.patient_named(id)))


class Invitations(ForClinic):
    """Activation codes for a patient's phone."""

    permission_classes = (IsClinicStaff,)

    @operation(
        "invitation_create",
        "Make an activation code, shown once; earlier unused codes end",
        gives=serializers.InvitationOut,
        status=201,
        got=examples.INVITATION,
    )
    def post(self, request: Request, id: UUID) -> Response:
        new = invite(by=self.staff, at=timezone.now(), patient=self.patient_named(id))
        link = f"{settings.ORIGIN}/activate#{new.scanned}"  # after the #, so that it never reaches a log
        shown = {
            "code": new.typed,
            "link": link,
            "qr_svg": segno.make(link).svg_inline(scale=4, title="Activation code"),
            "expires_at": new.invitation.expires_at,
        }
        return Response(serializers.InvitationOut(shown).data, status=201)


class Assessments(ForClinic):
    """A patient's assessments."""

    permission_classes = (IsClinicStaff,)

    @operation(
        "assessments",
        "A patient's assessments, oldest first",
        gives=paged(serializers.AssessmentOut),
        got=examples.page_of(examples.ASSESSMENT),
        parameters=[PageAsked],
    )
    def get(self, request: Request, id: UUID) -> Response:
        rows = Assessment.objects.filter(patient=self.patient_named(id)).prefetch_related("goals")
        return page(asked(request, PageAsked), rows, ("on", "made_at", "id"), show_assessment)

    @operation(
        "assessment_create",
        "Record an assessment; a plan must rest on one",
        takes=serializers.NewAssessmentIn,
        gives=serializers.AssessmentOut,
        status=201,
        sent=examples.NEW_ASSESSMENT,
        got=examples.ASSESSMENT,
        parameters=[ETAG],
    )
    def post(self, request: Request, id: UUID) -> Response | HttpResponse:
        patient = self.patient_named(id)
        findings = sent(request, serializers.NewAssessmentIn)
        assessment = record_assessment(by=self.staff, at=timezone.now(), patient=patient, **findings)
        return tagged(request, show_assessment(assessment), status=201)


class AssessmentDocument(ForClinic):
    """One assessment."""

    permission_classes = (IsClinicStaff,)

    @operation(
        "assessment",
        "One assessment",
        gives=serializers.AssessmentOut,
        got=examples.ASSESSMENT,
        parameters=[IF_NONE_MATCH, ETAG],
    )
    def get(self, request: Request, id: UUID) -> Response | HttpResponse:
        return tagged(request, show_assessment(found(Assessment.objects.visible_to(self.staff), id)))

    @operation(
        "assessment_update",
        "Correct an assessment",
        takes=serializers.AssessmentIn,
        gives=serializers.AssessmentOut,
        sent=examples.ASSESSMENT_CHANGE,
        got=examples.ASSESSMENT,
        parameters=[IF_MATCH, ETAG],
    )
    @transaction.atomic
    def patch(self, request: Request, id: UUID) -> Response | HttpResponse:
        mine = Assessment.objects.visible_to(self.staff)
        assessment = found(mine.select_for_update(), id)
        require_match(request, show_assessment(assessment))
        changes = sent(request, serializers.AssessmentIn, partial=True)
        update_assessment(by=self.staff, at=timezone.now(), assessment=assessment, **changes)
        return tagged(request, show_assessment(found(mine, id)))


def show_patient(patient: Patient) -> dict[str, Any]:
    """Shape a patient for the clinic."""
    return serializers.PatientOut(patient).data


def show_assessment(assessment: Assessment) -> dict[str, Any]:
    """Shape an assessment for the clinic."""
    return serializers.AssessmentOut(assessment).data
