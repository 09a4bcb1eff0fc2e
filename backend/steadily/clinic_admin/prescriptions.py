"""The table of a plan's exercises and doses, and what saving it does: to a draft, or to a live plan from a day on."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.http import HttpRequest

from steadily.clinic_admin.rows import RowForm, Rows, changed
from steadily.clinic_admin.signed_in import deed
from steadily.plans.actions import change_draft, prescribe, revise_plan, set_draft_dose, take_out
from steadily.plans.models import Dose, Plan, Prescription

DOSE = ["level", "sets", "amount", "maximum", "per_week", "hold_s", "rest_s"]
OWN = ["side", "priority"]
EMPTY_ROWS = 2


def _dose_field(name: str, label: str) -> Any:
    """Make a box for one part of a dose, with the model's own bounds."""
    field: Any = Dose._meta.get_field(name)
    made = field.formfield(label=label, required=False)
    made.initial = None
    return made


class PrescriptionForm(RowForm):
    """One exercise with its dose. On a new row, what is left empty is taken from the exercise's usual dose."""

    names_new_rows = "exercise"
    new_row = "new exercise"

    level = _dose_field("level", "Level")
    sets = _dose_field("sets", "Sets")
    amount = _dose_field("amount", "Amount")
    maximum = _dose_field("maximum", "Most")
    per_week = _dose_field("per_week", "A week")
    hold_s = _dose_field("hold_s", "Hold (s)")
    rest_s = _dose_field("rest_s", "Rest (s)")
    out = forms.BooleanField(required=False, label="Take out")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.kept:
            del self.fields["out"]
            return
        dose = self.instance.standing_doses()[-1]
        self.initial.update({name: _short(getattr(dose, name)) for name in DOSE})
        if self.instance.plan.live:
            for name in OWN:
                self.fields[name].disabled = True

    @property
    def row_name(self) -> str:
        return self.instance.exercise.name if self.kept else self.new_row

    @property
    def unit(self) -> str:
        """Give the unit of the amounts, where the exercise is known."""
        return str(self.instance.exercise.get_unit_display()) if self.kept else ""

    def clean(self) -> dict[str, Any]:
        told = super().clean()
        exercise = self.instance.exercise if self.kept else told.get("exercise")
        if exercise is None:
            return told
        for name in DOSE:
            if told.get(name) is None and name not in self.errors:
                self._fill(name, exercise)
        self._check_maximum(told)
        return told

    def _fill(self, name: str, exercise: Any) -> None:
        if self.kept:
            self.add_error(name, "Give a number.")
        else:
            self.cleaned_data[name] = getattr(exercise, name, 1)

    def _check_maximum(self, told: dict[str, Any]) -> None:
        amount, maximum = told.get("amount"), told.get("maximum")
        if amount is not None and maximum is not None and amount > maximum:
            self.add_error("amount", f"The most is {maximum.normalize():f}.")

    @property
    def dose(self) -> dict[str, Any]:
        """Give the whole dose."""
        return {name: self.cleaned_data[name] for name in DOSE}

    @property
    def dose_changes(self) -> dict[str, Any]:
        """Give what was changed in the dose."""
        return {name: value for name, value in self.changes.items() if name in DOSE}


class Prescriptions(Rows):
    """A plan's exercises."""

    model = Prescription
    form = PrescriptionForm
    fields = ["exercise", *DOSE, *OWN, "out"]
    extra = EMPTY_ROWS
    verbose_name_plural = "Exercises"

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        current = super().get_queryset(request).filter(ended_on=None)
        return current.select_related("exercise", "plan").prefetch_related("doses")

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_change_permission(request, obj) and (obj is None or obj.ended_at is None)

    has_change_permission = has_add_permission


def save_draft(request: HttpRequest, plan: Plan, formset: Any) -> None:
    """Change a draft to what the table says."""
    for form, prescription in changed(formset):
        if not form.kept:
            told = form.cleaned_data
            own = {name: told[name] for name in ["exercise", *OWN]}
            prescribe(**deed(request), plan=plan, **own, **form.dose)
        elif form.cleaned_data["out"]:
            take_out(**deed(request), prescription=prescription)
        else:
            _change(request, form, prescription)


def save_live(request: HttpRequest, plan: Plan, formset: Any, *, starts_on: date, confirmed: bool) -> None:
    """Make what the table says the next version of a live plan, from a day on."""
    rows = list(changed(formset))
    added = [
        {name: form.cleaned_data[name] for name in ["exercise", *OWN]} | form.dose for form, _ in rows if not form.kept
    ]
    ended = [prescription for form, prescription in rows if form.kept and form.cleaned_data["out"]]
    doses = {
        prescription: form.dose_changes
        for form, prescription in rows
        if form.kept and form.dose_changes and prescription not in ended
    }
    if rows:
        changes: dict[str, Any] = {"doses": doses, "added": added, "ended": ended, "confirmed": confirmed}
        revise_plan(**deed(request), plan=plan, starts_on=starts_on, **changes)


def _short(value: Any) -> Any:
    """Leave out the zeros behind an amount's point."""
    return Decimal(f"{value.normalize():f}") if isinstance(value, Decimal) else value


def _change(request: HttpRequest, form: Any, prescription: Any) -> None:
    if form.dose_changes:
        set_draft_dose(**deed(request), prescription=prescription, **form.dose_changes)
    if {*form.changes} & {*OWN}:
        own = {name: form.cleaned_data[name] for name in OWN}
        change_draft(**deed(request), prescription=prescription, **own)
