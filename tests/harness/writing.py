"""Inside a harness's server data: threads that write at the same time, each with a connection of its own.

Prints {"seconds": [...], "failed": [...]} of all writes.
"""

from __future__ import annotations

import json
import sys
import threading
import time
from datetime import UTC, datetime

import django

django.setup()

from django.db import connection  # noqa: E402

from steadily.logbook.actions import keep_entries  # noqa: E402
from steadily.people.models import Device  # noqa: E402
from tests.harness.phones import check_in  # noqa: E402


def main() -> None:
    """Let each device be one thread, and write so often."""
    writes = int(sys.argv[1])
    seconds: list[float] = []
    failed: list[str] = []
    devices = [*Device.objects.all()]
    threads = [threading.Thread(target=_write, args=(device, writes, seconds, failed)) for device in devices]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    print(json.dumps({"seconds": seconds, "failed": failed}))


def _write(device: Device, writes: int, seconds: list[float], failed: list[str]) -> None:
    for _ in range(writes):
        began = time.monotonic()
        try:
            keep_entries(by=device, at=datetime.now(UTC), sent_at=None, raws=[check_in()])
        except Exception as error:
            failed.append(repr(error))
        seconds.append(time.monotonic() - began)
    connection.close()


if __name__ == "__main__":
    main()
