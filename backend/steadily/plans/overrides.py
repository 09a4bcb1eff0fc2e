"""Which of the protocol's numbers and tiers a treating clinician may change for one patient."""

from __future__ import annotations

from decimal import Decimal

from steadily.guidance.outcome import Origin
from steadily.guidance.protocol import DEFAULT, PER_EXERCISE, OutsideBracket
from steadily.guidance.safety import check_tier
from steadily.records.refusals import Refused


def may_set(key: str, value: Decimal) -> None:
    """Refuse a number that is not a clinician's to change, or a value beyond its bracket."""
    try:
        DEFAULT.with_values({key: value}, Origin.PATIENT)
    except OutsideBracket as refusal:
        field = "value/value" if refusal.of_value else "value/key"
        raise Refused(str(refusal), field=field, code="outside-bracket") from None


def may_set_for_one(key: str) -> None:
    """Refuse a number that does not differ from exercise to exercise."""
    if key not in PER_EXERCISE:
        detail = f"{key} holds for the whole plan. Leave the exercise out."
        raise Refused(detail, field="prescription", code="not-per-exercise")


def may_raise(question: str, tier: int) -> None:
    """Refuse a question nobody asks, and a tier that is not more urgent than the protocol's own."""
    try:
        check_tier(question, Decimal(tier))
    except OutsideBracket as refusal:
        raise Refused(str(refusal), field="value/tier" if refusal.of_value else "value/id") from None
