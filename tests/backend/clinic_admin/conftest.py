"""Browsers at the clinicians' door."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.test import Client

from steadily.library.models import Exercise, PlanTemplate, TemplateItem
from steadily.people.models import Clinician
from steadily.plans.actions import record_assessment
from steadily.plans.models import Assessment
from tests.conftest import NOW, TODAY


def signed_in_as(clinician: Clinician) -> Client:
    """Open a browser and sign in by the admin's own page."""
    browser = Client()
    answer = browser.post("/admin/login/", {"username": clinician.user.username, "password": "a long enough password"})
    assert answer.status_code == 302
    return browser


@pytest.fixture
def chen(dr_chen: Clinician) -> Client:
    """Dr Chen's browser."""
    return signed_in_as(dr_chen)


@pytest.fixture
def osei(dr_osei: Clinician) -> Client:
    """The browser of Dr Osei, who works at another clinic."""
    return signed_in_as(dr_osei)


@pytest.fixture
def knee_start(library: dict[str, Exercise]) -> PlanTemplate:
    """A template with three knee exercises."""
    template = PlanTemplate.objects.create(code="knee-start", name="Knee: a start", region="knee")
    for position, code in enumerate(["K1", "K5", "G1"]):
        TemplateItem.objects.create(
            template=template,
            exercise=library[code],
            position=position,
            sets=2,
            amount=Decimal(8),
            maximum=Decimal(15),
            per_week=3,
        )
    return template


@pytest.fixture
def amara_assessed(amara: object, dr_chen: Clinician) -> Assessment:
    """Amara's assessment of today."""
    return record_assessment(by=dr_chen, at=NOW, patient=amara, on=TODAY, goals=["Walk to school"])  # type: ignore[arg-type]
