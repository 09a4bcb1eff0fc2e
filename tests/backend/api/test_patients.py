"""The clinic's patients, their codes and their assessments."""

from __future__ import annotations

import pytest

from steadily.people.actions import register_patient
from steadily.people.models import Clinician, Invitation, Patient
from steadily.plans.models import Assessment
from steadily.records.models import AuditEvent
from tests.backend.api.conftest import Caller, pointers
from tests.conftest import NOW

CLEO = {"name": "Cleo Marsh", "year_of_birth": 1990, "regions": ["neck"]}


def test_dr_chen_takes_a_person_into_care(chen: Caller, dr_chen: Clinician) -> None:
    response = chen.post("patients/", CLEO)

    patient = Patient.objects.get()
    assert response.status_code == 201
    assert response.json() == {
        "id": str(patient.id),
        "name": "Cleo Marsh",
        "year_of_birth": 1990,
        "email": "",
        "phone": "",
        "regions": ["neck"],
        "precautions": [],
        "nation": "england",
        "time_zone": "Europe/London",
        "language": "en-GB",
    }
    assert patient.clinic == dr_chen.clinic
    assert AuditEvent.objects.filter(verb="register_patient", by="Dr Chen", patient_id=patient.id).count() == 1


def test_the_clinics_own_system_does_the_same_under_its_own_name(system: Caller, dr_chen: Clinician) -> None:
    assert system.post("patients/", CLEO).status_code == 201
    assert Patient.objects.get().clinic == dr_chen.clinic
    assert AuditEvent.objects.filter(verb="register_patient", by="Bookings").exists()


def test_a_revoked_key_opens_nothing(system: Caller, dr_chen: Clinician) -> None:
    dr_chen.clinic.tokens.update(revoked_at=NOW)

    response = system.get("patients/")

    assert response.status_code == 401
    assert response.headers["WWW-Authenticate"].startswith("Bearer")


def test_patients_come_in_pages_by_name_each_once(chen: Caller, dr_chen: Clinician) -> None:
    for number in range(7):
        register_patient(by=dr_chen, at=NOW, clinic=dr_chen.clinic, name=f"Same name {number % 2}", year_of_birth=1990)

    names, seen, cursor = [], set(), ""
    while cursor is not None:
        body = chen.get(f"patients/?limit=2{cursor and '&cursor=' + cursor}").json()
        names += [patient["name"] for patient in body["results"]]
        seen |= {patient["id"] for patient in body["results"]}
        cursor = body["next"]

    assert names == sorted(names)
    assert (len(names), len(seen)) == (7, 7)


@pytest.mark.parametrize("cursor", ["cD0xMA==", "cj0xJnA9bm90YWRhdGU=", "x", "a:b:c", "%00", "%F0%9F%A6%B5"])
def test_a_cursor_nobody_signed_is_named(chen: Caller, cursor: str) -> None:
    response = chen.get(f"patients/?cursor={cursor}")

    assert response.status_code == 400
    assert pointers(response) == ["/cursor"]


def test_a_cursor_of_another_list_is_refused(chen: Caller, amara: Patient, ben: Patient) -> None:
    cursor = chen.get("patients/?limit=1").json()["next"]

    response = chen.get(f"patients/{amara.id}/assessments/?cursor={cursor}")

    assert (response.status_code, pointers(response)) == (400, ["/cursor"])


@pytest.mark.parametrize(
    "query", ["limit=0", "limit=201", "limit=-1", "limit=ten", "limit=", "limt=5", "limit=5&limit=6"]
)
def test_a_page_that_makes_no_sense_is_named(chen: Caller, query: str) -> None:
    response = chen.get(f"patients/?{query}")

    assert response.status_code == 400
    assert pointers(response) == [f"/{query.partition('=')[0]}"]


def test_a_patient_is_changed_by_whoever_has_read_the_latest(chen: Caller, amara: Patient) -> None:
    first = chen.get(f"patients/{amara.id}/")
    assert (
        chen.patch(f"patients/{amara.id}/", {"phone": "01632 960 017"}, if_match=first.headers["ETag"]).status_code
        == 200
    )

    late = chen.patch(f"patients/{amara.id}/", {"phone": "01632 960 018"}, if_match=first.headers["ETag"])

    assert (late.status_code, late.headers["Content-Type"]) == (412, "application/problem+json")
    amara.refresh_from_db()
    assert (amara.name, amara.phone) == ("Amara Nwosu", "01632 960 017")


