"""Signing phones in: a code works once, soon, and for the right person."""

from __future__ import annotations

import math
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from steadily.people.actions import CODE_LENGTH, CODE_LETTERS, SCANNED_BYTES, activate, invite, sign_out
from steadily.people.models import Clinician, Device, Invitation, Patient, fingerprint
from steadily.records.models import AuditEvent
from steadily.records.refusals import Refused


def code_of(refusal: pytest.ExceptionInfo[Refused]) -> str:
    return refusal.value.code


def test_amara_signs_in_with_the_code_from_dr_chen(amara: Patient, dr_chen: Clinician, now: datetime) -> None:
    code = invite(by=dr_chen, at=now, patient=amara).typed

    signed_in = activate(code=code, year_of_birth=1984, device_name="Amara's phone", at=now)

    assert signed_in.device.patient == amara
    assert Device.objects.get(token_fingerprint=fingerprint(signed_in.token)) == signed_in.device


@pytest.mark.parametrize(
    "wobble",
    [
        pytest.param(str.lower, id="small letters"),
        pytest.param(lambda code: code.replace("-", ""), id="no dashes"),
        pytest.param(lambda code: f" {code} ", id="spaces around"),
    ],
)
def test_a_typed_code_is_read_the_way_it_was_meant(
    amara: Patient, dr_chen: Clinician, now: datetime, wobble: Callable[[str], str]
) -> None:
    code = invite(by=dr_chen, at=now, patient=amara).typed

    signed_in = activate(code=wobble(code), year_of_birth=1984, device_name="Phone", at=now)

    assert signed_in.device.patient == amara


def test_the_scanned_code_works_like_the_typed_one(amara: Patient, dr_chen: Clinician, now: datetime) -> None:
    scanned = invite(by=dr_chen, at=now, patient=amara).scanned

    assert activate(code=scanned, year_of_birth=1984, device_name="Phone", at=now).device.patient == amara


def test_codes_are_too_long_to_guess() -> None:
    assert CODE_LENGTH * math.log2(len(set(CODE_LETTERS))) >= 60
    assert SCANNED_BYTES * 8 >= 128


def test_neither_code_is_kept_in_a_form_that_could_be_used(amara: Patient, dr_chen: Clinician, now: datetime) -> None:
    new = invite(by=dr_chen, at=now, patient=amara)

    (row,) = Invitation.objects.values()

    assert new.typed not in row.values()
    assert new.scanned not in row.values()
    assert row["scanned_fingerprint"] == fingerprint(new.scanned)


def test_a_used_code_is_refused(amara: Patient, dr_chen: Clinician, now: datetime) -> None:
    new = invite(by=dr_chen, at=now, patient=amara)
    activate(code=new.typed, year_of_birth=1984, device_name="Phone", at=now)

    for code in (new.typed, new.scanned):
        with pytest.raises(Refused) as refusal:
            activate(code=code, year_of_birth=1984, device_name="Thief's phone", at=now)
        assert code_of(refusal) == "used-code"


def test_a_code_runs_out_after_three_days(amara: Patient, dr_chen: Clinician, now: datetime) -> None:
    code = invite(by=dr_chen, at=now, patient=amara).typed

    with pytest.raises(Refused) as refusal:
        activate(code=code, year_of_birth=1984, device_name="Phone", at=now + timedelta(hours=72))

    assert (code_of(refusal), refusal.value.field) == ("expired-code", "code")


def test_a_code_still_works_in_its_last_minute(amara: Patient, dr_chen: Clinician, now: datetime) -> None:
    code = invite(by=dr_chen, at=now, patient=amara).typed
    last_minute = now + timedelta(hours=71, minutes=59)

    assert activate(code=code, year_of_birth=1984, device_name="Phone", at=last_minute)


def test_a_new_code_ends_the_one_before(amara: Patient, dr_chen: Clinician, now: datetime) -> None:
    lost = invite(by=dr_chen, at=now, patient=amara).typed
    invite(by=dr_chen, at=now, patient=amara)

    with pytest.raises(Refused) as refusal:
        activate(code=lost, year_of_birth=1984, device_name="Phone", at=now)

    assert code_of(refusal) == "expired-code"


def test_bens_new_code_leaves_amaras_alone(amara: Patient, ben: Patient, dr_chen: Clinician, now: datetime) -> None:
    hers = invite(by=dr_chen, at=now, patient=amara).typed
    invite(by=dr_chen, at=now, patient=ben)

    assert activate(code=hers, year_of_birth=1984, device_name="Phone", at=now).device.patient == amara


@pytest.mark.parametrize("code", ["", "AAAA-AAAA-AAAAA", pytest.param("x" * 10_000, id="long"), "½²", "\x00"])
def test_a_code_we_never_made_is_refused(amara: Patient, now: datetime, code: str) -> None:
    with pytest.raises(Refused) as refusal:
        activate(code=code, year_of_birth=1984, device_name="Phone", at=now)

    assert (code_of(refusal), refusal.value.field) == ("wrong-code", "code")


def test_a_wrong_year_is_refused_and_the_right_one_still_works(
    amara: Patient, dr_chen: Clinician, now: datetime
) -> None:
    code = invite(by=dr_chen, at=now, patient=amara).typed

    with pytest.raises(Refused) as refusal:
        activate(code=code, year_of_birth=1948, device_name="Phone", at=now)

    assert (code_of(refusal), refusal.value.field) == ("wrong-year", "year_of_birth")
    assert AuditEvent.objects.get(verb="wrong_year").patient_id == amara.id
    assert activate(code=code, year_of_birth=1984, device_name="Phone", at=now)


def test_after_five_wrong_years_even_the_right_one_is_refused(
    amara: Patient, dr_chen: Clinician, now: datetime
) -> None:
    code = invite(by=dr_chen, at=now, patient=amara).typed
    for year in range(1940, 1945):
        with pytest.raises(Refused):
            activate(code=code, year_of_birth=year, device_name="Phone", at=now)

    with pytest.raises(Refused) as refusal:
        activate(code=code, year_of_birth=1984, device_name="Phone", at=now)

    assert code_of(refusal) == "too-many-tries"
    assert not Device.objects.exists()


def test_a_phone_signed_out_stays_out(amara_phone: object, dr_chen: Clinician, now: datetime) -> None:
    device = amara_phone.device

    sign_out(by=dr_chen, at=now, device=device)
    sign_out(by=dr_chen, at=now + timedelta(hours=1), device=device)

    device.refresh_from_db()
    assert device.revoked_at == now
    assert AuditEvent.objects.filter(verb="sign_out").count() == 1


@pytest.mark.parametrize(("days", "expired"), [(90, False), (91, True)])
def test_a_phone_out_of_contact_for_ninety_days_signs_in_again(
    amara_phone: object, now: datetime, days: int, expired: bool
) -> None:
    assert amara_phone.device.expired(now + timedelta(days=days)) is expired


def test_a_nameless_phone_is_refused(amara: Patient, dr_chen: Clinician, now: datetime) -> None:
    code = invite(by=dr_chen, at=now, patient=amara).typed

    with pytest.raises(Refused) as refusal:
        activate(code=code, year_of_birth=1984, device_name="", at=now)

    assert refusal.value.field == "name"
    assert Invitation.objects.get().used_at is None
