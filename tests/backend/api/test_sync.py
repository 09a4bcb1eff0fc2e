"""Sending the diary up and getting the pack down, in one request."""

from __future__ import annotations

import json
from typing import Any

import pytest

from steadily.logbook.models import Entry
from steadily.people.models import Patient
from steadily.plans.models import Plan
from steadily.today.models import Alert
from tests.backend.api.conftest import Caller, check_in, entry_id, pointers
from tests.conftest import Phone


def sit_to_stand(plan: Plan, place: int = 1, **data: object) -> dict[str, Any]:
    """Make an exercise entry for the first prescription of a plan."""
    facts = {"prescription": str(plan.prescriptions.all()[0].id), "done": "10", "prescribed": "10"}
    return check_in(place) | {"kind": "exercise", "data": facts | data}


def problems(response: Any) -> list[tuple[str, str]]:
    """List what was refused, as (type, first pointer)."""
    refused = [each["problem"] for each in response.json()["results"] if each["status"] == "refused"]
    return [(each["type"].removeprefix("/problems/"), each["errors"][0]["pointer"]) for each in refused]


def test_an_entry_goes_up_and_the_pack_comes_down(phone: Caller, amara: Patient, amara_plan: Plan) -> None:
    response = phone.post("me/sync", {"client": "1.0.0", "entries": [check_in(1)]})

    body = response.json()
    assert response.status_code == 200
    assert body["results"] == [{"id": entry_id(1), "status": "kept", "problem": None}]
    assert body["pack"]["revision"] == body["pack_revision"]
    assert body["pack"]["plan"]["id"] == str(amara_plan.id)
    assert body["server_time"] == "2026-03-10T18:00:00Z"
    assert amara.entries.get().data == {"pain_now": 3, "pain_worst": 5, "interference": 2}


def test_a_phone_with_the_current_pack_gets_none(phone: Caller, amara_plan: Plan) -> None:
    revision = phone.post("me/sync", {"entries": []}).json()["pack_revision"]

    body = phone.post("me/sync", {"entries": [], "pack_revision": revision}).json()

    assert (body["pack"], body["pack_revision"]) == (None, revision)


def test_the_same_batch_twice_is_kept_once(phone: Caller) -> None:
    phone.post("me/sync", {"entries": [check_in(1)]})

    again = phone.post("me/sync", {"entries": [check_in(1), check_in(1)]})

    assert [each["status"] for each in again.json()["results"]] == ["duplicate", "duplicate"]
    assert Entry.objects.count() == 1


def test_the_same_id_with_other_content_changes_nothing(phone: Caller) -> None:
    phone.post("me/sync", {"entries": [check_in(1, pain_now=3)]})

    again = phone.post("me/sync", {"entries": [check_in(1, pain_now=4)]})

    assert [each["status"] for each in again.json()["results"]] == ["conflict"]
    assert Entry.objects.get().data == {"pain_now": 3}


@pytest.mark.parametrize(
    ("data", "place"),
    [
        ('{"pain_now": 11}', "/data/pain_now"),
        ('{"pain_now": -1}', "/data/pain_now"),
        ('{"pain_now": "3"}', "/data/pain_now"),
        ('{"pain_now": 3.5}', "/data/pain_now"),
        ('{"pain_now": true}', "/data/pain_now"),
        ('{"pain_now": NaN}', "/data/pain_now"),
        ('{"pain_now": 1e400}', "/data/pain_now"),
        ('{"note": "a\\u0000b"}', "/data/note"),
        ('{"note": "\\ud800"}', "/data/note"),
        ('{"note": ["deep"]}', "/data/note"),
        ('{"pain": 3}', "/data/pain"),
        ('{"pain_now": 3, "pain_now": 4}', "/data"),
    ],
)
def test_a_wrong_answer_is_refused_by_name_and_holds_nothing_up(phone: Caller, data: str, place: str) -> None:
    good, bad = check_in(2), json.dumps(check_in(1) | {"data": "here"}).replace('"here"', data)
    text = f'{{"entries": [{bad}, {json.dumps(good)}]}}'

    response = phone.send_text("POST", "me/sync", text)

    assert response.status_code == 200
    assert problems(response) == [("unreadable-entry", place)]
    assert Entry.objects.get().id.hex == entry_id(2).replace("-", "")


