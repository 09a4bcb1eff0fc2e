"""Keeping entries: each alone, once, for ever."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from threading import Barrier
from typing import Any

import pytest
from django.db import connection

from steadily.logbook.actions import keep_entries
from steadily.logbook.models import Entry
from steadily.people.actions import activate, invite, open_clinic, register_patient
from steadily.people.models import Patient
from steadily.records.models import AuditEvent
from tests.backend.logbook.conftest import Send, uuid7

CheckIn = Callable[..., dict[str, Any]]


def statuses(results: list[Any]) -> list[str]:
    return [str(result.status) for result in results]


def problem(result: Any) -> tuple[str, str]:
    return result.problem.type, result.problem.pointer


def test_amaras_evening_is_kept_as_she_lived_it(send: Send, check_in: CheckIn, amara: Patient) -> None:
    raw = check_in(shown={"light": "AMBER", "texts": ["T_LIGHT_A"]}, pack_revision="r7")

    (result,) = send(raw)

    entry = Entry.objects.get()
    assert (result.id, result.status) == (raw["id"], "kept")
    assert (entry.patient, entry.on, entry.tz) == (amara, date(2026, 3, 10), "Europe/London")
    assert entry.at == datetime(2026, 3, 10, 17, 58, tzinfo=UTC)
    assert entry.data == {"pain_now": 4, "pain_worst": 6}
    assert (entry.shown["light"], entry.shown["texts"], entry.pack_revision) == ("AMBER", ["T_LIGHT_A"], "r7")


def test_one_bad_entry_never_holds_up_the_rest(send: Send, check_in: CheckIn) -> None:
    results = send(check_in(1), check_in(2, {"pain_now": 11}), "nonsense", check_in(3))

    assert statuses(results) == ["kept", "refused", "refused", "kept"]
    assert [result.id for result in results] == [uuid7(1), uuid7(2), None, uuid7(3)]
    assert Entry.objects.count() == 2


def test_the_same_entry_again_is_a_duplicate_even_a_year_later(send: Send, check_in: CheckIn, now: datetime) -> None:
    send(check_in())

    (again,) = send(check_in(), at=now + timedelta(days=400), sent_at=None)

    assert again.status == "duplicate"
    assert again.problem is None
    assert Entry.objects.count() == 1


def test_a_kept_entry_is_known_ten_years_later_and_by_a_clock_gone_wrong(
    send: Send, check_in: CheckIn, now: datetime
) -> None:
    send(check_in(1, on="2026-03-09"), check_in(2))

    years_later = send(check_in(1, on="2026-03-09"), at=now + timedelta(days=3650), sent_at=None)
    gone_wrong = send(check_in(1, on="2026-03-09"), check_in(2), sent_at=now - timedelta(days=3))

    assert statuses(years_later + gone_wrong) == ["duplicate"] * 3


def test_the_same_entry_twice_in_one_batch_is_kept_once(send: Send, check_in: CheckIn) -> None:
    results = send(check_in(), check_in(), check_in(data={"pain_now": 0}))

    assert statuses(results) == ["kept", "duplicate", "conflict"]
    assert Entry.objects.get().data == {"pain_now": 4, "pain_worst": 6}


def test_the_same_instant_written_in_another_zone_is_the_same_entry(send: Send, check_in: CheckIn) -> None:
    send(check_in(at="2026-03-10T17:58:00+00:00"))

    (again,) = send(check_in(at="2026-03-10T18:58:00+01:00"))

    assert again.status == "duplicate"


@pytest.mark.parametrize(
    "other",
    [
        {"data": {"pain_now": 5, "pain_worst": 6}},
        {"data": {"pain_now": 4, "pain_worst": None}},
        {"on": "2026-03-09"},
        {"at": "2026-03-10T17:59:00+00:00"},
        {"kind": "question", "data": {"text": "May I cycle?"}},
        {"pack_revision": "r8"},
    ],
)
def test_other_content_under_the_same_id_is_a_conflict_and_changes_nothing(
    send: Send, check_in: CheckIn, other: dict[str, object]
) -> None:
    send(check_in())
    before = Entry.objects.values().get()

    (result,) = send({**check_in(), **other})

    assert result.status == "conflict"
    assert problem(result) == ("conflict", "/id")
    assert Entry.objects.values().get() == before


def test_an_entry_tells_whether_it_was_filled_in_later(send: Send, check_in: CheckIn) -> None:
    send(check_in(1), check_in(2, on="2026-03-09"))

    assert [entry.back_filled for entry in Entry.objects.order_by("id")] == [False, True]


@pytest.mark.parametrize(
    ("sent_at", "offset"),
    [
        (datetime(2026, 3, 10, 17, 50, tzinfo=UTC), 600),
        (datetime(2026, 3, 10, 18, 0, 5, tzinfo=UTC), -5),
        (None, 0),
        (datetime(1, 1, 1, tzinfo=UTC), 0),
    ],
)
def test_a_phones_wrong_clock_is_measured(send: Send, check_in: CheckIn, sent_at: datetime | None, offset: int) -> None:
    send(check_in(), sent_at=sent_at)

    entry = Entry.objects.get()
    assert entry.clock_offset_s == offset
    assert entry.lived_at == entry.at + timedelta(seconds=offset)


def test_a_batch_is_in_the_audit_once(send: Send, check_in: CheckIn, amara: Patient) -> None:
    send(check_in(1), check_in(2), check_in(3, {"pain_now": 11}))
    send(check_in(1))

    event = AuditEvent.objects.get(verb="keep_entries")
    assert (event.patient_id, event.detail) == (amara.id, {"kept": 2})


def test_a_batch_of_fifty_costs_as_many_statements_as_one(
    send: Send, check_in: CheckIn, squat: str, django_assert_num_queries: Any
) -> None:
    def sessions(first: int, count: int) -> list[dict[str, Any]]:
        data = {"prescription": squat, "done": "10", "prescribed": "10"}
        return [check_in(number, data, kind="exercise") for number in range(first, first + count)]

    statements = 10 + (connection.vendor == "postgresql")  # where several can write, one more: each takes its turn
    with django_assert_num_queries(statements):
        send(*sessions(1, 1))
    with django_assert_num_queries(statements):
        send(*sessions(100, 50))
    with django_assert_num_queries(statements):
        send(*sessions(1000, 450))

    assert Entry.objects.count() == 501


def test_two_phones_sending_the_same_entries_at_once_keep_each_once(transactional_db: None, now: datetime) -> None:
    clinic = open_clinic(by="tests", at=now, name="Harbour Street Clinic", phone="01632 960 000")
    amara = register_patient(by="tests", at=now, clinic=clinic, name="Amara Nwosu", year_of_birth=1984)
    code = invite(by="tests", at=now, patient=amara).typed
    device = activate(code=code, year_of_birth=1984, device_name="Phone", at=now).device
    raws = [
        {
            "id": uuid7(number),
            "kind": "check_in",
            "on": "2026-03-10",
            "at": "2026-03-10T17:58:00+00:00",
            "tz": "Europe/London",
            "data": {"pain_now": 4},
        }
        for number in range(20)
    ]
    start = Barrier(4)

    def push(_: int) -> list[str]:
        start.wait()
        try:
            return statuses(keep_entries(by=device, at=now, sent_at=now, raws=raws))
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as phones:
        told = sorted(phones.map(push, range(4)))

    assert told == [["duplicate"] * 20] * 3 + [["kept"] * 20]
    assert Entry.objects.count() == 20
