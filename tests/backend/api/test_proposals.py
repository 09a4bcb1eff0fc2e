"""Proposals: the guidance asks, a clinician answers, and nothing happens until then."""

from __future__ import annotations

from typing import Any

import pytest
import time_machine

from steadily.people.models import Patient
from steadily.plans.models import ClinicalAction, Plan, Prescription
from steadily.today.models import Alert
from steadily.today.proposals import open_proposals
from tests.backend.api.conftest import Caller, check_in, later, pointers
from tests.conftest import NOW, TODAY


@pytest.fixture
def sit_to_stand(amara_plan: Plan) -> Prescription:
    return amara_plan.prescriptions.get(exercise__code="K1")


def trial(place: int, prescription: Prescription, amount: str) -> dict[str, Any]:
    """Make a try of how much is tolerated."""
    data = {"prescription": str(prescription.pk), "amount": amount, "pain_start": 2, "pain_end": 4}
    return check_in(place) | {"kind": "trial", "data": data | {"ended_by": "pain_up_2"}}


def proposed_level(patient: Patient, prescription: Prescription) -> str:
    """Raise the alert of a review at which a next level was proposed, and give its id."""
    raised = {"code": "A_LEVEL_PROPOSAL", "priority": 3, "on": TODAY, "raised_at": NOW}
    return str(Alert.objects.create(patient=patient, prescription=prescription, **raised).pk)


def answer(caller: Caller, patient: Patient, kind: str, proposal: str, **more: Any) -> Any:
    wanted = {"kind": kind, "value": {"proposal": proposal}, "reason": "Talked it over"}
    return caller.post(f"patients/{patient.id}/actions/", wanted | more)


def dose(caller: Caller, patient: Patient, prescription: Prescription) -> tuple[int, str]:
    """Give the level and exact amount that come next."""
    found = caller.get(f"patients/{patient.id}/guidance/").json()["next"]
    (its,) = [each for each in found if each["prescription"] == str(prescription.pk)]
    return its["level"], its["v_exact"]


def test_a_starting_amount_waits_for_dr_chen_and_then_holds(
    chen: Caller, phone: Caller, amara: Patient, sit_to_stand: Prescription
) -> None:
    phone.post("me/sync", {"entries": [trial(3, sit_to_stand, "16")]})
    (waiting,) = open_proposals(amara, TODAY)
    before = dose(chen, amara, sit_to_stand)

    accepted = answer(chen, amara, "accept", str(waiting.id))

    assert (waiting.amount, waiting.basis, before) == (8, "PROVISIONAL", (2, "10.00"))
    assert accepted.json()["value"] == {"proposal": str(waiting.id), "v": "8"}
    assert dose(chen, amara, sit_to_stand) == (2, "8.00")
    assert open_proposals(amara, TODAY) == []


def test_a_start_far_above_the_plan_is_asked_back(
    chen: Caller, phone: Caller, amara: Patient, sit_to_stand: Prescription
) -> None:
    phone.post("me/sync", {"entries": [trial(3, sit_to_stand, "30")]})
    (waiting,) = open_proposals(amara, TODAY)

    asked, confirmed = (answer(chen, amara, "accept", str(waiting.id), confirmed=sure) for sure in (False, True))

    assert (asked.status_code, confirmed.status_code) == (409, 201)
    assert asked.json()["type"] == "/problems/confirm-rise"


def test_an_accepted_level_starts_tomorrow_with_less(chen: Caller, amara: Patient, sit_to_stand: Prescription) -> None:
    proposal = proposed_level(amara, sit_to_stand)

    assert answer(chen, amara, "accept", proposal).status_code == 201

    action = ClinicalAction.objects.get()
    assert (action.prescription, action.value) == (sit_to_stand, {"proposal": proposal})
    assert dose(chen, amara, sit_to_stand) == (3, "7.00")


def test_a_declined_proposal_is_closed_and_changes_nothing(
    chen: Caller, phone: Caller, amara: Patient, sit_to_stand: Prescription
) -> None:
    phone.post("me/sync", {"entries": [trial(3, sit_to_stand, "16")]})
    (waiting,) = open_proposals(amara, TODAY)

    declined = answer(chen, amara, "decline", str(waiting.id))

    assert declined.json()["value"] == {"proposal": str(waiting.id)}
    assert (open_proposals(amara, TODAY), dose(chen, amara, sit_to_stand)) == ([], (2, "10.00"))


def test_a_proposal_is_answered_once(chen: Caller, phone: Caller, amara: Patient, sit_to_stand: Prescription) -> None:
    phone.post("me/sync", {"entries": [trial(3, sit_to_stand, "16")]})
    (waiting,) = open_proposals(amara, TODAY)

    first, second = (answer(chen, amara, "accept", str(waiting.id)) for _ in range(2))

    assert (first.status_code, second.status_code, pointers(second)) == (201, 409, ["/value/proposal"])
    assert ClinicalAction.objects.count() == 1


def test_a_level_set_since_closes_the_proposal(chen: Caller, amara: Patient, sit_to_stand: Prescription) -> None:
    proposed_level(amara, sit_to_stand)
    one = {"kind": "set_level", "prescription": str(sit_to_stand.pk), "value": {"level": 3, "v": "7"}}

    chen.post(f"patients/{amara.id}/actions/", one | {"reason": "Ready"})

    assert open_proposals(amara, TODAY) == []


def test_trials_more_than_ten_days_apart_are_not_taken_together(
    phone: Caller, amara: Patient, sit_to_stand: Prescription, tuesday_evening: time_machine.Traveller
) -> None:
    phone.post("me/sync", {"entries": [trial(3, sit_to_stand, "16")]})
    tuesday_evening.move_to(later(days=10))
    again = trial(4, sit_to_stand, "20") | {"on": "2026-03-20", "at": "2026-03-20T17:58:00+00:00"}

    phone.post("me/sync", {"entries": [again]})

    (waiting,) = open_proposals(amara, TODAY)
    assert (waiting.amount, waiting.basis) == (10, "PROVISIONAL")


def test_another_patients_proposal_is_not_open_for_ben(
    chen: Caller, amara: Patient, ben: Patient, sit_to_stand: Prescription
) -> None:
    proposal = proposed_level(amara, sit_to_stand)

    response = answer(chen, ben, "accept", proposal)

    assert (response.status_code, pointers(response)) == (409, ["/value/proposal"])


def test_a_proposal_is_answered_for_its_own_exercise(chen: Caller, amara: Patient, amara_plan: Plan) -> None:
    sit_to_stand, walk = amara_plan.prescriptions.order_by("exercise__code").reverse()
    proposal = proposed_level(amara, sit_to_stand)

    response = answer(chen, amara, "accept", proposal, prescription=str(walk.pk))

    assert (response.status_code, pointers(response)) == (400, ["/prescription"])
