"""R-01: the server's whole group is killed again and again while phones send; nothing it acknowledged is lost.

A kill is no power cut: what the kernel already holds survives it. That a commit is on the disk is watched by R-03.
"""

from __future__ import annotations

import random
import threading
import time
from collections.abc import Callable, Iterator
from itertools import islice
from uuid import UUID

from tests.harness.phones import Json, Phone, batches
from tests.harness.server import Server, rows
from tests.harness.table import Tried, count

CLIENTS = 4
BATCH = 50
BATCHES_A_PATIENT = 5
GIVE_UP_S = 20
"""How long one batch may stay unanswered while servers come and go, before it counts as wedged."""


class Client:
    """One client: sends one patient's batches after the other, each until it is acknowledged."""

    def __init__(self, phones: list[Phone]) -> None:
        self.phones, self.told_to_stop = phones, threading.Event()
        self.sent: set[str] = set()
        self.acknowledged: set[str] = set()
        self.wedged: list[str] = []
        self.thread = threading.Thread(target=self._send_all)

    def stop(self) -> None:
        """Let it bring home what it has in hand."""
        self.told_to_stop.set()
        self.thread.join()

    def _send_all(self) -> None:
        for phone, batch in self._work():
            if self.told_to_stop.is_set():
                return
            self.sent.update(entry["id"] for entry in batch)
            self._bring_home(phone, batch)

    def _work(self) -> Iterator[tuple[Phone, list[Json]]]:
        for phone in self.phones:
            for batch in islice(batches(BATCH), BATCHES_A_PATIENT):
                yield phone, batch

    def _bring_home(self, phone: Phone, batch: list[Json]) -> None:
        until = time.monotonic() + GIVE_UP_S
        missing = {entry["id"] for entry in batch}
        while missing and time.monotonic() < until:
            answered = set(phone.sync(batch).acknowledged)
            self.acknowledged |= answered
            missing -= answered
            if missing:
                time.sleep(0.05)
        self.wedged += sorted(missing)


def test_what_was_acknowledged_outlives_every_kill(server: Server, tell: Callable[[Tried], None]) -> None:
    kills, enough = count(5 if server.on == "SQLite" else 2, 100), count(0, 100_000)
    phones = server.phones(token for (token,) in server.admit(patients=count(40, 1200)))
    clients = [Client(phones[each::CLIENTS]) for each in range(CLIENTS)]
    began = time.monotonic()

    lives = _live(server, clients, kills, enough)
    for client in clients:
        client.stop()

    acknowledged = set().union(*(client.acknowledged for client in clients))
    sent = set().union(*(client.sent for client in clients))
    stored = [str(UUID(str(name))) for (name,) in rows(server, "select id from logbook_entry")]
    wedged = [name for client in clients for name in client.wedged]
    sound = _sound(server)
    seen = f"{len(lives)} lives, {len(wedged)} ids wedged, database {sound}, ready again in {max(lives):.1f} s at most"
    lost, doubled = acknowledged - set(stored), len(stored) - len(set(stored))
    tell(Tried("R-01", server.on, f"kill -9 under {CLIENTS} phones", len(acknowledged), len(lost), doubled, seen))
    assert (lost, doubled, wedged, set(stored) - sent) == (set(), 0, [], set())
    assert sound == "sound"
    assert len(acknowledged) >= max(enough, BATCH * kills)
    assert time.monotonic() - began < 600


def _live(server: Server, clients: list[Client], kills: int, enough: int) -> list[float]:
    """Start and kill the server until that was often enough; leave it serving. Tell how long each start took."""
    lives = [server.start()]
    for client in clients:
        client.thread.start()
    while len(lives) <= kills or sum(len(client.acknowledged) for client in clients) < enough:
        time.sleep(random.uniform(0.5, 3.0))
        server.kill()
        lives.append(server.start())
    return lives


def _sound(server: Server) -> str:
    if server.database_url:
        return "sound"  # PostgreSQL itself was never killed here; R-20 does that
    found = [row[0] for row in rows(server, "pragma integrity_check")]
    return "sound" if found == ["ok"] else str(found[:3])
