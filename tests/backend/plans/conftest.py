"""A draft and an assessment for Amara."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

import pytest

from steadily.library.models import Exercise
from steadily.people.models import Clinician, Patient
from steadily.plans.actions import draft_plan, prescribe, record_assessment
from steadily.plans.models import Assessment, Plan

TODAY = date(2026, 3, 10)
TEN = {"level": 2, "sets": 2, "amount": Decimal(10), "maximum": Decimal(15), "per_week": 3}


@pytest.fixture
def draft(amara: Patient, dr_chen: Clinician, now: datetime, library: dict[str, Exercise]) -> Plan:
    """A draft for Amara with ten sit to stands, and no assessment yet."""
    plan = draft_plan(by=dr_chen, at=now, patient=amara, title="Knee: getting going")
    prescribe(by=dr_chen, at=now, plan=plan, exercise=library["K1"], **TEN)
    return plan


@pytest.fixture
def assessment(amara: Patient, dr_chen: Clinician, now: datetime) -> Assessment:
    return record_assessment(by=dr_chen, at=now, patient=amara, on=TODAY, goals=["Walk to school", "Kneel to garden"])
