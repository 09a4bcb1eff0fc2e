"""Old apps: how long their language is spoken, and that their entries are taken even after."""

from __future__ import annotations

from datetime import date

import pytest

from steadily.api.me.versions import too_old
from steadily.logbook.models import Entry
from steadily.today.models import Alert
from tests.backend.api.conftest import Caller, check_in, entry_id

SINCE = {
    (1, 0): date(2026, 1, 1),
    (1, 1): date(2026, 3, 1),
    (1, 2): date(2026, 5, 1),
    (1, 3): date(2026, 7, 1),
    (2, 0): date(2026, 9, 1),
}


@pytest.mark.parametrize(
    ("client", "on", "old"),
    [
        ("2.0.4", date(2030, 1, 1), False),
        ("1.2.0", date(2030, 1, 1), False),
        ("1.1.9", date(2026, 10, 27), False),
        ("1.1.9", date(2026, 10, 28), True),
        ("1.0", date(2026, 8, 27), False),
        ("1.0", date(2026, 8, 28), True),
        ("0.9.0", date(2026, 1, 1), True),
        ("2.7.0", date(2026, 9, 1), False),
        ("", date(2030, 1, 1), False),
        ("a clinic's own", date(2030, 1, 1), False),
        (None, date(2030, 1, 1), False),
    ],
)
def test_three_versions_are_spoken_and_others_for_half_a_year(client: str | None, on: date, old: bool) -> None:
    assert too_old(client, on, SINCE) is old


def test_an_app_too_old_for_us_leaves_its_entries_here(phone: Caller, amara_plan: object) -> None:
    response = phone.post("me/sync", {"client": "0.9.3", "entries": [check_in(1, flare=True), check_in(2, pain=3)]})

    body = response.json()
    assert (response.status_code, body["type"]) == (426, "/problems/client-too-old")
    assert response.headers["Content-Type"] == "application/problem+json"
    assert "update the app" in body["detail"]
    assert [(each["id"], each["status"]) for each in body["results"]] == [
        (entry_id(1), "kept"),
        (entry_id(2), "refused"),
    ]
    assert "pack" not in body
    assert Entry.objects.get().data == {"flare": True}


def test_a_clinician_hears_of_a_flare_from_an_app_too_old(phone: Caller, amara_plan: object) -> None:
    phone.post("me/sync", {"client": "0.9.3", "entries": [check_in(1, flare=True)]})

    assert [alert.code for alert in Alert.objects.all()] == ["A_FLARE_NEW"]


def test_what_an_old_app_sent_is_known_once_it_is_new(phone: Caller) -> None:
    phone.post("me/sync", {"client": "0.9.3", "entries": [check_in(1)]})

    body = phone.post("me/sync", {"client": "1.0.0", "entries": [check_in(1)]}).json()

    assert [each["status"] for each in body["results"]] == ["duplicate"]
    assert body["pack"]["revision"] == body["pack_revision"]
