"""R-20: PostgreSQL drops its connections, or crashes and comes back, while phones send."""

from __future__ import annotations

import signal
import threading
import time
from collections.abc import Callable, Iterator

import psycopg
import pytest

from tests.harness.conftest import FOUND
from tests.harness.phones import Answer, Phone, batches, until
from tests.harness.server import Server, rows
from tests.harness.table import Tried, count
from tests.postgres import Postgres

CLIENTS = 4
BATCH = 10
COMES_BACK_AFTER_S = count(1, 5)
"""How long a refused phone waits, told to or not so long: a loss costs it one try, and one for each such wait."""


class Client:
    """A phone that sends batch after batch, comes back when it is told to, and tells how each try went."""

    def __init__(self, phones: list[Phone], goes_on: threading.Event) -> None:
        self.phones, self.goes_on = phones, goes_on
        self.tried: list[Answer] = []
        self.acknowledged: set[str] = set()
        self.thread = threading.Thread(target=self._send)

    def _send(self) -> None:
        for number, batch in enumerate(batches(BATCH)):
            if not self.goes_on.is_set():
                return
            phone = self.phones[number % len(self.phones)]
            until(lambda phone=phone, batch=batch: self._acknowledges(phone, batch))

    def _acknowledges(self, phone: Phone, batch: list[dict[str, object]]) -> bool:
        self.tried.append(phone.sync(batch))
        self.acknowledged.update(self.tried[-1].acknowledged)
        time.sleep(min(int(self.tried[-1].headers.get("retry-after", 0)), COMES_BACK_AFTER_S))
        return len(self.tried[-1].acknowledged) == BATCH

    @property
    def failed(self) -> list[Answer]:
        """The tries that were not answered with what was kept."""
        return [answer for answer in self.tried if answer.status != 200]


@pytest.fixture
def a_postgres(pytestconfig: pytest.Config, postgres_server: Server) -> Iterator[Postgres]:
    """The PostgreSQL the server is on; it runs again afterwards."""
    found = pytestconfig.stash[FOUND]
    assert isinstance(found, Postgres)
    yield found
    if found.running is None:
        found.start()


def test_connections_that_are_dropped_cost_a_try_at_most(
    postgres_server: Server, a_postgres: Postgres, tell: Callable[[Tried], None]
) -> None:
    losses = count(6, 60)

    clients, away = _send_while(postgres_server, losses, lambda: _drop_connections(postgres_server))

    _hold(postgres_server, clients, away, "connections dropped", tell)


def test_a_database_that_crashes_comes_back(
    postgres_server: Server, a_postgres: Postgres, tell: Callable[[Tried], None]
) -> None:
    crashes = count(1, 10)

    clients, away = _send_while(postgres_server, crashes, lambda: _crash(a_postgres))

    _hold(postgres_server, clients, away, "the database crashed and came back", tell)


def _send_while(server: Server, times: int, happens: Callable[[], float]) -> tuple[list[Client], list[float]]:
    """Let phones send while something happens so often; give them, and how many seconds the database was away."""
    tokens = [token for (token,) in server.admit(patients=CLIENTS * 4)]
    goes_on = threading.Event()
    goes_on.set()
    server.start()
    clients = [Client(server.phones(tokens[each::CLIENTS]), goes_on) for each in range(CLIENTS)]
    for client in clients:
        client.thread.start()
    away = [happens() for _ in range(times)]
    time.sleep(0.5)
    goes_on.clear()
    for client in clients:
        client.thread.join()
    return clients, away


def _hold(server: Server, clients: list[Client], away: list[float], what: str, tell: Callable[[Tried], None]) -> None:
    acknowledged = set().union(*(client.acknowledged for client in clients))
    stored = [str(name) for (name,) in rows(server, "select id from logbook_entry")]
    failed = [answer for client in clients for answer in client.failed]
    statuses = sorted({answer.status for answer in failed})
    said = f"{len(acknowledged):,} acknowledged; {len(failed)} tries failed {statuses}; away for {sum(away):.0f} s"
    lost, doubled = len(acknowledged - set(stored)), len(stored) - len(set(stored))
    tell(Tried("R-20", server.on, what, len(away), lost, doubled, said))
    assert (lost, doubled) == (0, 0)
    just_before_it_was_back = count(1, 0)  # on a busy machine a refusal may be slower than the database's return
    may_fail = len(away) + sum(away) / COMES_BACK_AFTER_S + just_before_it_was_back
    assert all(len(client.failed) <= may_fail for client in clients)
    assert set(statuses) <= {503}
    assert all(answer.body["type"] == "/problems/busy" for answer in failed)


def _drop_connections(server: Server) -> float:
    time.sleep(0.3)
    with psycopg.connect(server.database_url, autocommit=True) as connection:
        others = "select pg_terminate_backend(pid) from pg_stat_activity where pid <> pg_backend_pid()"
        connection.execute(f"{others} and datname = current_database()".encode())
    return 0


def _crash(found: Postgres) -> float:
    time.sleep(1)
    began = time.monotonic()
    found.stop(signal.SIGQUIT)
    time.sleep(0.5)
    found.start()
    return time.monotonic() - began
