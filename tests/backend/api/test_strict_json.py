"""What two readers of a body could take differently is refused, with the place named."""

from __future__ import annotations

import json
from typing import Any

import pytest

from steadily.people.models import Patient
from tests.backend.api.conftest import Caller, pointers


def body(**fields: object) -> dict[str, object]:
    return {"name": "Cleo Marsh", "year_of_birth": 1990} | fields


def nested(depth: int) -> Any:
    return [] if depth == 0 else [nested(depth - 1)]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ('{"name": "Cleo", "year_of_birth": NaN}', "/year_of_birth"),
        ('{"name": "Cleo", "year_of_birth": Infinity}', "/year_of_birth"),
        ('{"name": "Cleo", "year_of_birth": 1e400}', "/year_of_birth"),
        ('{"name": "Cleo", "year_of_birth": ' + "9" * 5000 + "}", "/year_of_birth"),
        ('{"name": "Cl\\u0000eo", "year_of_birth": 1990}', "/name"),
        ('{"name": "\\ud800", "year_of_birth": 1990}', "/name"),
        ('{"name": "Cleo", "precautions": ' + json.dumps(nested(30)) + "}", "/precautions" + "/0" * 19),
    ],
)
def test_a_flaw_in_a_body_names_its_place(chen: Caller, text: str, place: str) -> None:
    response = chen.send_text("POST", "patients/", text)

    assert response.status_code == 400
    assert pointers(response) == [place]
    assert not Patient.objects.exists()


@pytest.mark.parametrize(
    "text",
    [
        '{"name": "Cleo", "name": "Dora", "year_of_birth": 1990}',
        "{",
        "",
        "null",
        "[]",
        "3",
        '"text"',
        "[" * 100_000,
        b"\xff\xfe",
        b"\xef\xbb\xbf{}",
    ],
)
def test_a_body_that_is_no_plain_object_is_refused(chen: Caller, text: str | bytes) -> None:
    response = chen.send_text("POST", "patients/", text)

    assert response.status_code == 400
    assert response.headers["Content-Type"] == "application/problem+json"
    assert not Patient.objects.exists()


@pytest.mark.parametrize(
    ("fields", "place"),
    [
        ({"year_of_birth": "1990"}, "/year_of_birth"),
        ({"year_of_birth": True}, "/year_of_birth"),
        ({"year_of_birth": 1990.5}, "/year_of_birth"),
        ({"year_of_birth": None}, "/year_of_birth"),
        ({"year_of_birth": 1899}, "/year_of_birth"),
        ({"year_of_birth": 2027}, "/year_of_birth"),
        ({"year_of_birth": 2**31}, "/year_of_birth"),
        ({"name": 5}, "/name"),
        ({"name": ""}, "/name"),
        ({"name": "\u202e \u2066"}, "/name"),
        ({"name": "x" * 121}, "/name"),
        ({"email": "not an address"}, "/email"),
        ({"email": 5}, "/email"),
        ({"regions": "knee"}, "/regions"),
        ({"regions": ["tail"]}, "/regions/0"),
        ({"regions": [1]}, "/regions/0"),
        ({"nation": "narnia"}, "/nation"),
        ({"time_zone": "Mars/Olympus"}, "/time_zone"),
        ({"id": "5f0c3a52-5b0e-4f57-9d53-0f4e2c1c9a01"}, "/id"),
        ({"clinic": "5f0c3a52-5b0e-4f57-9d53-0f4e2c1c9a01"}, "/clinic"),
        ({"language": "en-GB"}, "/language"),
        ({"shoe_size": 43}, "/shoe_size"),
    ],
)
def test_a_wrong_or_unknown_field_is_named(chen: Caller, fields: dict[str, object], place: str) -> None:
    response = chen.post("patients/", body(**fields))

    assert response.status_code == 400
    assert pointers(response) == [place]
    assert not Patient.objects.exists()


def test_ten_point_nought_is_ten(chen: Caller) -> None:
    response = chen.send_text("POST", "patients/", '{"name": "Cleo Marsh", "year_of_birth": 1990.0}')

    assert response.status_code == 201
    assert response.json()["year_of_birth"] == 1990


def test_controls_that_turn_a_names_direction_are_taken_out(chen: Caller) -> None:
    response = chen.post("patients/", body(name="Cleo\u202e Marsh"))

    assert response.json()["name"] == "Cleo Marsh"


@pytest.mark.parametrize("unseen", ["\u200b", "\ufeff", "\u2060 \u200b"])
def test_a_name_that_cannot_be_seen_is_no_name(chen: Caller, unseen: str) -> None:
    response = chen.post("patients/", body(name=unseen))

    assert response.status_code == 400
    assert pointers(response) == ["/name"]


@pytest.mark.parametrize(
    "content_type",
    [
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=x",
        "text/plain",
        "application/json; charset=bogus",
        "application/json; charset=utf-16",
    ],
)
def test_only_json_in_utf_8_is_read(chen: Caller, content_type: str) -> None:
    response = chen.send_text("POST", "patients/", json.dumps(body()), content_type)

    assert response.status_code == 415
    assert response.headers["Content-Type"] == "application/problem+json"
    assert not Patient.objects.exists()


@pytest.mark.parametrize(
    "content_type", ["application/json", "application/json; charset=utf-8", "application/json;charset=UTF-8"]
)
def test_json_may_say_that_it_is_utf_8(chen: Caller, content_type: str) -> None:
    assert chen.send_text("POST", "patients/", json.dumps(body()), content_type).status_code == 201


def test_a_body_may_hold_256_kib_and_not_a_byte_more(chen: Caller) -> None:
    text = json.dumps(body())
    padding = " " * (256 * 1024 - len(text))

    assert chen.send_text("POST", "patients/", text + padding).status_code == 201
    assert chen.send_text("POST", "patients/", text + padding + " ").status_code == 413


def test_a_sync_may_hold_1_mib_and_not_a_byte_more(phone: Caller) -> None:
    text = json.dumps({"entries": []})
    padding = " " * (1024 * 1024 - len(text))

    assert phone.send_text("POST", "me/sync", text + padding).status_code == 200
    assert phone.send_text("POST", "me/sync", text + padding + " ").status_code == 413
