"""A rise above what the engine itself may ever do is asked about first."""

from __future__ import annotations

from decimal import Decimal

import pytest

from steadily.guidance.terms import ActionKind
from steadily.people.models import Patient
from steadily.plans.models import Plan, Prescription
from steadily.today.decisions import rise
from steadily.today.outcomes import outcome
from tests.conftest import TODAY


@pytest.mark.parametrize(("amount", "percent"), [("8", None), ("12", None), ("12.5", Decimal(25)), ("15", Decimal(50))])
def test_more_than_a_fifth_at_once_is_told_in_percent(
    amara: Patient, amara_plan: Plan, sit_to_stand: Prescription, amount: str, percent: Decimal | None
) -> None:
    kind, value = ActionKind.SET_DOSE, {"v": amount}

    assert rise(amara, on=TODAY, prescription=sit_to_stand, kind=kind, value=value) == percent


def test_a_new_level_is_asked_about_like_a_new_amount(
    amara: Patient, amara_plan: Plan, sit_to_stand: Prescription
) -> None:
    kind, value = ActionKind.SET_LEVEL, {"level": 3, "v": "15"}

    assert rise(amara, on=TODAY, prescription=sit_to_stand, kind=kind, value=value) == 50


def test_a_pause_raises_nothing(amara: Patient, amara_plan: Plan, sit_to_stand: Prescription) -> None:
    assert rise(amara, on=TODAY, prescription=sit_to_stand, kind=ActionKind.PAUSE, value={}) is None


def test_nothing_is_decided_for_someone_who_never_had_a_plan(amara: Patient) -> None:
    assert outcome(amara, TODAY) is None
