"""Inside a harness's server data: many transactions about one patient, each kept open a while after it wrote.

`begin` prints a clinic's key and the patient; `write N` lets writers write N lines, so that a later one could be
committed first.
"""

from __future__ import annotations

import json
import random
import sys
import threading
import time

import django

django.setup()

from django.db import connection, transaction  # noqa: E402
from django.utils import timezone  # noqa: E402

from steadily.people.actions import make_clinic_token, open_clinic, register_patient  # noqa: E402
from steadily.people.models import Patient  # noqa: E402
from steadily.records.models import audit  # noqa: E402

WRITERS = 6
LONGEST_OPEN_S = 0.012


def main() -> None:
    """Do what is asked."""
    if sys.argv[1] == "begin":
        print(json.dumps(_begin()))
    else:
        _write(int(sys.argv[2]))


def _begin() -> dict[str, str]:
    at = timezone.now()
    clinic = open_clinic(by="harness", at=at, name="Harbour Street Clinic", phone="01632 960 000")
    patient = register_patient(by="harness", at=at, clinic=clinic, name="Amara Nwosu", year_of_birth=1984)
    _, key = make_clinic_token(by="harness", at=at, clinic=clinic, name="Bookings")
    return {"patient": str(patient.id), "key": key}


def _write(lines: int) -> None:
    patient = Patient.objects.get()
    threads = [threading.Thread(target=_writer, args=(patient, range(lines)[each::WRITERS])) for each in range(WRITERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def _writer(patient: Patient, numbers: range) -> None:
    for number in numbers:
        with transaction.atomic():
            audit(by="harness", at=timezone.now(), verb="look", subject=patient, patient=patient, number=number)
            time.sleep(random.uniform(0, LONGEST_OPEN_S))
    connection.close()


if __name__ == "__main__":
    main()
