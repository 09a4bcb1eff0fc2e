"""R-04: the same batch again and again, and many at once, keeps each entry once and says the same."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator

import pytest

from tests.harness.phones import Answer, Json, Phone, at_once, batches
from tests.harness.server import Server, rows
from tests.harness.table import Tried, count

BATCH = 12
AT_ONCE = count(20, 50)
A_PHONE_MAY = 200
"""Writes a phone may make within a minute, with some to spare."""


@pytest.fixture
def beside(server: Server) -> Iterator[Server]:
    """A second server on the same data, so that two writers really meet."""
    second = Server(server.data, server.database_url)
    yield second
    second.put_away()


def test_the_same_batch_again_and_again_is_kept_once(server: Server, tell: Callable[[Tried], None]) -> None:
    times = count(100, 1000)
    (tokens,) = server.admit(phones=1 + times // A_PHONE_MAY)
    phones, batch = server.phones(tokens), next(batches(BATCH))
    server.start()

    first = phones[0].sync(batch)
    again = [phones[number % len(phones)].sync(batch) for number in range(times)]

    _tell(server, tell, "the same batch of 12 in a row", 1 + times, BATCH)
    assert first.statuses == ["kept"] * BATCH
    assert {tuple(answer.statuses) for answer in again} == {("duplicate",) * BATCH}
    assert len({json.dumps(answer.body["results"]) for answer in again}) == 1


def test_the_same_batch_from_many_at_once_is_kept_once(
    server: Server, beside: Server, tell: Callable[[Tried], None]
) -> None:
    rounds = count(6, 20)
    (tokens,) = server.admit(phones=AT_ONCE)
    phones = [*server.phones(tokens[::2]), *beside.phones(tokens[1::2])]
    server.start()
    beside.start()

    raced = [_race(phones, next(batches(BATCH))) for _ in range(rounds)]

    _tell(server, tell, f"the same batch from {AT_ONCE} phones at once", rounds * AT_ONCE, rounds * BATCH)
    assert {answer.status for answers in raced for answer in answers} == {200}
    for answers in raced:
        statuses = sorted(tuple(answer.statuses) for answer in answers)
        assert statuses == [("duplicate",) * BATCH] * (AT_ONCE - 1) + [("kept",) * BATCH]


def _race(phones: list[Phone], batch: list[Json]) -> list[Answer]:
    return at_once(lambda phone: phone.sync(batch), phones)


def _tell(server: Server, tell: Callable[[Tried], None], what: str, tried: int, expected: int) -> None:
    stored, different = rows(server, "select count(*), count(distinct id) from logbook_entry")[0]
    tell(Tried("R-04", server.on, what, tried, expected - different, stored - different, f"{stored} rows"))
    assert (stored, different) == (expected, expected)
