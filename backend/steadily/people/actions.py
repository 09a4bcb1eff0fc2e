"""Letting people in: clinics, clinicians, patients, their phones and the clinic's own system."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F

from steadily.people.models import Clinic, Clinician, ClinicToken, Device, Invitation, Patient, Role, fingerprint
from steadily.records.changes import change
from steadily.records.models import audit
from steadily.records.refusals import Refused, refuse_unclean

PATIENT_FIELDS = {
    "name",
    "year_of_birth",
    "email",
    "phone",
    "regions",
    "precautions",
    "nation",
    "time_zone",
    "language",
}
CODE_LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
"""No letter or digit that can be taken for another."""
CODE_LENGTH = 13
"""13 of 31 letters: 64 bits, enough that guessing is hopeless within a code's life."""
SCANNED_BYTES = 24
"""192 bits: nobody types what the QR code holds, so it may be longer."""
INVITATION_LIFE = timedelta(hours=72)


@dataclass(frozen=True)
class NewInvitation:
    """An invitation with its two secrets, shown once: `typed` for the keyboard, `scanned` inside the QR."""

    invitation: Invitation
    typed: str
    scanned: str


@dataclass(frozen=True)
class SignedIn:
    """A phone just signed in, with its token, shown once."""

    device: Device
    token: str


@transaction.atomic
def open_clinic(*, by: object, at: datetime, name: str, phone: str, **fields: Any) -> Clinic:
    """Set up a clinic."""
    clinic = Clinic(name=name, phone=phone, **fields)
    refuse_unclean(clinic)
    clinic.save(force_insert=True)
    audit(by=by, at=at, verb="open_clinic", subject=clinic, clinic_id=clinic.id)
    return clinic


@transaction.atomic
def add_clinician(
    *, by: object, at: datetime, clinic: Clinic, username: str, password: str, name: str, role: str = Role.CLINICIAN
) -> Clinician:
    """Give a member of staff a sign-in to one clinic."""
    users = get_user_model()
    user = users(username=username, is_staff=True)
    set_password(user, password)
    refuse_unclean(user)
    if users.objects.filter(username=username).exists():
        raise Refused("This username is taken. Choose another.", field="username")
    user.save(force_insert=True)
    clinician = Clinician(user=user, clinic=clinic, name=name, role=role)
    refuse_unclean(clinician)
    clinician.save(force_insert=True)
    audit(by=by, at=at, verb="add_clinician", subject=clinician, clinic_id=clinic.id, role=role)
    return clinician


@transaction.atomic
def give_password(*, by: object, at: datetime, clinician: Clinician, password: str) -> None:
    """Give a member of staff a new password; the one before, and whoever is signed in with it, ends."""
    set_password(clinician.user, password)
    clinician.user.save(update_fields=["password"])
    audit(by=by, at=at, verb="give_password", subject=clinician, clinic_id=clinician.clinic_id)


@transaction.atomic
def register_patient(*, by: object, at: datetime, clinic: Clinic, **fields: Any) -> Patient:
    """Take a person into the clinic's care; nation and time zone are the clinic's unless given."""
    patient = Patient(clinic=clinic, **{"nation": clinic.nation, "time_zone": clinic.time_zone, **fields})
    refuse_unclean(patient)
    _refuse_not_born_yet(patient, at)
    patient.save(force_insert=True)
    audit(by=by, at=at, verb="register_patient", subject=patient, patient=patient)
    return patient


@transaction.atomic
def update_patient(*, by: object, at: datetime, patient: Patient, **changes: Any) -> Patient:
    """Change what we hold of a person, keeping what it was in the audit."""
    change(patient, PATIENT_FIELDS, changes, by=by, at=at, verb="update_patient", patient=patient)
    _refuse_not_born_yet(patient, at)
    return patient


@transaction.atomic
def invite(*, by: object, at: datetime, patient: Patient) -> NewInvitation:
    """Make an activation code for a patient's phone; earlier unused codes end."""
    patient.invitations.filter(used_at=None, expires_at__gt=at).update(expires_at=at)
    typed, scanned = _typed_code(), secrets.token_urlsafe(SCANNED_BYTES)
    invitation = Invitation.objects.create(
        patient=patient,
        typed_fingerprint=fingerprint(normal(typed)),
        scanned_fingerprint=fingerprint(scanned),
        made_at=at,
        made_by=str(by),
        expires_at=at + INVITATION_LIFE,
    )
    audit(by=by, at=at, verb="invite", subject=invitation, patient=patient)
    return NewInvitation(invitation, typed, scanned)


