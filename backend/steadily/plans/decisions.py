"""What a clinician decides about a running plan, and what each kind of decision must say."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Any
from uuid import UUID

import msgspec
from django.db import transaction
from msgspec import Meta

from steadily.guidance.terms import ActionKind, PainMode
from steadily.people.models import Patient
from steadily.plans import checks, overrides
from steadily.plans.models import ClinicalAction, Prescription
from steadily.records.amounts import Amount, exact
from steadily.records.models import audit
from steadily.records.refusals import Refused, refuse_unclean
from steadily.records.wording import plain


class Value(msgspec.Struct, forbid_unknown_fields=True):
    """A decision that says nothing more than its kind."""


class SetDose(Value):
    """A new amount for one set."""

    v: Amount

    def __post_init__(self) -> None:
        _something(self.v)


class SetLevel(Value):
    """A new level, with the amount to do at it."""

    level: Annotated[int, Meta(ge=1, le=3)]
    v: Amount

    def __post_init__(self) -> None:
        _something(self.v)


class SetRange(Value):
    """A new most for the level."""

    max: Amount

    def __post_init__(self) -> None:
        _something(self.max)


class SetPainMode(Value):
    """How the pain in a session is read."""

    mode: PainMode


class SetBaseline(Value):
    """The patient's usual, where the diary can't tell it; each 0 to 10."""

    pain: Amount | None = None
    interference: Amount | None = None
    morning: Amount | None = None

    def __post_init__(self) -> None:
        given = [each for each in (self.pain, self.interference, self.morning) if each is not None]
        if not given or any(exact(each) > 10 for each in given):
            raise ValueError("give at least one of pain, interference and morning, from 0 to 10")


class EndFlare(Value):
    """The end of a flare; with `rebaseline` the last week becomes the new usual."""

    rebaseline: bool = False


class SetThreshold(Value):
    """Another number of the protocol for this patient, within its bracket."""

    key: str
    value: Amount


class RaiseTier(Value):
    """A safety question made more urgent for this patient: 1 is the most urgent."""

    id: str
    tier: Annotated[int, Meta(ge=1, le=5)]


class Answer(Value):
    """The answer to a proposal, named by its id."""

    proposal: UUID


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
    ActionKind.ACCEPT: Answer,
    ActionKind.DECLINE: Answer,
    ActionKind.SET_THRESHOLD: SetThreshold,
    ActionKind.RAISE_TIER: RaiseTier,
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
    ActionKind.ACCEPT,
    ActionKind.DECLINE,
}

ALSO_ABOUT_ONE_EXERCISE = {ActionKind.NOTE, ActionKind.SET_THRESHOLD}
"""What may be said of the whole plan or of a single exercise."""


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
    proposed: Decimal | None = None,
    rise: Decimal | None = None,
    confirmed: bool = False,
) -> ClinicalAction:
    """Keep a clinician's decision with its reason. Raises Refused, naming the field.

    `proposed` is the amount of an accepted proposal, where it is one. `rise` is by how many percent the decision raises
    what the patient does now, where that is enough to ask whether it is meant; it then needs `confirmed`.
    """
    today = patient.civil_date(at)
    read = read_value(kind, value or {}) | ({} if proposed is None else {"v": str(proposed)})
    _check_prescription(patient, kind, prescription)
    if kind is ActionKind.SET_THRESHOLD and prescription is not None:
        overrides.may_set_for_one(read["key"])
    if effective_on is not None and effective_on < today:
        raise Refused("A decision can take effect today or later.", field="effective_on")
    if rise is not None and not confirmed:
        raise checks.a_question_about(rise, str(prescription))
    action = ClinicalAction(
        patient=patient,
        prescription=prescription,
        kind=kind,
        value=read,
        reason=reason.strip(),
        at=at,
        effective_on=effective_on or today,
        by=str(by),
    )
    refuse_unclean(action)
    action.save(force_insert=True)
    audit(by=by, at=at, verb=kind, subject=action, patient=patient, value=read, reason=reason, rise=rise)
    return action


def read_value(kind: ActionKind, value: Mapping[str, Any]) -> dict[str, Any]:
    """Read what a decision says, strictly; amounts come back as text. Raises Refused, naming the field."""
    if kind not in VALUES:
        raise Refused("We do not know this kind of decision.", field="kind")
    try:
        read = msgspec.convert(dict(value), VALUES[kind])
    except msgspec.ValidationError as error:
        detail, pointer = plain(error)
        raise Refused(detail, field=f"value{pointer}") from None
    _check_override(read)
    said = msgspec.to_builtins(read)
    return {name: _as_text(name, each) for name, each in said.items() if each is not None}


def _check_override(read: Value) -> None:
    match read:
        case SetThreshold():
            overrides.may_set(read.key, exact(read.value))
        case RaiseTier():
            overrides.may_raise(read.id, read.tier)
        case _:
            pass


AMOUNTS = {"v", "max", "pain", "interference", "morning", "value"}


def _as_text(name: str, said: object) -> object:
    return str(said) if name in AMOUNTS else said


def _something(amount: str | int) -> None:
    if not 1 <= exact(amount) <= 999:
        raise ValueError("an amount is from 1 to 999")


def _check_prescription(patient: Patient, kind: ActionKind, prescription: Prescription | None) -> None:
    if prescription is None:
        if kind in ABOUT_ONE_EXERCISE:
            raise Refused("Say which exercise this is about.", field="prescription")
        return
    if kind not in {*ABOUT_ONE_EXERCISE, *ALSO_ABOUT_ONE_EXERCISE}:
        raise Refused("This is about the whole plan. Leave the exercise out.", field="prescription")
    if prescription.plan.patient_id != patient.id or not prescription.plan.live:
        raise Refused("This exercise is not in the patient's plan.", field="prescription")
    if prescription.ended_on is not None:
        raise Refused("This exercise has been taken out of the plan.", field="prescription")
