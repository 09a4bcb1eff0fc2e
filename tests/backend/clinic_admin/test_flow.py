"""Dr Chen takes Amara from her first assessment to a phone in her hand."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from steadily.library.models import Exercise, PlanTemplate
from steadily.people.models import Clinician, Invitation, Patient
from steadily.plans.models import Acupuncture, Assessment, Plan, Prescription
from steadily.records.models import AuditEvent
from steadily.visits.models import Course, Visit
from tests.backend.clinic_admin.pages import DoseTable, VisitTable, text

pytestmark = pytest.mark.django_db


def verbs(patient: Patient) -> list[str]:
    return [*AuditEvent.objects.filter(patient_id=patient.pk).order_by("id").values_list("verb", flat=True)]


def drafted(chen: Client, patient: Patient, template: PlanTemplate | None) -> Plan:
    fields = {"patient": patient.pk, "template": template.pk if template else "", "title": "", "starts_on": ""}
    chen.post("/admin/plans/plan/add/", fields)
    return patient.plans.get()


def test_dr_chen_adds_a_patient_and_lands_on_their_page(chen: Client, dr_chen: Clinician) -> None:
    fields = {"name": "Cara Lund", "year_of_birth": "1990", "regions": ["neck"], "precautions": "Faints at needles\n"}
    fields |= {"nation": "wales", "time_zone": "Europe/London", "email": "", "phone": ""}

    answer = chen.post("/admin/people/patient/add/", fields, follow=True)

    cara = Patient.objects.get(name="Cara Lund")
    assert answer.redirect_chain == [(f"/admin/people/patient/{cara.pk}/", 302)]
    assert (cara.clinic, cara.regions, cara.precautions) == (dr_chen.clinic, ["neck"], ["Faints at needles"])
    assert "Record an assessment" in text(answer)
    event = AuditEvent.objects.get(verb="register_patient")
    assert (event.by, event.clinic_id) == ("Dr Chen", dr_chen.clinic_id)


def test_a_year_of_birth_that_cannot_be_is_named_and_nothing_typed_is_lost(chen: Client) -> None:
    fields = {"name": "Cara Lund", "year_of_birth": "1790", "nation": "wales", "time_zone": "Europe/London"}

    answer = chen.post("/admin/people/patient/add/", fields)

    assert "Give a year between 1906 and 2026." in text(answer)
    assert 'value="Cara Lund"' in answer.content.decode()
    assert not Patient.objects.exists()


def test_details_are_changed_and_the_trail_keeps_what_they_were(chen: Client, amara: Patient) -> None:
    fields = {"name": "Amara Nwosu", "year_of_birth": "1985", "regions": ["knee"], "precautions": "", "phone": "07700"}
    fields |= {"nation": "england", "time_zone": "Europe/London", "email": ""}

    chen.post(f"/admin/people/patient/{amara.pk}/change/", fields)

    amara.refresh_from_db()
    assert (amara.year_of_birth, amara.phone) == (1985, "07700")
    detail = AuditEvent.objects.get(verb="update_patient").detail
    assert detail["before"] == {"year_of_birth": 1984, "phone": ""}


def test_an_assessment_keeps_what_was_found_and_the_patients_own_words(chen: Client, amara: Patient) -> None:
    fields = {"patient": amara.pk, "on": "2026-03-09", "drivers": ["strength", "sleep"], "findings": "Stairs are hard"}
    fields |= {"screening": [], "precautions": "Bruises easily", "goals": "Walk to school\n\nSleep through\n"}
    fields |= {"acupuncture": "declined", "acupuncture_reason": "", "success": "Walking without planning it"}

    answer = chen.post("/admin/plans/assessment/add/", fields, follow=True)

    assessment = Assessment.objects.get()
    assert [goal.words for goal in assessment.goals.order_by("words")] == ["Sleep through", "Walk to school"]
    assert (assessment.drivers, assessment.acupuncture) == (["strength", "sleep"], Acupuncture.DECLINED)
    assert (assessment.made_by, assessment.precautions) == ("Dr Chen", ["Bruises easily"])
    assert "Draft a plan" in text(answer)
    assert "Book a course of visits" not in [*re.findall(r"<li>.*?</li>", text(answer))]


def test_unsuitable_acupuncture_asks_for_its_reason(chen: Client, amara: Patient) -> None:
    fields = {"patient": amara.pk, "on": "2026-03-09", "acupuncture": "unsuitable", "findings": "Kept as typed"}

    answer = chen.post("/admin/plans/assessment/add/", fields)

    assert "Say why acupuncture is not suitable." in text(answer)
    assert "Kept as typed" in text(answer)
    assert not Assessment.objects.exists()


def test_an_assessment_is_not_in_the_future(chen: Client, amara: Patient) -> None:
    fields = {"patient": amara.pk, "on": "2026-03-11", "acupuncture": "offered"}

    answer = chen.post("/admin/plans/assessment/add/", fields)

    assert "can&#x27;t be in the future" in answer.content.decode()


def test_an_assessment_can_be_corrected(chen: Client, amara: Patient, amara_assessed: Assessment) -> None:
    fields = {"on": "2026-03-10", "findings": "Better on stairs", "acupuncture": "offered", "precautions": ""}

    chen.post(f"/admin/plans/assessment/{amara_assessed.pk}/change/", fields)

    amara_assessed.refresh_from_db()
    assert amara_assessed.findings == "Better on stairs"
    assert verbs(amara)[-1] == "update_assessment"


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


def test_a_course_is_planned_with_its_visits(chen: Client, amara: Patient) -> None:
    table = VisitTable(chen)
    table.fields |= {"patient": str(amara.pk), "starts_on": "2026-03-10", "planned_visits": "6", "review_after": "3"}
    table.new(starts_at_0="2026-03-16", starts_at_1="09:30")
    table.new(starts_at_0="2026-03-23", starts_at_1="09:30")

    table.save()

    course = Course.objects.get()
    assert (course.patient, course.planned_visits) == (amara, 6)
    assert [f"{visit.on} {visit.status}" for visit in course.visits.all()] == ["2026-03-16 BOOKED", "2026-03-23 BOOKED"]
    assert verbs(amara)[-3:] == ["plan_course", "book_visit", "book_visit"]


def test_how_a_visit_went_is_kept(chen: Client, amara: Patient) -> None:
    table = VisitTable(chen)
    table.fields |= {"patient": str(amara.pk), "starts_on": "2026-03-10", "planned_visits": "6", "review_after": "3"}
    table.new(starts_at_0="2026-03-10", starts_at_1="09:30")
    table.save()
    kept = VisitTable(chen, Course.objects.get())
    kept.fields |= {"visits-0-status": "ATTENDED", "visits-0-areas": "Knee", "visits-0-chest_near": "on"}

    kept.save()

    visit = Visit.objects.get()
    assert (visit.status, visit.areas, visit.chest_near) == ("ATTENDED", "Knee", True)
    assert AuditEvent.objects.get(verb="update_visit").detail["before"]["status"] == "BOOKED"


def test_an_activation_code_is_shown_once(chen: Client, amara: Patient) -> None:
    answer = chen.post(f"/admin/people/patient/{amara.pk}/code/")

    page = answer.content.decode()
    again: Any = chen.get(f"/admin/people/patient/{amara.pk}/code/", follow=True)
    typed = re.search(r'id="code">([A-Z0-9-]+)<', page)
    assert typed is not None
    assert len(typed[1].replace("-", "")) == 13
    assert 'src="data:image/svg+xml' in page
    assert "for 72 hours" in text(answer)
    assert "no-store" in answer.headers["Cache-Control"]
    assert typed[1] not in again.content.decode()
    assert Invitation.objects.count() == 1
    assert verbs(amara)[-1] == "invite"
