"""Every address, tried by everyone: only whose it is may know that it is there."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import pytest
import yaml

from steadily.library.models import Exercise, PlanTemplate
from steadily.people.models import Clinician, Patient
from steadily.plans.models import Assessment, Plan
from steadily.records.models import AuditEvent
from steadily.today.models import Alert
from steadily.visits.actions import book_visit, plan_course
from tests.backend.api.conftest import BASE, Caller
from tests.backend.api.test_schema import SCHEMA_FILE
from tests.conftest import NOW, TODAY, Phone


def operations(of: str) -> list[tuple[str, str]]:
    """List the operations of one door, as (verb, path)."""
    schema: dict[str, Any] = yaml.safe_load(SCHEMA_FILE.read_text(encoding="utf-8"))
    return [
        (verb.upper(), path.removeprefix(BASE))
        for path, verbs in schema["paths"].items()
        for verb, operation in verbs.items()
        if of in operation["tags"] and operation["operationId"] != "activate"
    ]


CLINIC, PHONE = operations("Clinic"), operations("Patient's phone")
OF_A_PATIENT = [
    (verb, path)
    for verb, path in CLINIC
    if "{id}" in path and path.split("/")[0] not in ("exercises", "plan-templates")
]


@pytest.fixture
def names(amara: Patient, amara_plan: Plan, dr_chen: Clinician, amara_phone: Phone) -> dict[str, str]:
    """The id of one of each of Amara's things, by the first word of its address."""
    course = plan_course(by=dr_chen, at=NOW, patient=amara, starts_on=TODAY, planned_visits=6)
    visit = book_visit(by=dr_chen, at=NOW, course=course, starts_at=NOW)
    alert = Alert.objects.create(patient=amara, code="A_FLARE_NEW", priority=3, on=TODAY, raised_at=NOW)
    rows: dict[str, Any] = {
        "patients": amara,
        "plans": amara_plan,
        "assessments": Assessment.objects.get(),
        "courses": course,
        "visits": visit,
        "alerts": alert,
        "me": amara_phone.device,
        "exercises": Exercise.objects.first(),
        "plan-templates": PlanTemplate.objects.create(code="t", name="T", region="knee"),
    }
    return {word: str(row.pk) for word, row in rows.items()}


def named(path: str, names: dict[str, str]) -> str:
    return path.replace("{id}", names[path.split("/")[0]]) if "{id}" in path else path


def refusals(
    caller: Caller, operations: list[tuple[str, str]], names: dict[str, str]
) -> Iterator[tuple[str, str, int]]:
    for verb, path in operations:
        response = caller.send(verb, named(path, names), {} if verb in ("POST", "PATCH") else None, if_match='"x"')
        yield verb, path, response.status_code


def test_the_schema_lists_every_address() -> None:
    assert (len(CLINIC), len(PHONE)) == (32, 7)


def test_without_signing_in_nothing_is_told(anyone: Caller, names: dict[str, str]) -> None:
    for verb, path, status in refusals(anyone, CLINIC + PHONE, names):
        assert status == 401, (verb, path)


def test_a_patients_phone_opens_no_clinic_address(phone: Caller, names: dict[str, str]) -> None:
    for verb, path, status in refusals(phone, CLINIC, names):
        assert status == 401, (verb, path)


def test_the_clinic_opens_no_patients_address(chen: Caller, system: Caller, names: dict[str, str]) -> None:
    for caller in (chen, system):
        for verb, path, status in refusals(caller, PHONE, names):
            assert status == 401, (verb, path)


def test_a_user_who_is_no_clinician_opens_nothing(admin_client: Any, names: dict[str, str]) -> None:
    for verb, path, status in refusals(Caller(admin_client), CLINIC + PHONE, names):
        assert status == 401, (verb, path)


def test_a_clinician_who_has_left_opens_nothing(chen: Caller, dr_chen: Clinician, names: dict[str, str]) -> None:
    dr_chen.user.is_active = False
    dr_chen.user.save()

    for verb, path, status in refusals(chen, CLINIC, names):
        assert status == 401, (verb, path)


def test_what_is_another_clinics_looks_exactly_like_what_never_was(osei: Caller, names: dict[str, str]) -> None:
    never = dict.fromkeys(names, str(uuid4()))
    before = AuditEvent.objects.count()

    for verb, path in OF_A_PATIENT:
        foreign, missing = (
            osei.send(verb, named(path, ids), {} if verb != "GET" else None, if_match='"x"') for ids in (names, never)
        )
        assert foreign.status_code == missing.status_code == 404, (verb, path)
        assert foreign.content == missing.content, (verb, path)

    assert AuditEvent.objects.count() == before


def test_another_clinics_lists_are_empty(osei: Caller, names: dict[str, str]) -> None:
    assert osei.get("patients/").json() == {"results": [], "next": None}
    assert osei.get("worklist/").json() == {"results": [], "next": None}


def test_their_own_clinician_and_system_find_everything(chen: Caller, system: Caller, names: dict[str, str]) -> None:
    for caller in (chen, system):
        for verb, path in CLINIC:
            if verb == "GET":
                assert caller.get(named(path, names)).status_code == 200, path


def test_ben_signs_none_of_amaras_phones_out(bens_phone: Caller, phone: Caller, names: dict[str, str]) -> None:
    assert bens_phone.send("DELETE", f"me/devices/{names['me']}").status_code == 404
    assert phone.get("me").status_code == 200


def test_every_address_answers_only_its_own_verbs(chen: Caller, phone: Caller, names: dict[str, str]) -> None:
    known: dict[str, set[str]] = {}
    for verb, path in CLINIC + PHONE:
        known.setdefault(path, set()).add(verb)

    for path, verbs in known.items():
        caller = phone if path.startswith("me") else chen
        for verb in {"GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"} - verbs:
            assert caller.send(verb, named(path, names)).status_code == 405, (verb, path)
