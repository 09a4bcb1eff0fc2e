"""What a clinician is told about: once, as soon as it is known, and no longer than it holds."""

from __future__ import annotations

from datetime import timedelta

import pytest

from steadily.people.models import Clinician, Patient
from steadily.plans.actions import activate_plan, draft_plan, end_plan, prescribe
from steadily.plans.models import Plan
from steadily.records.models import AuditEvent
from steadily.today.actions import acknowledge, look_again
from steadily.today.models import Alert
from tests.backend.today.conftest import YESTERDAY, Telling
from tests.conftest import NOW, TODAY

LATER = NOW + timedelta(hours=1)


def codes(patient: Patient) -> list[str]:
    """List the codes of a patient's open alerts."""
    return sorted(alert.code for alert in Alert.objects.open().filter(patient=patient))


def yes(question: str) -> dict[str, object]:
    return {"pack": "daily", "asked": ["ANY", question], "answers": ["ANY", question]}


def test_a_red_flag_is_raised_at_once_for_the_day_it_was_told(
    amara: Patient, amara_plan: Plan, usual_weeks: Telling
) -> None:
    usual_weeks("safety", TODAY, yes("KN01"))

    look_again(patient=amara, at=NOW)

    alert = Alert.objects.get()
    assert (alert.code, alert.priority, alert.on, alert.raised_at) == ("A_REDFLAG_T3", 1, TODAY, NOW)


def test_a_red_flag_is_raised_for_someone_without_a_plan(amara: Patient, tell: Telling) -> None:
    tell("safety", TODAY, yes("RF01"))

    look_again(patient=amara, at=NOW)

    assert codes(amara) == ["A_REDFLAG_T1"]


def test_a_red_flag_that_arrives_late_is_raised_for_the_day_it_was_lived(
    amara: Patient, amara_plan: Plan, tell: Telling
) -> None:
    tell("safety", YESTERDAY, yes("RF01"))

    look_again(patient=amara, at=NOW)

    assert Alert.objects.get().on == YESTERDAY


def test_a_flare_is_told_once_however_often_we_look(amara: Patient, amara_plan: Plan, usual_weeks: Telling) -> None:
    usual_weeks("check_in", TODAY, {"flare": True})

    look_again(patient=amara, at=NOW)
    look_again(patient=amara, at=LATER)

    assert codes(amara) == ["A_FLARE_NEW"]
    assert Alert.objects.get().raised_at == NOW


def test_asking_for_contact_reaches_the_clinic(amara: Patient, amara_plan: Plan, tell: Telling) -> None:
    tell("contact", TODAY, {"about": "side_effect", "text": "A bruise"})

    look_again(patient=amara, at=NOW)

    assert codes(amara) == ["A_CONTACT"]


def test_an_alert_about_an_exercise_names_it(
    amara: Patient, amara_plan: Plan, dr_chen: Clinician, tell: Telling
) -> None:
    prescription = amara_plan.prescriptions.get(exercise__code="K1")
    prescription.doses.update(level=1)
    for on in (YESTERDAY, TODAY):
        data = {"prescription": str(prescription.id), "done": "10", "prescribed": "10", "pain_during": 7}
        tell("exercise", on, data)

    look_again(patient=amara, at=NOW)

    paused = Alert.objects.get(code="A_PAUSED_EX")
    assert paused.prescription == prescription


def test_a_correction_withdraws_the_alert_that_no_longer_follows(
    amara: Patient, amara_plan: Plan, usual_weeks: Telling
) -> None:
    mistaken = usual_weeks("check_in", TODAY, {"flare": True})
    look_again(patient=amara, at=NOW)

    usual_weeks("check_in", TODAY, {"flare": False}, supersedes=mistaken)
    look_again(patient=amara, at=LATER)

    assert codes(amara) == []
    assert Alert.objects.get().withdrawn_at == LATER


def test_an_alert_that_follows_again_is_open_again(amara: Patient, amara_plan: Plan, usual_weeks: Telling) -> None:
    first = usual_weeks("check_in", TODAY, {"flare": True})
    look_again(patient=amara, at=NOW)
    second = usual_weeks("check_in", TODAY, None, supersedes=first)
    look_again(patient=amara, at=NOW)

    usual_weeks("check_in", TODAY, {"flare": True}, supersedes=second)
    look_again(patient=amara, at=LATER)

    assert codes(amara) == ["A_FLARE_NEW"]
    assert Alert.objects.count() == 1


def test_what_a_clinician_has_seen_stays_seen(
    amara: Patient, amara_plan: Plan, usual_weeks: Telling, dr_chen: Clinician
) -> None:
    mistaken = usual_weeks("check_in", TODAY, {"flare": True})
    look_again(patient=amara, at=NOW)
    acknowledge(by=dr_chen, at=NOW, alert=Alert.objects.get())

    usual_weeks("check_in", TODAY, None, supersedes=mistaken)
    look_again(patient=amara, at=LATER)

    alert = Alert.objects.get()
    assert (alert.acknowledged_at, alert.withdrawn_at) == (NOW, None)


def test_a_withdrawn_red_flag_keeps_its_alert(amara: Patient, amara_plan: Plan, tell: Telling) -> None:
    told = tell("safety", TODAY, yes("RF01"))
    look_again(patient=amara, at=NOW)

    tell("safety", TODAY, None, supersedes=told)
    look_again(patient=amara, at=LATER)

    assert codes(amara) == ["A_REDFLAG_T1"]


def test_a_new_plan_leaves_the_old_plans_alerts_alone(
    amara: Patient, amara_plan: Plan, usual_weeks: Telling, dr_chen: Clinician
) -> None:
    usual_weeks("check_in", TODAY, {"flare": True})
    look_again(patient=amara, at=NOW)
    end_plan(by=dr_chen, at=LATER, plan=amara_plan, reason="A new start")
    tomorrow = NOW + timedelta(days=1)
    plan = draft_plan(by=dr_chen, at=tomorrow, patient=amara, title="Knee again")
    prescribe(by=dr_chen, at=tomorrow, plan=plan, exercise=amara_plan.prescriptions.all()[0].exercise)
    activate_plan(by=dr_chen, at=tomorrow, plan=plan)

    look_again(patient=amara, at=tomorrow)

    assert codes(amara) == ["A_FLARE_NEW"]


def test_the_first_to_see_an_alert_stands_and_is_audited(
    amara: Patient, tell: Telling, dr_chen: Clinician, dr_osei: Clinician
) -> None:
    tell("safety", TODAY, yes("RF01"))
    look_again(patient=amara, at=NOW)

    acknowledge(by=dr_chen, at=NOW, alert=Alert.objects.get())
    acknowledge(by=dr_osei, at=LATER, alert=Alert.objects.get())

    alert = Alert.objects.get()
    assert (alert.acknowledged_by, alert.acknowledged_at) == ("Dr Chen", NOW)
    assert AuditEvent.objects.filter(verb="acknowledge").count() == 1


@pytest.mark.usefixtures("usual_weeks")
def test_quiet_weeks_raise_nothing(amara: Patient, amara_plan: Plan) -> None:
    look_again(patient=amara, at=NOW)

    assert Alert.objects.count() == 0


def test_bens_flare_is_not_amaras(
    amara: Patient, ben: Patient, amara_plan: Plan, usual_weeks: Telling, ben_tells: Telling
) -> None:
    ben_tells("safety", TODAY, yes("LB01"))

    look_again(patient=ben, at=NOW)
    look_again(patient=amara, at=NOW)

    assert codes(ben) == ["A_REDFLAG_T2"]
    assert codes(amara) == []
