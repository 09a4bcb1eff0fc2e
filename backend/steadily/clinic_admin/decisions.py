"""What a clinician decides about a running plan: clearing a safety hold, and every other kind."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils import timezone

from steadily.clinic_admin.fields import day_picker
from steadily.clinic_admin.protocol_words import URGENCY, questions, thresholds
from steadily.clinic_admin.signed_in import deed, signed_in
from steadily.clinic_admin.words import DECISIONS
from steadily.guidance.protocol import Who
from steadily.guidance.terms import ActionKind, PainMode
from steadily.people.models import Patient
from steadily.plans.decisions import VALUES
from steadily.plans.models import Prescription
from steadily.records.refusals import Refused
from steadily.today.decisions import take_decision
from steadily.today.proposals import Proposal, open_proposals

PAIN_MODES = [("", "—"), (PainMode.ABSOLUTE, "By the score itself"), (PainMode.RELATIVE, "By the rise from the start")]


class ClearSafety(forms.Form):
    """The words under which a safety hold is lifted."""

    kind = forms.CharField(widget=forms.HiddenInput, initial=ActionKind.CLEAR_SAFETY.value)
    reason = forms.CharField(
        max_length=400,
        label="Reason: what you found, and why it is safe to go on",
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class Decision(forms.Form):
    """One decision. Only what its kind speaks of is taken; the rest of the form may stay empty."""

    kind = forms.ChoiceField(label="Decision", choices=[(kind.value, DECISIONS[kind]) for kind in VALUES])
    prescription = forms.ModelChoiceField(
        queryset=Prescription.objects.none(), required=False, label="Exercise", empty_label="The whole plan"
    )
    v = forms.DecimalField(required=False, label="Amount", help_text="For an amount or a level, per set.")
    level = forms.IntegerField(required=False, label="Level", help_text="1 to 3, for a level.")
    max = forms.DecimalField(required=False, label="Most for the level")
    mode = forms.ChoiceField(choices=PAIN_MODES, required=False, label="How pain in a session is read")
    pain = forms.DecimalField(required=False, label="Usual pain", help_text="0 to 10, for the usual levels.")
    interference = forms.DecimalField(required=False, label="Usually in the way")
    morning = forms.DecimalField(required=False, label="Usual morning pain")
    rebaseline = forms.BooleanField(
        required=False, label="The last week is the new usual", help_text="For the end of a flare-up."
    )
    key = forms.ChoiceField(
        choices=thresholds([Who.CLINICIAN]), required=False, label="Number", help_text="For a number of the protocol."
    )
    value = forms.DecimalField(required=False, label="New value")
    id = forms.ChoiceField(choices=questions, required=False, label="Safety question")
    tier = forms.TypedChoiceField(
        choices=URGENCY, coerce=int, empty_value=None, required=False, label="How urgent a yes is"
    )
    proposal = forms.ChoiceField(required=False, label="Proposal", help_text="To accept or decline.")
    effective_on = forms.DateField(required=False, label="From", help_text="Empty: from today.", widget=day_picker())
    reason = forms.CharField(max_length=400, label="Reason", widget=forms.Textarea(attrs={"rows": 2}))
    confirmed = forms.BooleanField(
        required=False, label="I mean it", help_text="Tick to raise an amount by more than a fifth."
    )

    def __init__(self, *args: Any, patient: Patient, proposals: Iterable[Proposal], **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        mine = Prescription.objects.filter(plan__patient=patient, plan__ended_at=None, ended_on=None)
        choice: Any = self.fields["prescription"]
        choice.queryset = mine.exclude(plan__activated_at=None).select_related("exercise")
        waiting: Any = self.fields["proposal"]
        waiting.choices = [("", "\N{EM DASH}"), *((str(each.id), _in_words(each)) for each in proposals)]

    @property
    def parts(self) -> list[dict[str, Any]]:
        """Lay the boxes out: what every decision says, then what some kinds ask for."""
        always = ["kind", "prescription", "reason", "effective_on"]
        return [
            {"heading": "", "boxes": [self[name] for name in always]},
            {
                "heading": "Only where the decision asks for it",
                "boxes": [box for box in self if box.name not in always],
            },
        ]

    def said(self) -> dict[str, Any]:
        """Give what the chosen kind says, and nothing else that stands in the form."""
        names = VALUES[ActionKind(self.cleaned_data["kind"])].__struct_fields__
        said = {name: self.cleaned_data[name] for name in names}
        return {name: _plain(value) for name, value in said.items() if value not in (None, "")}

    def refused(self, refusal: Refused) -> None:
        """Show a refusal at the field it named."""
        field = "" if refusal.field == "value" else refusal.field.removeprefix("value/")
        self.add_error(field if field in self.fields else None, refusal.detail)


def decide_view(request: HttpRequest, patient_id: UUID) -> HttpResponse:
    """Ask for a decision and keep it; a refusal stands beside what was typed."""
    patient = get_object_or_404(Patient.objects.visible_to(signed_in(request)), pk=patient_id)
    waiting = open_proposals(patient, patient.civil_date(timezone.now()))
    asked = {name: request.GET.get(name) for name in ("kind", "proposal")}
    form = Decision(request.POST or None, patient=patient, proposals=waiting, initial=asked)
    if request.method == "POST" and form.is_valid() and _decided(request, patient, form):
        messages.success(request, f"{DECISIONS[ActionKind(form.cleaned_data['kind'])]}: done.")
        return redirect("admin:patient_hub", patient_id)
    context = {
        **admin.site.each_context(request),
        "title": f"Decide for {patient.name}",
        "patient": patient,
        "form": form,
        "parts": form.parts,
        "submit": "Keep this decision",
    }
    return TemplateResponse(request, "clinic_admin/form.html", context)


def _in_words(proposal: Proposal) -> str:
    offer = "the next level" if proposal.amount is None else f"start with {proposal.amount} a set"
    return f"{proposal.prescription}: {offer} (from {proposal.on:%-d %B})"


def _plain(value: object) -> object:
    """Give an amount as text, which is how a decision keeps it exactly."""
    return f"{value:f}" if isinstance(value, Decimal) else value


def _decided(request: HttpRequest, patient: Patient, form: Decision) -> bool:
    told = form.cleaned_data
    about: dict[str, Any] = {"patient": patient, "kind": ActionKind(told["kind"]), "value": form.said()}
    about |= {name: told[name] for name in ("prescription", "reason", "effective_on", "confirmed")}
    try:
        take_decision(**deed(request), **about)
    except Refused as refusal:
        form.refused(refusal)
        return False
    return True
