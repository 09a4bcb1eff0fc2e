"""How much keeping entries costs beside what the database itself needs for the same rows."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from functools import partial
from uuid import uuid4

import pytest
from django.db import connection

from steadily.logbook.models import Entry
from tests.bench.diaries import Diarist, Raw
from tests.bench.table import Measured, at_least, taking_turns
from tests.conftest import NOW, TODAY

ROUNDS = 120
SIZES = (12, 50)
HISTORY = 60
TABLE = Entry._meta.db_table

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_batch_to_its_durable_commit(live_for: Callable[[int], Diarist], tell: Callable[[Measured], None]) -> None:
    person = live_for(HISTORY)
    kept = {f"{size} kept": partial(_keep, person, _batches(person, size)) for size in SIZES}
    bare = {f"{size} bare": partial(_insert, _rows(size)) for size in SIZES}

    took = taking_turns(kept | bare, ROUNDS)

    for size in SIZES:
        with_all, alone = took[f"{size} kept"], took[f"{size} bare"]
        what = f"{size} entries kept to the durable commit, against the driver inserting the same rows"
        tell(at_least(what, alone / with_all, 0.25))
        tell(Measured(f"{size} entries kept, p50 (the driver alone {alone:.2f} ms)", f"{with_all:.2f} ms"))


def _keep(person: Diarist, batches: Iterator[list[Raw]]) -> None:
    person.keep(next(batches))


def _batches(person: Diarist, entries: int) -> Iterator[list[Raw]]:
    """Write batch after batch of new entries of today."""
    for number in range(10**6):
        yield [person.check_in(TODAY, NOW + timedelta(seconds=number)) for _ in range(entries)]


def _rows(entries: int) -> list[tuple[object, ...]]:
    """Read rows as they lie in the table, the name of each row first."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {TABLE} WHERE kind = 'check_in' LIMIT %s", [entries])  # noqa: S608
        return cursor.fetchall()


def _insert(rows: list[tuple[object, ...]]) -> None:
    """Insert rows under new names, with the driver alone, in one transaction."""
    driver = connection.connection.cursor()
    places = ", ".join("?" * len(rows[0]))
    driver.execute("BEGIN IMMEDIATE")
    driver.executemany(f"INSERT INTO {TABLE} VALUES ({places})", [(uuid4().hex, *row[1:]) for row in rows])  # noqa: S608
    driver.execute("COMMIT")
