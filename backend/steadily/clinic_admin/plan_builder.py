"""The plan builder: a template copied in one step, doses in one table, and the button that makes it live."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path
from django.utils import timezone

from steadily.clinic_admin.fields import day_picker
from steadily.clinic_admin.prescriptions import Prescriptions, save_draft, save_live
from steadily.clinic_admin.scoped import RefusableForm, ScopedAdmin, stand_in
from steadily.clinic_admin.signed_in import deed, signed_in
from steadily.clinic_admin.workload import Workload, workload
from steadily.library.models import PlanTemplate
from steadily.plans.actions import activate_plan, change_plan, copy_template, draft_plan, end_plan
from steadily.plans.models import Plan
from steadily.records.refusals import Refused
from steadily.today.actions import look_again

UNNAMED = "Home plan"


class NewPlan(RefusableForm):
    """A draft to begin."""

    template = forms.ModelChoiceField(
        queryset=PlanTemplate.objects.all(),
        required=False,
        label="Copy from a template",
        empty_label="Start with no exercises",
        help_text="You can change every dose on the next page.",
    )
    title = forms.CharField(max_length=120, required=False, help_text="Empty: the template's name.")

    def clean(self) -> dict[str, Any]:
        told = super().clean()
        template = told.get("template")
        told["title"] = told.get("title") or (template.name if template else UNNAMED)
        return told


class LivePlan(RefusableForm):
    """From when a live plan changes."""

    changes_start_on = forms.DateField(
        label="Changes start on", help_text="What was done before that day stays as it was done.", widget=day_picker()
    )
    confirmed = forms.BooleanField(
        required=False, label="I mean it", help_text="Tick to raise an amount by more than a fifth."
    )
    refused_at = {"starts_on": "changes_start_on"}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["changes_start_on"] = max(
            self.instance.starts_on, self.instance.patient.civil_date(timezone.now())
        )


class EndForm(forms.Form):
    """Why a plan ends."""

    reason = forms.CharField(max_length=400, label="Reason", widget=forms.Textarea(attrs={"rows": 2}))


@admin.register(Plan)
class PlanAdmin(ScopedAdmin):
    """Plans of the clinic's patients."""

    change_form_template = "clinic_admin/plan.html"
    autocomplete_fields = ["patient"]
    list_display = ["patient", "title", "standing", "starts_on", "version"]
    list_select_related = ["patient"]
    search_fields = ["patient__name", "title"]
    show_full_result_count = False

    def get_fields(self, request: HttpRequest, obj: Any = None) -> list[Any]:
        if obj is None:
            return ["patient", "template", "title", "starts_on"]
        own = ["patient", "title", "starts_on"]
        return [*own, "changes_start_on", "confirmed"] if obj.live else own

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[Any]:
        if obj is None:
            return []
        return ["patient", "starts_on"] if obj.live else ["patient"]

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        kwargs["form"] = NewPlan if obj is None else LivePlan if obj.live else RefusableForm
        return super().get_form(request, obj, change=change, **kwargs)

    def get_inlines(self, request: HttpRequest, obj: Any) -> list[Any]:
        return [] if obj is None else [Prescriptions]

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).select_related("patient")

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_change_permission(request, obj) and (obj is None or obj.ended_at is None)

    @admin.display(description="Standing")
    def standing(self, plan: Plan) -> str:
        if plan.ended_at is not None:
            return "Ended"
        return "Live" if plan.live else "Draft"

    def get_urls(self) -> list[Any]:
        end = self.admin_site.admin_view(self.end_view)
        return [path("<uuid:plan_id>/end/", end, name="end_plan"), *super().get_urls()]

    def render_change_form(self, request: HttpRequest, context: Any, *args: Any, **kwargs: Any) -> Any:
        plan = context.get("original")
        context["workload"] = _workload(plan) if plan else None
        return super().render_change_form(request, context, *args, **kwargs)

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        told = form.cleaned_data
        if not change:
            stand_in(obj, self._draft(request, told))
            return
        changes = {name: told[name] for name in form.changed_data if name in ("title", "starts_on")}
        if changes:
            change_plan(**deed(request), plan=self.get_queryset(request).get(pk=obj.pk), **changes)

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> None:
        plan = self.get_queryset(request).get(pk=form.instance.pk)
        if plan.live:
            told = form.cleaned_data
            save_live(request, plan, formset, starts_on=told["changes_start_on"], confirmed=told["confirmed"])
            look_again(patient=plan.patient, at=timezone.now())
        else:
            save_draft(request, plan, formset)

    def response_add(self, request: HttpRequest, obj: Any, post_url_continue: Any = None) -> HttpResponse:
        messages.success(request, "The draft stands. Check each dose, then activate it.")
        return redirect("admin:plans_plan_change", obj.pk)

    def response_change(self, request: HttpRequest, obj: Any) -> HttpResponse:
        if "_activate" not in request.POST:
            return super().response_change(request, obj)
        try:
            plan = activate_plan(**deed(request), plan=self.get_queryset(request).get(pk=obj.pk))
        except Refused as refusal:
            messages.error(request, f"Not activated. {refusal.detail}")
            return redirect("admin:plans_plan_change", obj.pk)
        look_again(patient=plan.patient, at=timezone.now())
        messages.success(request, f"{plan.title} is live from {plan.starts_on:%-d %B %Y}.")
        return redirect("admin:patient_hub", plan.patient_id)

    def end_view(self, request: HttpRequest, plan_id: UUID) -> HttpResponse:
        """Ask why, and end a live plan."""
        plan = get_object_or_404(Plan.objects.visible_to(signed_in(request)).select_related("patient"), pk=plan_id)
        form = EndForm(request.POST or None)
        if request.method == "POST" and form.is_valid() and _ended(request, plan, form):
            messages.success(request, f"{plan.title} has ended.")
            return redirect("admin:patient_hub", plan.patient_id)
        context = {
            **self.admin_site.each_context(request),
            "title": f"End the plan: {plan.title}",
            "patient": plan.patient,
            "form": form,
            "parts": [{"heading": "", "boxes": list(form)}],
            "submit": "End this plan",
        }
        return TemplateResponse(request, "clinic_admin/form.html", context)

    def _draft(self, request: HttpRequest, told: dict[str, Any]) -> Plan:
        fields = {name: told[name] for name in ("patient", "title", "starts_on")}
        plan = draft_plan(**deed(request), **fields)
        if told["template"] is not None:
            copy_template(**deed(request), plan=plan, template=told["template"])
        return plan


def _ended(request: HttpRequest, plan: Plan, form: EndForm) -> bool:
    try:
        end_plan(**deed(request), plan=plan, reason=form.cleaned_data["reason"])
    except Refused as refusal:
        form.add_error(None, refusal.detail)
        return False
    look_again(patient=plan.patient, at=timezone.now())
    return True


def _workload(plan: Plan) -> Workload:
    current = plan.prescriptions.filter(ended_on=None).select_related("exercise").prefetch_related("doses")
    return workload((prescription, prescription.standing_doses()[-1]) for prescription in current)
