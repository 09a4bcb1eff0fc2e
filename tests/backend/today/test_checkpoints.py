"""Going on from a kept day gives what reading the whole diary gives."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from steadily.guidance.outcome import Outcome
from steadily.guidance.terms import ActionKind
from steadily.people.models import Clinician, Patient
from steadily.plans.decisions import decide
from steadily.plans.models import Plan, Prescription
from steadily.today.actions import look_again
from steadily.today.gather import gather
from steadily.today.models import Alert, Checkpoint
from steadily.today.outcomes import outcome
from steadily.today.pack import render
from tests.backend.today.conftest import YESTERDAY, Telling
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
