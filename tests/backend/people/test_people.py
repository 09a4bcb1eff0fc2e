"""Clinics, clinicians, patients: who is who, and who may see whom."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from django.contrib.auth import authenticate

from steadily.people.actions import (
    add_clinician,
    make_clinic_token,
    open_clinic,
    register_patient,
    revoke_clinic_token,
    update_patient,
)
from steadily.people.models import Clinic, Clinician, ClinicToken, Patient, fingerprint
from steadily.records.models import AuditEvent
from steadily.records.refusals import Refused


def test_dr_chen_sees_her_clinics_patients_and_dr_osei_none_of_them(
    amara: Patient, ben: Patient, dr_chen: Clinician, dr_osei: Clinician
) -> None:
    assert [*Patient.objects.visible_to(dr_chen)] == [amara, ben]
    assert [*Patient.objects.visible_to(dr_osei)] == []


def test_a_patient_needs_no_email_and_no_phone(clinic: Clinic, now: datetime) -> None:
    patient = register_patient(by="tests", at=now, clinic=clinic, name="Ben Hart", year_of_birth=1971)

    assert (patient.email, patient.phone) == ("", "")


def test_a_patient_takes_the_nation_and_zone_of_the_clinic_unless_told_otherwise(now: datetime, db: None) -> None:
    scottish = open_clinic(by="tests", at=now, name="Leith Walk", phone="01632 960 222", nation="scotland")

    local = register_patient(by="tests", at=now, clinic=scottish, name="Ben Hart", year_of_birth=1971)
    visitor = register_patient(
        by="tests", at=now, clinic=scottish, name="Amara Nwosu", year_of_birth=1984, nation="wales"
    )

    assert (local.nation, visitor.nation) == ("scotland", "wales")


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"name": ""}, "name"),
        ({"name": "x" * 121}, "name"),
        ({"year_of_birth": 1899}, "year_of_birth"),
        ({"year_of_birth": 2027}, "year_of_birth"),
        ({"year_of_birth": None}, "year_of_birth"),
        ({"email": "not an address"}, "email"),
        ({"regions": ["tail"]}, "regions"),
        ({"regions": ["knee", "knee"]}, "regions"),
        ({"regions": "knee"}, "regions"),
        ({"precautions": ["x" * 201]}, "precautions"),
        ({"nation": "atlantis"}, "nation"),
        ({"time_zone": "Europe/Lundon"}, "time_zone"),
    ],
)
def test_what_cannot_be_true_of_a_person_is_refused_by_its_field(
    clinic: Clinic, now: datetime, fields: dict[str, object], field: str
) -> None:
    person = {"name": "Ben Hart", "year_of_birth": 1971, **fields}

    with pytest.raises(Refused) as refusal:
        register_patient(by="tests", at=now, clinic=clinic, **person)

    assert refusal.value.field == field
    assert not Patient.objects.exists()


def test_a_change_keeps_what_was_there_before(amara: Patient, dr_chen: Clinician, now: datetime) -> None:
    update_patient(by=dr_chen, at=now, patient=amara, name="Amara Nwosu-Bell", regions=["knee", "hip"])

    amara.refresh_from_db()
    event = AuditEvent.objects.get(verb="update_patient")
    assert (amara.name, amara.regions) == ("Amara Nwosu-Bell", ["knee", "hip"])
    assert event.detail["before"] == {"name": "Amara Nwosu", "regions": ["knee"]}
    assert (event.patient_id, event.clinic_id, event.by) == (amara.id, amara.clinic_id, "Dr Chen")


def test_a_patient_cannot_be_moved_to_another_clinic(
    amara: Patient, other_clinic: Clinic, dr_chen: Clinician, now: datetime
) -> None:
    with pytest.raises(Refused) as refusal:
        update_patient(by=dr_chen, at=now, patient=amara, clinic=other_clinic)

    assert refusal.value.field == "clinic"


@pytest.mark.parametrize(
    ("zone", "day"),
    [
        ("Europe/London", date(2026, 3, 10)),
        ("Pacific/Kiritimati", date(2026, 3, 11)),
        ("Pacific/Honolulu", date(2026, 3, 10)),
    ],
)
def test_the_day_is_the_patients_own(amara: Patient, zone: str, day: date) -> None:
    amara.time_zone = zone

    assert amara.civil_date(datetime(2026, 3, 10, 23, 30, tzinfo=UTC)) == day


@pytest.mark.parametrize(("born", "open_to_doubt"), [(2007, False), (2008, True), (2012, True)])
def test_a_year_of_birth_alone_leaves_the_eighteenth_year_open(amara: Patient, born: int, open_to_doubt: bool) -> None:
    amara.year_of_birth = born

    assert amara.may_be_under_18(date(2026, 3, 10)) is open_to_doubt


def test_a_clinician_signs_in_with_the_password_given(dr_chen: Clinician) -> None:
    user = authenticate(username="chen", password="a long enough password")

    assert user is not None
    assert user.clinician == dr_chen
    assert (user.is_staff, user.is_superuser) == (True, False)


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"password": "short"}, "password"),
        ({"password": "1q2w3e4r5t6y"}, "password"),
        ({"username": "chen"}, "username"),
        ({"username": "no spaces please"}, "username"),
        ({"name": ""}, "name"),
        ({"role": "owner"}, "role"),
    ],
)
def test_a_clinician_who_could_not_sign_in_safely_is_refused(
    dr_chen: Clinician, now: datetime, given: dict[str, str], field: str
) -> None:
    person = {"username": "new", "password": "a long enough password", "name": "Dr New", **given}

    with pytest.raises(Refused) as refusal:
        add_clinician(by=dr_chen, at=now, clinic=dr_chen.clinic, **person)

    assert refusal.value.field == field
    assert Clinician.objects.count() == 1


def test_a_clinics_key_is_shown_once_and_kept_only_as_a_fingerprint(
    clinic: Clinic, dr_chen: Clinician, now: datetime
) -> None:
    token, key = make_clinic_token(by=dr_chen, at=now, clinic=clinic, name="Booking system")

    (row,) = ClinicToken.objects.values()
    assert key not in row.values()
    assert row["fingerprint"] == fingerprint(key)
    assert token.clinic_id == clinic.id


def test_a_clinics_key_ends_once(clinic: Clinic, dr_chen: Clinician, now: datetime) -> None:
    token, _ = make_clinic_token(by=dr_chen, at=now, clinic=clinic, name="Booking system")

    revoke_clinic_token(by=dr_chen, at=now, token=token)
    revoke_clinic_token(by=dr_chen, at=now, token=token)

    token.refresh_from_db()
    assert token.revoked_at == now
    assert AuditEvent.objects.filter(verb="revoke_clinic_token").count() == 1
