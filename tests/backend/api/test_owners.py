"""Every address, tried by everyone: only whose it is may know that it is there."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import yaml

from steadily.people.models import Clinician
from steadily.records.models import AuditEvent
from tests.backend.api.conftest import BASE, Caller, named
from tests.backend.api.test_schema import SCHEMA_FILE


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
SHARED = ("education", "exercises", "plan-templates")
OF_A_PATIENT = [(verb, path) for verb, path in CLINIC if "{id}" in path and not path.startswith(SHARED)]


def refusals(
    caller: Caller, operations: list[tuple[str, str]], names: dict[str, str]
) -> Iterator[tuple[str, str, int]]:
    for verb, path in operations:
        response = caller.send(verb, named(path, names), {} if verb in ("POST", "PATCH") else None, if_match='"x"')
        yield verb, path, response.status_code


def test_the_schema_lists_every_address() -> None:
    assert (len(CLINIC), len(PHONE)) == (43, 7)


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
