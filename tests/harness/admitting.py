"""Inside a harness's server data: take invented patients into a clinic's care, and sign their phones in."""

from __future__ import annotations

import argparse
import json
from datetime import datetime
from decimal import Decimal

import django
from django.utils import timezone

django.setup()

from steadily.library.models import Exercise  # noqa: E402
from steadily.people.actions import activate, invite, open_clinic, register_patient  # noqa: E402
from steadily.people.models import Patient  # noqa: E402
from steadily.plans.actions import activate_plan, draft_plan, prescribe, record_assessment  # noqa: E402


def main() -> None:
    """Print the tokens of each patient's phones."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--patients", type=int, default=1)
    parser.add_argument("--phones", type=int, default=1)
    parser.add_argument("--plan", action="store_true")
    asked = parser.parse_args()
    at = timezone.now()
    clinic = open_clinic(by="harness", at=at, name="Harbour Street Clinic", phone="01632 960 000")
    people = [
        register_patient(by="harness", at=at, clinic=clinic, name=f"Amara {number}", year_of_birth=1984)
        for number in range(asked.patients)
    ]
    if asked.plan:
        for patient in people:
            give_plan(patient, at)
    print(json.dumps([[_sign_in(patient, number, at) for number in range(asked.phones)] for patient in people]))


def _sign_in(patient: Patient, number: int, at: datetime) -> str:
    code = invite(by="harness", at=at, patient=patient).typed
    return activate(code=code, year_of_birth=1984, device_name=f"Phone {number}", at=at).token


def give_plan(patient: Patient, at: datetime) -> None:
    """Give a patient a live plan of two exercises."""
    record_assessment(by="harness", at=at, patient=patient, on=patient.civil_date(at), goals=["Walk to school"])
    plan = draft_plan(by="harness", at=at, patient=patient, title="Knee: getting going")
    dose = {"level": 1, "sets": 2, "amount": Decimal(10), "maximum": Decimal(15), "per_week": 3}
    for exercise in Exercise.objects.filter(code__in=("K1", "K2")):
        prescribe(by="harness", at=at, plan=plan, exercise=exercise, **dose)
    activate_plan(by="harness", at=at, plan=plan)


if __name__ == "__main__":
    main()
