"""How far back a new entry reaches."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from steadily.logbook.actions import Status, keep_entries
from steadily.logbook.models import Entry, Unread
from steadily.people.models import Patient
from steadily.plans.models import Plan
from tests.conftest import NOW, TODAY, Phone

Tell = Callable[..., None]
YESTERDAY = TODAY - timedelta(days=1)


@pytest.fixture
def tell(amara_phone: Phone, amara_plan: Plan) -> Tell:
    """Send one entry of today's evening from Amara's phone."""
    squat = str(amara_plan.prescriptions.get(exercise__code="K1").pk)

    def told(number: int, kind: str, on: date, data: dict[str, Any] | None, corrects: int | None = None) -> None:
        said = None if data is None else data | ({"prescription": squat} if kind in {"settled", "exercise"} else {})
        raw = {"id": name(number), "kind": kind, "on": on.isoformat(), "at": NOW.isoformat(), "tz": "Europe/London"}
        raw |= {"data": said, "supersedes": None if corrects is None else name(corrects)}
        (result,) = keep_entries(by=amara_phone.device, at=NOW, sent_at=NOW, raws=[raw])
        assert result.status is Status.KEPT, result.problem

    return told


def name(number: int) -> str:
    return f"01900000-0000-7000-8000-{number:012}"


def reaches(patient: Patient) -> list[date]:
    return [*patient.unread.order_by("on").values_list("on", flat=True)]


def settled_of(on: date) -> dict[str, Any]:
    return {"for_date": on.isoformat(), "settled": True}


def test_a_check_in_touches_its_own_day(tell: Tell, amara: Patient) -> None:
    tell(1, "check_in", YESTERDAY, {"pain_now": 4})

    assert reaches(amara) == [YESTERDAY]


def test_a_next_morning_answer_is_heard_on_the_day_after_its_session(tell: Tell, amara: Patient) -> None:
    tell(1, "settled", TODAY, settled_of(TODAY - timedelta(days=3)))

    assert reaches(amara) == [TODAY - timedelta(days=2)]


def test_a_corrected_answer_reaches_back_to_what_was_said_before(tell: Tell, amara: Patient) -> None:
    tell(1, "settled", TODAY, settled_of(TODAY - timedelta(days=3)))
    Unread.objects.all().delete()

    tell(2, "settled", TODAY, settled_of(YESTERDAY), corrects=1)

    assert reaches(amara) == [TODAY - timedelta(days=2)]


def test_a_withdrawn_answer_reaches_back_to_its_session(tell: Tell, amara: Patient) -> None:
    tell(1, "settled", TODAY, settled_of(TODAY - timedelta(days=3)))
    Unread.objects.all().delete()

    tell(2, "settled", TODAY, None, corrects=1)

    assert reaches(amara) == [TODAY - timedelta(days=2)]


def test_an_entry_sent_twice_touches_nothing(tell: Tell, amara: Patient, amara_phone: Phone) -> None:
    tell(1, "check_in", YESTERDAY, {"pain_now": 4})
    Unread.objects.all().delete()
    entry = Entry.objects.get()
    again = {"id": str(entry.pk), "kind": "check_in", "on": str(entry.on), "at": NOW.isoformat(), "tz": entry.tz}

    (result,) = keep_entries(by=amara_phone.device, at=NOW, sent_at=NOW, raws=[again | {"data": {"pain_now": 4}}])

    assert result.status is Status.DUPLICATE
    assert reaches(amara) == []


def test_only_the_patient_who_told_is_touched(tell: Tell, amara: Patient, ben: Patient) -> None:
    tell(1, "check_in", TODAY, {"pain_now": 4})

    assert reaches(ben) == []
