"""Keys for the clinic's own system: made and shown once, and ended."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path
from django.views.decorators.http import require_POST

from steadily.clinic_admin.scoped import ScopedAdmin, stand_in
from steadily.clinic_admin.signed_in import deed, signed_in
from steadily.people.actions import make_clinic_token, revoke_clinic_token
from steadily.people.models import Clinician, ClinicToken


@admin.register(ClinicToken)
class ClinicTokenAdmin(ScopedAdmin):
    """The clinic's keys."""

    change_form_template = "clinic_admin/key.html"
    list_display = ["name", "made_at", "made_by", "in_use"]
    ordering = ["-made_at"]
    show_full_result_count = False

    def visible(self, rows: QuerySet[Any], clinician: Clinician) -> QuerySet[Any]:
        return rows.filter(clinic_id=clinician.clinic_id)

    def get_fields(self, request: HttpRequest, obj: Any = None) -> list[Any]:
        return ["name"] if obj is None else ["name", "made_at", "made_by", "revoked_at"]

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """A key is never changed; it is ended."""
        return False

    @admin.display(description="In use", boolean=True)
    def in_use(self, token: ClinicToken) -> bool:
        return token.revoked_at is None

    def get_urls(self) -> list[Any]:
        end = self.admin_site.admin_view(self.revoke_view)
        return [path("<uuid:token_id>/revoke/", end, name="revoke_token"), *super().get_urls()]

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        clinic = signed_in(request).clinic
        token, key = make_clinic_token(**deed(request), clinic=clinic, name=form.cleaned_data["name"])
        stand_in(obj, token)
        request.new_key = key  # type: ignore[attr-defined]

    def response_add(self, request: HttpRequest, obj: Any, post_url_continue: Any = None) -> HttpResponse:
        """Show the key in the reply itself: it stands at no address, so nobody can come back to it."""
        context = {
            **self.admin_site.each_context(request),
            "title": f"New key: {obj.name}",
            "opts": self.opts,
            "key": request.new_key,  # type: ignore[attr-defined]
        }
        return TemplateResponse(request, "clinic_admin/new_key.html", context)

    def revoke_view(self, request: HttpRequest, token_id: UUID) -> HttpResponse:
        """End a key at once."""
        return _revoke(request, token_id)


@require_POST
def _revoke(request: HttpRequest, token_id: UUID) -> HttpResponse:
    token = get_object_or_404(ClinicToken, pk=token_id, clinic_id=signed_in(request).clinic_id)
    revoke_clinic_token(**deed(request), token=token)
    messages.success(request, f"{token.name} is ended. Nothing can use it any more.")
    return redirect("admin:people_clinictoken_changelist")
