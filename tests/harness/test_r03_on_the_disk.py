"""R-03: each answer leaves only after what it answers for is on the disk, by the server's own calls to the kernel."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from tests.harness.phones import check_in
from tests.harness.server import Server, rows
from tests.harness.table import Tried
from tests.harness.tracing import LEFT_OUT, STRACE, traced

PUSHES = 100
SHOW = """
import django
django.setup()
from django.db import connection
with connection.cursor() as cursor:
    for name in ("synchronous_commit", "fsync", "full_page_writes"):
        print(cursor.execute(f"show {name}").fetchone()[0])
"""
CALLS = "trace=pwrite64,write,writev,sendto,fsync,fdatasync"


def test_an_answer_leaves_after_its_sync(sqlite_server: Server, tmp_path: Path, tell: Callable[[Tried], None]) -> None:
    if STRACE is None:
        tell(Tried("R-03", "SQLite", LEFT_OUT, 0))
        return
    ((token,),) = sqlite_server.admit()
    (phone,) = sqlite_server.phones([token])
    sqlite_server.start()
    phone.sync([check_in()])

    with traced(sqlite_server, tmp_path / "calls", "-e", CALLS):
        answers = [phone.sync([check_in()]) for _ in range(PUSHES)]

    answered, synced = _count((tmp_path / "calls").read_text("utf-8", "replace"))
    said = f"{synced} of {answered} answers after their log was synced"
    tell(Tried("R-03", "SQLite", "pushes watched by strace", PUSHES, answered - synced, seen=said))
    assert {tuple(answer.statuses) for answer in answers} == {("kept",)}
    assert (answered, synced) == (PUSHES, PUSHES)


def test_postgresql_is_told_to_sync(postgres_server: Server, tell: Callable[[Tried], None]) -> None:
    shown = " ".join(postgres_server.run("-c", SHOW).split())
    checked = postgres_server.run("backend/manage.py", "check", "--database", "default").strip()

    tell(Tried("R-03", "PostgreSQL", "commit, sync, full pages as the server sees them", 3, seen=shown))
    assert shown == "on on on"
    assert checked == "System check identified no issues (0 silenced)."
    assert rows(postgres_server, "show fsync") == [("on",)]


def _count(calls: str) -> tuple[int, int]:
    """Count the answers, and those with everything written to the log synced before they left."""
    answered = synced = 0
    pending, was_synced = False, False
    for line in calls.splitlines():
        if re.search(r"pwrite64\(\d+<[^>]*-wal>", line):
            pending, was_synced = True, False
        elif re.search(r"\b(fsync|fdatasync)\(\d+<[^>]*-wal>\) += 0", line):
            pending, was_synced = False, True
        elif '"HTTP/1.1 200' in line:
            answered += 1
            synced += was_synced and not pending
            was_synced = False
    return answered, synced
