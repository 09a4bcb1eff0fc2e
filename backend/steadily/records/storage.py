"""Where rows are kept: SQLite in the data folder, or PostgreSQL by its address; each set so that a commit lasts."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import unquote

import environ
from django.core.exceptions import ImproperlyConfigured

PRAGMAS = {"journal_mode": "wal", "synchronous": 2, "mmap_size": 0, "secure_delete": 1, "foreign_keys": 1}
"""What SQLite is told on each connection; `synchronous` 2 is FULL: a commit is on the disk before it is answered."""
WAIT_FOR_LOCK_S = 5
"""How long one waits for another's write before the phone is told to come back: it holds up those behind it."""
LONGEST_STATEMENT_S = 20
CONNECT_WITHIN_S = 5

POSTGRES = {
    "synchronous_commit": "on",
    "lock_timeout": f"{WAIT_FOR_LOCK_S}s",
    "statement_timeout": f"{LONGEST_STATEMENT_S}s",
    "idle_in_transaction_session_timeout": "60s",
}
"""What PostgreSQL is told on each connection."""


def database(url: str, folder: Path) -> dict[str, Any]:
    """Give Django's description of the database at a URL; without one, of the SQLite file in the data folder."""
    return postgres(url) if url else sqlite(folder)


def sqlite(folder: Path) -> dict[str, Any]:
    """Describe the SQLite file in a folder."""
    told = "".join(f"PRAGMA {name}={value};" for name, value in PRAGMAS.items())
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(folder / "steadily.sqlite3"),
        "CONN_MAX_AGE": None,
        # Inside `default`: beside it Django ignores them silently.
        "OPTIONS": {"transaction_mode": "IMMEDIATE", "timeout": WAIT_FOR_LOCK_S, "init_command": told},
        # A file, so that the browser journeys' server thread sees the same rows under the same pragmas.
        "TEST": {"NAME": str(folder / "test.sqlite3")},
    }


def postgres(url: str) -> dict[str, Any]:
    """Describe the PostgreSQL at a URL. Raises ImproperlyConfigured, saying what to write instead."""
    found: dict[str, Any] = environ.Env.db_url_config(url)
    if found.get("ENGINE") != "django.db.backends.postgresql":
        raise ImproperlyConfigured("DATABASE_URL must be a PostgreSQL address: postgres://user:password@host:5432/name")
    asked = found.get("OPTIONS", {})
    told = " ".join(f"-c {name}={value}" for name, value in POSTGRES.items())
    told = f"{told} {asked.get('options', '')}".strip()  # the last of two counts: an address may give more time
    options = {"connect_timeout": CONNECT_WITHIN_S, "application_name": "steadily", **asked, "options": told}
    # Each request asks once whether its connection still lives, so a restarted database costs nobody an answer.
    lasting = {"CONN_MAX_AGE": None, "CONN_HEALTH_CHECKS": True, "OPTIONS": options}
    return found | {"HOST": unquote(found["HOST"])} | lasting  # a host may be a socket's folder
