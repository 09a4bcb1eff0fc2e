"""Amara's phone telling what she lived, in the shape the app sends it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest

from steadily.logbook.actions import Status, keep_entries
from steadily.people.models import Device, Patient
from steadily.plans.models import Plan, Prescription
from tests.conftest import NOW, TODAY, Phone

LONDON = ZoneInfo("Europe/London")
YESTERDAY = TODAY - timedelta(days=1)
TOMORROW = TODAY + timedelta(days=1)


@dataclass
class Telling:
    """A phone with what it has told so far; each entry comes a minute after the one before unless told otherwise."""

    device: Device
    told: int = 0

    def __call__(
        self,
        kind: str,
        on: date,
        data: dict[str, Any] | None,
        *,
        at: datetime | None = None,
        late: timedelta = timedelta(),
        supersedes: UUID | None = None,
    ) -> UUID:
        """Send one entry, `late` after it was lived, and give its id."""
        lived = at or datetime.combine(on, time(12, self.told), LONDON)
        self.told += 1
        name = uuid7(self.told)
        raw: dict[str, Any] = {
            "kind": kind,
            "on": on.isoformat(),
            "at": lived.isoformat(),
            "tz": "Europe/London",
            "data": data,
        }
        raw |= {"id": str(name), "supersedes": str(supersedes) if supersedes else None}
        now = max(lived, NOW) + late
        (result,) = keep_entries(by=self.device, at=now, sent_at=now, raws=[raw])
        assert result.status is Status.KEPT, result.problem
        return name


def uuid7(number: int) -> UUID:
    """Make a UUID of version 7 that is like no other of the tests."""
    uuid7.made += 1  # type: ignore[attr-defined]
    return UUID(int=number << 80 | 0x7 << 76 | 0b10 << 62 | uuid7.made)  # type: ignore[attr-defined]


uuid7.made = 0  # type: ignore[attr-defined]


@pytest.fixture
def tell(amara_phone: Phone) -> Telling:
    return Telling(amara_phone.device)


@pytest.fixture
def ben_tells(ben: Patient) -> Telling:
    device = Device.objects.create(
        patient=ben, name="Ben's phone", token_fingerprint="ben", signed_in_at=NOW, last_contact_at=NOW
    )
    return Telling(device)


@pytest.fixture
def sit_to_stand(amara_plan: Plan) -> Prescription:
    return amara_plan.prescriptions.get(exercise__code="K1")


@pytest.fixture
def session(sit_to_stand: Prescription) -> Callable[..., dict[str, Any]]:
    """Make the data of a sit-to-stand session, all done and without a pain reading unless told."""

    def made(**answers: Any) -> dict[str, Any]:
        return {"prescription": str(sit_to_stand.id), "done": "10", "prescribed": "10"} | answers

    return made


@pytest.fixture
def usual_weeks(tell: Telling) -> Telling:
    """Two weeks of usual days up to yesterday: pain 3 now and 5 at worst, nothing new to worry about."""
    for number in range(1, 15):
        on = TODAY - timedelta(days=number)
        usual = {"morning_pain": 2, "pain_now": 3, "pain_worst": 5, "interference": 3}
        tell("check_in", on, usual)
        tell("safety", on, {"pack": "daily", "asked": ["ANY"], "answers": []})
    return tell
