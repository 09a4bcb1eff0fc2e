"""One patient's page, and what Dr Chen does from it."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.test import Client

from steadily.logbook.models import Entry
from steadily.people.models import Clinician, Device, Patient
from steadily.plans.models import Assessment, ClinicalAction, Plan
from steadily.records.models import AuditEvent
from steadily.today.actions import look_again
from steadily.today.models import Alert
from tests.backend.clinic_admin.pages import text
from tests.conftest import NOW, TODAY, Phone

pytestmark = pytest.mark.django_db


def page(browser: Client, patient: Patient) -> str:
    return text(browser.get(f"/admin/people/patient/{patient.pk}/"))


def logged(patient: Patient, kind: str, on: date, **data: Any) -> Entry:
    at = datetime(on.year, on.month, on.day, 9, tzinfo=UTC)
    return Entry.objects.create(
        id=uuid4(), patient=patient, kind=kind, on=on, at=at, tz="Europe/London", received_at=at, data=data
    )


def says_chest_pain(patient: Patient) -> None:
    """Answer the urgent chest-pain question yes this morning."""
    logged(patient, "safety", TODAY, pack="daily", asked=["RF01"], answers=["RF01"], unanswered=[])
    look_again(patient=patient, at=NOW)


def decision(**changes: Any) -> dict[str, Any]:
    empty = dict.fromkeys(("prescription", "v", "level", "max", "mode", "pain", "interference", "morning"), "")
    return {"reason": "Seen today", "effective_on": ""} | empty | changes


def test_a_new_patient_needs_an_assessment_first(chen: Client, amara: Patient) -> None:
    shown = page(chen, amara)

    assert shown.index("Record an assessment") < shown.index("Draft a plan") < shown.index("Give an activation code")
    assert f"/admin/plans/assessment/add/?patient={amara.pk}" in shown


def test_steps_that_are_done_leave_the_list(chen: Client, amara_plan: Plan, amara_phone: Phone, amara: Patient) -> None:
    shown = page(chen, amara)

    assert "Done: record an assessment, draft a plan, give an activation code." in shown
    assert "Book a course of visits" in shown


def test_the_page_shows_todays_doses_of_the_live_plan(chen: Client, amara: Patient, amara_plan: Plan) -> None:
    shown = page(chen, amara)

    assert "Level 2: 2 \N{MULTIPLICATION SIGN} 10 repetitions" in shown
    assert "Level 1: 1 \N{MULTIPLICATION SIGN} 12 minutes" in shown
    assert "No flare-up" in shown


def test_the_goals_stand_in_the_patients_own_words(chen: Client, amara: Patient, amara_assessed: Assessment) -> None:
    assert "&ldquo;Walk to school&rdquo;" in page(chen, amara)


def test_nothing_logged_differs_from_a_zero(chen: Client, amara: Patient, amara_plan: Plan) -> None:
    logged(amara, "check_in", TODAY, morning_pain=0, pain_now=2)

    shown = page(chen, amara)

    today, yesterday = shown.index("Tue 10 Mar"), shown.index("Mon 9 Mar")
    assert '<td data-label="Morning pain">0</td>' in shown[today:yesterday]
    assert '<td data-label="Worst pain">\N{EN DASH}</td>' in shown[today:yesterday]
    assert "Nothing logged" in shown[yesterday : yesterday + 200]
    assert shown.count("Nothing logged") == 13


def test_the_diary_tells_exercises_done_and_left_out_with_their_reason(
    chen: Client, amara: Patient, amara_plan: Plan
) -> None:
    strength, walk = amara_plan.prescriptions.all()
    done = {"done": 10, "prescribed": 10, "pain_before": 1, "pain_during": 0, "pain_after": None}
    logged(amara, "exercise", TODAY, prescription=str(strength.pk), **done)
    logged(amara, "exercise", TODAY, prescription=str(walk.pk), done=0, prescribed=12, not_done_reason="no_time")

    shown = page(chen, amara)

    assert "Sit to stand: 10 of 10, pain before/during/after 1/0/\N{EN DASH}" in shown
    assert "Easy walk: not done (no time)" in shown


def test_a_correction_stands_in_the_place_of_what_it_corrects(chen: Client, amara: Patient, amara_plan: Plan) -> None:
    first = logged(amara, "check_in", TODAY, morning_pain=8)
    second = logged(amara, "check_in", TODAY, morning_pain=3)
    Entry.objects.filter(pk=second.pk).update(supersedes=first.pk, at=first.at + timedelta(minutes=1))

    shown = page(chen, amara)

    assert '<td data-label="Morning pain">3</td>' in shown
    assert '<td data-label="Morning pain">8</td>' not in shown


def test_a_positive_safety_answer_holds_everything_until_dr_chen_clears_it_with_a_reason(
    chen: Client, amara: Patient, amara_plan: Plan, tuesday_evening: Any
) -> None:
    says_chest_pain(amara)
    held = page(chen, amara)
    tuesday_evening.move_to(NOW + timedelta(minutes=5))

    chen.post(f"/admin/people/patient/{amara.pk}/decide/", {"kind": "clear_safety", "reason": "Seen by her GP"})

    assert "all exercises are suspended until you clear it" in held
    assert "Answered yes:" in held
    action = ClinicalAction.objects.get()
    assert (action.kind, action.reason, action.by) == ("clear_safety", "Seen by her GP", "Dr Chen")
    assert "all exercises are suspended" not in page(chen, amara)


def test_a_hold_suspends_todays_doses_at_once(chen: Client, amara: Patient, amara_plan: Plan) -> None:
    says_chest_pain(amara)

    shown = page(chen, amara)

    assert shown.count("Suspended by the safety hold") == 2
    assert "Level 2:" not in shown


def test_a_flare_declared_today_eases_todays_doses_at_once(chen: Client, amara: Patient, amara_plan: Plan) -> None:
    logged(amara, "check_in", TODAY, pain_now=6, flare=True)

    shown = page(chen, amara)

    assert "In a flare-up, day 1" in shown
    assert "Says this is a flare-up" in shown
    assert "Level 1: 1 \N{MULTIPLICATION SIGN} 6 minutes" in shown


def test_a_stop_symptom_stops_that_exercise_for_today(chen: Client, amara: Patient, amara_plan: Plan) -> None:
    strength = amara_plan.prescriptions.get(exercise__code="K1")
    logged(amara, "exercise", TODAY, prescription=str(strength.pk), done=4, prescribed=10, stop="locking")

    shown = page(chen, amara)

    assert "Stopped for today: locking" in shown
    assert "Level 1: 1 \N{MULTIPLICATION SIGN} 12 minutes" in shown


def test_clearing_without_a_reason_is_refused_beside_its_box(chen: Client, amara: Patient, amara_plan: Plan) -> None:
    says_chest_pain(amara)

    answer = chen.post(f"/admin/people/patient/{amara.pk}/decide/", {"kind": "clear_safety", "reason": ""})

    assert "This field is required." in text(answer)
    assert not ClinicalAction.objects.exists()


def test_a_dose_is_set_for_one_exercise(chen: Client, amara: Patient, amara_plan: Plan) -> None:
    strength = amara_plan.prescriptions.get(exercise__code="K1")
    told = decision(kind="set_dose", prescription=str(strength.pk), v="8", level="3")

    chen.post(f"/admin/people/patient/{amara.pk}/decide/", told)

    action = ClinicalAction.objects.get()
    assert (action.prescription, action.value) == (strength, {"v": "8"})
    assert AuditEvent.objects.filter(verb="set_dose", patient_id=amara.pk).count() == 1


def test_a_decision_about_one_exercise_must_name_it_and_keeps_what_was_typed(
    chen: Client, amara: Patient, amara_plan: Plan
) -> None:
    answer = chen.post(f"/admin/people/patient/{amara.pk}/decide/", decision(kind="pause"))

    assert "Say which exercise this is about." in text(answer)
    assert "Seen today" in text(answer)
    assert not ClinicalAction.objects.exists()


def test_an_amount_that_cannot_be_is_refused_beside_its_box(chen: Client, amara: Patient, amara_plan: Plan) -> None:
    strength = amara_plan.prescriptions.get(exercise__code="K1")

    answer = chen.post(
        f"/admin/people/patient/{amara.pk}/decide/", decision(kind="set_dose", prescription=str(strength.pk), v="0")
    )

    assert "an amount is from 1 to 999" in text(answer).lower()
    assert not ClinicalAction.objects.exists()


def test_a_rise_over_a_fifth_is_kept_only_when_it_is_meant(chen: Client, amara: Patient, amara_plan: Plan) -> None:
    strength = amara_plan.prescriptions.get(exercise__code="K1")
    told = decision(kind="set_dose", prescription=str(strength.pk), v="14")
    address = f"/admin/people/patient/{amara.pk}/decide/"

    asked = text(chen.post(address, told))
    unkept = ClinicalAction.objects.count()
    chen.post(address, told | {"confirmed": "on"})

    assert "This raises Sit to stand by 40 %" in asked
    assert (unkept, ClinicalAction.objects.get().value) == (0, {"v": "14"})


def test_a_phone_is_signed_out(chen: Client, amara: Patient, amara_phone: Phone) -> None:
    before = page(chen, amara)

    answer = chen.post(f"/admin/people/patient/{amara.pk}/phones/{amara_phone.device.pk}/sign-out/", follow=True)

    assert "Amara&#x27;s phone" in before
    assert "No phone is signed in." in text(answer)
    assert Device.objects.get().revoked_at == NOW
    assert AuditEvent.objects.filter(verb="sign_out").exists()


def test_the_worklist_tells_who_and_why_the_urgent_first(
    chen: Client, amara: Patient, ben: Patient, amara_plan: Plan
) -> None:
    Alert.objects.create(patient=ben, code="A_NODATA", priority=3, on=TODAY, raised_at=NOW - timedelta(days=3))
    says_chest_pain(amara)

    shown = text(chen.get("/admin/"))

    assert shown.index("Amara Nwosu") < shown.index("Ben Hart")
    assert "Safety question answered yes: told to call 999" in shown
    assert "Nothing logged for seven days" in shown


def test_of_two_equally_urgent_alerts_the_older_stands_first(chen: Client, amara: Patient, ben: Patient) -> None:
    Alert.objects.create(patient=amara, code="A_NODATA", priority=3, on=TODAY, raised_at=NOW)
    Alert.objects.create(patient=ben, code="A_NODATA", priority=3, on=TODAY, raised_at=NOW - timedelta(days=3))

    shown = text(chen.get("/admin/"))

    assert shown.index("Ben Hart") < shown.index("Amara Nwosu")


def test_an_acknowledged_alert_leaves_the_list_and_keeps_who_saw_it(
    chen: Client, dr_chen: Clinician, ben: Patient
) -> None:
    alert = Alert.objects.create(patient=ben, code="A_NODATA", priority=3, on=TODAY, raised_at=NOW)

    answer = chen.post(f"/admin/alerts/{alert.pk}/acknowledge/", {"next": "/admin/"}, follow=True)

    alert.refresh_from_db()
    assert (alert.acknowledged_by, alert.acknowledged_at) == ("Dr Chen", NOW)
    assert "Nobody needs a look just now." in text(answer)


def test_acknowledging_never_leads_to_another_site(chen: Client, ben: Patient) -> None:
    alert = Alert.objects.create(patient=ben, code="A_NODATA", priority=3, on=TODAY, raised_at=NOW)

    answer: Any = chen.post(f"/admin/alerts/{alert.pk}/acknowledge/", {"next": "https://elsewhere.example/"})

    assert answer.url == "/admin/"


def test_the_history_of_a_patient_is_the_audit_trail(chen: Client, amara: Patient, amara_plan: Plan) -> None:
    shown = text(chen.get(f"/admin/people/patient/{amara.pk}/history/"))

    assert shown.index("Plan activated") < shown.index("Assessment recorded") < shown.index("Patient added")
    assert "Dr Chen" in shown


def test_a_patient_we_do_not_know_is_not_found(chen: Client) -> None:
    unknown = UUID("00000000-0000-4000-8000-000000000000")

    assert chen.get(f"/admin/people/patient/{unknown}/").status_code == 404
