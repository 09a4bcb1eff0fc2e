"""Revising a live plan: what changes from a day on, and what stays as it was."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest

from steadily.library.models import Exercise
from steadily.people.models import Clinician, Patient
from steadily.plans.actions import (
    draft_plan,
    prescribe,
    revise_plan,
)
from steadily.plans.models import Plan, Prescription
from steadily.records.refusals import Refused

TODAY = date(2026, 3, 10)
TOMORROW = TODAY + timedelta(days=1)
TEN = {"level": 2, "sets": 2, "amount": Decimal(10), "maximum": Decimal(15), "per_week": 3}


def sit_to_stand(plan: Plan) -> Prescription:
    return plan.prescriptions.get(exercise__code="K1")


def test_a_revision_keeps_each_prescription_and_what_was_asked_before(
    amara_plan: Plan, dr_chen: Clinician, now: datetime
) -> None:
    before = sit_to_stand(amara_plan)

    revise_plan(by=dr_chen, at=now, plan=amara_plan, starts_on=TOMORROW, doses={before: {"amount": Decimal(12)}})

    after = sit_to_stand(amara_plan)
    assert after.pk == before.pk
    assert amara_plan.version == 2
    doses = [(dose.plan_version, dose.starts_on, dose.amount, dose.sets) for dose in after.doses.all()]
    assert doses == [(1, TODAY, Decimal(10), 2), (2, TOMORROW, Decimal(12), 2)]


def test_a_revision_adds_and_ends_exercises(
    amara_plan: Plan, dr_chen: Clinician, now: datetime, library: dict[str, Exercise]
) -> None:
    walk = amara_plan.prescriptions.get(exercise__code="G1")

    revise_plan(
        by=dr_chen,
        at=now,
        plan=amara_plan,
        starts_on=TOMORROW,
        added=[{"exercise": library["K5"], "side": "left", **TEN}],
        ended=[walk],
    )

    walk.refresh_from_db()
    assert walk.ended_on == TOMORROW
    step_up = amara_plan.prescriptions.get(exercise__code="K5")
    assert (step_up.side, step_up.doses.get().starts_on, step_up.doses.get().plan_version) == ("left", TOMORROW, 2)


@pytest.mark.parametrize("days", [-1, -30])
def test_a_revision_cannot_change_days_that_have_passed(
    amara_plan: Plan, dr_chen: Clinician, now: datetime, days: int
) -> None:
    with pytest.raises(Refused) as refusal:
        revise_plan(by=dr_chen, at=now, plan=amara_plan, starts_on=TODAY + timedelta(days=days))

    assert refusal.value.field == "starts_on"


def test_a_rise_of_more_than_a_fifth_is_asked_about(amara_plan: Plan, dr_chen: Clinician, now: datetime) -> None:
    squat = sit_to_stand(amara_plan)

    with pytest.raises(Refused) as question:
        revise_plan(by=dr_chen, at=now, plan=amara_plan, starts_on=TODAY, doses={squat: {"amount": Decimal(13)}})
    amara_plan.refresh_from_db()
    assert amara_plan.version == 1
    revise_plan(
        by=dr_chen, at=now, plan=amara_plan, starts_on=TODAY, doses={squat: {"amount": Decimal(13)}}, confirmed=True
    )

    assert (question.value.code, question.value.status) == ("confirm-rise", 409)
    assert "30 %" in question.value.detail
    assert squat.doses.last().amount == 13


def test_a_rise_of_exactly_a_fifth_needs_no_asking(amara_plan: Plan, dr_chen: Clinician, now: datetime) -> None:
    squat = sit_to_stand(amara_plan)

    revise_plan(by=dr_chen, at=now, plan=amara_plan, starts_on=TODAY, doses={squat: {"amount": Decimal(12)}})

    assert squat.doses.last().amount == 12


def test_the_latest_word_stands_when_two_revisions_overlap(amara_plan: Plan, dr_chen: Clinician, now: datetime) -> None:
    squat = sit_to_stand(amara_plan)
    revise_plan(by=dr_chen, at=now, plan=amara_plan, starts_on=TOMORROW, doses={squat: {"amount": Decimal(12)}})

    revise_plan(by=dr_chen, at=now, plan=amara_plan, starts_on=TODAY, doses={squat: {"amount": Decimal(6)}})

    assert [(dose.starts_on, dose.amount) for dose in sit_to_stand(amara_plan).standing_doses()] == [(TODAY, 6)]


def test_an_exercise_of_someone_elses_plan_cannot_be_revised(
    amara_plan: Plan, ben: Patient, dr_chen: Clinician, now: datetime, library: dict[str, Exercise]
) -> None:
    bens = draft_plan(by=dr_chen, at=now, patient=ben, title="Back")
    his = prescribe(by=dr_chen, at=now, plan=bens, exercise=library["G1"], **TEN)

    with pytest.raises(Refused) as refusal:
        revise_plan(by=dr_chen, at=now, plan=amara_plan, starts_on=TODAY, doses={his: {"sets": 1}})

    assert refusal.value.field == "prescription"


def test_an_exercise_taken_out_cannot_be_revised_again(amara_plan: Plan, dr_chen: Clinician, now: datetime) -> None:
    squat = sit_to_stand(amara_plan)
    revise_plan(by=dr_chen, at=now, plan=amara_plan, starts_on=TODAY, ended=[squat])

    with pytest.raises(Refused) as refusal:
        revise_plan(by=dr_chen, at=now, plan=amara_plan, starts_on=TODAY, ended=[squat])

    assert refusal.value.field == "prescription"
