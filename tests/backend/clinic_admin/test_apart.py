"""Dr Osei works at another clinic, and sees nothing of this one; a superuser of none sees nothing at all."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib import admin
from django.contrib.auth import get_user_model
from django.test import Client

from steadily.library.models import Exercise, PlanTemplate
from steadily.people.actions import make_clinic_token
from steadily.people.models import Clinician, ClinicToken, Device, Invitation, Patient
from steadily.plans.models import Assessment, ClinicalAction, Plan
from steadily.records.models import AuditEvent
from steadily.today.models import Alert
from steadily.visits.actions import plan_course
from steadily.visits.models import Course
from tests.backend.clinic_admin.pages import text
from tests.conftest import NOW, TODAY, Phone

pytestmark = pytest.mark.django_db

PAGES = [f"{model._meta.app_label}/{model._meta.model_name}" for model in admin.site._registry]


@pytest.fixture
def of_chens_clinic(
    amara: Patient, amara_plan: Plan, amara_phone: Phone, dr_chen: Clinician
) -> dict[str, Patient | Plan | Assessment | Course | ClinicToken | Exercise]:
    """One row of everything that belongs to a clinic, by its page."""
    course = plan_course(by=dr_chen, at=NOW, patient=amara, starts_on=TODAY, planned_visits=6)
    token, _ = make_clinic_token(by=dr_chen, at=NOW, clinic=dr_chen.clinic, name="Booking system of Dr Chen")
    return {
        "people/patient": amara,
        "plans/plan": amara_plan,
        "plans/assessment": amara_plan.assessment or amara,
        "visits/course": course,
        "people/clinictoken": token,
        "library/exercise": Exercise.objects.create(code="X1", name="Dr Chen's stair carry", clinic_id=amara.clinic_id),
    }


SCOPED = [
    "people/patient",
    "plans/plan",
    "plans/assessment",
    "visits/course",
    "people/clinictoken",
    "library/exercise",
]


def test_every_page_is_either_tried_here_or_shared_by_all_clinics() -> None:
    assert {*PAGES} == {*SCOPED, "library/piece", "library/plantemplate"}


@pytest.mark.parametrize("page", SCOPED)
def test_dr_oseis_lists_are_empty(osei: Client, of_chens_clinic: dict[str, Any], page: str) -> None:
    shown = text(osei.get(f"/admin/{page}/"))

    assert str(of_chens_clinic[page].pk) not in shown
    assert "Amara" not in shown
    assert "Dr Chen" not in shown


@pytest.mark.parametrize("page", SCOPED)
@pytest.mark.parametrize("view", ["change", "history", "delete"])
def test_dr_osei_cannot_open_a_row_of_another_clinic(
    osei: Client, of_chens_clinic: dict[str, Any], page: str, view: str
) -> None:
    answer: Any = osei.get(f"/admin/{page}/{of_chens_clinic[page].pk}/{view}/", follow=True)

    assert answer.status_code in (403, 404) or answer.redirect_chain == [("/admin/", 302)]
    assert "Amara" not in text(answer)
    assert "Dr Chen" not in text(answer)


@pytest.mark.parametrize("page", SCOPED)
def test_a_row_of_another_clinic_looks_exactly_like_a_missing_one(
    osei: Client, of_chens_clinic: dict[str, Any], page: str
) -> None:
    missing = "00000000-0000-4000-8000-000000000000"
    own = str(of_chens_clinic[page].pk)

    foreign = osei.get(f"/admin/{page}/{own}/change/", follow=True)
    unknown = osei.get(f"/admin/{page}/{missing}/change/", follow=True)

    assert foreign.status_code == unknown.status_code
    assert _plain(foreign, own) == _plain(unknown, missing)


@pytest.mark.parametrize(
    ("app", "model"), [("plans", "assessment"), ("plans", "plan"), ("visits", "course")], ids=lambda each: each
)
def test_dr_oseis_choice_of_patients_holds_none_of_another_clinic(
    osei: Client, chen: Client, amara: Patient, app: str, model: str
) -> None:
    asked = {"app_label": app, "model_name": model, "field_name": "patient", "term": "Amara"}

    hers, his = chen.get("/admin/autocomplete/", asked), osei.get("/admin/autocomplete/", asked)

    assert [each["text"] for each in hers.json()["results"]] == ["Amara Nwosu"]
    assert his.json()["results"] == []


@pytest.mark.parametrize("page", ["plans/assessment", "plans/plan", "visits/course"])
def test_dr_osei_cannot_choose_another_clinics_patient_by_id(
    osei: Client, amara: Patient, knee_start: PlanTemplate, page: str
) -> None:
    told = {"patient": str(amara.pk), "on": "2026-03-10", "acupuncture": "offered", "starts_on": "2026-03-10"}
    told |= {"planned_visits": "6", "review_after": "3", "visits-TOTAL_FORMS": "0", "visits-INITIAL_FORMS": "0"}

    prefilled = osei.get(f"/admin/{page}/add/?patient={amara.pk}")
    posted = osei.post(f"/admin/{page}/add/", told)

    assert "Amara" not in text(prefilled)
    assert "Select a valid choice." in text(posted)
    assert "Amara" not in text(posted)
    assert [model.objects.count() for model in (Assessment, Plan, Course)] == [0, 0, 0]


def test_no_button_of_another_clinics_patient_works_for_dr_osei(
    osei: Client, amara: Patient, amara_plan: Plan, amara_phone: Phone, of_chens_clinic: dict[str, Any]
) -> None:
    alert = Alert.objects.create(patient=amara, code="A_NODATA", priority=3, on=TODAY, raised_at=NOW)
    one = f"/admin/people/patient/{amara.pk}/"
    token = of_chens_clinic["people/clinictoken"]
    asked = Invitation.objects.count()
    buttons = [
        f"{one}code/",
        f"{one}decide/",
        f"{one}what-if/",
        f"{one}phones/{amara_phone.device.pk}/sign-out/",
        f"/admin/plans/plan/{amara_plan.pk}/end/",
        f"/admin/people/clinictoken/{token.pk}/revoke/",
        f"/admin/alerts/{alert.pk}/acknowledge/",
    ]

    answers = [osei.post(each, {"kind": "note", "reason": "x"}).status_code for each in [*buttons, one]]

    assert answers == [404] * len(answers)
    assert (Invitation.objects.count(), ClinicalAction.objects.count()) == (asked, 0)
    assert Device.objects.filter(revoked_at=None).exists()
    assert Plan.objects.active().exists()
    assert Alert.objects.open().exists()


def test_a_post_to_another_clinics_plan_changes_nothing(osei: Client, amara_plan: Plan) -> None:
    before = AuditEvent.objects.count()

    osei.post(f"/admin/plans/plan/{amara_plan.pk}/change/", {"title": "Taken over", "_activate": "1"})

    amara_plan.refresh_from_db()
    assert amara_plan.title == "Knee: getting going"
    assert AuditEvent.objects.count() == before


def test_another_patients_phone_is_not_signed_out_through_ones_own(
    chen: Client, ben: Patient, amara_phone: Phone
) -> None:
    answer = chen.post(f"/admin/people/patient/{ben.pk}/phones/{amara_phone.device.pk}/sign-out/")

    assert answer.status_code == 404
    assert Device.objects.get().revoked_at is None


def test_another_patients_exercise_cannot_be_decided_about(chen: Client, ben: Patient, amara_plan: Plan) -> None:
    strength = amara_plan.prescriptions.first()
    told = {"kind": "pause", "prescription": str(strength.pk), "reason": "x"}  # type: ignore[union-attr]

    answer = chen.post(f"/admin/people/patient/{ben.pk}/decide/", told)

    assert "Select a valid choice." in text(answer)
    assert not ClinicalAction.objects.exists()


@pytest.mark.parametrize("page", SCOPED)
def test_nothing_is_deletable(chen: Client, of_chens_clinic: dict[str, Any], page: str) -> None:
    row = of_chens_clinic[page]

    answer = chen.post(f"/admin/{page}/{row.pk}/delete/", {"post": "yes"})

    row.refresh_from_db()
    assert answer.status_code == 403
    assert "delete" not in text(chen.get(f"/admin/{page}/{row.pk}/change/"))


def test_a_superuser_of_no_clinic_stays_outside(db: None, amara: Patient) -> None:
    get_user_model().objects.create_superuser("root", password="a long enough password")
    browser = Client()

    answer = browser.post("/admin/login/", {"username": "root", "password": "a long enough password"})

    assert "This sign-in does not belong to a clinic." in text(answer)
    assert browser.get("/admin/people/patient/").status_code == 302


def test_a_superuser_with_a_session_sees_no_patients(db: None, amara: Patient) -> None:
    root = get_user_model().objects.create_superuser("root", password="a long enough password")
    browser = Client()
    browser.force_login(root)

    for address in ["/admin/", "/admin/people/patient/", f"/admin/people/patient/{amara.pk}/", "/admin/autocomplete/"]:
        assert browser.get(address).status_code == 302
        assert "Amara" not in text(browser.get(address, follow=True))


def test_a_clinician_who_was_switched_off_is_out_at_once(chen: Client, dr_chen: Clinician) -> None:
    dr_chen.user.is_active = False
    dr_chen.user.save()

    assert chen.get("/admin/people/patient/").status_code == 302


def test_accounts_have_no_page_even_for_a_superuser(chen: Client, dr_chen: Clinician) -> None:
    dr_chen.user.is_superuser = True
    dr_chen.user.save()

    assert chen.get("/admin/auth/user/").status_code == 404


def _plain(answer: Any, row: str) -> str:
    """Read a page without the row's own id and the form's one-time token."""
    page = text(answer).replace(row, "ID")
    return "".join(part for part in page.split('"') if len(part) != 64)