def activate(*, code: str, year_of_birth: int, device_name: str, at: datetime) -> SignedIn:
    """Sign a phone in with an activation code and the patient's year of birth.

    A try is counted before it is judged, in a statement of its own, so that guesses at once can't overshoot; so this
    must not be called inside a transaction. Raises Refused, naming `code` or `year_of_birth`.
    """
    invitation = _find(code)
    _count_the_try(invitation, at)
    if invitation.patient.year_of_birth != year_of_birth:
        audit(by="a phone", at=at, verb="wrong_year", subject=invitation, patient=invitation.patient)
        raise Refused(
            "That year of birth does not match. Check it and try again.", field="year_of_birth", code="wrong-year"
        )
    return _claim(invitation, device_name, at)


@transaction.atomic
def sign_out(*, by: object, at: datetime, device: Device) -> None:
    """End a phone's sign-in; it is told to wipe itself at its next contact."""
    if Device.objects.filter(pk=device.pk, revoked_at=None).update(revoked_at=at):
        audit(by=by, at=at, verb="sign_out", subject=device, patient=device.patient)


@transaction.atomic
def make_clinic_token(*, by: object, at: datetime, clinic: Clinic, name: str) -> tuple[ClinicToken, str]:
    """Make a key for the clinic's own system; the key itself is shown once."""
    key = "sc_" + secrets.token_urlsafe(32)
    token = ClinicToken(clinic=clinic, name=name, fingerprint=fingerprint(key), made_at=at, made_by=str(by))
    refuse_unclean(token)
    token.save(force_insert=True)
    audit(by=by, at=at, verb="make_clinic_token", subject=token, clinic_id=clinic.id)
    return token, key


@transaction.atomic
def revoke_clinic_token(*, by: object, at: datetime, token: ClinicToken) -> None:
    """End a key at once."""
    if ClinicToken.objects.filter(pk=token.pk, revoked_at=None).update(revoked_at=at):
        audit(by=by, at=at, verb="revoke_clinic_token", subject=token, clinic_id=token.clinic_id)


def set_password(user: Any, password: str) -> None:
    """Set a password that is long and uncommon enough, without saving. Raises Refused."""
    try:
        validate_password(password, user)
    except ValidationError as error:
        raise Refused(" ".join(error.messages), field="password") from error
    user.set_password(password)


def normal(code: str) -> str:
    """Read a typed code the way it was meant: no spaces or dashes, capitals."""
    return "".join(letter for letter in code.upper() if letter.isalnum())


def _refuse_not_born_yet(patient: Patient, at: datetime) -> None:
    if patient.year_of_birth > at.year:
        raise Refused("This year has not come yet.", field="year_of_birth")


def _typed_code() -> str:
    letters = "".join(secrets.choice(CODE_LETTERS) for _ in range(CODE_LENGTH))
    return f"{letters[:4]}-{letters[4:8]}-{letters[8:]}"


def _find(code: str) -> Invitation:
    invitations = Invitation.objects.select_related("patient")
    found = invitations.filter(scanned_fingerprint=fingerprint(code)).first()
    found = found or invitations.filter(typed_fingerprint=fingerprint(normal(code))).first()
    if found is None:
        raise Refused("We do not know that code. Check each letter and try again.", field="code", code="wrong-code")
    return found


def _count_the_try(invitation: Invitation, at: datetime) -> None:
    if invitation.used_at is not None:
        raise _used()
    if invitation.expires_at <= at:
        raise Refused("That code has run out. Ask your clinic for a new one.", field="code", code="expired-code")
    untried = Invitation.objects.filter(pk=invitation.pk, tries__lt=Invitation.MAX_TRIES)
    if not untried.update(tries=F("tries") + 1):
        raise Refused("Too many tries. Ask your clinic for a new code.", field="code", code="too-many-tries")


@transaction.atomic
def _claim(invitation: Invitation, device_name: str, at: datetime) -> SignedIn:
    if not Invitation.objects.filter(pk=invitation.pk, used_at=None, expires_at__gt=at).update(used_at=at):
        raise _used()
    token = "sd_" + secrets.token_urlsafe(32)
    patient = invitation.patient
    device = Device(
        patient=patient, name=device_name, token_fingerprint=fingerprint(token), signed_in_at=at, last_contact_at=at
    )
    refuse_unclean(device)
    device.save(force_insert=True)
    audit(by=patient, at=at, verb="activate", subject=device, patient=patient)
    return SignedIn(device, token)


def _used() -> Refused:
    return Refused("That code has been used. Ask your clinic for a new one.", field="code", code="used-code")
