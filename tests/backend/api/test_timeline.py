"""Following a patient's record: what happened, in order, and what has happened since."""

from __future__ import annotations

from typing import Any

import pytest

from steadily.people.models import Patient
from tests.backend.api.conftest import Caller, check_in, entry_id, later


def asked(caller: Caller, patient: Patient, cursor: str | None = None, limit: int = 50) -> Any:
    since = "" if cursor is None else f"&cursor={cursor}"
    return caller.get(f"patients/{patient.id}/timeline/?limit={limit}{since}").json()


def test_what_happened_comes_in_order(chen: Caller, phone: Caller, amara: Patient) -> None:
    phone.post("me/sync", {"entries": [check_in(1), check_in(2)]})

    events = asked(chen, amara)["results"]

    assert [event["verb"] for event in events] == ["register_patient", "invite", "activate", "keep_entries"]
    assert events[-1]["entries"] == [entry_id(1), entry_id(2)]
    assert (events[-1]["by"], events[-1]["subject"]["kind"]) == ("Amara's phone", "device")
    assert events[0]["subject"] == {"kind": "patient", "id": str(amara.id)}


def test_a_clinics_system_goes_on_from_where_it_was(system: Caller, phone: Caller, amara: Patient) -> None:
    before = asked(system, amara)
    nothing_new = asked(system, amara, before["next"])
    phone.post("me/sync", {"entries": [check_in(1)]})

    since = asked(system, amara, nothing_new["next"])

    assert nothing_new == {"results": [], "next": before["next"]}
    assert [event["entries"] for event in since["results"]] == [[entry_id(1)]]
    assert asked(system, amara, since["next"])["results"] == []


def test_a_long_timeline_comes_in_pages(
    chen: Caller, phone: Caller, amara: Patient, tuesday_evening: Any, django_assert_max_num_queries: Any
) -> None:
    for place in range(1, 8):
        tuesday_evening.move_to(later(hours=place))
        phone.post("me/sync", {"entries": [check_in(place)]})

    seen, cursor = [], None
    for _ in range(5):
        with django_assert_max_num_queries(6):
            page = asked(chen, amara, cursor, limit=3)
        seen += [event["entries"] for event in page["results"] if event["entries"]]
        cursor = page["next"]

    assert seen == [[entry_id(place)] for place in range(1, 8)]


@pytest.mark.parametrize("cursor", ["WyIxIl0", "x", "WyIxIl0:1w0hBA:2n4vXo"])
def test_a_cursor_nobody_signed_is_named(chen: Caller, amara: Patient, cursor: str) -> None:
    response = chen.get(f"patients/{amara.id}/timeline/?cursor={cursor}")

    assert response.status_code == 400
    assert response.json()["errors"][0]["pointer"] == "/cursor"


def test_a_cursor_of_another_list_is_named(chen: Caller, phone: Caller, amara: Patient) -> None:
    phone.post("me/sync", {"entries": [check_in(1), check_in(2)]})
    of_the_diary = chen.get(f"patients/{amara.id}/diary/?limit=1").json()["next"]

    assert chen.get(f"patients/{amara.id}/timeline/?cursor={of_the_diary}").status_code == 400


def test_dr_osei_follows_nobody_of_another_clinic(osei: Caller, phone: Caller, amara: Patient) -> None:
    assert osei.get(f"patients/{amara.id}/timeline/").status_code == 404
    assert phone.get(f"patients/{amara.id}/timeline/").status_code == 401
