"""Signing a phone in with a code from the clinic."""

from __future__ import annotations

import pytest

from steadily.people.actions import invite
from steadily.people.models import Clinician, Device, Patient
from tests.backend.api.conftest import Caller, later, pointers
from tests.conftest import NOW


@pytest.fixture
def code(amara: Patient, dr_chen: Clinician) -> str:
    return invite(by=dr_chen, at=NOW, patient=amara).typed


def asking(code: str, year_of_birth: object = 1984) -> dict[str, object]:
    return {"code": code, "year_of_birth": year_of_birth, "device_name": "Amara's phone"}


def test_a_code_and_the_year_of_birth_sign_a_phone_in(anyone: Caller, amara: Patient, code: str) -> None:
    response = anyone.post("activate", asking(code))

    body = response.json()
    assert response.status_code == 201
    assert body["patient"] == {"id": str(amara.id), "name": "Amara Nwosu"}
    assert body["device"]["name"] == "Amara's phone"
    assert {"version", "text"} == {*body["notice"]}
    assert Caller(token=body["token"]).get("me").status_code == 200


def test_the_token_is_kept_only_as_a_hash(anyone: Caller, code: str) -> None:
    token = anyone.post("activate", asking(code)).json()["token"]

    assert token not in str(Device.objects.values().get())


def test_a_code_signs_one_phone_in_and_no_second(anyone: Caller, code: str) -> None:
    anyone.post("activate", asking(code))

    again = anyone.post("activate", asking(code))

    assert (again.status_code, again.json()["type"]) == (400, "/problems/used-code")
    assert Device.objects.count() == 1


def test_a_code_may_be_typed_loosely(anyone: Caller, code: str) -> None:
    loose = f" {code.lower().replace('-', ' ')} "

    assert anyone.post("activate", asking(loose)).status_code == 201


def test_a_wrong_code_names_the_code(anyone: Caller, code: str) -> None:
    response = anyone.post("activate", asking("AAAA-AAAA-AAAAA"))

    assert (response.status_code, response.json()["type"]) == (400, "/problems/wrong-code")
    assert pointers(response) == ["/code"]


def test_a_wrong_year_names_the_year_and_spends_nothing_but_a_try(anyone: Caller, code: str) -> None:
    wrong = anyone.post("activate", asking(code, 1985))

    assert (wrong.status_code, wrong.json()["type"]) == (400, "/problems/wrong-year")
    assert pointers(wrong) == ["/year_of_birth"]
    assert anyone.post("activate", asking(code)).status_code == 201


def test_after_five_wrong_years_the_code_is_spent(anyone: Caller, code: str) -> None:
    for _ in range(5):
        anyone.post("activate", asking(code, 1985))

    sixth = anyone.post("activate", asking(code))

    assert (sixth.status_code, sixth.json()["type"]) == (400, "/problems/too-many-tries")


def test_a_code_runs_out_after_three_days(anyone: Caller, code: str, tuesday_evening) -> None:  # type: ignore[no-untyped-def]
    tuesday_evening.move_to(later(hours=72), tick=False)

    response = anyone.post("activate", asking(code))

    assert (response.status_code, response.json()["type"]) == (400, "/problems/expired-code")
    assert pointers(response) == ["/code"]


@pytest.mark.parametrize("year", ["1984", 1984.5, True, None, 0, 2**31])
def test_a_year_must_be_a_year(anyone: Caller, code: str, year: object) -> None:
    response = anyone.post("activate", asking(code, year))

    assert response.status_code == 400
    assert pointers(response) == ["/year_of_birth"]


def test_activating_can_be_tried_twenty_times_a_minute_from_one_address(anyone: Caller, code: str) -> None:
    for _ in range(20):
        anyone.post("activate", asking("AAAA-AAAA-AAAAA"))

    response = anyone.post("activate", asking("AAAA-AAAA-AAAAA"))

    assert response.status_code == 429
    assert 0 < int(response.headers["Retry-After"]) <= 60
    assert response.headers["Content-Type"] == "application/problem+json"
