"""What every harness shares: the table it adds a line to, printed at the end."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest

from tests.harness.browsing import browser, built, clinic, handset, line  # noqa: F401  (fixtures)
from tests.harness.profiles import profile  # noqa: F401  (a fixture)
from tests.harness.server import Server, copy
from tests.harness.table import LONG, Tried, keep, written
from tests.postgres import Absent, Postgres, postgres

TABLE = pytest.StashKey[list[Tried]]()
STARTED = pytest.StashKey[contextlib.ExitStack]()
FOUND = pytest.StashKey[Postgres | Absent]()
DATABASES = {"server": ("SQLite", "PostgreSQL"), "sqlite_server": ("SQLite",), "postgres_server": ("PostgreSQL",)}
"""The fixtures that are a server, and the databases a test that asks for one is tried on."""


def pytest_configure(config: pytest.Config) -> None:
    config.stash[TABLE] = []
    config.stash[STARTED] = contextlib.ExitStack()


def pytest_unconfigure(config: pytest.Config) -> None:
    config.stash[STARTED].close()


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Try a test on each database it asks for; PostgreSQL only where one could be started."""
    for name, databases in DATABASES.items():
        if name in metafunc.fixturenames:
            there = [each for each in databases if each == "SQLite" or isinstance(_found(metafunc.config), Postgres)]
            metafunc.parametrize(name, there, indirect=True)


def _found(config: pytest.Config) -> Postgres | Absent:
    """Start a PostgreSQL for all tests, the first time one is asked for."""
    if FOUND not in config.stash:
        try:
            config.stash[FOUND] = config.stash[STARTED].enter_context(postgres())
        except Absent as why:
            config.stash[FOUND] = why
    return config.stash[FOUND]


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Print what was tried; keep it in the evidence when the long form is asked to."""
    absent = config.stash.get(FOUND, None)
    if isinstance(absent, Absent):
        terminalreporter.section("LEFT OUT", red=True)
        terminalreporter.write_line(f"Nothing was tried on PostgreSQL: {absent}.")
    tried = config.stash.get(TABLE, [])
    if not tried:
        return
    terminalreporter.section("what was tried")
    terminalreporter.write(written(tried))
    if LONG and os.environ.get("STEADILY_KEEP_EVIDENCE"):
        keep(tried)


@pytest.fixture
def tell(pytestconfig: pytest.Config) -> Callable[[Tried], None]:
    """Add a line to the table, before anything is asserted: a loss is shown, too."""
    return pytestconfig.stash[TABLE].append


@pytest.fixture(autouse=True)
def tuesday_evening() -> None:
    """Let the clock run: the processes of a harness live in real time."""


@pytest.fixture(scope="session")
def opened(tmp_path_factory: pytest.TempPathFactory, pytestconfig: pytest.Config) -> Callable[[str], Server]:
    """Give a server opened once on a database, to copy from."""
    kept: dict[str, Server] = {}

    def on(database: str) -> Server:
        if database not in kept:
            found = pytestconfig.stash.get(FOUND, None) if database == "PostgreSQL" else None
            kept[database] = Server(tmp_path_factory.mktemp("opened"), _database(found))
            kept[database].open()
        return kept[database]

    return on


def _served(request: pytest.FixtureRequest, tmp_path: Path, opened: Callable[[str], Server]) -> Iterator[Server]:
    """A server on data of its own, not started yet."""
    made = copy(opened(request.param), tmp_path / "data")
    yield made
    made.put_away()


server = pytest.fixture(_served, name="server")
sqlite_server = pytest.fixture(_served, name="sqlite_server")
postgres_server = pytest.fixture(_served, name="postgres_server")


def _database(found: Postgres | Absent | None) -> str:
    """Make an empty database to open; give its address, or nothing where rows lie in a file."""
    if not isinstance(found, Postgres):
        return ""
    with psycopg.connect(found.url, autocommit=True) as connection:
        connection.execute("CREATE DATABASE opened")
    return found.url.replace("/postgres?", "/opened?")
