"""A new activation code, shown once: typed in large letters, and as a picture to scan."""

from __future__ import annotations

from uuid import UUID

import segno
from django.conf import settings
from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.views.decorators.cache import never_cache

from steadily.clinic_admin.signed_in import deed, signed_in
from steadily.people.actions import INVITATION_LIFE, NewInvitation, invite
from steadily.people.models import Patient

LIFE_HOURS = int(INVITATION_LIFE.total_seconds() // 3600)


@never_cache
def new_code(request: HttpRequest, patient_id: UUID) -> HttpResponse:
    """Make a code and show it in the reply itself: it stands at no address, so nobody can come back to it."""
    patient = get_object_or_404(Patient.objects.visible_to(signed_in(request)), pk=patient_id)
    if request.method != "POST":
        return redirect("admin:patient_hub", patient_id)
    made = invite(**deed(request), patient=patient)
    context = {
        **admin.site.each_context(request),
        "title": f"New activation code for {patient.name}",
        "patient": patient,
        "typed": made.typed,
        "picture": picture(made),
        "address": settings.ORIGIN,
        "life_hours": LIFE_HOURS,
        "expires_at": made.invitation.expires_at,
    }
    return TemplateResponse(request, "clinic_admin/code.html", context)


def link(made: NewInvitation) -> str:
    """Give the address the picture opens; the code stands after the #, so it never reaches a log."""
    return f"{settings.ORIGIN}/activate#{made.scanned}"


def picture(made: NewInvitation) -> str:
    """Draw the address as a QR code, as a data address for an image."""
    return str(segno.make(link(made), micro=False, error="m").svg_data_uri(scale=6, border=4, light="#fff"))
