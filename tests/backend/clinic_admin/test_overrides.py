"""Numbers of the protocol and tiers of questions, changed for one patient in the admin."""

from __future__ import annotations

import pytest
from django.test import Client

from steadily.guidance.protocol import THRESHOLDS, Who
from steadily.people.models import Patient
from steadily.plans.models import ClinicalAction, Plan
from steadily.protocols.meanings import MEANINGS
from steadily.today.models import Alert
from tests.backend.clinic_admin.pages import text
from tests.conftest import NOW, TODAY


def decide(chen: Client, amara: Patient, **told: str) -> str:
    return text(chen.post(f"/admin/people/patient/{amara.pk}/decide/", {"reason": "Seen today"} | told, follow=True))


def test_every_number_that_can_change_is_said_in_words() -> None:
    assert {*MEANINGS} == {each.key for each in THRESHOLDS if each.who is not Who.FIXED}


def test_dr_chen_reads_what_a_number_means_its_default_and_its_bracket(chen: Client, amara_plan: Plan) -> None:
    shown = text(chen.get(f"/admin/people/patient/{amara_plan.patient_id}/decide/"))

    assert "Amount left after a red session, % (usually 80, 70 to 90)" in shown
    assert "RF14, tier 4: " in shown
    assert "pain_mode_usual" not in shown


@pytest.mark.parametrize(
    ("told", "kept"),
    [
        ({"kind": "set_threshold", "key": "red_pct", "value": "75"}, {"key": "red_pct", "value": "75"}),
        ({"kind": "raise_tier", "id": "RF14", "tier": "3"}, {"id": "RF14", "tier": 3}),
    ],
)
def test_an_override_is_kept_with_its_reason(
    chen: Client, amara: Patient, amara_plan: Plan, told: dict[str, str], kept: dict[str, object]
) -> None:
    decide(chen, amara, **told)

    action = ClinicalAction.objects.get()
    assert (action.kind, action.value, action.reason) == (told["kind"], kept, "Seen today")


@pytest.mark.parametrize(
    ("told", "answer"),
    [
        ({"kind": "set_threshold", "key": "red_pct", "value": "95"}, "red_pct may be 70 to 90."),
        ({"kind": "set_threshold", "key": "red_pct"}, "this is missing"),
        ({"kind": "raise_tier", "id": "RF14", "tier": "5"}, "A tier can only be made more urgent: 1 to 3."),
    ],
)
def test_what_goes_too_far_is_refused_beside_its_box(
    chen: Client, amara: Patient, amara_plan: Plan, told: dict[str, str], answer: str
) -> None:
    assert answer in decide(chen, amara, **told)
    assert not ClinicalAction.objects.exists()


def test_a_proposed_level_is_offered_and_accepted(chen: Client, amara: Patient, amara_plan: Plan) -> None:
    strength = amara_plan.prescriptions.get(exercise__code="K1")
    raised = {"code": "A_LEVEL_PROPOSAL", "priority": 3, "on": TODAY, "raised_at": NOW}
    alert = Alert.objects.create(patient=amara, prescription=strength, **raised)

    shown = text(chen.get(f"/admin/people/patient/{amara.pk}/decide/"))
    decide(chen, amara, kind="accept", proposal=str(alert.pk))

    assert "Sit to stand: the next level (from 10 March)" in shown
    action = ClinicalAction.objects.get()
    assert (action.kind, action.prescription, action.value) == ("accept", strength, {"proposal": str(alert.pk)})
