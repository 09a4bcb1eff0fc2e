"""A program beside the server that holds the database's lock for a while."""

from __future__ import annotations

import contextlib
import sqlite3
import threading
import time
from collections.abc import Iterator

import psycopg

from tests.harness.server import Server


@contextlib.contextmanager
def locked(server: Server, seconds: float) -> Iterator[threading.Thread]:
    """Hold every writer up for so long, beginning now; the thread ends when the lock does."""
    holds = threading.Event()
    hold = _hold_postgres if server.database_url else _hold_sqlite
    thread = threading.Thread(target=hold, args=(server, seconds, holds))
    thread.start()
    holds.wait(10)
    yield thread
    thread.join()


def _hold_sqlite(server: Server, seconds: float, holds: threading.Event) -> None:
    with contextlib.closing(sqlite3.connect(server.file, isolation_level=None, timeout=10)) as connection:
        connection.execute("begin immediate")
        holds.set()
        time.sleep(seconds)
        connection.execute("rollback")


def _hold_postgres(server: Server, seconds: float, holds: threading.Event) -> None:
    with psycopg.connect(server.database_url) as connection:
        connection.execute("lock table logbook_entry in exclusive mode")
        holds.set()
        time.sleep(seconds)
        connection.rollback()
