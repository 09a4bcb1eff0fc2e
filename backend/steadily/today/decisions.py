"""A clinician's decision taken whole: its proposal looked up, a large rise asked about, kept, and followed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import transaction

from steadily.guidance.protocol import DEFAULT
from steadily.guidance.terms import ActionKind
from steadily.people.models import Patient
from steadily.plans.decisions import decide, read_value
from steadily.plans.models import ClinicalAction, Prescription
from steadily.records.refusals import Refused
from steadily.today.actions import look_again
from steadily.today.outcomes import outcome
from steadily.today.proposals import Proposal, open_proposals

SETS_AN_AMOUNT = {ActionKind.SET_DOSE, ActionKind.SET_LEVEL}
ANSWERS = {ActionKind.ACCEPT, ActionKind.DECLINE}


@transaction.atomic
def take_decision(
    *,
    by: object,
    at: datetime,
    patient: Patient,
    kind: ActionKind,
    prescription: Prescription | None = None,
    value: Mapping[str, Any] | None = None,
    **told: Any,
) -> ClinicalAction:
    """Keep a clinician's decision and look at the patient again. Raises Refused, naming the field.

    `told` is what `decide` asks for besides: reason, effective_on, confirmed.
    """
    today = patient.civil_date(at)
    read = read_value(kind, value or {})
    proposed, raising = None, (kind, read)
    if kind in ANSWERS:
        proposal = _answered(patient, today, read["proposal"], prescription)
        prescription = proposal.prescription
        if kind is ActionKind.ACCEPT and proposal.amount is not None:
            proposed, raising = proposal.amount, (ActionKind.SET_DOSE, {"v": str(proposal.amount)})
    percent = _rise(patient, today, prescription, *raising)
    about: dict[str, Any] = {"prescription": prescription, "value": value, "proposed": proposed, "rise": percent}
    action = decide(by=by, at=at, patient=patient, kind=kind, **about, **told)
    look_again(patient=patient, at=at)
    return action


def _rise(
    patient: Patient, today: date, prescription: Prescription | None, kind: ActionKind, value: Mapping[str, Any]
) -> Decimal | None:
    return None if prescription is None else rise(patient, on=today, prescription=prescription, kind=kind, value=value)


def _answered(patient: Patient, today: date, name: str, prescription: Prescription | None) -> Proposal:
    """Find the open proposal that is answered; two answers at once come one after the other."""
    Patient.objects.select_for_update().get(pk=patient.pk)
    found = next((each for each in open_proposals(patient, today) if str(each.id) == name), None)
    if found is None:
        raise Refused("This proposal is not open.", field="value/proposal", code="no-such-proposal", status=409)
    if prescription not in (None, found.prescription):
        raise Refused("The proposal is about another exercise.", field="prescription")
    return found


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