@pytest.mark.parametrize(("headers", "status"), [({}, 428), ({"if_match": "*"}, 412), ({"if_match": '"guess"'}, 412)])
def test_a_blind_change_is_refused(chen: Caller, amara: Patient, headers: dict[str, str], status: int) -> None:
    assert chen.patch(f"patients/{amara.id}/", {"name": "Other"}, **headers).status_code == status


def test_the_answer_to_a_change_carries_the_tag_for_the_next(chen: Caller, amara: Patient) -> None:
    changed = chen.change(f"patients/{amara.id}/", {"regions": ["knee", "hip"]})

    read = chen.get(f"patients/{amara.id}/")
    assert (changed.json(), changed.headers["ETag"]) == (read.json(), read.headers["ETag"])
    assert chen.get(f"patients/{amara.id}/", if_none_match=read.headers["ETag"]).status_code == 304


@pytest.mark.parametrize("field", ["id", "clinic", "clinic_id", "language", "made_at", "invitations", "version"])
def test_no_change_reaches_what_is_not_offered(chen: Caller, amara: Patient, field: str) -> None:
    response = chen.change(f"patients/{amara.id}/", {field: "x"})

    assert (response.status_code, pointers(response)) == (400, [f"/{field}"])


def test_an_activation_code_is_shown_once_with_its_picture(chen: Caller, anyone: Caller, amara: Patient) -> None:
    shown = chen.post(f"patients/{amara.id}/invitations/").json()

    kept = Invitation.objects.values().get()
    assert shown["code"] not in str(kept)
    assert shown["link"].startswith("http://localhost:8000/activate#")
    assert shown["qr_svg"].startswith("<svg")
    assert shown["expires_at"] == "2026-03-13T18:00:00Z"
    scanned = {"code": shown["link"].partition("#")[2], "year_of_birth": 1984, "device_name": "Phone"}
    assert anyone.post("activate", scanned).status_code == 201


def test_a_new_code_ends_the_one_before(chen: Caller, anyone: Caller, amara: Patient) -> None:
    first = chen.post(f"patients/{amara.id}/invitations/").json()["code"]
    chen.post(f"patients/{amara.id}/invitations/")

    response = anyone.post("activate", {"code": first, "year_of_birth": 1984, "device_name": "Phone"})

    assert response.json()["type"] == "/problems/expired-code"


def test_dr_chen_records_an_assessment_with_goals_in_amaras_words(chen: Caller, amara: Patient) -> None:
    found = {"on": "2026-03-10", "drivers": ["strength"], "goals": ["Walk my daughter to school", "Stairs"]}

    response = chen.post(f"patients/{amara.id}/assessments/", found)

    body = response.json()
    assert response.status_code == 201
    assert (body["drivers"], body["made_by"], body["acupuncture"]) == (["strength"], "Dr Chen", "offered")
    assert [goal["words"] for goal in body["goals"]] == found["goals"]
    assert chen.get(f"patients/{amara.id}/assessments/").json()["results"] == [body]
    assert chen.get(f"assessments/{body['id']}/").json() == body


def test_an_assessment_is_corrected_and_the_audit_keeps_what_it_said(chen: Caller, amara: Patient) -> None:
    made = chen.post(f"patients/{amara.id}/assessments/", {"on": "2026-03-10", "findings": "Steady"}).json()

    response = chen.change(f"assessments/{made['id']}/", {"findings": "Steady, tires early"})

    assert response.json()["findings"] == "Steady, tires early"
    assert AuditEvent.objects.get(verb="update_assessment").detail["before"] == {"findings": "Steady"}


@pytest.mark.parametrize(
    ("fields", "place"),
    [
        ({"on": "10/03/2026"}, "/on"),
        ({"on": None}, "/on"),
        ({"drivers": ["bad luck"]}, "/drivers/0"),
        ({"screening": {"pregnancy": True}}, "/screening"),
        ({"goals": ["x"] * 6}, "/goals"),
        ({"goals": [3]}, "/goals/0"),
        ({"acupuncture": 1}, "/acupuncture"),
        ({"findings": "x" * 2001}, "/findings"),
        ({"made_by": "Someone else"}, "/made_by"),
    ],
)
def test_an_assessment_that_makes_no_sense_is_named(
    chen: Caller, amara: Patient, fields: dict[str, object], place: str
) -> None:
    response = chen.post(f"patients/{amara.id}/assessments/", {"on": "2026-03-10"} | fields)

    assert (response.status_code, pointers(response)) == (400, [place])
    assert not Assessment.objects.exists()
