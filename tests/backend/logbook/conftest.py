"""Entries as Amara's phone would send them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID

import pytest

from steadily.logbook.actions import Result, keep_entries
from steadily.people.actions import activate, invite
from steadily.people.models import Clinician, Device, Patient
from steadily.plans.models import Plan

Entry = dict[str, Any]
Send = Callable[..., list[Result]]


def uuid7(number: int) -> str:
    """Make the id a phone would: a UUID of version 7, the same for the same number."""
    return str(UUID(int=(0x019CD8A3_0000_7000_8000_000000000000) + number))


@pytest.fixture
def check_in() -> Callable[..., Entry]:
    """Make a check-in of Tuesday 10 March; what is given stands in the place of its own words."""

    def make(number: int = 1, data: Entry | None = None, **changes: object) -> Entry:
        return {
            "id": uuid7(number),
            "kind": "check_in",
            "on": "2026-03-10",
            "at": "2026-03-10T17:58:00+00:00",
            "tz": "Europe/London",
            "data": {"pain_now": 4, "pain_worst": 6} if data is None else data,
            **changes,
        }

    return make


@pytest.fixture
def squat(amara_plan: Plan) -> str:
    """The id of Amara's sit to stands."""
    return str(amara_plan.prescriptions.get(exercise__code="K1").pk)


@pytest.fixture
def send(amara_phone: Any, now: Any) -> Send:
    """Send entries from Amara's phone now, or at another time."""

    def from_amara(*raws: object, **when: Any) -> list[Result]:
        times = {"at": now, "sent_at": now, **when}
        return keep_entries(by=amara_phone.device, raws=list(raws), **times)

    return from_amara


@pytest.fixture
def bens_phone(ben: Patient, dr_chen: Clinician, now: datetime) -> Device:
    code = invite(by=dr_chen, at=now, patient=ben).typed
    return activate(code=code, year_of_birth=1971, device_name="Ben's phone", at=now).device
