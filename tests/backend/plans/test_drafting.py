"""Assessing and drafting: what Dr Chen puts together before anyone follows it."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest

from steadily.library.models import Exercise, PlanTemplate, TemplateItem
from steadily.people.models import Clinician
from steadily.plans.actions import (
    change_draft,
    change_plan,
    copy_template,
    prescribe,
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


def sit_to_stand(plan: Plan) -> Prescription:
    return plan.prescriptions.get(exercise__code="K1")


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
