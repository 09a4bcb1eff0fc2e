"""Numbers and tiers that a clinician changes for one patient, and the trace that says whose they are."""

from __future__ import annotations

from typing import Any

import pytest

from steadily.people.models import Patient
from steadily.plans.models import ClinicalAction, Plan
from tests.backend.api.conftest import Caller, check_in, pointers


@pytest.fixture
def sit_to_stand(amara_plan: Plan) -> str:
    return str(amara_plan.prescriptions.get(exercise__code="K1").id)


def red(prescription: str) -> dict[str, Any]:
    """Make a session that hurt too much."""
    data = {"prescription": prescription, "done": "10", "prescribed": "10", "pain_during": 8, "pain_after": 7}
    return check_in(2) | {"kind": "exercise", "data": data}


@pytest.mark.parametrize(
    ("decided", "amount", "step"),
    [
        ([], "8.00", {"threshold": "80", "from": "default"}),
        ([{"key": "red_pct", "value": "75"}], "7.50", {"threshold": "75", "from": "patient"}),
    ],
)
def test_amaras_own_number_is_followed_and_named_hers_in_the_trace(
    chen: Caller,
    phone: Caller,
    amara: Patient,
    sit_to_stand: str,
    decided: list[dict[str, str]],
    amount: str,
    step: dict[str, str],
) -> None:
    for value in decided:
        wanted = {"kind": "set_threshold", "value": value, "reason": "Very sensitive just now"}
        assert chen.post(f"patients/{amara.id}/actions/", wanted).status_code == 201
    phone.post("me/sync", {"entries": [red(sit_to_stand)]})

    guidance = chen.get(f"patients/{amara.id}/guidance/").json()

    assert {dose["prescription"]: dose for dose in guidance["next"]}[sit_to_stand]["v_exact"] == amount
    (eased,) = [each for each in guidance["trace"] if each["rule"] == "R-PM4" and each["text"] == "T_EASE"]
    assert eased | step == eased


def test_an_exercises_own_share_in_a_flare_is_followed(
    chen: Caller, phone: Caller, amara: Patient, sit_to_stand: str
) -> None:
    value = {"key": "settle_strength_pct", "value": "50"}
    wanted = {"kind": "set_threshold", "prescription": sit_to_stand, "value": value, "reason": "Rest makes it worse"}
    assert chen.post(f"patients/{amara.id}/actions/", wanted).status_code == 201
    phone.post("me/sync", {"entries": [check_in(flare=True)]})

    doses = {dose["prescription"]: dose for dose in chen.get(f"patients/{amara.id}/guidance/").json()["next"]}

    assert (doses[sit_to_stand]["status"], doses[sit_to_stand]["value"]) == ("DO", 5)


def test_a_number_of_the_whole_plan_is_refused_for_a_single_exercise(
    chen: Caller, amara: Patient, sit_to_stand: str
) -> None:
    value = {"key": "red_pct", "value": "75"}
    wanted = {"kind": "set_threshold", "prescription": sit_to_stand, "value": value, "reason": "Careful"}

    response = chen.post(f"patients/{amara.id}/actions/", wanted)

    assert (response.status_code, pointers(response)) == (400, ["/prescription"])
    assert not ClinicalAction.objects.exists()


@pytest.mark.parametrize(
    ("wanted", "place"),
    [
        ({"kind": "set_threshold", "value": {"key": "red_pct", "value": "95"}}, "/value/value"),
        ({"kind": "set_threshold", "value": {"key": "hard_pct", "value": "30"}}, "/value/key"),
        ({"kind": "raise_tier", "value": {"id": "RF14", "tier": 5}}, "/value/tier"),
        ({"kind": "raise_tier", "value": {"id": "RF14"}}, "/value/tier"),
    ],
)
def test_what_is_not_dr_chens_to_change_is_refused_by_name(
    chen: Caller, amara: Patient, amara_plan: Plan, wanted: dict[str, object], place: str
) -> None:
    response = chen.post(f"patients/{amara.id}/actions/", wanted | {"reason": "Careful"})

    assert (response.status_code, pointers(response)) == (400, [place])
    assert not ClinicalAction.objects.exists()


def test_a_more_urgent_question_holds_amaras_plan(
    chen: Caller, phone: Caller, amara: Patient, amara_plan: Plan
) -> None:
    wanted = {"kind": "raise_tier", "value": {"id": "RF14", "tier": 3}, "reason": "Rheumatology is looking at her"}
    chen.post(f"patients/{amara.id}/actions/", wanted)
    said = {"pack": "weekly", "asked": ["RF14"], "answers": ["RF14"], "unanswered": []}
    phone.post("me/sync", {"entries": [check_in() | {"kind": "safety", "data": said}]})

    safety = chen.get(f"patients/{amara.id}/guidance/").json()["safety"]

    assert (safety["state"], safety["tier"]) == ("HOLD", 3)
