"""Assessments: what was found, before any plan."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils import timezone
from django.utils.html import format_html_join

from steadily.clinic_admin.fields import Boxes, Lines
from steadily.clinic_admin.scoped import RefusableForm, ScopedAdmin, stand_in
from steadily.clinic_admin.signed_in import deed
from steadily.plans.actions import record_assessment, update_assessment
from steadily.plans.models import Acupuncture, Assessment, Driver, Screening

MOST_GOALS = 5


class AssessmentForm(RefusableForm):
    """What was found, and what the patient wants to do again."""

    drivers = Boxes(Driver.choices, label="What may be keeping the pain going")
    screening = Boxes(
        Screening.choices,
        label="Screening",
        help_text="Any of these keeps the daily guidance off until you turn it on with a reason.",
    )
    precautions = Lines(most=40, label="Precautions")
    goals = Lines(
        most=MOST_GOALS,
        label="Goals, in the patient's own words",
        help_text=f"What they want to do again, one to a line, up to {MOST_GOALS}.",
    )

    class Meta:
        labels = {"on": "Assessed on", "acupuncture_reason": "Reason, where it needs one"}

    def clean_on(self) -> date:
        on: date = self.cleaned_data["on"]
        if on > timezone.localdate():
            raise ValidationError("An assessment can't be in the future.")
        return on

    def clean(self) -> dict[str, Any]:
        told = super().clean()
        needs_reason = told.get("acupuncture") == Acupuncture.UNSUITABLE
        if needs_reason and not told.get("acupuncture_reason"):
            self.add_error("acupuncture_reason", "Say why acupuncture is not suitable.")
        return told


@admin.register(Assessment)
class AssessmentAdmin(ScopedAdmin):
    """Assessments of the clinic's patients."""

    form = AssessmentForm
    autocomplete_fields = ["patient"]
    list_display = ["patient", "on", "made_by"]
    list_select_related = ["patient"]
    search_fields = ["patient__name"]
    show_full_result_count = False
    radio_fields = {"acupuncture": admin.HORIZONTAL}
    words = ["on", "drivers", "findings", "screening", "precautions"]
    needling = ["acupuncture", "acupuncture_reason", "success"]

    def get_fields(self, request: HttpRequest, obj: Any = None) -> list[Any]:
        goals = "goals" if obj is None else "goals_said"
        return ["patient", *self.words, goals, *self.needling]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[Any]:
        return [] if obj is None else ["patient", "goals_said"]

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        return {"on": timezone.localdate(), **super().get_changeform_initial_data(request)}

    @admin.display(description="Goals, in the patient's own words")
    def goals_said(self, assessment: Assessment) -> str:
        return format_html_join("", "<p>{}</p>", ((goal.words,) for goal in assessment.goals.all())) or "None yet"

    def save_model(self, request: HttpRequest, obj: Any, form: forms.ModelForm[Any], change: bool) -> None:
        if change:
            changes = {name: form.cleaned_data[name] for name in form.changed_data}
            update_assessment(**deed(request), assessment=self.get_queryset(request).get(pk=obj.pk), **changes)
        else:
            stand_in(obj, record_assessment(**deed(request), **form.cleaned_data))
