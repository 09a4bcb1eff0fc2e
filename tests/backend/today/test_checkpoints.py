"""Going on from a kept day gives what reading the whole diary gives."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from decimal import Decimal
from itertools import pairwise
from typing import Any

import pytest

from steadily.guidance.outcome import Outcome
from steadily.guidance.terms import ActionKind, VisitStatus
from steadily.library.models import Exercise
from steadily.people.models import Clinician, Patient
from steadily.plans.actions import activate_plan, draft_plan, end_plan, prescribe, revise_plan
from steadily.plans.decisions import decide
from steadily.plans.models import Plan, Prescription
from steadily.today.actions import look_again
from steadily.today.gather import gather
from steadily.today.models import Alert, Checkpoint
from steadily.today.outcomes import outcome
from steadily.today.pack import render
from steadily.visits.actions import book_visit, plan_course
from tests.backend.today.conftest import TOMORROW, YESTERDAY, Telling
from tests.conftest import NOW, TODAY

KEPT_ON = TODAY - timedelta(days=1)


@pytest.fixture
def long_plan(amara_plan: Plan, usual_weeks: Telling, session: Callable[..., dict[str, Any]]) -> Plan:
    """A plan three weeks old with a sore session, a flare and everything after it."""
    amara_plan.starts_on = TODAY - timedelta(days=21)
    amara_plan.save()
    for prescription in amara_plan.prescriptions.all():
        prescription.doses.update(starts_on=amara_plan.starts_on)
    usual_weeks("exercise", TODAY - timedelta(days=12), session(pain_during=7))
    usual_weeks("exercise", TODAY - timedelta(days=2), session(pain_during=4, pain_after=2))
    usual_weeks("check_in", TODAY - timedelta(days=9), {"flare": True})
    return amara_plan


def afresh(patient: Patient, on: date) -> Outcome | None:
    """Decide from the whole diary, with nothing kept."""
    Checkpoint.objects.all().delete()
    return outcome(patient, on)


def test_looking_again_keeps_the_state_of_a_day_that_is_closed(amara: Patient, long_plan: Plan) -> None:
    look_again(patient=amara, at=NOW)

    start = gather(amara, first=TODAY).start

    assert start is not None
    assert start.on == KEPT_ON


@pytest.mark.parametrize("days", [0, 1, 2])
def test_the_outcome_is_the_same_with_and_without(amara: Patient, long_plan: Plan, days: int) -> None:
    look_again(patient=amara, at=NOW)
    on = TODAY - timedelta(days=days)

    resumed = outcome(amara, on)

    assert resumed == afresh(amara, on)


def test_the_pack_is_the_same_with_and_without(amara: Patient, long_plan: Plan) -> None:
    look_again(patient=amara, at=NOW)
    resumed = render(amara, NOW)

    Checkpoint.objects.all().delete()

    assert render(amara, NOW) == resumed


def test_an_earlier_day_is_decided_without_it(amara: Patient, long_plan: Plan) -> None:
    look_again(patient=amara, at=NOW)

    assert outcome(amara, KEPT_ON) == afresh(amara, KEPT_ON)


def test_a_late_correction_is_heard(amara: Patient, long_plan: Plan, tell: Telling) -> None:
    look_again(patient=amara, at=NOW)

    tell("check_in", TODAY - timedelta(days=9), {"flare": False}, at=NOW - timedelta(days=8))

    start = gather(amara, first=TODAY).start
    assert start is None or start.on < TODAY - timedelta(days=9)
    assert outcome(amara, TODAY) == afresh(amara, TODAY)


def test_a_clinicians_decision_is_heard(
    amara: Patient, long_plan: Plan, sit_to_stand: Prescription, dr_chen: Clinician
) -> None:
    look_again(patient=amara, at=NOW)

    decide(
        by=dr_chen,
        at=NOW,
        patient=amara,
        kind=ActionKind.SET_DOSE,
        prescription=sit_to_stand,
        value={"v": "6"},
        reason="Start again lower",
    )

    now = outcome(amara, TODAY)
    assert now is not None
    assert next(dose.v_exact for dose in now.next if dose.prescription == str(sit_to_stand.id)) == Decimal(6)
    assert now == afresh(amara, TODAY)


def test_a_treatment_told_of_days_later_is_heard(amara: Patient, long_plan: Plan, dr_chen: Clinician) -> None:
    look_again(patient=amara, at=NOW)

    _treated(amara, dr_chen, NOW - timedelta(days=5), VisitStatus.ATTENDED)

    start = gather(amara, first=TODAY).start
    assert start is None or start.on < TODAY - timedelta(days=5)
    assert outcome(amara, TODAY) == afresh(amara, TODAY)


def test_a_treatment_to_come_leaves_the_days_before_in_force(
    amara: Patient, long_plan: Plan, dr_chen: Clinician
) -> None:
    look_again(patient=amara, at=NOW)

    _treated(amara, dr_chen, NOW + timedelta(days=5), VisitStatus.BOOKED)

    start = gather(amara, first=TODAY).start
    assert start is not None
    assert start.on == KEPT_ON
    assert outcome(amara, TODAY) == afresh(amara, TODAY)


def test_a_dose_from_tomorrow_leaves_the_days_before_in_force(
    amara: Patient, long_plan: Plan, sit_to_stand: Prescription, dr_chen: Clinician
) -> None:
    look_again(patient=amara, at=NOW)

    doses = {sit_to_stand: {"amount": Decimal(8)}}
    revise_plan(by=dr_chen, at=NOW, plan=long_plan, starts_on=TOMORROW, doses=doses)

    start = gather(amara, first=TODAY).start
    assert start is not None
    assert start.on == KEPT_ON
    assert outcome(amara, TODAY) == afresh(amara, TODAY)


def test_another_plan_lives_every_day_again(
    amara: Patient, long_plan: Plan, dr_chen: Clinician, library: dict[str, Exercise]
) -> None:
    look_again(patient=amara, at=NOW)

    end_plan(by=dr_chen, at=NOW, plan=long_plan, reason="A new start")
    plan = draft_plan(by=dr_chen, at=NOW, patient=amara, title="Knee: stronger")
    prescribe(by=dr_chen, at=NOW, plan=plan, exercise=library["K5"])
    activate_plan(by=dr_chen, at=NOW, plan=plan)

    assert gather(amara, first=TODAY).start is None
    assert outcome(amara, TODAY) == afresh(amara, TODAY)


def test_a_day_that_was_not_read_is_not_decided(amara: Patient, long_plan: Plan) -> None:
    look_again(patient=amara, at=NOW)
    gathered = gather(amara, first=TODAY)

    with pytest.raises(ValueError, match="only read from 2026-03-09 on"):
        outcome(amara, KEPT_ON, gathered)


def test_old_checkpoints_go_and_a_few_stay(amara: Patient, long_plan: Plan) -> None:
    look_again(patient=amara, at=NOW)
    look_again(patient=amara, at=NOW + timedelta(days=40))

    ages = [(TODAY - on).days + 40 for on in amara.checkpoints.order_by("-on").values_list("on", flat=True)]

    last, before = ages[:3], ages[3:]
    assert last == [1, 2, 3]
    assert before
    assert {later - earlier for earlier, later in pairwise(before)} == {14}


def _treated(patient: Patient, clinician: Clinician, at: datetime, status: VisitStatus) -> None:
    course = plan_course(by=clinician, at=NOW, patient=patient, starts_on=TODAY, planned_visits=6)
    book_visit(by=clinician, at=NOW, course=course, starts_at=at, minutes=30, status=status.value)


def test_alerts_of_days_behind_it_stay_as_they_were(amara: Patient, long_plan: Plan, tell: Telling) -> None:
    look_again(patient=amara, at=NOW)
    before = {*Alert.objects.values_list("code", "on", "withdrawn_at")}

    tell("check_in", TODAY, {"flare": True})
    look_again(patient=amara, at=NOW + timedelta(hours=1))

    after = {*Alert.objects.values_list("code", "on", "withdrawn_at")}
    assert ("A_FLARE_NEW", TODAY - timedelta(days=9), None) in before
    assert before <= after
    assert {on for _, on, _ in after - before} == {TODAY}


def test_a_correction_behind_it_withdraws_the_alert_there(amara: Patient, long_plan: Plan, tell: Telling) -> None:
    look_again(patient=amara, at=NOW)
    flare = amara.entries.get(data__flare=True)

    tell("check_in", flare.on, {"flare": False}, at=NOW, supersedes=flare.id)
    look_again(patient=amara, at=NOW + timedelta(hours=1))

    assert not Alert.objects.open().filter(code="A_FLARE_NEW").exists()


def test_yesterdays_answer_of_this_morning_is_heard(
    amara: Patient, long_plan: Plan, tell: Telling, sit_to_stand: Prescription, session: Callable[..., dict[str, Any]]
) -> None:
    tell("exercise", YESTERDAY, session(pain_during=1, pain_after=1))
    look_again(patient=amara, at=NOW)

    about = {"prescription": str(sit_to_stand.id), "for_date": YESTERDAY.isoformat(), "settled": False}
    tell("settled", TODAY, about)

    assert outcome(amara, TODAY) == afresh(amara, TODAY)
