"""Inside a harness's server data: give codes to patients with a plan, and end sign-ins."""

from __future__ import annotations

import argparse
import json
from datetime import UTC, datetime

from tests.harness.admitting import give_plan  # sets Django up

from steadily.people.actions import invite, open_clinic, register_patient, sign_out  # isort: skip
from steadily.people.models import Clinic, Device, Patient  # isort: skip

LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)


def main() -> None:
    """Do what the words say; print the code asked for, if any."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--code-for")
    parser.add_argument("--expire", action="store_true")
    parser.add_argument("--revoke", action="store_true")
    asked = parser.parse_args()
    at = datetime.now(UTC)
    if asked.expire:
        Device.objects.update(last_contact_at=LONG_AGO)
    if asked.revoke:
        for device in Device.objects.filter(revoked_at=None):
            sign_out(by="harness", at=at, device=device)
    code = invite(by="harness", at=at, patient=_patient(asked.code_for, at)).typed if asked.code_for else None
    print(json.dumps(code))


def _patient(name: str, at: datetime) -> Patient:
    known = Patient.objects.filter(name=name).first()
    if known is not None:
        return known
    clinic = Clinic.objects.first() or open_clinic(
        by="harness", at=at, name="Harbour Street Clinic", phone="01632 960 000"
    )
    patient = register_patient(by="harness", at=at, clinic=clinic, name=name, year_of_birth=1984)
    give_plan(patient, at)
    return patient


if __name__ == "__main__":
    main()
