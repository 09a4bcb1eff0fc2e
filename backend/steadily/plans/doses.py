"""Setting down how much: the first dose of a prescription and each changed one."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from steadily.guidance.protocol import DEFAULT
from steadily.plans.models import Dose, Prescription
from steadily.records.refusals import Refused, refuse_unclean

AMOUNTS = ("level", "sets", "amount", "maximum", "per_week", "weekdays", "hold_s", "rest_s")
"""What a dose says, apart from whose it is and since when."""


def first_dose(prescription: Prescription, *, starts_on: date | None, **amounts: Any) -> Dose:
    """Keep the dose a prescription begins with; without `starts_on` it begins with the plan."""
    return _keep(Dose(prescription=prescription, plan_version=prescription.plan.version, starts_on=starts_on), amounts)


def next_dose(prescription: Prescription, *, starts_on: date, changes: Mapping[str, Any]) -> Dose:
    """Keep a changed dose from a day on; what `changes` leaves out stays as it was."""
    last = prescription.doses.latest("plan_version")
    amounts = {name: getattr(last, name) for name in AMOUNTS} | dict(changes)
    return _keep(Dose(prescription=prescription, plan_version=prescription.plan.version, starts_on=starts_on), amounts)


def change(dose: Dose, changes: Mapping[str, Any]) -> Dose:
    """Change a dose in place, while it is still a draft's."""
    return _keep(dose, changes)


def rise_in_percent(prescription: Prescription, changes: Mapping[str, Any]) -> Decimal | None:
    """Tell by how much a change would raise the amount last set, or None when that needs no asking (9.1 no. 12)."""
    last = prescription.doses.latest("plan_version")
    percent = (Decimal(changes.get("amount", last.amount)) / last.amount - 1) * 100
    return percent if percent > DEFAULT["hard_pct"] else None


def _keep(dose: Dose, amounts: Mapping[str, Any]) -> Dose:
    unknown = {*amounts} - {*AMOUNTS}
    if unknown:
        raise Refused(f"A dose has no {min(unknown)}.", field=min(unknown))
    for name, amount in amounts.items():
        setattr(dose, name, amount)
    refuse_unclean(dose)
    if Decimal(dose.amount) > Decimal(dose.maximum):
        raise Refused("The amount is above the most for this level.", field="amount")
    dose.save()
    return dose
