"""Who calls the API in these tests, and how."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.core.cache import cache
from django.test import Client

from steadily.library.models import Exercise, Picture, PlanTemplate
from steadily.people.actions import activate, invite, make_clinic_token
from steadily.people.models import Clinician, Patient
from steadily.plans.models import Assessment, Plan
from steadily.today.models import Alert
from steadily.visits.actions import book_visit, plan_course
from tests.conftest import NOW, TODAY, Phone

BASE = "/api/v1/"


@dataclass(frozen=True)
class Caller:
    """Someone who calls the API: with a token, with the admin's session, or with nothing."""

    client: Client = field(default_factory=Client)
    token: str = ""

    def get(self, path: str, **headers: str) -> Any:
        return self.client.get(BASE + path, headers=self._with_token(headers))

    def post(self, path: str, body: object = None, **headers: str) -> Any:
        return self.send("POST", path, body, **headers)

    def patch(self, path: str, body: object, **headers: str) -> Any:
        return self.send("PATCH", path, body, **headers)

    def send(self, verb: str, path: str, body: object = None, **headers: str) -> Any:
        """Send a body as JSON; without one, nothing is sent."""
        text = "" if body is None else json.dumps(body)
        return self.send_text(verb, path, text, **headers)

    def send_text(
        self, verb: str, path: str, text: str | bytes, content_type: str = "application/json", **headers: str
    ) -> Any:
        """Send a body as it stands."""
        return self.client.generic(
            verb, BASE + path, text, content_type=content_type, headers=self._with_token(headers)
        )

    def change(self, path: str, body: object) -> Any:
        """Read a document and change it, as a careful client does."""
        return self.patch(path, body, if_match=self.get(path).headers["ETag"])

    def _with_token(self, headers: dict[str, str]) -> dict[str, str]:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return named | ({"Authorization": f"Bearer {self.token}"} if self.token else {})


def at_the_desk(clinician: Clinician) -> Caller:
    """Sign a clinician in to the admin."""
    client = Client()
    client.force_login(clinician.user)
    return Caller(client)


def entry_id(place: int = 1) -> str:
    """Make the id of a diary entry: a UUID of version 7."""
    return str(UUID(f"019cd8b0-3c00-7000-8000-{place:012x}"))


def check_in(place: int = 1, **data: object) -> dict[str, Any]:
    """Make a check-in of Amara's Tuesday, as her phone would send it."""
    return {
        "id": entry_id(place),
        "kind": "check_in",
        "on": "2026-03-10",
        "at": "2026-03-10T17:58:00+00:00",
        "tz": "Europe/London",
        "data": data or {"pain_now": 3, "pain_worst": 5, "interference": 2},
    }


@pytest.fixture(autouse=True)
def _nobody_has_called_yet() -> Iterator[None]:
    """Forget how often anyone called before."""
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def anyone() -> Caller:
    return Caller()


@pytest.fixture
def chen(dr_chen: Clinician) -> Caller:
    """Dr Chen at the admin."""
    return at_the_desk(dr_chen)


@pytest.fixture
def osei(dr_osei: Clinician) -> Caller:
    """Dr Osei, of another clinic."""
    return at_the_desk(dr_osei)


@pytest.fixture
def system(dr_chen: Clinician) -> Caller:
    """The clinic's own system, with a key."""
    _, key = make_clinic_token(by=dr_chen, at=NOW, clinic=dr_chen.clinic, name="Bookings")
    return Caller(token=key)


@pytest.fixture
def phone(amara_phone: Phone) -> Caller:
    """Amara's phone."""
    return Caller(token=amara_phone.token)


@pytest.fixture
def bens_phone(ben: Patient, dr_chen: Clinician) -> Caller:
    code = invite(by=dr_chen, at=NOW, patient=ben).typed
    return Caller(token=activate(code=code, year_of_birth=1971, device_name="Ben's phone", at=NOW).token)


def later(days: float = 0, hours: float = 0) -> datetime:
    """Give an instant after the tests' Tuesday evening."""
    return NOW + timedelta(days=days, hours=hours)


def pointers(response: Any) -> list[str]:
    """List the fields a problem names."""
    return [each["pointer"] for each in response.json().get("errors", [])]


@pytest.fixture
def names(amara: Patient, amara_plan: Plan, dr_chen: Clinician, amara_phone: Phone) -> dict[str, str]:
    """The id of one of each of Amara's things, by the first word of its address."""
    course = plan_course(by=dr_chen, at=NOW, patient=amara, starts_on=TODAY, planned_visits=6)
    visit = book_visit(by=dr_chen, at=NOW, course=course, starts_at=NOW)
    alert = Alert.objects.create(patient=amara, code="A_FLARE_NEW", priority=3, on=TODAY, raised_at=NOW)
    levels = [{"level": level, "name": "Carry", "how": "Carry a bag."} for level in (1, 2, 3)]
    exercise = Exercise.objects.create(code="X1", name="Stair carry", clinic_id=dr_chen.clinic_id, levels=levels)
    rows: dict[str, Any] = {
        "patients": amara,
        "plans": amara_plan,
        "assessments": Assessment.objects.get(),
        "courses": course,
        "visits": visit,
        "alerts": alert,
        "me": amara_phone.device,
        "exercises": exercise,
        "pictures": Picture.objects.create(
            exercise=exercise, name="A" * 43, size_bytes=1, caption="The rail.", added_at=NOW, added_by="tests"
        ),
        "plan-templates": PlanTemplate.objects.create(code="t", name="T", region="knee"),
    }
    return {word: str(row.pk) for word, row in rows.items()}


def named(path: str, names: dict[str, str]) -> str:
    """Put the id of one of Amara's things in an address."""
    path = path.replace("{level}", "1")
    return path.replace("{id}", names[path.split("/")[0]]) if "{id}" in path else path
