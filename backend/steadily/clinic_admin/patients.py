"""Patients: the list, their details, and the page where everything about one person starts."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import admin
from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.html import format_html

from steadily.clinic_admin import activation, decisions, phones, what_if
from steadily.clinic_admin.fields import Boxes, Lines
from steadily.clinic_admin.hub import look_up, outlined
from steadily.clinic_admin.scoped import RefusableForm, ScopedAdmin, stand_in
from steadily.clinic_admin.signed_in import deed, signed_in
from steadily.people.actions import register_patient, update_patient
from steadily.people.models import Patient, Region
from steadily.plans.models import Assessment, Plan
from steadily.records.models import AuditEvent
from steadily.today.models import Alert

OLDEST = 120
"""Years: a year of birth further back is a slip of the keys."""


class PatientForm(RefusableForm):
    """What we hold of a person."""

    regions = Boxes(Region.choices, label="Where it hurts")
    precautions = Lines(most=40, help_text="Anything to keep in mind, one to a line.")

    def clean_year_of_birth(self) -> int:
        year: int = self.cleaned_data["year_of_birth"]
        this_year = timezone.now().year
        if not this_year - OLDEST <= year <= this_year:
            self.add_error("year_of_birth", f"Give a year between {this_year - OLDEST} and {this_year}.")
        return year


@admin.register(Patient)
class PatientAdmin(ScopedAdmin):
    """The clinic's patients."""

    form = PatientForm
    fields = ["name", "year_of_birth", "regions", "precautions", "email", "phone", "nation", "time_zone"]
    list_display = ["hub_link", "where_it_hurts", "standing", "to_look_at"]
    list_display_links = None
    search_fields = ["name"]
    list_per_page = 50
    show_full_result_count = False

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        mine = {"patient": OuterRef("pk")}
        live = Plan.objects.active().filter(**mine)
        rows: Any = super().get_queryset(request)
        return rows.annotate(  # type: ignore[no-any-return]
            has_live_plan=Exists(live),
            has_draft=Exists(Plan.objects.filter(activated_at=None, **mine)),
            is_assessed=Exists(Assessment.objects.filter(**mine)),
            has_alerts=Exists(Alert.objects.open().filter(**mine)),
        )

    @admin.display(description="Patient", ordering="name")
    def hub_link(self, patient: Patient) -> str:
        return format_html('<a href="{}">{}</a>', reverse("admin:patient_hub", args=[patient.pk]), patient.name)

    @admin.display(description="Where it hurts")
    def where_it_hurts(self, patient: Patient) -> str:
        return ", ".join(str(Region(region).label) for region in patient.regions)

    @admin.display(description="Plan")
    def standing(self, patient: Any) -> str:
        if patient.has_live_plan:
            return "Live"
        if patient.has_draft:
            return "Draft, not yet active"
        return "None yet" if patient.is_assessed else "Needs an assessment"

    @admin.display(description="To look at", ordering="-has_alerts")
    def to_look_at(self, patient: Any) -> str:
        return "Yes" if patient.has_alerts else ""

    def get_urls(self) -> list[Any]:
        view = self.admin_site.admin_view
        one = "<uuid:patient_id>/"
        return [
            path(one, view(self.hub_view), name="patient_hub"),
            path(one + "code/", view(activation.new_code), name="new_code"),
            path(one + "decide/", view(decisions.decide_view), name="decide"),
            path(one + "what-if/", view(what_if.what_if_view), name="what_if"),
            path(one + "phones/<uuid:device_id>/sign-out/", view(phones.sign_out_phone), name="sign_out_phone"),
            *super().get_urls(),
        ]

    def hub_view(self, request: HttpRequest, patient_id: UUID) -> HttpResponse:
        """Show the page where everything about one person starts."""
        mine = Patient.objects.visible_to(signed_in(request))
        patient = get_object_or_404(outlined(mine), pk=patient_id)
        context = {
            **self.admin_site.each_context(request),
            "title": patient.name,
            "opts": self.opts,
            "hub": look_up(patient, at=timezone.now()),
        }
        return TemplateResponse(request, "clinic_admin/hub.html", context)

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        if change:
            changes = {name: form.cleaned_data[name] for name in form.changed_data}
            update_patient(**deed(request), patient=self.get_queryset(request).get(pk=obj.pk), **changes)
        else:
            clinic = signed_in(request).clinic
            stand_in(obj, register_patient(**deed(request), clinic=clinic, **form.cleaned_data))

    def trail(self, row: Any) -> QuerySet[AuditEvent]:
        """Find everything done about a person."""
        return AuditEvent.objects.filter(clinic_id=row.clinic_id, patient_id=row.pk)

    def saved(self, obj: Any) -> tuple[str, str]:
        return "admin:patient_hub", str(obj.pk)
