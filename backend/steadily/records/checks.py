"""What must hold of the database before we serve anyone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.core.checks import CheckMessage, Error, Tags, register
from django.db import connections

from steadily.records.storage import POSTGRES, PRAGMAS, WAIT_FOR_LOCK_S

WAL_IS_SOUND_FROM = (3, 51, 3)
"""SQLite 3.7.0 to 3.51.2 can corrupt a WAL database when two connections write and checkpoint at once."""

LASTING = {"fsync": "on", "full_page_writes": "on", "synchronous_commit": POSTGRES["synchronous_commit"]}
"""What PostgreSQL must say of itself, or a commit it told us of may be gone after a power cut."""


@register(Tags.database)
def sqlite_is_sound(databases: Sequence[str] | None = None, **_: Any) -> list[CheckMessage]:
    """Refuse a SQLite that can lose data, and read the pragmas back."""
    found: list[CheckMessage] = []
    for alias in databases or []:
        connection = connections[alias]
        if connection.vendor == "sqlite":
            found += [*_version(connection), *_pragmas(connection)]
    return found


def _version(connection: Any) -> list[CheckMessage]:
    version = connection.Database.sqlite_version_info
    if version >= WAL_IS_SOUND_FROM:
        return []
    text = ".".join(map(str, version))
    return [Error(f"SQLite {text} can corrupt its log.", hint="Install pysqlite3 0.6.1 or newer.", id="records.E001")]


def _pragmas(connection: Any) -> list[CheckMessage]:
    expected = {**PRAGMAS, "busy_timeout": WAIT_FOR_LOCK_S * 1000}
    with connection.cursor() as cursor:
        read = {name: next(iter(cursor.execute(f"PRAGMA {name}").fetchone() or ()), None) for name in expected}
    read["transaction_mode"], expected["transaction_mode"] = connection.transaction_mode, "IMMEDIATE"
    return _drift("PRAGMA {}", read, expected, "records.E002")


@register(Tags.database)
def postgres_is_lasting(databases: Sequence[str] | None = None, **_: Any) -> list[CheckMessage]:
    """Refuse a PostgreSQL that answers a commit before it is on the disk."""
    found: list[CheckMessage] = []
    for alias in databases or []:
        connection = connections[alias]
        if connection.vendor == "postgresql":
            found += _drift("PostgreSQL's {}", _shown(connection), LASTING, "records.E003")
    return found


def _shown(connection: Any) -> dict[str, Any]:
    with connection.cursor() as cursor:
        return {name: cursor.execute(f"SHOW {name}").fetchone()[0] for name in LASTING}


def _drift(called: str, read: Mapping[str, Any], expected: Mapping[str, Any], name: str) -> list[CheckMessage]:
    """Report each setting that is not what it was told to be."""
    return [
        Error(f"{called.format(each)} is {read[each]}, not {value}.", id=name)
        for each, value in expected.items()
        if read[each] != value
    ]
