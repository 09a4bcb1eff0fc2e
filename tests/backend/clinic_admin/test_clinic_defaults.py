"""The clinic's numbers in the admin: everyone reads them, Dr Chen changes one."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from steadily.people.actions import add_clinician
from steadily.people.models import Clinic, Clinician
from steadily.protocols.actions import set_clinic_default
from steadily.protocols.models import ClinicDefault
from tests.backend.clinic_admin.conftest import signed_in_as
from tests.backend.clinic_admin.pages import text
from tests.conftest import NOW, TODAY

ADDRESS = "/admin/clinic-numbers/"
WANTED = {"key": "red_pct", "value": "75", "reason": "Agreed by the team"}

pytestmark = pytest.mark.django_db


def change(browser: Client, **told: str) -> Any:
    return browser.post(ADDRESS, WANTED | told, follow=True)


def test_every_number_stands_with_its_meaning_its_default_and_its_bracket(chen: Client) -> None:
    shown = text(chen.get(ADDRESS))

    row = shown[shown.index("Amount left after a red session, %") :]
    assert '<td data-label="Now">80, the protocol&#x27;s</td>' in row
    assert '<td data-label="May be">70 to 90</td>' in row
    assert "A change counts from the next day" in shown


def test_dr_chen_changes_one_and_reads_from_which_day_it_counts(chen: Client) -> None:
    shown = text(change(chen))

    assert "Kept. It counts from 11 March 2026" in shown
    assert "To come: 75 from 11 March 2026 (Dr Chen, 10 March 2026: Agreed by the team)" in shown
    assert ClinicDefault.objects.get().reason == "Agreed by the team"


def test_what_is_in_force_names_who_set_it_and_why(chen: Client, dr_chen: Clinician, tuesday_evening: Any) -> None:
    told = {"key": "red_pct", "value": 75, "reason": "Agreed by the team"}
    set_clinic_default(by=dr_chen, at=NOW, today=TODAY.replace(day=9), **told)  # type: ignore[arg-type]

    shown = text(chen.get(ADDRESS))

    assert "75, the clinic&#x27;s" in shown
    assert "<p>Dr Chen, 10 March 2026: Agreed by the team</p>" in shown


@pytest.mark.parametrize(
    ("told", "answer"),
    [
        ({"value": "95"}, "red_pct may be 70 to 90."),
        ({"key": "hard_pct"}, "Select a valid choice."),
        ({"key": "RF14", "value": "4"}, "A tier can only be made more urgent: 1 to 3."),
        ({"reason": " "}, "This field is required."),
    ],
)
def test_what_cannot_be_is_refused_beside_its_box(chen: Client, told: dict[str, str], answer: str) -> None:
    shown = text(change(chen, **told))

    assert answer in shown
    assert not ClinicDefault.objects.exists()


def test_a_clinician_who_does_not_lead_reads_and_changes_nothing(clinic: Clinic) -> None:
    account = {"username": "silva", "password": "a long enough password", "name": "Dr Silva"}
    silva = signed_in_as(add_clinician(by="tests", at=NOW, clinic=clinic, **account))

    shown, answer = text(silva.get(ADDRESS)), change(silva)

    assert "Only the clinic's lead can change them." in shown
    assert "<textarea" not in shown
    assert answer.status_code == 403
    assert not ClinicDefault.objects.exists()


def test_dr_osei_sees_nothing_of_another_clinics_numbers(chen: Client, osei: Client) -> None:
    change(chen)

    assert "Agreed by the team" not in text(osei.get(ADDRESS))
