"""The ways into the demo clinic, made afresh at each start."""

from __future__ import annotations

import secrets
from datetime import datetime
from typing import TypedDict

from django.db import transaction

from steadily.people.actions import CODE_LETTERS, give_password, invite, make_clinic_token, revoke_clinic_token
from steadily.people.models import Clinic

KEY_NAME = "Made at start"
"""The name of the key a start makes; the one before ends."""


class StaffSignIn(TypedDict):
    username: str
    password: str


class PatientSignIn(TypedDict):
    id: str
    name: str
    code: str
    year_of_birth: int


class SignIns(TypedDict):
    """Everything one needs to look around."""

    clinicians: list[StaffSignIn]
    clinic_token: str
    patients: list[PatientSignIn]


@transaction.atomic
def fresh_sign_ins(*, at: datetime) -> SignIns:
    """Give every clinician a new password, every patient a new code and the clinic a new key; the last ones end.

    Raises Clinic.DoesNotExist where no demo clinic was made.
    """
    clinic = Clinic.objects.get(demo=True)
    return {
        "clinicians": _clinicians(clinic, at),
        "clinic_token": _clinic_token(clinic, at),
        "patients": _patients(clinic, at),
    }


def _clinicians(clinic: Clinic, at: datetime) -> list[StaffSignIn]:
    found: list[StaffSignIn] = []
    for clinician in clinic.clinicians.select_related("user").order_by("user__username"):
        password = _password()
        give_password(by="start", at=at, clinician=clinician, password=password)
        found.append({"username": clinician.user.get_username(), "password": password})
    return found


def _password() -> str:
    """Make a password one can read and type: 4 groups of 4 letters, 79 bits."""
    return "-".join("".join(secrets.choice(CODE_LETTERS) for _ in range(4)) for _ in range(4)).lower()


def _clinic_token(clinic: Clinic, at: datetime) -> str:
    for token in clinic.tokens.filter(name=KEY_NAME, revoked_at=None):
        revoke_clinic_token(by="start", at=at, token=token)
    return make_clinic_token(by="start", at=at, clinic=clinic, name=KEY_NAME)[1]


def _patients(clinic: Clinic, at: datetime) -> list[PatientSignIn]:
    return [
        {
            "id": str(patient.pk),
            "name": patient.name,
            "code": invite(by="start", at=at, patient=patient).typed,
            "year_of_birth": patient.year_of_birth,
        }
        for patient in clinic.patients.all()
    ]
