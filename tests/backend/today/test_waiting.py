"""What waits for Amara's answer."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from steadily.guidance.terms import VisitStatus
from steadily.people.models import Clinician, Patient
from steadily.plans.models import Plan, Prescription
from steadily.today.gather import gather
from steadily.today.pack import render
from steadily.today.waiting import waiting
from steadily.visits.actions import book_visit, plan_course
from tests.backend.today.conftest import YESTERDAY, Telling
from tests.conftest import NOW, TODAY


def packs_due(patient: Patient) -> list[str]:
    """List the safety packs that wait today."""
    return [item["pack"] for item in waiting(gather(patient), TODAY) if item["kind"] == "safety"]


def whole_list(pack: str) -> dict[str, Any]:
    return {"pack": pack, "asked": ["RF01", "RF02"], "answers": []}


def test_a_new_patient_is_asked_every_question_once(amara: Patient, tell: Telling) -> None:
    assert packs_due(amara) == ["onboarding"]

    tell("safety", TODAY, whole_list("onboarding"))

    assert packs_due(amara) == []


@pytest.mark.parametrize(("days", "due"), [(6, []), (7, ["weekly"])])
def test_the_whole_list_comes_round_each_week(amara: Patient, tell: Telling, days: int, due: list[str]) -> None:
    tell("safety", TODAY - timedelta(days=days), whole_list("flare"))

    assert packs_due(amara) == due


@pytest.mark.parametrize(("days", "due"), [(0, True), (1, True), (2, False), (3, True), (7, True), (8, False)])
def test_needling_is_asked_about_on_its_days(
    amara: Patient, dr_chen: Clinician, tell: Telling, days: int, due: bool
) -> None:
    tell("safety", TODAY, whole_list("weekly"))
    course = plan_course(by=dr_chen, at=NOW, patient=amara, starts_on=TODAY, planned_visits=6)
    attended = VisitStatus.ATTENDED.value
    book_visit(by=dr_chen, at=NOW, course=course, starts_at=NOW - timedelta(days=days), status=attended)

    assert packs_due(amara) == (["post_needle"] if due else [])


@pytest.mark.parametrize(("days", "due"), [(2, False), (4, True)])
def test_a_needle_site_sore_for_long_is_asked_about_on_any_day(
    amara: Patient, dr_chen: Clinician, tell: Telling, days: int, due: bool
) -> None:
    tell("safety", TODAY, whole_list("weekly"))
    course = plan_course(by=dr_chen, at=NOW, patient=amara, starts_on=TODAY, planned_visits=6)
    attended = VisitStatus.ATTENDED.value
    visit = book_visit(by=dr_chen, at=NOW, course=course, starts_at=NOW - timedelta(days=days), status=attended)
    tell("reaction", TODAY, {"visit": str(visit.id), "signs": ["mild_ache"], "since": visit.on.isoformat()})

    waits = [item["pack"] for item in render(amara, NOW)["waiting"] if item["kind"] == "safety"]

    assert waits == (["post_needle"] if due else [])


def test_a_missed_visit_is_not_asked_about(amara: Patient, dr_chen: Clinician, tell: Telling) -> None:
    tell("safety", TODAY, whole_list("weekly"))
    course = plan_course(by=dr_chen, at=NOW, patient=amara, starts_on=TODAY, planned_visits=6)
    book_visit(by=dr_chen, at=NOW, course=course, starts_at=NOW, status=VisitStatus.DNA.value)

    assert packs_due(amara) == []


def test_a_stop_symptom_opens_the_whole_list_until_it_is_answered_again(
    amara: Patient, amara_plan: Plan, tell: Telling, session: Callable[..., dict[str, Any]]
) -> None:
    tell("safety", TODAY, whole_list("weekly"))
    tell("exercise", TODAY, session(stop="giving_way"))
    assert packs_due(amara) == ["stop"]

    tell("safety", TODAY, whole_list("stop"))

    assert packs_due(amara) == []


def test_a_flare_up_opens_the_whole_list_unless_today_has_answered_it(
    amara: Patient, amara_plan: Plan, tell: Telling
) -> None:
    tell("safety", YESTERDAY, whole_list("weekly"))
    tell("check_in", TODAY, {"flare": True})
    assert {"kind": "safety", "pack": "flare"} in render(amara, NOW)["waiting"]

    tell("safety", TODAY, whole_list("flare"))

    assert render(amara, NOW)["waiting"] == []


def test_yesterdays_session_waits_for_its_morning(
    amara: Patient, amara_plan: Plan, tell: Telling, sit_to_stand: Prescription, session: Callable[..., dict[str, Any]]
) -> None:
    tell("exercise", YESTERDAY, session(pain_during=2))
    about = {"prescription": str(sit_to_stand.id), "for_date": "2026-03-09"}
    assert {"kind": "settled"} | about in waiting(gather(amara), TODAY)

    tell("settled", TODAY, about | {"settled": True})

    assert {"kind": "settled"} | about not in waiting(gather(amara), TODAY)


def test_what_was_not_done_has_no_morning(
    amara: Patient, amara_plan: Plan, tell: Telling, session: Callable[..., dict[str, Any]]
) -> None:
    tell("exercise", YESTERDAY, session(done="0", not_done_reason="tired"))

    assert [item["kind"] for item in waiting(gather(amara), TODAY)] == ["safety"]


def test_questions_wait_for_the_next_visit(amara: Patient, dr_chen: Clinician, tell: Telling) -> None:
    tell("question", TODAY - timedelta(days=5), {"text": "May I swim?"})
    course = plan_course(by=dr_chen, at=NOW, patient=amara, starts_on=TODAY, planned_visits=6)
    attended = VisitStatus.ATTENDED.value
    book_visit(by=dr_chen, at=NOW, course=course, starts_at=NOW - timedelta(days=2), status=attended)
    asked = tell("question", YESTERDAY, {"text": "Is a click in the knee all right?"})

    questions = [item for item in waiting(gather(amara), TODAY) if item["kind"] == "question"]

    assert [question["id"] for question in questions] == [str(asked)]
