"""The schema says what the API does, and the file the app's types are made from says the same."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.core.management import call_command
from django.test import Client
from jsonschema import Draft202012Validator

SCHEMA_FILE = Path(__file__).resolve().parents[3] / "pwa" / "src" / "sync" / "api.schema.yaml"
FORMATS = Draft202012Validator.FORMAT_CHECKER
RENEW = "python backend/manage.py spectacular --file pwa/src/sync/api.schema.yaml"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The schema as it is now; no warning on the way."""
    file = tmp_path_factory.mktemp("schema") / "schema.yaml"
    call_command("spectacular", "--validate", "--fail-on-warn", "--file", str(file))
    return file.read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def schema(made: str) -> dict[str, Any]:
    read: dict[str, Any] = yaml.safe_load(made)
    return read


def operations(schema: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    for address, verbs in schema["paths"].items():
        for verb, operation in verbs.items():
            yield f"{verb.upper()} {address}", operation


def bodies(operation: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Give what an operation takes and, where it gives something, what it gives when it works."""
    if "requestBody" in operation:
        yield from operation["requestBody"]["content"].values()  # JSON, and multipart for the one upload
    for status, answer in operation["responses"].items():
        if status.startswith("2") and status != "204":
            yield answer["content"]["application/json"]


def test_the_committed_schema_is_the_one_the_code_makes(made: str) -> None:
    assert SCHEMA_FILE.read_text(encoding="utf-8") == made, f"The API changed. Renew its schema: {RENEW}"


def test_every_operation_has_a_name_and_a_summary_of_its_own(schema: dict[str, Any]) -> None:
    names = [operation["operationId"] for _, operation in operations(schema)]

    assert len(names) == len({*names})
    assert all(operation["summary"] for _, operation in operations(schema))


def test_every_operation_but_activation_says_how_one_signs_in(schema: dict[str, Any]) -> None:
    open_to_all = [
        operation["operationId"] for _, operation in operations(schema) if not any(operation.get("security", []))
    ]

    assert open_to_all == ["activate"]
    assert {*schema["components"]["securitySchemes"]} == {"device", "clinicToken", "adminSession"}


def test_every_operation_shows_what_it_takes_and_gives_and_how_it_refuses(schema: dict[str, Any]) -> None:
    for where, operation in operations(schema):
        assert all(body["examples"] for body in bodies(operation)), where
        assert {"404", "405", "429", "default"} <= {*operation["responses"]}, where


def test_every_example_fits_its_schema(schema: dict[str, Any]) -> None:
    for where, operation in operations(schema):
        for body in bodies(operation):
            described = {**body["schema"], "components": schema["components"]}
            for example in body["examples"].values():
                faults = [
                    error.message
                    for error in Draft202012Validator(described, format_checker=FORMATS).iter_errors(example["value"])
                ]
                assert faults == [], where


def test_no_request_takes_fields_it_does_not_name(schema: dict[str, Any]) -> None:
    requests = {name: each for name, each in schema["components"]["schemas"].items() if name.endswith("Request")}

    assert requests
    assert all(each["additionalProperties"] is False for each in requests.values())


def test_every_change_of_a_document_needs_if_match(schema: dict[str, Any]) -> None:
    for where, operation in operations(schema):
        if where.startswith("PATCH") and not where.endswith("/me"):
            named = {parameter["name"]: parameter for parameter in operation["parameters"]}
            assert named["If-Match"]["required"], where
            assert {"412", "428"} <= {*operation["responses"]}, where


def test_the_schema_and_its_pages_are_served(client: Client) -> None:
    assert client.get("/api/schema/").status_code == 200

    page = client.get("/api/docs/").text

    assert "https://" not in page
    assert "<style" not in page
    assert "/static/drf_spectacular_sidecar/" in page
