"""Every number a clinic may set for all its patients: what it means, what it is now, and what it will be tomorrow."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from steadily.guidance.protocol import THRESHOLDS, Threshold, Who
from steadily.guidance.safety import TIERS
from steadily.protocols.meanings import MEANINGS
from steadily.protocols.models import ClinicDefault

MOST_URGENT = 1


@dataclass(frozen=True, slots=True)
class Number:
    """One number with its bracket. `standing` is what the clinic set of it, `coming` what it set from a later day on.

    `lead_only` says that no clinician may change it for a single patient.
    """

    key: str
    rule: str
    meaning: str
    default: Decimal
    low: Decimal
    high: Decimal
    source: str
    lead_only: bool
    standing: ClinicDefault | None
    coming: ClinicDefault | None

    @property
    def value(self) -> Decimal:
        """The number in force today for a patient without one of their own."""
        return self.default if self.standing is None else self.standing.value


def numbers(clinic_id: UUID, today: date) -> list[Number]:
    """List a clinic's numbers in the order of the protocol, then the tiers that can be made more urgent."""
    standing: dict[str, ClinicDefault] = {}
    coming: dict[str, ClinicDefault] = {}
    for row in ClinicDefault.objects.filter(clinic_id=clinic_id).order_by("effective_on", "set_at", "id"):
        (standing if row.effective_on <= today else coming)[row.key] = row
    return [*_thresholds(standing, coming), *_tiers(standing, coming)]


Set = dict[str, ClinicDefault]


def _thresholds(standing: Set, coming: Set) -> Iterator[Number]:
    for each in _changeable(THRESHOLDS):
        yield Number(
            key=each.key,
            rule=each.rule,
            meaning=MEANINGS[each.key],
            default=each.default,
            low=each.default if each.low is None else each.low,
            high=each.default if each.high is None else each.high,
            source=each.source,
            lead_only=each.who is Who.LEAD,
            standing=standing.get(each.key),
            coming=coming.get(each.key),
        )


def _changeable(thresholds: Iterable[Threshold]) -> Iterator[Threshold]:
    return (each for each in thresholds if each.who is not Who.FIXED)


def _tiers(standing: Set, coming: Set) -> Iterator[Number]:
    for question, tier in TIERS.items():
        if tier > MOST_URGENT:
            yield Number(
                key=question,
                rule="R-SF1",
                meaning=f"How urgent a yes to {question} is: 1 call 999, 2 A&E, 3 advice today, 4 a GP this week",
                default=Decimal(tier),
                low=Decimal(MOST_URGENT),
                high=Decimal(tier - 1),
                source="section 4",
                lead_only=False,
                standing=standing.get(question),
                coming=coming.get(question),
            )
