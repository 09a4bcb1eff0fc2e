"""What an entry names: only what is the patient's own, whether exercise, visit, goal or an earlier entry."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import pytest

from steadily.library.models import Exercise
from steadily.logbook.actions import keep_entries
from steadily.logbook.models import Entry
from steadily.people.models import Clinician, Device, Patient
from steadily.plans.actions import draft_plan, prescribe, record_assessment, revise_plan
from steadily.plans.models import Plan
from steadily.visits.actions import book_visit, plan_course
from tests.backend.logbook.conftest import Send, uuid7

CheckIn = Callable[..., dict[str, Any]]


def statuses(results: list[Any]) -> list[str]:
    return [str(result.status) for result in results]


def problem(result: Any) -> tuple[str, str]:
    return result.problem.type, result.problem.pointer


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
