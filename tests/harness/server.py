"""A Steadily of its own: the real server's processes on a data folder, to be filled, killed and started again."""

from __future__ import annotations

import contextlib
import http.client
import json
import os
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psycopg

from steadily.start import keeping
from steadily.start.address import Address
from steadily.start.serving import Serving
from tests.harness.phones import Phone

REPOSITORY = Path(__file__).resolve().parents[2]
READY_WITHIN_S = 60
STOPS_WITHIN_S = 15


@dataclass
class Server:
    """The server as `backend/start.py` runs it, in a group of its own; `url` is where it answers.

    `prefix` comes before its command line, such as strace's; `database_url` names a PostgreSQL, else it is SQLite.
    """

    data: Path
    database_url: str = ""
    prefix: tuple[str, ...] = ()
    port: int = field(default_factory=lambda: free_port())
    running: subprocess.Popen[bytes] | None = None
    called_by: list[Phone] = field(default_factory=list)

    @property
    def url(self) -> str:
        """Where it answers."""
        return f"http://localhost:{self.port}"

    @property
    def on(self) -> str:
        """The database it is on, as the table names it."""
        return "PostgreSQL" if self.database_url else "SQLite"

    @property
    def file(self) -> Path:
        """The database, where it is one file."""
        return self.data / "steadily.sqlite3"

    def open(self) -> None:
        """Make the tables and load the library, as the first start does."""
        keeping.prepare(self.data)
        self.run("-m", "steadily.start.opening", "--no-demo")

    def admit(self, *, patients: int = 1, phones: int = 1, plan: bool = False) -> list[list[str]]:
        """Take patients into a clinic's care; give the tokens of each one's phones."""
        words = ["--patients", str(patients), "--phones", str(phones), *(["--plan"] if plan else [])]
        tokens: list[list[str]] = json.loads(self.run("-m", "tests.harness.admitting", *words))
        return tokens

    def phones(self, tokens: Iterable[str]) -> list[Phone]:
        """Give the phones that have these tokens."""
        made = [Phone(self.port, token) for token in tokens]
        self.called_by += made
        return made

    def run(self, *words: str, told: str = "") -> str:
        """Run one of the project's own programs on the same data; give what it printed."""
        done = subprocess.run([sys.executable, *words], env=self.env(), input=told, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr[-2000:]
        return done.stdout

    def start(self) -> float:
        """Serve; return how many seconds it took until the first answer."""
        began = time.monotonic()
        with self.log.open("ab") as log:
            command = [*self.prefix, *Serving(Address("localhost", self.port), self.data).server()]
            command[len(self.prefix)] = sys.executable
            self.running = subprocess.Popen(command, env=self.env(), stdout=log, stderr=log, start_new_session=True)
        while not self.answers():
            assert self.running.poll() is None, self.log.read_text("utf-8")[-2000:]
            assert time.monotonic() - began < READY_WITHIN_S, "the server does not answer"
            time.sleep(0.03)
        return time.monotonic() - began

    def kill(self) -> None:
        """End the whole group at once, as a power cut would."""
        self._signal(signal.SIGKILL)

    def stop(self) -> None:
        """Ask it to finish."""
        self._signal(signal.SIGTERM)

    def processes(self) -> list[int]:
        """List the processes of its group."""
        assert self.running is not None
        listed = subprocess.run(["pgrep", "-g", str(self.running.pid)], capture_output=True, text=True)
        return [int(each) for each in listed.stdout.split()]

    def put_away(self) -> None:
        """End it for good, and every call to it."""
        self.kill()
        for phone in self.called_by:
            phone.hang_up()

    def answers(self) -> bool:
        """Ask whether it is alive."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=2)
        try:
            connection.request("GET", "/livez", headers={"Host": "localhost"})
            return connection.getresponse().status == http.HTTPStatus.OK
        except (OSError, http.client.HTTPException):
            return False
        finally:
            connection.close()

    @property
    def log(self) -> Path:
        """What it said."""
        return self.data / "server.log"

    def env(self) -> dict[str, str]:
        """The variables its processes run under."""
        paths = os.pathsep.join([str(REPOSITORY / "backend"), str(REPOSITORY)])
        own = {"PYTHONPATH": paths, "DATABASE_URL": self.database_url, "DJANGO_SETTINGS_MODULE": "steadily.settings"}
        inherited = {name: value for name, value in os.environ.items() if name != "STEADILY_SECRET_KEY"}
        return inherited | Serving(Address("localhost", self.port), self.data).settings() | own | _nothing_set()

    def _signal(self, number: signal.Signals) -> None:
        if self.running is not None:
            os.killpg(self.running.pid, number)
            try:
                self.running.wait(STOPS_WITHIN_S)
            finally:
                self.running = None


def _nothing_set() -> dict[str, str]:
    """Take away what the tests' own settings say."""
    return {"STEADILY_SECRET_KEY": ""}


def copy(opened: Server, data: Path) -> Server:
    """Give a server of its own, with all that an opened one holds; nobody may be using that one now."""
    shutil.copytree(opened.data, data, dirs_exist_ok=True)
    if not opened.database_url:
        return Server(data)
    name = f"copy_{free_port()}_{time.monotonic_ns()}"
    start, _, end = opened.database_url.partition("/opened?")
    with psycopg.connect(f"{start}/postgres?{end}", autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name} TEMPLATE opened".encode())
    return Server(data, f"{start}/{name}?{end}")


def free_port() -> int:
    """Find a port that nobody listens on."""
    with socket.socket() as tried:
        tried.bind(("127.0.0.1", 0))
        port: int = tried.getsockname()[1]
    return port


def rows(server: Server, query: str) -> list[Any]:
    """Ask the database itself, beside the server."""
    if server.database_url:
        with psycopg.connect(server.database_url) as connection:
            return connection.execute(query.encode()).fetchall()
    with contextlib.closing(sqlite3.connect(server.file)) as connection:
        return list(connection.execute(query).fetchall())
