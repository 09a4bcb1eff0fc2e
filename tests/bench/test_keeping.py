"""How much keeping entries costs beside what the database itself needs for the same rows."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection

from steadily.logbook.models import Entry
from tests.bench.diaries import Diarist
from tests.bench.table import Measured, at_least, taking_turns
from tests.conftest import NOW, TODAY

ROUNDS = 60
TABLE = Entry._meta.db_table

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize("entries", [12, 50])
def test_a_batch_to_its_durable_commit(
    live_for: Callable[[int], Diarist], tell: Callable[[Measured], None], entries: int
) -> None:
    person = live_for(28)
    batches = _batches(person, entries)
    rows = _rows(entries)

    took = taking_turns({"kept": lambda: person.keep(next(batches)), "bare": lambda: _insert(rows)}, ROUNDS)

    what = f"{entries} entries kept to the durable commit, against the driver inserting the same rows"
    tell(at_least(what, took["bare"] / took["kept"], 0.25))
    tell(Measured(f"{entries} entries kept, p50 (bare {took['bare']:.2f} ms)", f"{took['kept']:.2f} ms"))


def _batches(person: Diarist, entries: int) -> Iterator[list[dict[str, object]]]:
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
