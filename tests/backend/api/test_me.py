"""The patient's own profile, phones and diary."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from steadily.people.away import say_away
from steadily.people.models import DEVICE_SESSION, Device, Patient
from steadily.records.models import AuditEvent
from tests.backend.api.conftest import Caller, check_in, entry_id, later, pointers
from tests.conftest import NOW, Phone


def test_amara_reads_her_profile(phone: Caller, amara: Patient) -> None:
    assert phone.get("me").json() == {
        "id": str(amara.id),
        "name": "Amara Nwosu",
        "language": "en-GB",
        "time_zone": "Europe/London",
        "away": None,
    }


def test_amara_changes_her_time_zone(phone: Caller, amara: Patient) -> None:
    response = phone.patch("me", {"time_zone": "Europe/Paris"})

    amara.refresh_from_db()
    assert response.json()["time_zone"] == amara.time_zone == "Europe/Paris"


def test_amara_says_when_she_is_away_and_when_she_is_back(phone: Caller, amara: Patient) -> None:
    away = {"from": "2026-03-10", "to": "2026-03-19"}

    told = phone.patch("me", {"away": away}).json()["away"]
    shown = phone.get("me").json()["away"]
    home = phone.patch("me", {"away": None}).json()["away"]

    assert (told, shown, home) == (away, away, None)


def test_what_was_lived_away_stays_so_when_the_plans_change(
    phone: Caller, amara: Patient, tuesday_evening: Any
) -> None:
    phone.patch("me", {"away": {"from": "2026-03-08", "to": "2026-03-19"}})
    tuesday_evening.move_to(later(days=1))

    phone.patch("me", {"away": {"from": "2026-04-01", "to": "2026-04-03"}})

    amara.refresh_from_db()
    assert amara.away == [["2026-03-08", "2026-03-10"], ["2026-04-01", "2026-04-03"]]
    assert AuditEvent.objects.filter(verb="say_away", patient_id=amara.id).count() == 2


def test_the_same_time_away_told_again_and_again_is_kept_once(phone: Caller, amara: Patient) -> None:
    for _ in range(20):
        phone.patch("me", {"away": {"from": "2026-03-08", "to": "2026-03-19"}})

    amara.refresh_from_db()
    events = AuditEvent.objects.filter(verb="say_away", patient_id=amara.id)
    assert len(amara.away) <= 2
    assert events.count() <= 2


def test_another_phones_time_away_is_not_forgotten(amara: Patient) -> None:
    first, second = Patient.objects.get(pk=amara.pk), Patient.objects.get(pk=amara.pk)

    say_away(by=first, at=NOW, patient=first, first=date(2026, 3, 8), last=date(2026, 3, 9))
    say_away(by=second, at=NOW, patient=second, first=date(2026, 3, 20), last=date(2026, 3, 21))

    amara.refresh_from_db()
    assert amara.away == [["2026-03-08", "2026-03-09"], ["2026-03-20", "2026-03-21"]]


@pytest.mark.parametrize(
    ("away", "place"),
    [
        ({"from": "2026-03-07", "to": "2026-03-19"}, "/away/from"),
        ({"from": "2026-03-12", "to": "2026-03-11"}, "/away/to"),
        ({"from": "2026-03-12", "to": "2026-12-12"}, "/away/to"),
        ({"from": "2026-03-12"}, "/away/to"),
        ({"from": "soon", "to": "2026-03-19"}, "/away/from"),
    ],
)
def test_a_time_away_that_makes_no_sense_is_named(
    phone: Caller, amara: Patient, away: dict[str, str], place: str
) -> None:
    response = phone.patch("me", {"away": away, "time_zone": "Europe/Paris"})

    amara.refresh_from_db()
    assert (response.status_code, pointers(response)) == (400, [place])
    assert (amara.away, amara.time_zone) == ([], "Europe/London")


@pytest.mark.parametrize(
    "change",
    [
        {"name": "Someone else"},
        {"id": "5f0c3a52-5b0e-4f57-9d53-0f4e2c1c9a01"},
        {"year_of_birth": 1990},
        {"clinic": "5f0c3a52-5b0e-4f57-9d53-0f4e2c1c9a01"},
        {"time_zone": "Mars/Olympus"},
        {"language": "tlh"},
    ],
)
def test_amara_cannot_change_who_she_is(phone: Caller, amara: Patient, change: dict[str, object]) -> None:
    response = phone.patch("me", change)

    assert response.status_code == 400
    assert pointers(response) == [f"/{field}" for field in change]
    amara.refresh_from_db()
    assert (amara.name, amara.time_zone, amara.language) == ("Amara Nwosu", "Europe/London", "en-GB")


def test_amara_sees_her_phones_and_which_one_she_holds(phone: Caller, amara_phone: Phone) -> None:
    (shown,) = phone.get("me/devices").json()["devices"]

    assert shown["id"] == str(amara_phone.device.id)
    assert (shown["name"], shown["this_one"]) == ("Amara's phone", True)


def test_a_phone_signed_out_is_told_to_wipe_itself_at_its_next_request(phone: Caller, amara_phone: Phone) -> None:
    assert phone.send("DELETE", f"me/devices/{amara_phone.device.id}").status_code == 204

    response = phone.get("me/pack")

    assert (response.status_code, response.json()["type"]) == (401, "/problems/device-revoked")
    assert response.headers["WWW-Authenticate"].startswith("Bearer")


def test_a_phone_is_signed_out_once(phone: Caller, bens_phone: Caller, amara_phone: Phone, ben: Patient) -> None:
    of_ben = Device.objects.get(patient=ben)

    assert phone.send("DELETE", f"me/devices/{of_ben.id}").status_code == 404
    assert bens_phone.get("me").status_code == 200


def test_a_phone_out_of_contact_for_90_days_keeps_everything_and_asks_for_a_code(
    phone: Caller,
    tuesday_evening,  # type: ignore[no-untyped-def]
) -> None:
    tuesday_evening.move_to(NOW + DEVICE_SESSION + (later(hours=1) - NOW), tick=False)

    response = phone.get("me")

    assert (response.status_code, response.json()["type"]) == (401, "/problems/sign-in-expired")


def test_each_contact_keeps_a_phone_signed_in(phone: Caller, tuesday_evening) -> None:  # type: ignore[no-untyped-def]
    for day in (60, 120, 180):
        tuesday_evening.move_to(later(days=day), tick=False)

        assert phone.get("me").status_code == 200


@pytest.mark.parametrize("token", ["", "nonsense", "sd_nonsense", "sc_nonsense"])
def test_a_token_nobody_knows_is_a_sign_in_that_expired(token: str, db: None) -> None:
    response = Caller(token=token).get("me")

    assert response.status_code == 401
    assert response.headers["WWW-Authenticate"].startswith("Bearer")


def test_a_clinician_and_the_clinics_system_are_not_patients(chen: Caller, system: Caller) -> None:
    assert chen.get("me").status_code == 401
    assert system.get("me").status_code == 401


def test_the_diary_shows_what_stands_and_what_it_replaced(phone: Caller) -> None:
    first, second = check_in(1, pain_now=3), check_in(2, pain_now=4) | {"supersedes": entry_id(1)}
    phone.post("me/sync", {"entries": [first, second]})

    (shown,) = phone.get("me/diary").json()["entries"]

    assert (shown["id"], shown["data"]) == (entry_id(2), {"pain_now": 4})
    assert (shown["supersedes"], shown["replaced"]) == (entry_id(1), [entry_id(1)])


def test_the_diary_keeps_to_the_days_asked_for(phone: Caller) -> None:
    phone.post("me/sync", {"entries": [check_in(1), check_in(2) | {"on": "2026-03-09"}]})

    shown = phone.get("me/diary?since=2026-03-10&until=2026-03-10").json()["entries"]

    assert [entry["id"] for entry in shown] == [entry_id(1)]


@pytest.mark.parametrize(
    ("query", "place"),
    [
        ("since=yesterday", "/since"),
        ("since=20260310", "/since"),
        ("until=0001-01-01", "/until"),
        ("until=2026-02-30", "/until"),
        ("since=2026-03-10&since=2026-03-11", "/since"),
        ("sinec=2026-03-10", "/sinec"),
    ],
)
def test_a_period_that_makes_no_sense_is_named(phone: Caller, query: str, place: str) -> None:
    response = phone.get(f"me/diary?{query}")

    assert response.status_code == 400
    assert pointers(response) == [place]


def test_ben_sees_nothing_of_amaras_diary(phone: Caller, bens_phone: Caller) -> None:
    phone.post("me/sync", {"entries": [check_in(1)]})

    assert bens_phone.get("me/diary").json() == {"entries": []}
