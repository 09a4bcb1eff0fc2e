"""R-04: the same batch again and again, and many at once, keeps each entry once and says the same."""

from __future__ import annotations

import json
from collections.abc import Callable

from tests.harness.phones import Answer, Json, Phone, at_once, batches
from tests.harness.server import Server, rows
from tests.harness.table import Tried, count

AT_ONCE = count(20, 50)
A_PHONE_MAY = 200
"""Writes a phone may make within a minute, with some to spare."""


def test_the_same_batch_again_and_again_is_kept_once(server: Server, tell: Callable[[Tried], None]) -> None:
    times = count(100, 1000)
    (tokens,) = server.admit(phones=max(AT_ONCE, times // A_PHONE_MAY))
    phones, batch = server.phones(tokens), next(batches(12))
    server.start()

    first = phones[0].sync(batch)
    again = [answer for phone in phones for answer in _send(phone, batch, (times - 1) // len(phones))]
    race = next(batches(12))
    raced = at_once(lambda phone: phone.sync(race), phones[:AT_ONCE])

    kept = rows(server, "select count(*), count(distinct id) from logbook_entry")[0]
    winners = sum("kept" in answer.statuses for answer in raced)
    seen = f"{len(again) + 1} times in a row, then {AT_ONCE} phones at once: {winners} of them first"
    tried = 1 + len(again) + len(raced)
    tell(Tried("R-04", server.on, "the same batch of 12", tried, 24 - kept[1], kept[0] - kept[1], seen))
    assert first.statuses == ["kept"] * 12
    assert {tuple(answer.statuses) for answer in again} == {("duplicate",) * 12}
    assert len({json.dumps(answer.body["results"]) for answer in again}) == 1
    assert sorted({tuple(answer.statuses) for answer in raced}) == [("duplicate",) * 12, ("kept",) * 12]
    assert (winners, tuple(kept)) == (1, (24, 24))


def _send(phone: Phone, batch: list[Json], times: int) -> list[Answer]:
    return [phone.sync(batch) for _ in range(times)]
