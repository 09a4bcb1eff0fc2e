"""The first clinic and its lead, through the link that is printed at the first start."""

from __future__ import annotations

from datetime import timedelta
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from steadily.clinic_admin.setup import setup_link
from steadily.people.models import Clinic, Clinician, Role
from steadily.records.models import AuditEvent
from tests.backend.clinic_admin.pages import text
from tests.conftest import NOW

pytestmark = pytest.mark.django_db

TOLD = {
    "name": "Harbour Street Clinic",
    "phone": "01632 960 000",
    "reads_messages": "weekdays 9 to 5",
    "nation": "scotland",
    "lead_name": "Dr Chen",
    "username": "chen",
    "password": "a long enough password",
    "again": "a long enough password",
}


@pytest.fixture
def link(db: None) -> str:
    """A fresh link, as a path."""
    return setup_link(NOW).removeprefix("http://localhost:8000")


def test_the_link_opens_the_clinic_and_its_lead_can_sign_in(link: str) -> None:
    browser = Client()

    answer: Any = browser.post(link, TOLD, follow=True)

    lead = Clinician.objects.get()
    assert (lead.name, lead.role, lead.clinic.nation) == ("Dr Chen", Role.LEAD, "scotland")
    assert "The clinic is open." in text(answer)
    assert browser.login(username="chen", password="a long enough password")
    assert [*AuditEvent.objects.values_list("verb", "by")] == [
        ("open_clinic", "the set-up link"),
        ("add_clinician", "the set-up link"),
    ]


def test_the_link_works_once(link: str) -> None:
    Client().post(link, TOLD)

    answer = Client().post(link, TOLD | {"username": "again"})

    assert answer.status_code == 410
    assert Clinic.objects.count() == 1


def test_the_link_runs_out_after_a_day(link: str, tuesday_evening: Any) -> None:
    tuesday_evening.move_to(NOW + timedelta(hours=24, seconds=1))

    assert Client().get(link).status_code == 410


def test_the_link_still_works_just_before(link: str, tuesday_evening: Any) -> None:
    tuesday_evening.move_to(NOW + timedelta(hours=23, minutes=59))

    assert Client().get(link).status_code == 200


@pytest.mark.parametrize("who", [{"REMOTE_ADDR": "192.0.2.7"}, {"HTTP_X_FORWARDED_FOR": "192.0.2.7"}])
def test_the_link_works_on_this_machine_only(link: str, who: dict[str, str]) -> None:
    answer = Client(**who).post(link, TOLD)  # type: ignore[arg-type]

    assert answer.status_code == 403
    assert not Clinic.objects.exists()


def test_a_changed_link_is_not_known(link: str) -> None:
    assert Client().get(link[:-1] + ("A" if link[-1] != "A" else "B")).status_code == 404


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"password": "short", "again": "short"}, "at least 12 characters"),
        ({"again": "another long password"}, "The two passwords differ."),
        ({"phone": ""}, "This field is required."),
    ],
)
def test_what_is_wrong_is_named_and_nothing_typed_is_lost(link: str, changes: dict[str, str], says: str) -> None:
    answer = Client().post(link, TOLD | changes)

    assert says in text(answer)
    assert "Harbour Street Clinic" in text(answer)
    assert not Clinic.objects.exists()


def test_the_command_prints_a_link_that_works(db: None) -> None:
    printed = StringIO()

    call_command("setup_link", stdout=printed)

    path = printed.getvalue().strip().removeprefix("http://localhost:8000")
    assert Client().get(path).status_code == 200


def test_with_a_clinic_there_is_no_link(clinic: Clinic) -> None:
    with pytest.raises(CommandError, match="A clinic has been set up"):
        call_command("setup_link")
