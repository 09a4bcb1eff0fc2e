"""What would have differed under other numbers: asked by the clinic, and nothing is kept."""

from __future__ import annotations

from typing import Any

import pytest

from steadily.people.models import Patient
from steadily.plans.models import ClinicalAction, Plan
from steadily.records.models import AuditEvent
from tests.backend.api.conftest import Caller, check_in, pointers
from tests.backend.api.test_pack import fits


@pytest.fixture
def sit_to_stand(amara_plan: Plan) -> str:
    return str(amara_plan.prescriptions.get(exercise__code="K1").id)


@pytest.fixture
def a_red_session(phone: Caller, sit_to_stand: str) -> None:
    """Amara's sit to stand of 10 March hurt too much."""
    data = {"prescription": sit_to_stand, "done": "10", "prescribed": "10", "pain_during": 8, "pain_after": 7}
    phone.post("me/sync", {"entries": [check_in(2) | {"kind": "exercise", "data": data}]})


def ask(caller: Caller, patient: Patient, **wanted: Any) -> Any:
    return caller.post(f"patients/{patient.id}/what-if/", wanted)


def exact(evening: dict[str, Any], prescription: str) -> str:
    return next(dose["v_exact"] for dose in evening["next"] if dose["prescription"] == prescription)


def test_the_day_that_differs_is_named_with_both_sides(
    chen: Caller, amara: Patient, sit_to_stand: str, a_red_session: None
) -> None:
    answer = ask(chen, amara, values={"red_pct": "70"}).json()

    assert fits(answer, "WhatIf") == []
    (day,) = answer["days"]
    assert (day["on"], day["differs"]) == ("2026-03-10", ["next"])
    assert (exact(day["was"], sit_to_stand), exact(day["would_be"], sit_to_stand)) == ("8.00", "7.00")
    assert (answer["since"], answer["until"], answer["values"]) == ("2026-02-11", "2026-03-10", {"red_pct": "70"})


def test_a_light_of_another_colour_is_a_difference(
    chen: Caller, phone: Caller, amara: Patient, sit_to_stand: str
) -> None:
    data = {"prescription": sit_to_stand, "done": "10", "prescribed": "10", "pain_during": 3, "pain_after": 2}
    phone.post("me/sync", {"entries": [check_in(2) | {"kind": "exercise", "data": data}]})

    (day,) = ask(chen, amara, values={"green_max": 3}).json()["days"]

    assert day["differs"] == ["lights"]
    assert [day[side]["lights"][0]["provisional"] for side in ("was", "would_be")] == ["AMBER", "GREEN"]


def test_the_numbers_in_force_change_nothing(chen: Caller, amara: Patient, a_red_session: None) -> None:
    assert ask(chen, amara, values={"red_pct": "80"}).json()["days"] == []


def test_it_is_tried_over_amaras_own_number(
    chen: Caller, amara: Patient, sit_to_stand: str, a_red_session: None
) -> None:
    own = {"kind": "set_threshold", "value": {"key": "red_pct", "value": "90"}, "reason": "Impatient with rest"}
    chen.post(f"patients/{amara.id}/actions/", own)

    (day,) = ask(chen, amara, values={"red_pct": "70"}).json()["days"]

    assert (exact(day["was"], sit_to_stand), exact(day["would_be"], sit_to_stand)) == ("9.00", "7.00")


def test_asking_keeps_nothing_and_asking_twice_answers_the_same(
    chen: Caller, amara: Patient, sit_to_stand: str, a_red_session: None
) -> None:
    before = AuditEvent.objects.count()

    first, second = (ask(chen, amara, values={"red_pct": "70"}) for _ in range(2))

    assert first.json() == second.json()
    assert AuditEvent.objects.count() == before
    assert not ClinicalAction.objects.exists()
    guidance = chen.get(f"patients/{amara.id}/guidance/").json()
    assert exact(guidance, sit_to_stand) == "8.00"


def test_the_clinics_own_system_may_ask(system: Caller, amara: Patient, amara_plan: Plan) -> None:
    assert ask(system, amara, values={"pain_mode_usual": "6"}).status_code == 200


@pytest.mark.parametrize(
    ("wanted", "place"),
    [
        ({}, "/values"),
        ({"values": {}}, "/values"),
        ({"values": {f"number_{place}": "1" for place in range(21)}}, "/values"),
        ({"values": {"bravery": "1"}}, "/values/bravery"),
        ({"values": {"hard_pct": "30"}}, "/values/hard_pct"),
        ({"values": {"red_pct": "95"}}, "/values/red_pct"),
        ({"values": {"red_pct": "a lot"}}, "/values/red_pct"),
        ({"values": {"red_pct": None}}, "/values/red_pct"),
        ({"values": {"red_pct": "70"}, "until": "2026-03-11"}, "/until"),
        ({"values": {"red_pct": "70"}, "since": "2026-03-11"}, "/since"),
        ({"values": {"red_pct": "70"}, "since": "2025-11-10"}, "/since"),
        ({"values": {"red_pct": "70"}, "keep": True}, "/keep"),
    ],
)
def test_a_question_that_makes_no_sense_is_named(
    chen: Caller, amara: Patient, amara_plan: Plan, wanted: dict[str, Any], place: str
) -> None:
    response = ask(chen, amara, **wanted)

    assert (response.status_code, pointers(response)) == (400, [place])


def test_a_hundred_and_twenty_days_can_be_asked_about(chen: Caller, amara: Patient, amara_plan: Plan) -> None:
    assert ask(chen, amara, values={"red_pct": "70"}, since="2025-11-11").status_code == 200


def test_without_a_plan_there_is_nothing_to_compare(chen: Caller, amara: Patient) -> None:
    response = ask(chen, amara, values={"red_pct": "70"})

    assert (response.status_code, response.json()["type"]) == (404, "/problems/no-plan")


def test_another_clinics_patient_is_as_missing_as_nobody(osei: Caller, amara: Patient, amara_plan: Plan) -> None:
    assert ask(osei, amara, values={"red_pct": "70"}).status_code == 404
