"""Dr Chen builds a plan: a template, doses in one table, and the button that makes it live."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.test import Client

from steadily.library.models import Exercise, PlanTemplate
from steadily.people.models import Patient
from steadily.plans.models import Assessment
from tests.backend.clinic_admin.pages import DoseTable, drafted, text, verbs

pytestmark = pytest.mark.django_db


def test_a_template_is_copied_into_a_draft_in_one_step(chen: Client, amara: Patient, knee_start: PlanTemplate) -> None:
    plan = drafted(chen, amara, knee_start)

    assert (plan.title, plan.drafted_by, plan.activated_at) == ("Knee: a start", "Dr Chen", None)
    assert [each.exercise.code for each in plan.prescriptions.all()] == ["K1", "K5", "G1"]
    assert verbs(amara)[-4:] == ["draft_plan", "prescribe", "prescribe", "prescribe"]


def test_doses_are_changed_in_one_table(chen: Client, amara: Patient, knee_start: PlanTemplate) -> None:
    plan = drafted(chen, amara, knee_start)
    table = DoseTable(chen, plan)
    table.row("Sit to stand", amount="6", level="2", hold_s="3", side="left", priority="on")

    table.save()

    prescription = plan.prescriptions.get(exercise__code="K1")
    dose = prescription.doses.get()
    assert f"{dose}" == "Level 2, 2 x 6.00"
    assert dose.hold_s == 3
    assert (prescription.side, prescription.priority) == ("left", True)
    assert {"set_draft_dose", "change_draft"} <= {*verbs(amara)}


def test_an_amount_above_the_most_is_named_and_the_table_keeps_what_was_typed(
    chen: Client, amara: Patient, knee_start: PlanTemplate
) -> None:
    plan = drafted(chen, amara, knee_start)
    table = DoseTable(chen, plan)
    table.row("Sit to stand", amount="40", sets="3")

    answer = table.save()

    assert "The most is 15." in text(answer)
    assert 'value="40"' in answer.content.decode()
    assert plan.prescriptions.first().doses.get().sets == 2  # type: ignore[union-attr]


def test_an_added_exercise_takes_its_usual_dose_where_nothing_is_typed(
    chen: Client, amara: Patient, library: dict[str, Exercise]
) -> None:
    plan = drafted(chen, amara, None)
    Exercise.objects.filter(code="K2").update(sets=2, amount=12, maximum=20)
    table = DoseTable(chen, plan)
    table.new(exercise=str(library["K2"].pk), per_week="5")

    table.save()

    dose = plan.prescriptions.get().doses.get()
    assert f"{dose}" == "Level 1, 2 x 12.00"
    assert (dose.maximum, dose.per_week) == (Decimal(20), 5)


def test_an_exercise_is_taken_out_of_a_draft(chen: Client, amara: Patient, knee_start: PlanTemplate) -> None:
    plan = drafted(chen, amara, knee_start)
    table = DoseTable(chen, plan)
    table.row("Step up", out="on")

    table.save()

    assert [each.exercise.code for each in plan.prescriptions.all()] == ["K1", "G1"]
    assert verbs(amara)[-1] == "take_out"


def test_the_page_tells_the_minutes_a_day_and_when_there_are_many(
    chen: Client, amara: Patient, knee_start: PlanTemplate, library: dict[str, Exercise]
) -> None:
    plan = drafted(chen, amara, knee_start)
    table = DoseTable(chen, plan)
    three = text(chen.get(table.address))
    table.new(exercise=str(library["K2"].pk))
    table.new(exercise=str(library["G4"].pk), amount="14", maximum="14", per_week="7")

    table.save()

    five = text(chen.get(table.address))
    # 3 days a week: 2 x 8 x 4 s twice, and 2 x 8 walked minutes: 7.8 a day; then 4 s and 14 minutes a day more.
    assert "3 exercises, about 8 minutes a day" in three
    assert "More than four home exercises" not in three
    assert "5 exercises, about 22 minutes a day" in five
    assert "More than four home exercises" in five


def test_without_an_assessment_activating_says_why_and_loses_nothing(
    chen: Client, amara: Patient, knee_start: PlanTemplate
) -> None:
    plan = drafted(chen, amara, knee_start)
    table = DoseTable(chen, plan)
    table.row("Sit to stand", amount="5")

    answer = table.save("_activate")

    plan.refresh_from_db()
    assert "Not activated. Record an assessment first: a plan must rest on one." in text(answer)
    assert plan.activated_at is None
    assert plan.prescriptions.get(exercise__code="K1").doses.get().amount == 5


def test_a_draft_on_an_assessment_goes_live(
    chen: Client, amara: Patient, amara_assessed: Assessment, knee_start: PlanTemplate
) -> None:
    plan = drafted(chen, amara, knee_start)

    answer = DoseTable(chen, plan).save("_activate")

    plan.refresh_from_db()
    assert plan.live
    assert (plan.assessment, plan.activated_by) == (amara_assessed, "Dr Chen")
    assert "is live from 10 March 2026" in text(answer)
    assert verbs(amara)[-1] == "activate_plan"
