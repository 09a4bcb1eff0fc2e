"""Dr Chen changes a plan that a patient is following."""

from __future__ import annotations

import pytest
from django.test import Client

from steadily.library.models import PlanTemplate
from steadily.people.models import Patient
from steadily.plans.models import Plan, Prescription
from tests.backend.clinic_admin.pages import DoseTable, text

pytestmark = pytest.mark.django_db


def test_a_second_live_plan_is_refused(
    chen: Client, amara_plan: Plan, amara: Patient, knee_start: PlanTemplate
) -> None:
    fields = {"patient": amara.pk, "template": knee_start.pk, "title": "Another", "starts_on": ""}
    chen.post("/admin/plans/plan/add/", fields)
    another = amara.plans.get(title="Another")

    answer = DoseTable(chen, another).save("_activate")

    assert "This patient already has a live plan. End it first." in text(answer)
    assert not Plan.objects.get(pk=another.pk).live


def test_a_live_plan_is_revised_from_a_day_on(chen: Client, amara: Patient, amara_plan: Plan) -> None:
    table = DoseTable(chen, amara_plan)
    table.row("Sit to stand", amount="8")
    table.fields["changes_start_on"] = "2026-03-12"

    table.save()

    amara_plan.refresh_from_db()
    doses = amara_plan.prescriptions.get(exercise__code="K1").doses.all()
    assert amara_plan.version == 2
    said = [f"{dose.amount} from {dose.starts_on}" for dose in doses]
    assert said == [
        "10.00 from 2026-03-10",
        "8.00 from 2026-03-12",
    ]


def test_a_rise_over_a_fifth_is_asked_about_first(chen: Client, amara_plan: Plan) -> None:
    table = DoseTable(chen, amara_plan)
    table.row("Sit to stand", amount="14")

    asked = text(table.save())
    table.fields["confirmed"] = "on"
    table.save()

    assert "raises Sit to stand by 40 %" in asked
    assert amara_plan.prescriptions.get(exercise__code="K1").doses.last().amount == 14  # type: ignore[union-attr]


def test_a_change_in_the_past_is_refused_beside_its_day(chen: Client, amara_plan: Plan) -> None:
    table = DoseTable(chen, amara_plan)
    table.row("Sit to stand", amount="8")
    table.fields["changes_start_on"] = "2026-03-01"

    answer = table.save()

    assert "A change can start today or later" in text(answer)
    assert 'value="8"' in answer.content.decode()
    assert Plan.objects.get(pk=amara_plan.pk).version == 1


def test_an_exercise_taken_out_of_a_live_plan_ends_and_is_kept(chen: Client, amara_plan: Plan) -> None:
    table = DoseTable(chen, amara_plan)
    table.row("Easy walk", out="on")

    table.save()

    walk = Prescription.objects.get(plan=amara_plan, exercise__code="G1")
    assert f"{walk.ended_on}" == "2026-03-10"


def test_ending_a_plan_asks_why(chen: Client, amara_plan: Plan) -> None:
    address = f"/admin/plans/plan/{amara_plan.pk}/end/"

    without = chen.post(address, {"reason": ""})
    chen.post(address, {"reason": "Back at work"})

    amara_plan.refresh_from_db()
    assert "This field is required." in text(without)
    assert (amara_plan.end_reason, amara_plan.ended_by) == ("Back at work", "Dr Chen")


def test_an_ended_plan_can_only_be_read(chen: Client, amara_plan: Plan) -> None:
    chen.post(f"/admin/plans/plan/{amara_plan.pk}/end/", {"reason": "Back at work"})
    address = f"/admin/plans/plan/{amara_plan.pk}/change/"

    shown, posted = text(chen.get(address)), chen.post(address, {"title": "Again"})

    assert "This plan ended on 10 March 2026: Back at work" in shown
    assert "Sit to stand" in shown
    assert "prescriptions-0-amount" not in shown
    assert posted.status_code == 403