@pytest.mark.parametrize(
    ("change", "kind_of_problem", "place"),
    [
        ({"on": "2026-03-13"}, "day-in-the-future", "/on"),
        ({"on": "2026-03-07"}, "too-late-to-add", "/on"),
        ({"kind": "dream"}, "unreadable-entry", "/kind"),
        ({"tz": "Mars/Olympus"}, "unreadable-entry", "/tz"),
        ({"at": "2026-03-10T17:58:00"}, "unreadable-entry", "/at"),
        ({"at": "0001-01-01T00:00:00+14:00"}, "unreadable-entry", "/at"),
        ({"id": "5f0c3a52-5b0e-4f57-9d53-0f4e2c1c9a01"}, "unreadable-entry", "/id"),
        ({"id": 7}, "unreadable-entry", "/id"),
        ({"data": None}, "unreadable-entry", "/data"),
        ({"patient": "5f0c3a52-5b0e-4f57-9d53-0f4e2c1c9a01"}, "unreadable-entry", "/patient"),
    ],
)
def test_a_wrong_entry_is_refused_by_name(
    phone: Caller, change: dict[str, object], kind_of_problem: str, place: str
) -> None:
    response = phone.post("me/sync", {"entries": [check_in(1) | change, check_in(2)]})

    assert problems(response) == [(kind_of_problem, place)]
    assert Entry.objects.count() == 1


def test_an_entry_for_another_patients_prescription_is_refused(
    bens_phone: Caller, amara_plan: Plan, ben: Patient
) -> None:
    response = bens_phone.post("me/sync", {"entries": [sit_to_stand(amara_plan)]})

    assert problems(response) == [("unknown-reference", "/data/prescription")]
    assert not ben.entries.exists()


def test_an_entry_for_a_prescription_that_never_was_reads_the_same(bens_phone: Caller, amara_plan: Plan) -> None:
    never = sit_to_stand(amara_plan, prescription="5f0c3a52-5b0e-4f57-9d53-0f4e2c1c9a01")

    foreign, missing = (
        bens_phone.post("me/sync", {"entries": [entry]}).json()["results"]
        for entry in (sit_to_stand(amara_plan), never)
    )

    assert foreign == missing


def test_an_id_kept_for_another_patient_gives_nothing_away(phone: Caller, bens_phone: Caller, amara: Patient) -> None:
    phone.post("me/sync", {"entries": [check_in(1)]})

    response = bens_phone.post("me/sync", {"entries": [check_in(1)]})

    assert [each["status"] for each in response.json()["results"]] == ["conflict"]
    assert Entry.objects.get().patient_id == amara.id


@pytest.mark.parametrize(
    ("body", "place"),
    [
        ({}, "/entries"),
        ({"entries": None}, "/entries"),
        ({"entries": {}}, "/entries"),
        ({"entries": "all"}, "/entries"),
        ({"entries": [], "sent_at": "noon"}, "/sent_at"),
        ({"entries": [], "sent_at": "2026-03-29T01:30:00"}, "/sent_at"),
        ({"entries": [], "sent_at": "0001-01-01T00:00:00+14:00"}, "/sent_at"),
        ({"entries": [], "clinet": "1.0.0"}, "/clinet"),
        ({"entries": [{}] * 501}, "/entries"),
    ],
)
def test_a_body_without_readable_entries_is_refused_whole(phone: Caller, body: dict[str, object], place: str) -> None:
    response = phone.post("me/sync", body)

    assert response.status_code == 400
    assert pointers(response) == [place]


@pytest.mark.parametrize("entry", [None, 3, "text", [], {}, {"id": "x"}, {"id": ["x"]}])
def test_what_is_no_entry_is_refused_alone(phone: Caller, entry: object) -> None:
    response = phone.post("me/sync", {"entries": [entry, check_in(1)]})

    assert [each["status"] for each in response.json()["results"]] == ["refused", "kept"]


def test_a_self_declared_flare_reaches_the_clinician(phone: Caller, chen: Caller, amara_plan: Plan) -> None:
    phone.post("me/sync", {"entries": [check_in(1, flare=True)]})

    codes = [alert["code"] for alert in chen.get("worklist/").json()["results"]]

    assert codes == ["A_FLARE_NEW"]
    assert Alert.objects.count() == 1


def test_a_stranger_keeps_nothing(anyone: Caller, chen: Caller, system: Caller) -> None:
    for caller in (anyone, chen, system):
        assert caller.post("me/sync", {"entries": [check_in(1)]}).status_code == 401

    assert not Entry.objects.exists()


def test_the_entry_names_the_phone_it_came_from(phone: Caller, amara_phone: Phone) -> None:
    phone.post("me/sync", {"entries": [check_in(1)]})

    assert Entry.objects.get().device == amara_phone.device
