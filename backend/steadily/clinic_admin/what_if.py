"""One number of the protocol tried on a patient's own history: the days that would have differed, side by side."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.utils import timezone

from steadily.clinic_admin.fields import day_picker
from steadily.clinic_admin.protocol_words import thresholds
from steadily.clinic_admin.signed_in import signed_in
from steadily.clinic_admin.words import FLARE, PHASE, STATUS, WHY, spoken
from steadily.guidance.outcome import Outcome
from steadily.guidance.protocol import Who
from steadily.guidance.terms import DoseStatus
from steadily.people.models import Patient
from steadily.records.refusals import Refused
from steadily.today.gather import gather
from steadily.today.what_if import MOST_DAYS, USUAL_DAYS, what_if


@dataclass(frozen=True)
class Row:
    """A day that would have ended otherwise, each side as lines; only what differs is said."""

    on: date
    was: list[str]
    would_be: list[str]


class Try(forms.Form):
    """The number to try, and over which days."""

    key = forms.ChoiceField(choices=thresholds([Who.CLINICIAN, Who.LEAD]), label="Number")
    value = forms.DecimalField(label="Try")
    since = forms.DateField(
        required=False, label="From", help_text=f"Empty: the last {USUAL_DAYS} days.", widget=day_picker()
    )
    until = forms.DateField(
        required=False, label="Until", help_text=f"Empty: today. At most {MOST_DAYS} days.", widget=day_picker()
    )

    def refused(self, refusal: Refused) -> None:
        """Show a refusal at the box it is about."""
        field = "value" if refusal.field.startswith("values") else refusal.field
        self.add_error(field if field in self.fields else None, refusal.detail)


def what_if_view(request: HttpRequest, patient_id: UUID) -> HttpResponse:
    """Ask for a number and show what it would have changed; nothing is kept."""
    patient = get_object_or_404(Patient.objects.visible_to(signed_in(request)), pk=patient_id)
    form = Try(request.POST or None, label_suffix="")
    rows = _compared(patient, form) if request.method == "POST" and form.is_valid() else None
    context = {
        **admin.site.each_context(request),
        "title": f"What if, for {patient.name}",
        "patient": patient,
        "form": form,
        "parts": [{"heading": "", "boxes": list(form)}],
        "submit": "Compare",
        "rows": rows,
    }
    return TemplateResponse(request, "clinic_admin/what_if.html", context)


def _compared(patient: Patient, form: Try) -> list[Row] | None:
    told, gathered = form.cleaned_data, gather(patient)
    names = {str(row.pk): str(row) for row in gathered.prescriptions}
    period = {"since": told["since"], "until": told["until"], "today": patient.civil_date(timezone.now())}
    try:
        found = what_if(gathered, {told["key"]: told["value"]}, **period)
    except Refused as refusal:
        form.refused(refusal)
        return None
    return [_row(day.on, _lines(day.was, names), _lines(day.would_be, names)) for day in found.days]


def _row(on: date, was: list[str], would_be: list[str]) -> Row:
    return Row(on, [line for line in was if line not in would_be], [line for line in would_be if line not in was])


def _lines(evening: Outcome, names: dict[str, str]) -> list[str]:
    """Say an evening in words, line by line."""
    lights = [f"{names.get(each.prescription, '')}: {each.final or each.provisional}" for each in evening.lights]
    reviews = [
        f"Review of {names.get(each.prescription, '')}: {each.gate or each.result}, {each.v_exact:f}"
        for each in evening.reviews
    ]
    doses = [f"Next {names.get(each.prescription, '')}: {_dose(each)}" for each in evening.next]
    alerts = [spoken(each.code, WHY) for each in evening.alerts]
    day = "" if evening.flare.day is None else f", day {evening.flare.day}"
    return [f"{FLARE[evening.flare.state]}{day}", PHASE[evening.phase], *lights, *reviews, *doses, *alerts]


def _dose(dose: Any) -> str:
    """Say a dose with the exact amount behind it, which may differ where what is shown does not."""
    words = STATUS[dose.status]
    if dose.status is DoseStatus.DO:
        words = f"level {dose.level}, {dose.sets} \N{MULTIPLICATION SIGN} {dose.value}"
    return f"{words}{'' if dose.due else ', not asked for'} (exactly {dose.v_exact:f})"
