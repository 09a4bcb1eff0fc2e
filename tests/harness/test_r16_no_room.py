"""R-16: the disk is full: nothing is kept by halves, reading goes on, and it heals as soon as there is room."""

from __future__ import annotations

import contextlib
import os
import pwd
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

import psycopg

from tests.harness.disks import Disk, LimitedFiles, may_mount, small_disk
from tests.harness.phones import Answer, Json, Phone, batches
from tests.harness.server import Server, copy, rows
from tests.harness.table import Tried, count
from tests.postgres import UNPRIVILEGED

BATCH = 50
MOST_BATCHES = 12
MOST_BLOCKS = 40


@dataclass
class Fillings:
    """What was seen over all the times the disk filled up."""

    refused: list[Answer] = field(default_factory=list)
    odd: list[int] = field(default_factory=list)
    reads: list[int] = field(default_factory=list)
    healed: list[int] = field(default_factory=list)
    sent: list[str] = field(default_factory=list)
    halves: int = 0


def test_a_full_disk_keeps_nothing_by_halves(
    tmp_path: Path, opened: Callable[[str], Server], tell: Callable[[Tried], None]
) -> None:
    with contextlib.ExitStack() as stack:
        mounted = may_mount(tmp_path / "disk")
        disk: Disk = stack.enter_context(small_disk(tmp_path / "disk")) if mounted else LimitedFiles()
        server = copy(opened("SQLite"), tmp_path / "disk" / "data")
        stack.callback(server.put_away)
        _fill_again_and_again(server, disk, tell)


def test_a_full_disk_under_postgresql_keeps_nothing_by_halves(
    tmp_path: Path, postgres_server: Server, tell: Callable[[Tried], None]
) -> None:
    if not may_mount(tmp_path / "disk"):
        tell(Tried("R-16", "PostgreSQL", "LEFT OUT: no disk may be mounted here", 0))
        return
    with _tables_on_a_small_disk(postgres_server, tmp_path) as disk:
        _fill_again_and_again(postgres_server, disk, tell)
        postgres_server.put_away()


def _fill_again_and_again(server: Server, disk: Disk, tell: Callable[[Tried], None]) -> None:
    times = count(3, 30)
    phones = server.phones(token for (token,) in server.admit(patients=times))
    server.start()
    seen = Fillings()

    for phone in phones:
        _fill_up(server, disk, phone, seen)

    stored = rows(server, "select count(*) from logbook_entry")[0][0]
    statuses = sorted({answer.status for answer in seen.refused})
    refusals = f"{len(seen.refused)} batches refused {statuses}"
    said = f"on {disk.called}: {refusals}, {seen.halves} by halves, reads {seen.reads[0]}"
    tell(Tried("R-16", server.on, "disk full, and room again", times, len(seen.sent) - stored, seen=said))
    assert seen.refused
    assert (seen.odd, seen.halves) == ([], 0)
    assert {answer.body["type"] for answer in seen.refused} <= {"/problems/no-room", "/problems/busy"}
    assert set(seen.reads) == {200}
    assert set(seen.healed) == {200}
    assert stored == len(seen.sent)


def _fill_up(server: Server, disk: Disk, phone: Phone, seen: Fillings) -> None:
    """Fill the disk but for some blocks, send until it is refused, read, make room, send the same again."""
    disk.fill(server, but_for=random.randrange(MOST_BLOCKS))
    batch = _send_until_refused(phone, seen)
    seen.reads.append(phone.pack().status)
    disk.empty(server)  # first: with no room at all nobody new can open the database, whoever counts its rows neither
    seen.halves += 0 < _stored(server, batch) < len(batch)
    seen.healed.append(phone.sync(batch).status)


def _send_until_refused(phone: Phone, seen: Fillings) -> list[Json]:
    for batch in islice(batches(BATCH), MOST_BATCHES):
        seen.sent += [entry["id"] for entry in batch]
        answer = phone.sync(batch)
        if answer.status in (503, 507):
            seen.refused.append(answer)
            return batch
        seen.odd += [answer.status] if answer.status != 200 else []
    return batch


def _stored(server: Server, batch: list[Json]) -> int:
    names = {entry["id"].replace("-", "") for entry in batch}
    return sum(str(name).replace("-", "") in names for (name,) in rows(server, "select id from logbook_entry"))


@contextlib.contextmanager
def _tables_on_a_small_disk(server: Server, folder: Path) -> Iterator[Disk]:
    """Move the diary of a PostgreSQL, its log aside, onto a small disk."""
    where = folder / "disk"
    with small_disk(where) as disk, psycopg.connect(server.database_url, autocommit=True) as connection:
        space = where / "space"
        space.mkdir()
        if os.geteuid() == 0:
            os.chown(space, pwd.getpwnam(UNPRIVILEGED).pw_uid, -1)
        _let_through(folder)
        connection.execute(f"create tablespace small location '{space}'".encode())
        connection.execute("alter table logbook_entry set tablespace small")
        yield disk
        connection.execute("alter table logbook_entry set tablespace pg_default")
        connection.execute("drop tablespace small")


def _let_through(folder: Path) -> None:
    """Let the one PostgreSQL runs as reach a folder of the tests."""
    for each in (folder, *folder.parents):
        if each.owner() == "root" and len(each.parts) > 2:
            each.chmod(each.stat().st_mode | 0o011)
