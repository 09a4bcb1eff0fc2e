"""Addresses and forms that no page of ours has made: answered calmly, and never followed out of the clinic's house."""

from __future__ import annotations

import pytest
from django.test import Client

from steadily.people.models import Clinician, Patient

pytestmark = pytest.mark.django_db

ABOUT_A_PATIENT = ["plans/plan", "plans/assessment", "visits/course"]
NO_IDS = ["7", "' OR 1=1", "\x00"]


@pytest.mark.parametrize("words", NO_IDS)
@pytest.mark.parametrize("page", ABOUT_A_PATIENT)
def test_an_address_that_names_nobody_opens_an_empty_form(chen: Client, page: str, words: str) -> None:
    assert chen.get(f"/admin/{page}/add/", {"patient": words}).status_code == 200


@pytest.mark.parametrize("words", NO_IDS)
@pytest.mark.parametrize("page", ABOUT_A_PATIENT)
def test_a_form_that_names_nobody_is_shown_again(chen: Client, amara: Patient, page: str, words: str) -> None:
    answer = chen.post(f"/admin/{page}/add/", {"patient": words})

    assert answer.status_code == 200
    assert answer.context["adminform"].form.errors["patient"]
    assert not amara.plans.exists()


@pytest.mark.parametrize("next_page", ["https://evil.example/", "//evil.example", "javascript:alert(1)", ""])
def test_a_sign_in_leads_nowhere_but_into_the_admin(dr_chen: Clinician, next_page: str) -> None:
    told = {"username": dr_chen.user.username, "password": "a long enough password", "next": next_page}

    answer = Client().post("/admin/login/", told)

    assert answer.status_code == 302
    assert answer.headers["Location"] == "/admin/"
