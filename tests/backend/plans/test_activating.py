"""Activating and ending: a plan goes live on an assessment, alone, and ends with a reason."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from steadily.library.models import Exercise
from steadily.people.models import Clinician, Patient
from steadily.plans.actions import (
    activate_plan,
    draft_plan,
    end_plan,
    prescribe,
    record_assessment,
    revise_plan,
)
from steadily.plans.models import Assessment, Plan, Prescription
from steadily.records.models import AuditEvent
from steadily.records.refusals import Refused

TODAY = date(2026, 3, 10)
TEN = {"level": 2, "sets": 2, "amount": Decimal(10), "maximum": Decimal(15), "per_week": 3}


def sit_to_stand(plan: Plan) -> Prescription:
    return plan.prescriptions.get(exercise__code="K1")


def test_a_plan_without_an_assessment_is_refused(draft: Plan, dr_chen: Clinician, now: datetime) -> None:
    with pytest.raises(Refused) as refusal:
        activate_plan(by=dr_chen, at=now, plan=draft)

    assert (refusal.value.field, refusal.value.code, refusal.value.status) == ("assessment", "no-assessment", 409)
    draft.refresh_from_db()
    assert not draft.live


def test_an_empty_plan_is_refused(amara: Patient, assessment: Assessment, dr_chen: Clinician, now: datetime) -> None:
    plan = draft_plan(by=dr_chen, at=now, patient=amara, title="Nothing yet")

    with pytest.raises(Refused) as refusal:
        activate_plan(by=dr_chen, at=now, plan=plan)

    assert refusal.value.code == "empty-plan"


def test_activating_starts_the_plan_and_every_dose_today(
    draft: Plan, assessment: Assessment, dr_chen: Clinician, now: datetime
) -> None:
    activate_plan(by=dr_chen, at=now, plan=draft)

    draft.refresh_from_db()
    assert draft.live
    assert (draft.starts_on, draft.assessment, draft.activated_by) == (TODAY, assessment, "Dr Chen")
    assert [dose.starts_on for dose in sit_to_stand(draft).doses.all()] == [TODAY]


def test_a_plan_can_start_next_monday_but_not_last_monday(
    draft: Plan, assessment: Assessment, dr_chen: Clinician, now: datetime
) -> None:
    with pytest.raises(Refused) as refusal:
        activate_plan(by=dr_chen, at=now, plan=draft, starts_on=date(2026, 3, 9))

    activate_plan(by=dr_chen, at=now, plan=draft, starts_on=date(2026, 3, 16))

    assert refusal.value.field == "starts_on"
    assert sit_to_stand(draft).doses.get().starts_on == date(2026, 3, 16)


def test_a_second_live_plan_is_refused(
    amara_plan: Plan, dr_chen: Clinician, now: datetime, library: dict[str, Exercise]
) -> None:
    second = draft_plan(by=dr_chen, at=now, patient=amara_plan.patient, title="Another")
    prescribe(by=dr_chen, at=now, plan=second, exercise=library["K5"], **TEN)

    with pytest.raises(Refused) as refusal:
        activate_plan(by=dr_chen, at=now, plan=second)

    assert (refusal.value.code, refusal.value.status) == ("second-plan", 409)


def test_the_database_itself_holds_no_second_live_plan(amara_plan: Plan, dr_chen: Clinician, now: datetime) -> None:
    second = draft_plan(by=dr_chen, at=now, patient=amara_plan.patient, title="Another")

    with pytest.raises(IntegrityError), transaction.atomic():
        Plan.objects.filter(pk=second.pk).update(
            activated_at=now, activated_by="nobody", assessment=amara_plan.assessment, starts_on=TODAY
        )


@pytest.mark.parametrize(
    "half",
    [
        {"activated_by": "Dr Chen"},
        {"ended_by": "Dr Chen", "end_reason": "moved"},
        {"ended_at": datetime.fromisoformat("2026-03-10T18:00:00+00:00")},
    ],
)
def test_who_and_when_stand_together_in_the_database(draft: Plan, half: dict[str, object]) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Plan.objects.filter(pk=draft.pk).update(**half)


def test_an_ended_plan_makes_room_for_the_next(
    amara_plan: Plan, dr_chen: Clinician, now: datetime, library: dict[str, Exercise]
) -> None:
    end_plan(by=dr_chen, at=now, plan=amara_plan, reason="Knee is back to its usual")
    second = draft_plan(by=dr_chen, at=now, patient=amara_plan.patient, title="Keeping it up")
    prescribe(by=dr_chen, at=now, plan=second, exercise=library["K5"], **TEN)

    activate_plan(by=dr_chen, at=now, plan=second)

    assert [plan.title for plan in amara_plan.patient.plans.active()] == ["Keeping it up"]


def test_a_plan_ends_only_with_a_reason_and_only_once(amara_plan: Plan, dr_chen: Clinician, now: datetime) -> None:
    with pytest.raises(Refused) as silent:
        end_plan(by=dr_chen, at=now, plan=amara_plan, reason=" ")
    end_plan(by=dr_chen, at=now, plan=amara_plan, reason="Done")

    with pytest.raises(Refused) as again:
        end_plan(by=dr_chen, at=now, plan=amara_plan, reason="Done")

    assert (silent.value.field, again.value.code) == ("reason", "plan-ended")


def test_screening_keeps_the_engine_off(amara: Patient, draft: Plan, dr_chen: Clinician, now: datetime) -> None:
    record_assessment(by=dr_chen, at=now, patient=amara, on=TODAY, screening=["recent_surgery"])

    activate_plan(by=dr_chen, at=now, plan=draft)

    assert draft.engine_off_because == "recent_surgery"


def test_without_screening_the_engine_is_on(amara_plan: Plan) -> None:
    assert amara_plan.engine_off_because is None


def test_everything_done_to_a_plan_is_in_the_audit(amara_plan: Plan, dr_chen: Clinician, now: datetime) -> None:
    revise_plan(by=dr_chen, at=now, plan=amara_plan, starts_on=TODAY, doses={sit_to_stand(amara_plan): {"sets": 1}})
    end_plan(by=dr_chen, at=now, plan=amara_plan, reason="Done")

    events = AuditEvent.objects.filter(patient_id=amara_plan.patient_id).order_by("id")
    assert [event.verb for event in events] == [
        "register_patient",
        "record_assessment",
        "draft_plan",
        "prescribe",
        "prescribe",
        "activate_plan",
        "revise_plan",
        "end_plan",
    ]
    assert {(event.by, event.clinic_id) for event in events} == {("Dr Chen", amara_plan.patient.clinic_id)}
