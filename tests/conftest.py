"""What every test may use; the people of the tests join here."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
import time_machine
from hypothesis import settings
from hypothesis.configuration import set_hypothesis_home_dir
from hypothesis.database import DirectoryBasedExampleDatabase

from steadily.library.models import Exercise
from steadily.people.actions import activate, add_clinician, invite, open_clinic, register_patient
from steadily.people.models import Clinic, Clinician, Device, Patient
from steadily.plans.actions import activate_plan, draft_plan, prescribe, record_assessment
from steadily.plans.models import Plan

CACHE = Path(__file__).resolve().parent.parent / ".cache"
NOW = datetime(2026, 3, 10, 18, 0, tzinfo=UTC)
"""A Tuesday evening in March, in Amara's zone and everywhere in these tests."""
TODAY = date(2026, 3, 10)

set_hypothesis_home_dir(CACHE / "hypothesis")
settings.register_profile("steadily", database=DirectoryBasedExampleDatabase(CACHE / "hypothesis"), deadline=None)
settings.load_profile("steadily")


@dataclass(frozen=True)
class Phone:
    """A signed-in phone with the token it shows."""

    device: Device
    token: str


@pytest.fixture(autouse=True)
def tuesday_evening() -> Iterator[time_machine.Traveller]:
    """Stop the clock at 18:00 on 10 March 2026; a test moves it by `move_to`."""
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


@pytest.fixture
def now() -> datetime:
    return NOW


@pytest.fixture
def clinic(db: None) -> Clinic:
    return open_clinic(by="tests", at=NOW, name="Harbour Street Clinic", phone="01632 960 000")


@pytest.fixture
def other_clinic(db: None) -> Clinic:
    return open_clinic(by="tests", at=NOW, name="Mill Lane Clinic", phone="01632 960 111")


@pytest.fixture
def dr_chen(clinic: Clinic) -> Clinician:
    return add_clinician(
        by="tests",
        at=NOW,
        clinic=clinic,
        username="chen",
        password="a long enough password",
        name="Dr Chen",
        role="lead",
    )


@pytest.fixture
def dr_osei(other_clinic: Clinic) -> Clinician:
    """A clinician of another clinic, who may see nothing of this one."""
    return add_clinician(
        by="tests", at=NOW, clinic=other_clinic, username="osei", password="a long enough password", name="Dr Osei"
    )


@pytest.fixture
def amara(dr_chen: Clinician) -> Patient:
    return register_patient(
        by=dr_chen, at=NOW, clinic=dr_chen.clinic, name="Amara Nwosu", year_of_birth=1984, regions=["knee"]
    )


@pytest.fixture
def ben(dr_chen: Clinician) -> Patient:
    return register_patient(
        by=dr_chen, at=NOW, clinic=dr_chen.clinic, name="Ben Hart", year_of_birth=1971, regions=["low_back"]
    )


@pytest.fixture
def library(db: None) -> dict[str, Exercise]:
    """A few exercises, by code: strength, movement, walking and rest."""
    rows = [
        Exercise(code="K1", name="Sit to stand", regions=["knee"], category="STRENGTH", unit="reps"),
        Exercise(code="K5", name="Step up", regions=["knee"], category="STRENGTH", unit="reps"),
        Exercise(code="K2", name="Knee bends lying down", regions=["knee"], category="MOBILITY", unit="reps"),
        Exercise(code="G1", name="Easy walk", regions=["knee", "low_back"], category="AEROBIC", unit="min"),
        Exercise(code="G4", name="Slow breathing", regions=["knee", "low_back"], category="RELAX", unit="min"),
    ]
    return {each.code: each for each in Exercise.objects.bulk_create(rows)}


@pytest.fixture
def amara_plan(amara: Patient, dr_chen: Clinician, library: dict[str, Exercise]) -> Plan:
    """Amara's live knee plan from 10 March: 10 sit to stands and 12 minutes of walking."""
    record_assessment(by=dr_chen, at=NOW, patient=amara, on=TODAY, goals=["Walk my daughter to school"])
    plan = draft_plan(by=dr_chen, at=NOW, patient=amara, title="Knee: getting going")
    strength = {"level": 2, "sets": 2, "amount": Decimal(10), "maximum": Decimal(15), "per_week": 3}
    walk = {"level": 1, "sets": 1, "amount": Decimal(12), "maximum": Decimal(30), "per_week": 5}
    prescribe(by=dr_chen, at=NOW, plan=plan, exercise=library["K1"], priority=True, **strength)
    prescribe(by=dr_chen, at=NOW, plan=plan, exercise=library["G1"], **walk)
    return activate_plan(by=dr_chen, at=NOW, plan=plan)


@pytest.fixture
def amara_phone(amara: Patient, dr_chen: Clinician) -> Phone:
    """Amara's phone, signed in with a code from Dr Chen."""
    code = invite(by=dr_chen, at=NOW, patient=amara).typed
    signed_in = activate(code=code, year_of_birth=1984, device_name="Amara's phone", at=NOW)
    return Phone(signed_in.device, signed_in.token)
