"""The protocol's numbers for the whole clinic: everybody reads them, the clinic's lead changes one, from tomorrow."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone

from steadily.clinic_admin.protocol_words import FAMILIES, questions, thresholds
from steadily.clinic_admin.signed_in import signed_in
from steadily.guidance.protocol import Who
from steadily.library.texts import texts
from steadily.people.models import Clinician
from steadily.protocols.actions import may_change, set_clinic_default
from steadily.protocols.models import ClinicDefault
from steadily.protocols.numbers import Number, numbers
from steadily.records.refusals import Refused


@dataclass(frozen=True)
class Row:
    """A number in a clinician's words. `set_so` and `coming` say who set it, when and why; empty where nobody did."""

    meaning: str
    key: str
    rule: str
    default: str
    bracket: str
    value: str
    whose: str
    set_so: str
    coming: str


@dataclass(frozen=True)
class Family:
    """The numbers of one family of rules."""

    heading: str
    rows: list[Row]


class Change(forms.Form):
    """The number to change for everyone, to what, and why."""

    key = forms.ChoiceField(label="Number", choices=lambda: [*thresholds([Who.CLINICIAN, Who.LEAD]), *questions()[1:]])
    value = forms.DecimalField(label="New value")
    reason = forms.CharField(max_length=400, label="Reason", widget=forms.Textarea(attrs={"rows": 2}))


def clinic_defaults_view(request: HttpRequest) -> HttpResponse:
    """Show the clinic's numbers, and to its lead the form that changes one."""
    clinician = signed_in(request)
    leads = may_change(clinician)
    if request.method == "POST" and not leads:
        raise PermissionDenied
    form = Change(request.POST or None, label_suffix="")
    if request.method == "POST" and form.is_valid():
        row = _changed(clinician, timezone.now(), form)
        if row is not None:
            messages.success(request, f"Kept. It counts from {row.effective_on:%-d %B %Y}, for everyone's next day.")
            return redirect("admin:clinic_defaults")
    return TemplateResponse(request, "clinic_admin/clinic_defaults.html", _page(request, clinician, leads, form))


def _changed(clinician: Clinician, at: datetime, form: Change) -> ClinicDefault | None:
    today = clinician.clinic.civil_date(at)
    try:
        return set_clinic_default(by=clinician, at=at, today=today, **form.cleaned_data)
    except Refused as refusal:
        form.add_error(refusal.field if refusal.field in form.fields else None, refusal.detail)
        return None


def _page(request: HttpRequest, clinician: Clinician, leads: bool, form: Change) -> dict[str, Any]:
    today = clinician.clinic.civil_date(timezone.now())
    return {
        **admin.site.each_context(request),
        "title": "The clinic's numbers",
        "families": families(numbers(clinician.clinic_id, today)),
        "form": form if leads else None,
        "boxes": list(form),
        "tomorrow": today + timedelta(days=1),
    }


def families(all_numbers: Iterable[Number]) -> list[Family]:
    """Put the numbers in words, family by family."""
    by_rule = sorted(all_numbers, key=lambda each: [*FAMILIES].index(_family(each)))
    return [Family(FAMILIES[name], [_row(each) for each in rows]) for name, rows in groupby(by_rule, key=_family)]


def _family(number: Number) -> str:
    return number.rule.removeprefix("R-")[:2]


def _row(number: Number) -> Row:
    question = texts().get(number.key)
    return Row(
        meaning=number.meaning if question is None else f"How urgent a yes is to: {question}",
        key=number.key,
        rule=number.rule,
        default=f"{number.default:f}",
        bracket=f"{number.low} to {number.high}",
        value=f"{number.value.normalize():f}",
        whose="the protocol's" if number.standing is None else "the clinic's",
        set_so=_said(number.standing),
        coming=_coming(number.coming),
    )


def _said(row: ClinicDefault | None) -> str:
    return "" if row is None else f"{row.set_by}, {row.set_at:%-d %B %Y}: {row.reason}"


def _coming(row: ClinicDefault | None) -> str:
    return "" if row is None else f"{row.value.normalize():f} from {row.effective_on:%-d %B %Y} ({_said(row)})"
