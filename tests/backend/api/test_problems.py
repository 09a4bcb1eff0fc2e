"""Every error under /api/ is a problem in plain words, whatever went wrong."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import pytest
from django.db import DataError, IntegrityError, OperationalError
from django.http import HttpRequest
from django.test import Client
from django.urls import path
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from steadily.api.permissions import Anyone
from steadily.people.models import Clinician, Patient
from tests.backend.api.conftest import BASE, Caller


def breaking(error: Exception) -> Callable[..., Any]:
    class Breaking(APIView):
        permission_classes = (Anyone,)

        def get(self, request: Request) -> Response:
            raise error

    return Breaking.as_view()


def outside_the_views(request: HttpRequest) -> None:
    raise RuntimeError("a secret")


class Unread(io.BytesIO):
    """A body that counts how often it was asked for."""

    asked = 0

    def read(self, size: int | None = -1, /) -> bytes:
        self.asked += 1
        return b""


urlpatterns = [
    path("api/crash", breaking(RuntimeError("a secret"))),
    path("api/crash-outside", outside_the_views),
    path("api/locked", breaking(OperationalError("database is locked"))),
    path("api/race", breaking(IntegrityError("UNIQUE constraint failed"))),
    path("api/overflow", breaking(DataError("integer out of range"))),
]


def is_a_problem(response: Any, status: int) -> bool:
    body = response.json()
    return bool(
        response.status_code == status
        and response.headers["Content-Type"] == "application/problem+json"
        and body["status"] == status
        and {"type", "title", "detail"} <= {*body}
        and response.headers["Cache-Control"] == "private, no-store"
        and response.headers["Content-Length"] == str(len(response.content))
    )


@pytest.mark.parametrize(
    "address", ["/api/", "/api/v1/", "/api/v1/nothing", "/api/v2/patients/", "/api/v1/patients/7/"]
)
def test_an_unknown_address_is_a_problem(client: Client, address: str) -> None:
    assert is_a_problem(client.get(address), 404)
    assert is_a_problem(client.post(address), 404)


@pytest.mark.parametrize("address", ["patients", "worklist", "exercises", "me/", "me/pack/", "activate/", "me/sync/"])
def test_an_address_with_the_wrong_ending_is_missing(chen: Caller, address: str) -> None:
    assert is_a_problem(chen.get(address), 404)


def test_a_verb_an_address_does_not_know_is_a_problem(chen: Caller, amara: Patient) -> None:
    for verb in ("DELETE", "PUT", "OPTIONS", "TRACE"):
        response = chen.send(verb, f"patients/{amara.id}/")

        assert is_a_problem(response, 405)
        assert response.headers["Allow"] == "GET, HEAD, PATCH"
    assert Patient.objects.filter(pk=amara.pk).exists()


def test_an_answer_in_anything_but_json_is_a_problem(chen: Caller) -> None:
    assert is_a_problem(chen.get("patients/", accept="text/html"), 406)


def test_a_wrong_host_is_a_problem() -> None:
    assert is_a_problem(Client().get(f"{BASE}patients/", headers={"host": "evil.example"}), 400)


@pytest.mark.urls(__name__)
@pytest.mark.parametrize("address", ["/api/crash", "/api/crash-outside"])
def test_a_crash_is_a_problem_that_gives_nothing_away(address: str) -> None:
    response = Client(raise_request_exception=False).get(address)

    assert is_a_problem(response, 500)
    assert "secret" not in response.text


@pytest.mark.urls(__name__)
@pytest.mark.parametrize(("address", "status"), [("/api/locked", 503), ("/api/race", 409), ("/api/overflow", 400)])
def test_what_the_database_refuses_is_a_problem(client: Client, address: str, status: int) -> None:
    assert is_a_problem(client.get(address), status)


@pytest.mark.urls(__name__)
def test_a_busy_database_says_when_to_try_again(client: Client) -> None:
    assert client.get("/api/locked").headers["Retry-After"] == "5"


def test_too_many_writes_say_when_to_go_on(chen: Caller, amara: Patient) -> None:
    for _ in range(240):
        chen.post("patients/", {})

    response = chen.post("patients/", {})

    assert is_a_problem(response, 429)
    assert 0 < int(response.headers["Retry-After"]) <= 60
    assert response.json()["detail"].startswith("That was too often. Please wait")
    assert chen.get("patients/").status_code == 200


def test_a_write_by_session_needs_the_csrf_token(dr_chen: Clinician) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(dr_chen.user)

    response = Caller(client).post("patients/", {"name": "Cleo Marsh", "year_of_birth": 1990})

    assert is_a_problem(response, 403)
    assert not Patient.objects.exists()


def test_a_large_form_by_session_is_a_problem_too(dr_chen: Clinician) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(dr_chen.user)
    client.cookies["csrftoken"] = "c" * 32

    form = "name=" + "x" * 2_000_000
    response = Caller(client).send_text("POST", "patients/", form, "application/x-www-form-urlencoded")

    assert is_a_problem(response, 415)


def test_answers_stay_out_of_caches(chen: Caller) -> None:
    assert chen.get("patients/").headers["Cache-Control"] == "private, no-store"


def test_errors_keep_their_security_headers(client: Client) -> None:
    response = client.get("/api/nothing")

    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert "default-src 'none'" in response.headers["Content-Security-Policy"]


@pytest.mark.parametrize(("address", "token"), [("me", ""), ("me", "sc_somebody"), ("patients/", "sc_gone")])
def test_any_refused_sign_in_but_a_revoked_phone_counts_as_expired(address: str, token: str, amara: Patient) -> None:
    response = Caller(token=token).get(address)

    assert is_a_problem(response, 401)
    assert response.json()["type"] == "/problems/sign-in-expired"
    assert "credentials" not in response.json()["detail"]


def test_a_body_of_unsaid_length_is_refused_and_not_read_as_none(chen: Caller) -> None:
    environment = {"HTTP_TRANSFER_ENCODING": "chunked", "CONTENT_LENGTH": ""}

    response = chen.client.post(f"{BASE}patients/", b"{}", content_type="application/json", **environment)

    assert is_a_problem(response, 411)


@pytest.mark.parametrize("address", [f"{BASE}activate", "/admin/login/"])
def test_a_body_no_route_takes_is_refused_before_it_is_read(client: Client, address: str) -> None:
    body = Unread()

    response = client.post(address, CONTENT_LENGTH=str(12 * 1024 * 1024), **{"wsgi.input": body})

    assert response.status_code == 413
    assert not address.startswith(BASE) or is_a_problem(response, 413)
    assert body.asked == 0
