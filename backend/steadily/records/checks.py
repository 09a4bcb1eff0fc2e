"""What must hold of the database before we serve anyone."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.core.checks import CheckMessage, Error, Tags, register
from django.db import connections

WAL_IS_SOUND_FROM = (3, 51, 3)
"""SQLite 3.7.0 to 3.51.2 can corrupt a WAL database when two connections write and checkpoint at once."""

PRAGMAS = {"journal_mode": "wal", "synchronous": 2, "mmap_size": 0, "secure_delete": 1, "foreign_keys": 1}


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
    found: list[CheckMessage] = []
    with connection.cursor() as cursor:
        for name, expected in PRAGMAS.items():
            row = cursor.execute(f"PRAGMA {name}").fetchone()
            if row is not None and row[0] != expected:
                found.append(Error(f"PRAGMA {name} is {row[0]}, not {expected}.", id="records.E002"))
    return found
