"""What a clinician should be asked before a decision is kept."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from steadily.guidance.protocol import DEFAULT
from steadily.guidance.terms import ActionKind
from steadily.people.models import Patient
from steadily.plans.models import Prescription
from steadily.today.outcomes import outcome

SETS_AN_AMOUNT = {ActionKind.SET_DOSE, ActionKind.SET_LEVEL}


def rise(
    patient: Patient, *, on: date, prescription: Prescription, kind: ActionKind, value: Mapping[str, Any]
) -> Decimal | None:
    """Tell by how many percent a decision would raise an amount, where that is more than the engine itself may ever.

    None where it is within that ceiling (protocol 9.1, no. 12), lowers the amount, or sets none.
    """
    carried = _carried(patient, on, prescription)
    if kind not in SETS_AN_AMOUNT or carried is None:
        return None
    percent = (Decimal(str(value["v"])) / carried - 1) * 100
    return percent if percent > DEFAULT["hard_pct"] else None


def _carried(patient: Patient, on: date, prescription: Prescription) -> Decimal | None:
    """Give the exact amount that the next day's dose is made from."""
    now = outcome(patient, on)
    doses = now.next if now else ()
    return next((dose.v_exact for dose in doses if dose.prescription == str(prescription.id)), None)
