"""Signing a patient's phone out."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from steadily.clinic_admin.signed_in import deed, signed_in
from steadily.people.actions import sign_out
from steadily.people.models import Device, Patient


@require_POST
def sign_out_phone(request: HttpRequest, patient_id: UUID, device_id: UUID) -> HttpResponse:
    """End one phone's sign-in."""
    patient = get_object_or_404(Patient.objects.visible_to(signed_in(request)), pk=patient_id)
    device = get_object_or_404(Device, pk=device_id, patient=patient)
    sign_out(**deed(request), device=device)
    messages.success(request, f"{device} is signed out. It wipes itself the next time it is in touch.")
    return redirect("admin:patient_hub", patient_id)
