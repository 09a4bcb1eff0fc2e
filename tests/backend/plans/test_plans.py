"""Plans: what Dr Chen may do with one, and what is refused."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from steadily.library.models import Exercise, PlanTemplate, TemplateItem
from steadily.people.models import Clinician, Patient
from steadily.plans.actions import (
    activate_plan,
    change_draft,
    change_plan,
    copy_template,
    draft_plan,
    end_plan,
    prescribe,
    record_assessment,
    revise_plan,
    set_draft_dose,
    take_out,
    update_assessment,
)
from steadily.plans.models import Assessment, Plan, Prescription
from steadily.records.models import AuditEvent
from steadily.records.refusals import Refused

TODAY = date(2026, 3, 10)
TOMORROW = TODAY + timedelta(days=1)
TEN = {"level": 2, "sets": 2, "amount": Decimal(10), "maximum": Decimal(15), "per_week": 3}


@pytest.fixture
def draft(amara: Patient, dr_chen: Clinician, now: datetime, library: dict[str, Exercise]) -> Plan:
    """A draft for Amara with ten sit to stands, and no assessment yet."""
    plan = draft_plan(by=dr_chen, at=now, patient=amara, title="Knee: getting going")
    prescribe(by=dr_chen, at=now, plan=plan, exercise=library["K1"], **TEN)
    return plan


@pytest.fixture
def assessment(amara: Patient, dr_chen: Clinician, now: datetime) -> Assessment:
    return record_assessment(by=dr_chen, at=now, patient=amara, on=TODAY, goals=["Walk to school", "Kneel to garden"])


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


@pytest.mark.parametrize(
    ("dose", "field"),
    [
        ({"amount": Decimal(16)}, "amount"),
        ({"amount": Decimal(0)}, "amount"),
        ({"sets": 11}, "sets"),
        ({"level": 4}, "level"),
        ({"per_week": 8}, "per_week"),
        ({"weekdays": [0, 7]}, "weekdays"),
        ({"weekdays": [1, 1]}, "weekdays"),
        ({"colour": "blue"}, "colour"),
    ],
)
def test_a_dose_that_cannot_be_meant_is_refused_by_its_field(
    draft: Plan, dr_chen: Clinician, now: datetime, dose: dict[str, object], field: str
) -> None:
    with pytest.raises(Refused) as refusal:
        set_draft_dose(by=dr_chen, at=now, prescription=sit_to_stand(draft), **dose)

    assert refusal.value.field == field
    assert sit_to_stand(draft).doses.get().amount == 10


def test_a_draft_can_be_changed_in_every_part(draft: Plan, dr_chen: Clinician, now: datetime) -> None:
    squat = sit_to_stand(draft)

    set_draft_dose(by=dr_chen, at=now, prescription=squat, amount=Decimal(8), weekdays=[0, 2, 4])
    change_draft(by=dr_chen, at=now, prescription=squat, side="left", priority=True)
    change_plan(by=dr_chen, at=now, plan=draft, title="Knee, left", starts_on=TOMORROW)

    squat = sit_to_stand(draft)
    assert (squat.doses.get().amount, squat.doses.get().weekdays) == (8, [0, 2, 4])
    assert (squat.side, squat.priority) == ("left", True)
    assert (squat.plan.title, squat.plan.starts_on) == ("Knee, left", TOMORROW)


def test_an_exercise_can_be_taken_out_of_a_draft(draft: Plan, dr_chen: Clinician, now: datetime) -> None:
    take_out(by=dr_chen, at=now, prescription=sit_to_stand(draft))

    assert not draft.prescriptions.exists()


def test_a_live_plan_is_revised_and_not_redrafted(
    amara_plan: Plan, dr_chen: Clinician, now: datetime, library: dict[str, Exercise]
) -> None:
    squat = sit_to_stand(amara_plan)
    tries = [
        lambda: prescribe(by=dr_chen, at=now, plan=amara_plan, exercise=library["K5"], **TEN),
        lambda: set_draft_dose(by=dr_chen, at=now, prescription=squat, sets=1),
        lambda: change_draft(by=dr_chen, at=now, prescription=squat, side="", priority=False),
        lambda: take_out(by=dr_chen, at=now, prescription=squat),
        lambda: change_plan(by=dr_chen, at=now, plan=amara_plan, starts_on=TOMORROW),
    ]

    codes = []
    for attempt in tries:
        with pytest.raises(Refused) as refusal:
            attempt()
        codes.append((refusal.value.code, refusal.value.status))

    assert codes == [("plan-is-live", 409)] * 5


def test_a_live_plan_can_be_renamed(amara_plan: Plan, dr_chen: Clinician, now: datetime) -> None:
    change_plan(by=dr_chen, at=now, plan=amara_plan, title="Knee, second month")

    amara_plan.refresh_from_db()
    assert amara_plan.title == "Knee, second month"


def test_a_template_is_copied_with_its_doses(
    draft: Plan, dr_chen: Clinician, now: datetime, library: dict[str, Exercise]
) -> None:
    template = PlanTemplate.objects.create(code="knee-early", name="Knee, early", region="knee")
    TemplateItem.objects.create(template=template, exercise=library["K2"], level=1, sets=1, amount=8, maximum=12)

    (copied,) = copy_template(by=dr_chen, at=now, plan=draft, template=template)

    assert (copied.exercise.code, copied.doses.get().amount, copied.doses.get().maximum) == ("K2", 8, 12)


def test_a_plan_holds_twenty_exercises_at_most(
    draft: Plan, dr_chen: Clinician, now: datetime, library: dict[str, Exercise]
) -> None:
    for _ in range(19):
        prescribe(by=dr_chen, at=now, plan=draft, exercise=library["K2"], **TEN)

    with pytest.raises(Refused) as refusal:
        prescribe(by=dr_chen, at=now, plan=draft, exercise=library["K2"], **TEN)

    assert refusal.value.field == "prescriptions"


def test_goals_keep_the_order_in_which_they_were_said(assessment: Assessment) -> None:
    assert [goal.words for goal in assessment.goals.all()] == ["Walk to school", "Kneel to garden"]


def test_what_was_found_can_be_corrected_and_the_first_word_is_kept(
    assessment: Assessment, dr_chen: Clinician, now: datetime
) -> None:
    update_assessment(by=dr_chen, at=now, assessment=assessment, drivers=["sleep"])

    event = AuditEvent.objects.get(verb="update_assessment")
    assert (event.detail["before"], event.detail["after"]) == ({"drivers": []}, {"drivers": ["sleep"]})
    assert event.patient_id == assessment.patient_id


@pytest.mark.parametrize(
    ("finding", "field"),
    [({"drivers": ["moon"]}, "drivers"), ({"screening": ["pregnancy", "pregnancy"]}, "screening"), ({"id": 1}, "id")],
)
def test_findings_we_do_not_know_are_refused(
    assessment: Assessment, dr_chen: Clinician, now: datetime, finding: dict[str, object], field: str
) -> None:
    with pytest.raises(Refused) as refusal:
        update_assessment(by=dr_chen, at=now, assessment=assessment, **finding)

    assert refusal.value.field == field


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
