"""A number tried on Amara's own history, in the admin."""

from __future__ import annotations

import pytest
from django.test import Client

from steadily.logbook.actions import keep_entries
from steadily.people.models import Patient
from steadily.plans.models import ClinicalAction, Plan
from tests.backend.clinic_admin.pages import text
from tests.conftest import NOW, Phone


def compare(chen: Client, amara: Patient, **told: str) -> str:
    return text(chen.post(f"/admin/people/patient/{amara.pk}/what-if/", told))


@pytest.fixture
def a_red_session(amara_phone: Phone, amara_plan: Plan) -> None:
    """Amara's sit to stand of 10 March hurt too much."""
    strength = amara_plan.prescriptions.get(exercise__code="K1")
    data = {"prescription": str(strength.pk), "done": "10", "prescribed": "10", "pain_during": 8, "pain_after": 7}
    raw = {"id": "019cd8b0-3c00-7000-8000-000000000001", "kind": "exercise", "on": "2026-03-10", "data": data}
    raw |= {"at": "2026-03-10T17:58:00+00:00", "tz": "Europe/London"}
    keep_entries(by=amara_phone.device, at=NOW, sent_at=NOW, raws=[raw])


def test_the_day_that_differs_stands_with_both_sides(chen: Client, amara: Patient, a_red_session: None) -> None:
    shown = compare(chen, amara, key="red_pct", value="70")

    assert "10 March 2026" in shown
    assert "(exactly 8.00)" in shown
    assert "(exactly 7.00)" in shown
    assert not ClinicalAction.objects.exists()


def test_a_number_that_changes_nothing_says_so(chen: Client, amara: Patient, a_red_session: None) -> None:
    assert "No day would have differed." in compare(chen, amara, key="red_pct", value="80")


@pytest.mark.parametrize(
    ("told", "answer"),
    [
        ({"key": "red_pct", "value": "95"}, "red_pct may be 70 to 90."),
        ({"key": "hard_pct", "value": "30"}, "Select a valid choice."),
        ({"key": "red_pct", "value": "70", "until": "2026-03-11"}, "This day has not come yet."),
        ({"key": "red_pct", "value": "70", "since": "2025-01-01"}, "Ask about 120 days at most."),
    ],
)
def test_what_cannot_be_tried_is_refused_beside_its_box(
    chen: Client, amara: Patient, amara_plan: Plan, told: dict[str, str], answer: str
) -> None:
    assert answer in compare(chen, amara, **told)
