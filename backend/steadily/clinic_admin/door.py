"""The admin site: clinicians come in, and see first who needs a look."""

from __future__ import annotations

from typing import Any

from django.contrib.admin import AdminSite
from django.contrib.admin.forms import AdminAuthenticationForm
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.template.response import TemplateResponse
from django.urls import path

from steadily.clinic_admin import worklist
from steadily.clinic_admin.clinic_defaults import clinic_defaults_view
from steadily.clinic_admin.signed_in import clinician_of, signed_in
from steadily.people.models import Clinician

ORDER = ["people", "plans", "visits", "library"]


class ClinicianSignIn(AdminAuthenticationForm):
    """A sign-in for members of a clinic's staff, and nobody else."""

    def confirm_login_allowed(self, user: Any) -> None:
        super().confirm_login_allowed(user)
        if not Clinician.objects.filter(user=user).exists():
            raise ValidationError(
                "This sign-in does not belong to a clinic. Ask your clinic lead for one that does.",
                code="not-a-clinician",
            )


class ClinicSite(AdminSite):
    """The clinicians' door."""

    site_header = "Steadily"
    site_title = "Steadily"
    index_title = "Who needs a look"
    site_url = None
    login_form = ClinicianSignIn
    index_template = "clinic_admin/worklist.html"

    def has_permission(self, request: HttpRequest) -> bool:
        """Let in a clinician of a clinic; a superuser without a clinic stays outside."""
        return clinician_of(request) is not None

    def get_urls(self) -> list[Any]:
        """Leave out Django's shortcut from a row's id to its page: it tells which ids exist."""
        acknowledge = self.admin_view(worklist.acknowledge_alert)
        own = [
            path("alerts/<uuid:alert_id>/acknowledge/", acknowledge, name="acknowledge_alert"),
            path("clinic-numbers/", self.admin_view(clinic_defaults_view), name="clinic_defaults"),
        ]
        return own + [url for url in super().get_urls() if getattr(url, "name", "") != "view_on_site"]

    def get_app_list(self, request: HttpRequest, app_label: str | None = None) -> list[Any]:
        """Put the people first and the library last."""
        rooms: list[Any] = super().get_app_list(request, app_label)
        return sorted(rooms, key=lambda room: ORDER.index(room["app_label"]))

    def index(self, request: HttpRequest, extra_context: Any = None) -> TemplateResponse:
        """Show the worklist."""
        return super().index(request, {**(extra_context or {}), "alerts": worklist.waiting(signed_in(request))})

    def each_context(self, request: HttpRequest) -> dict[str, Any]:
        """Tell every page whose door this is."""
        return {**super().each_context(request), "clinician": clinician_of(request)}
