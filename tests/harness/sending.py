"""Inside a harness's server data, on a day to come: a new phone of the only patient sends entries once more.

Reads {"days": n, "entries": [...]} and prints what became of each.
"""

from __future__ import annotations

import json
import sys
from datetime import UTC, datetime, timedelta

import django
import time_machine

django.setup()

from django.test import Client  # noqa: E402

from steadily.people.actions import activate, invite  # noqa: E402
from steadily.people.models import Patient  # noqa: E402


def main() -> None:
    """Send them, and print the results."""
    asked = json.load(sys.stdin)
    later = datetime.now(UTC) + timedelta(days=asked["days"])
    with time_machine.travel(later, tick=True):
        code = invite(by="harness", at=later, patient=Patient.objects.get()).typed
        token = activate(code=code, year_of_birth=1984, device_name="New phone", at=later).token
        body = json.dumps({"entries": asked["entries"]})
        signed_in = {"Authorization": f"Bearer {token}"}
        response = Client(SERVER_NAME="localhost").post(
            "/api/v1/me/sync", body, content_type="application/json", headers=signed_in
        )
    print(json.dumps(response.json()["results"]))


if __name__ == "__main__":
    main()
