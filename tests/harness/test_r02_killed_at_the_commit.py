"""R-02: the process that answers is killed at a call of its choosing, before, in and after its commit."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from statistics import median

from tests.harness.phones import Json, Phone, batches
from tests.harness.server import Server, rows
from tests.harness.table import Tried, count
from tests.harness.tracing import LEFT_OUT, STRACE, traced

READY_WITHIN_S = count(20, 3)
"""The promise is 3 s, held in the long form; the short one runs beside other tests, on a machine that may be busy."""
POINTS = {
    "before the commit": [f"pwrite64:signal=KILL:when={place}" for place in range(1, 9)],
    "in the commit": ["fsync,fdatasync:signal=KILL:when=1"],
    "before the answer": ["writev,sendto:signal=KILL:when=1"],
}


def test_a_request_cut_off_is_sent_again(sqlite_server: Server, tmp_path: Path, tell: Callable[[Tried], None]) -> None:
    if STRACE is None:
        tell(Tried("R-02", "SQLite", LEFT_OUT, 0))
        return
    times = count(6, 200)
    phones = sqlite_server.phones(token for (token,) in sqlite_server.admit(patients=times))
    points = [*POINTS]
    random.shuffle(points)
    unanswered: Counter[str] = Counter()
    retries, starts, sent = [], [sqlite_server.start()], 0

    for number, (phone, batch) in enumerate(zip(phones, batches(5), strict=False)):
        point = points[number % len(points)]
        unanswered[point] += _cut_off(sqlite_server, tmp_path / "calls", point, phone, batch)
        starts.append(sqlite_server.start())
        retries.append(phone.sync(batch).status)
        sent += len(batch)

    stored, different = rows(sqlite_server, "select count(*), count(distinct id) from logbook_entry")[0]
    said = ", ".join(f"{each} {point}" for point, each in sorted(unanswered.items()))
    said += f"; ready again in {median(starts):.1f} s, {max(starts):.1f} s at most"
    tell(Tried("R-02", "SQLite", "killed at the commit", times, sent - different, stored - different, said))
    assert set(retries) == {200}
    assert (stored, different) == (sent, sent)
    assert unanswered.total() == times
    assert median(starts) <= READY_WITHIN_S


def _cut_off(server: Server, calls: Path, point: str, phone: Phone, batch: list[Json]) -> bool:
    """Send a batch to a server that dies at a point; tell whether it did, with no answer given."""
    injected = random.choice(POINTS[point])
    with traced(server, calls, "-e", f"trace={injected.partition(':')[0]}", "-e", f"inject={injected}"):
        answer = phone.sync(batch)
    server.kill()
    return answer.status == 0
