"""Keeping the protocol's numbers by version, and changing a clinic's defaults."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Protocol as Shape
from uuid import UUID

from django.db import transaction

from steadily.guidance.outcome import Origin
from steadily.guidance.protocol import DEFAULT, OutsideBracket, Protocol
from steadily.guidance.safety import TIERS, check_tier
from steadily.protocols.models import ClinicDefault, ProtocolVersion
from steadily.records.models import audit
from steadily.records.refusals import Refused, refuse_unclean

LEAD = "lead"


class ClinicStaff(Shape):
    """Someone of a clinic, as far as this room needs to know them."""

    @property
    def clinic_id(self) -> UUID: ...


def may_change(staff: ClinicStaff) -> bool:
    """Tell whether someone may change a number for everyone: only a person does, who leads the clinic."""
    return getattr(staff, "role", None) == LEAD


@transaction.atomic
def keep_version(*, by: object, at: datetime, protocol: Protocol = DEFAULT) -> ProtocolVersion:
    """Keep a version's numbers, once. Raises Refused where the version is kept with other numbers."""
    values = {key: str(value) for key, value in protocol.values.items()}
    kept = ProtocolVersion.objects.filter(version=protocol.version).first()
    if kept is not None:
        if kept.values != values:
            raise Refused(f"Version {protocol.version} is kept with other numbers. Name these anew.", field="version")
        return kept
    kept = ProtocolVersion.objects.create(version=protocol.version, values=values, made_at=at, made_by=str(by))
    audit(by=by, at=at, verb="keep_version", subject=kept, version=kept.version)
    return kept


@transaction.atomic
def set_clinic_default(
    *, by: ClinicStaff, at: datetime, today: date, key: str, value: Decimal, reason: str
) -> ClinicDefault:
    """Change a number for all patients of the lead's clinic, from tomorrow. Raises Refused, naming the field.

    Advice up to today keeps the number it was given under; a patient's own number stays in force. The key of a safety
    question changes its tier, to a more urgent one only. What was set last is not
    set again: it comes back as it stands.
    """
    if not may_change(by):
        raise Refused("Only the clinic's lead can change this for everyone.", code="not-the-lead", status=403)
    _check_bracket(key, value)
    row = ClinicDefault(
        clinic_id=by.clinic_id,
        key=key,
        value=value,
        effective_on=today + timedelta(days=1),
        reason=reason.strip(),
        set_at=at,
        set_by=str(by),
    )
    refuse_unclean(row)
    before = ClinicDefault.objects.filter(clinic_id=by.clinic_id, key=key).last()
    if before is not None and before.value == value:
        return before
    _refuse_softening(row, before)
    row.save(force_insert=True)
    _write_down(by, at, row, before)
    return row


def _check_bracket(key: str, value: Decimal) -> None:
    try:
        if key in TIERS:
            check_tier(key, value)
        else:
            DEFAULT.with_values({key: value}, Origin.CLINIC)
    except OutsideBracket as refusal:
        raise Refused(str(refusal), field="value" if refusal.of_value else "key", code="outside-bracket") from None


def _refuse_softening(row: ClinicDefault, before: ClinicDefault | None) -> None:
    """Keep a tier as urgent as the clinic made it."""
    if row.key in TIERS and before is not None and row.value > before.value:
        detail = f"{row.key} has tier {before.value:.0f} here already. It can only be made more urgent."
        raise Refused(detail, field="value", code="outside-bracket")


def _write_down(by: ClinicStaff, at: datetime, row: ClinicDefault, before: ClinicDefault | None) -> None:
    usual = TIERS[row.key] if row.key in TIERS else DEFAULT[row.key]
    audit(
        by=by,
        at=at,
        verb="set_clinic_default",
        subject=row,
        clinic_id=row.clinic_id,
        key=row.key,
        before=str(usual if before is None else before.value),
        after=str(row.value),
        reason=row.reason,
    )
