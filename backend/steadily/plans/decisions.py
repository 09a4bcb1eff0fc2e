"""What a clinician decides about a running plan, and what each kind of decision must say."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Any

import msgspec
from django.db import transaction
from msgspec import Meta

from steadily.guidance.terms import ActionKind, PainMode
from steadily.people.models import Patient
from steadily.plans.models import ClinicalAction, Prescription
from steadily.records.models import audit
from steadily.records.refusals import Refused

Amount = Annotated[Decimal, Meta(ge=1, le=999)]
Usual = Annotated[Decimal, Meta(ge=0, le=10)] | None


class Value(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    """A decision that says nothing more than its kind."""


class SetDose(Value):
    """A new amount for one set."""

    v: Amount


class SetLevel(Value):
    """A new level, with the amount to do at it."""

    level: Annotated[int, Meta(ge=1, le=3)]
    v: Amount


class SetRange(Value):
    """A new most for the level."""

    max: Amount


class SetPainMode(Value):
    """How the pain in a session is read."""

    mode: PainMode


class SetBaseline(Value):
    """The patient's usual, where the diary can't tell it."""

    pain: Usual = None
    interference: Usual = None
    morning: Usual = None


class EndFlare(Value):
    """The end of a flare; with `rebaseline` the last week becomes the new usual."""

    rebaseline: bool = False


VALUES: dict[ActionKind, type[Value]] = {
    ActionKind.CLEAR_SAFETY: Value,
    ActionKind.PAUSE: Value,
    ActionKind.RESUME: Value,
    ActionKind.SET_DOSE: SetDose,
    ActionKind.SET_LEVEL: SetLevel,
    ActionKind.SET_RANGE: SetRange,
    ActionKind.LOCK: Value,
    ActionKind.UNLOCK: Value,
    ActionKind.SET_PAIN_MODE: SetPainMode,
    ActionKind.SET_BASELINE: SetBaseline,
    ActionKind.START_FLARE: Value,
    ActionKind.END_FLARE: EndFlare,
    ActionKind.TURN_ON_ENGINE: Value,
    ActionKind.NOTE: Value,
}
"""The kinds a clinician can decide today, with what each must say."""

ABOUT_ONE_EXERCISE = {
    ActionKind.PAUSE,
    ActionKind.RESUME,
    ActionKind.SET_DOSE,
    ActionKind.SET_LEVEL,
    ActionKind.SET_RANGE,
    ActionKind.LOCK,
    ActionKind.UNLOCK,
}


@transaction.atomic
def decide(
    *,
    by: object,
    at: datetime,
    patient: Patient,
    kind: ActionKind,
    reason: str,
    prescription: Prescription | None = None,
    value: Mapping[str, Any] | None = None,
    effective_on: date | None = None,
) -> ClinicalAction:
    """Keep a clinician's decision with its reason. Raises Refused, naming the field."""
    today = patient.civil_date(at)
    _check_prescription(patient, kind, prescription)
    if effective_on is not None and effective_on < today:
        raise Refused("A decision can take effect today or later.", field="effective_on")
    action = ClinicalAction.objects.create(
        patient=patient,
        prescription=prescription,
        kind=kind,
        value=read_value(kind, value or {}),
        reason=reason,
        at=at,
        effective_on=effective_on or today,
        by=str(by),
    )
    audit(by=by, at=at, verb=kind, subject=action, patient=patient, value=action.value, reason=reason)
    return action


def read_value(kind: ActionKind, value: Mapping[str, Any]) -> dict[str, Any]:
    """Read what a decision says, strictly; amounts come back as text. Raises Refused, naming the field."""
    if kind not in VALUES:
        raise Refused("We do not know this kind of decision.", field="kind")
    try:
        read = msgspec.convert(dict(value), VALUES[kind])
    except msgspec.ValidationError as error:
        message, _, path = str(error).partition(" - at `$")
        field = "value" + path.rstrip("`").replace(".", "/")
        raise Refused(message.replace("`", "'"), field=field) from None
    return {name: each for name, each in msgspec.to_builtins(read).items() if each is not None}


def _check_prescription(patient: Patient, kind: ActionKind, prescription: Prescription | None) -> None:
    if kind in ABOUT_ONE_EXERCISE and prescription is None:
        raise Refused("Say which exercise this is about.", field="prescription")
    if prescription is not None and prescription.plan.patient_id != patient.id:
        raise Refused("This exercise is not in the patient's plan.", field="prescription")
