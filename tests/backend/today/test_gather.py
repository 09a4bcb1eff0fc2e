"""From rows to what the guidance reads."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest
from pytest_django.fixtures import DjangoAssertNumQueries

from steadily.guidance.terms import ActionKind, Category, Unit, VisitStatus
from steadily.people.models import Clinician, Patient
from steadily.plans.actions import activate_plan, draft_plan, end_plan, prescribe, record_assessment, revise_plan
from steadily.plans.decisions import decide
from steadily.plans.models import Plan, Prescription
from steadily.today.actions import look_again
from steadily.today.gather import gather
from steadily.visits.actions import book_visit, plan_course
from tests.backend.today.conftest import TOMORROW, YESTERDAY, Telling
from tests.conftest import NOW, TODAY


def test_nothing_is_planned_for_someone_without_a_plan(amara: Patient) -> None:
    assert gather(amara).plan is None


def test_a_draft_is_not_a_plan_yet(amara: Patient, dr_chen: Clinician) -> None:
    draft_plan(by=dr_chen, at=NOW, patient=amara, title="Knee")

    assert gather(amara).plan is None


def test_a_prescription_comes_with_the_dose_its_clinician_set(
    amara: Patient, amara_plan: Plan, sit_to_stand: Prescription
) -> None:
    plan = gather(amara).plan
    assert plan is not None

    prescription = next(each for each in plan.prescriptions if each.id == str(sit_to_stand.id))
    (dose,) = prescription.versions

    assert (plan.starts_on, plan.regions) == (TODAY, ("knee",))
    assert (prescription.category, prescription.unit) == (Category.STRENGTH, Unit.REPS)
    assert prescription.priority
    assert (dose.level, dose.sets, dose.amount, dose.maximum) == (2, 2, Decimal(10), Decimal(15))
    assert (dose.starts_on, dose.weekdays) == (TODAY, None)


def test_a_revision_is_a_second_dose_from_its_day(
    amara: Patient, amara_plan: Plan, sit_to_stand: Prescription, dr_chen: Clinician
) -> None:
    doses = {sit_to_stand: {"amount": Decimal(12), "weekdays": [0, 3]}}
    revise_plan(by=dr_chen, at=NOW, plan=amara_plan, starts_on=TOMORROW, doses=doses)

    plan = gather(amara).plan
    assert plan is not None
    first, second = next(each for each in plan.prescriptions if each.id == str(sit_to_stand.id)).versions

    assert (first.amount, second.amount) == (Decimal(10), Decimal(12))
    assert (second.starts_on, second.weekdays) == (TOMORROW, frozenset({0, 3}))


def test_an_ended_plan_still_tells_its_story_and_asks_for_nothing(
    amara: Patient, amara_plan: Plan, dr_chen: Clinician
) -> None:
    end_plan(by=dr_chen, at=NOW + timedelta(days=3), plan=amara_plan, reason="Going well")

    gathered = gather(amara)
    assert gathered.plan is not None

    assert {each.ended_on for each in gathered.plan.prescriptions} == {TODAY + timedelta(days=3)}
    assert gathered.follows_plan(TODAY)
    assert not gathered.follows_plan(TODAY + timedelta(days=3))
    assert not gathered.follows_plan(YESTERDAY)


def test_the_live_plan_comes_before_the_one_that_ended(amara: Patient, amara_plan: Plan, dr_chen: Clinician) -> None:
    end_plan(by=dr_chen, at=NOW, plan=amara_plan, reason="A new start")
    second = draft_plan(by=dr_chen, at=NOW, patient=amara, title="Knee: stronger")
    exercise = amara_plan.prescriptions.all()[0].exercise
    prescribe(by=dr_chen, at=NOW, plan=second, exercise=exercise)
    activate_plan(by=dr_chen, at=NOW, plan=second)

    assert gather(amara).rows.plan == second


def test_a_decision_comes_with_its_instant_and_its_day(
    amara: Patient, sit_to_stand: Prescription, dr_chen: Clinician
) -> None:
    decide(
        by=dr_chen,
        at=NOW,
        patient=amara,
        kind=ActionKind.PAUSE,
        prescription=sit_to_stand,
        reason="Swollen knee",
        effective_on=TOMORROW,
    )

    (action,) = gather(amara).actions

    assert (action.kind, action.at, action.on) == (ActionKind.PAUSE, NOW, TOMORROW)
    assert action.prescription == str(sit_to_stand.id)


def test_screening_keeps_the_engine_off(amara: Patient, amara_plan: Plan) -> None:
    assert amara_plan.assessment is not None
    amara_plan.assessment.screening = ["pregnancy"]
    amara_plan.assessment.save()

    plan = gather(amara).plan

    assert plan is not None
    assert plan.engine_off_because == "pregnancy"


@pytest.mark.parametrize("years", [15, 18])
def test_whoever_may_be_a_child_is_screened_out_though_no_one_ticked_it(
    amara: Patient, amara_plan: Plan, years: int
) -> None:
    amara.year_of_birth = TODAY.year - years

    plan = gather(amara).plan

    assert plan is not None
    assert plan.engine_off_because == "under_18"


def test_turning_the_engine_on_holds_for_the_plan_it_was_said_of(
    amara: Patient, dr_chen: Clinician, library: dict[str, object]
) -> None:
    decide(
        by=dr_chen,
        at=NOW - timedelta(days=30),
        patient=amara,
        kind=ActionKind.TURN_ON_ENGINE,
        reason="Twelve weeks after surgery",
    )
    record_assessment(by=dr_chen, at=NOW, patient=amara, on=TODAY, screening=["pregnancy"])
    plan = draft_plan(by=dr_chen, at=NOW, patient=amara, title="Knee")
    prescribe(by=dr_chen, at=NOW, plan=plan, exercise=library["K1"])  # type: ignore[arg-type]
    activate_plan(by=dr_chen, at=NOW, plan=plan)

    assert gather(amara).actions == ()


def test_a_visit_attended_later_was_still_booked(amara: Patient, dr_chen: Clinician) -> None:
    course = plan_course(by=dr_chen, at=NOW, patient=amara, starts_on=YESTERDAY, planned_visits=6)
    book_visit(by=dr_chen, at=NOW, course=course, starts_at=NOW, status=VisitStatus.ATTENDED.value)

    gathered = gather(amara)

    assert [visit.status for visit in gathered.visits_as_of(YESTERDAY)] == [VisitStatus.BOOKED]
    assert [visit.status for visit in gathered.visits_as_of(TODAY)] == [VisitStatus.ATTENDED]


def test_ben_never_gets_what_amara_wrote(
    amara: Patient, ben: Patient, amara_plan: Plan, usual_weeks: Telling, ben_tells: Telling
) -> None:
    ben_tells("check_in", TODAY, {"pain_now": 7})

    gathered = gather(ben)

    assert [*gathered.diary] == [TODAY]
    assert gathered.plan is None
    assert {entry.patient_id for entry in gathered.rows.entries} == {ben.id}


@pytest.mark.parametrize("weeks", [0, 2])
def test_five_queries_however_long_the_diary(
    amara: Patient,
    amara_plan: Plan,
    weeks: int,
    request: pytest.FixtureRequest,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    if weeks:
        request.getfixturevalue("usual_weeks")

    with django_assert_num_queries(5):
        gather(amara)


def test_one_more_query_to_go_on_from_yesterday(
    amara: Patient, amara_plan: Plan, usual_weeks: Telling, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    look_again(patient=amara, at=NOW)

    with django_assert_num_queries(6):
        gathered = gather(amara, first=TODAY)

    assert gathered.start is not None
    assert gathered.start.on == YESTERDAY
