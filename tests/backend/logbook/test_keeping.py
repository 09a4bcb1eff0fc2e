"""Keeping entries: each alone, once, for ever, and only in the diary of whoever lived it."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from threading import Barrier
from typing import Any

import pytest
from django.db import connection

from steadily.library.models import Exercise
from steadily.logbook.actions import keep_entries
from steadily.logbook.models import Entry
from steadily.people.actions import activate, invite, open_clinic, register_patient
from steadily.people.models import Clinician, Device, Patient
from steadily.plans.actions import draft_plan, prescribe, record_assessment, revise_plan
from steadily.plans.models import Plan
from steadily.records.models import AuditEvent
from steadily.visits.actions import book_visit, plan_course
from tests.backend.logbook.conftest import Send, uuid7

CheckIn = Callable[..., dict[str, Any]]


@pytest.fixture
def bens_phone(ben: Patient, dr_chen: Clinician, now: datetime) -> Device:
    code = invite(by=dr_chen, at=now, patient=ben).typed
    return activate(code=code, year_of_birth=1971, device_name="Ben's phone", at=now).device


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


def test_bens_phone_learns_nothing_from_amaras_id(
    send: Send, check_in: CheckIn, bens_phone: Device, now: datetime
) -> None:
    send(check_in())

    same, other = (
        keep_entries(by=bens_phone, at=now, sent_at=now, raws=[raw])[0] for raw in (check_in(), check_in(data={}))
    )

    assert same == other
    assert same.status == "conflict"
    assert Entry.objects.get().data == {"pain_now": 4, "pain_worst": 6}


def test_an_entry_about_bens_exercise_is_refused(
    send: Send, check_in: CheckIn, ben: Patient, dr_chen: Clinician, now: datetime, library: dict[str, Exercise]
) -> None:
    plan = draft_plan(by=dr_chen, at=now, patient=ben, title="Back")
    his = prescribe(by=dr_chen, at=now, plan=plan, exercise=library["G1"])
    data = {"prescription": str(his.pk), "done": "10", "prescribed": "10"}

    (result,) = send(check_in(kind="exercise", data=data))

    assert problem(result) == ("unknown-reference", "/data/prescription")
    assert not Entry.objects.exists()


def test_a_reaction_names_ones_own_visit(
    send: Send, check_in: CheckIn, amara: Patient, ben: Patient, dr_chen: Clinician, now: datetime
) -> None:
    visits = []
    for patient in (amara, ben):
        course = plan_course(by=dr_chen, at=now, patient=patient, starts_on=date(2026, 3, 10), planned_visits=6)
        visits.append(book_visit(by=dr_chen, at=now, course=course, starts_at=now))

    results = send(
        *(
            check_in(number, {"visit": str(visit.pk), "signs": ["tired"], "since": "2026-03-10"}, kind="reaction")
            for number, visit in enumerate(visits)
        )
    )

    assert statuses(results) == ["kept", "refused"]
    assert problem(results[1]) == ("unknown-reference", "/data/visit")


def test_activities_are_scored_by_ones_own_goals(
    send: Send, check_in: CheckIn, amara: Patient, ben: Patient, dr_chen: Clinician, now: datetime
) -> None:
    on = date(2026, 3, 10)
    hers = record_assessment(by=dr_chen, at=now, patient=amara, on=on, goals=["Kneel"]).goals.get()
    his = record_assessment(by=dr_chen, at=now, patient=ben, on=on, goals=["Drive"]).goals.get()

    results = send(
        *(
            check_in(number, {"measure": "activities", "answers": {goal: 4}}, kind="measure")
            for number, goal in enumerate([str(hers.pk), str(his.pk), "gardening"])
        )
    )

    assert statuses(results) == ["kept", "refused", "refused"]
    assert problem(results[1]) == ("unknown-reference", f"/data/answers/{his.pk}")


def test_an_exercise_taken_out_of_the_plan_keeps_what_was_done(
    send: Send, check_in: CheckIn, amara_plan: Plan, squat: str, dr_chen: Clinician, now: datetime
) -> None:
    revise_plan(
        by=dr_chen, at=now, plan=amara_plan, starts_on=date(2026, 3, 10), ended=[amara_plan.prescriptions.get(pk=squat)]
    )

    (result,) = send(check_in(kind="exercise", data={"prescription": squat, "done": "10", "prescribed": "10"}))

    assert result.status == "kept"


def test_an_id_in_capitals_names_the_same_exercise(send: Send, check_in: CheckIn, squat: str) -> None:
    data = {"prescription": squat.upper(), "done": 10, "prescribed": "10.00"}

    assert statuses(send(check_in(kind="exercise", data=data))) == ["kept"]


def test_a_correction_stands_beside_what_it_corrects(send: Send, check_in: CheckIn) -> None:
    send(check_in(1))

    (result,) = send(check_in(2, {"pain_now": 3}, supersedes=uuid7(1)))

    assert result.status == "kept"
    assert Entry.objects.count() == 2
    assert Entry.objects.get(pk=uuid7(2)).correction


def test_a_correction_may_come_before_the_original_in_the_same_batch(send: Send, check_in: CheckIn) -> None:
    results = send(
        check_in(3, {"pain_now": 1}, supersedes=uuid7(2), at="2026-03-10T17:59:30+00:00"),
        check_in(2, {"pain_now": 2}, supersedes=uuid7(1), at="2026-03-10T17:59:00+00:00"),
        check_in(1),
    )

    assert [(result.id, result.status) for result in results] == [(uuid7(n), "kept") for n in (3, 2, 1)]


def test_a_correction_of_nothing_we_know_is_refused(send: Send, check_in: CheckIn) -> None:
    results = send(check_in(2, supersedes=uuid7(1)), check_in(3, supersedes=uuid7(3)))

    assert [problem(result) for result in results] == [("unknown-entry", "/supersedes")] * 2


def test_bens_correction_of_amaras_entry_is_refused_like_one_of_nothing(
    send: Send, check_in: CheckIn, bens_phone: Device, now: datetime
) -> None:
    send(check_in(1))

    of_hers, of_nothing = keep_entries(
        by=bens_phone,
        at=now,
        sent_at=now,
        raws=[check_in(2, supersedes=uuid7(1)), check_in(3, supersedes=uuid7(99))],
    )

    assert of_hers.problem == of_nothing.problem
    assert Entry.objects.count() == 1


@pytest.mark.parametrize(
    "other", [{"kind": "question", "data": {"text": "May I cycle?"}}, {"on": "2026-03-09"}], ids=["kind", "day"]
)
def test_a_correction_keeps_kind_and_day(send: Send, check_in: CheckIn, other: dict[str, object]) -> None:
    send(check_in(1))

    (result,) = send({**check_in(2, supersedes=uuid7(1)), **other})

    assert problem(result) == ("unlike-entry", "/supersedes")


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

    with django_assert_num_queries(9):
        send(*sessions(1, 1))
    with django_assert_num_queries(9):
        send(*sessions(100, 50))
    with django_assert_num_queries(9):
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
