"""R-17: another program holds the database's lock: a short while is waited out, a long one is said, never a crash."""

from __future__ import annotations

from collections.abc import Callable
from itertools import islice

from tests.harness.locking import locked
from tests.harness.phones import Answer, Json, Phone, at_once, batches
from tests.harness.server import Server, rows
from tests.harness.table import Tried, count

LATEST_RETRY_S = 12


def test_a_lock_of_three_seconds_is_waited_out(server: Server, tell: Callable[[Tried], None]) -> None:
    (tokens,) = server.admit(phones=4)
    phones = server.phones(tokens)
    server.start()

    with locked(server, 3):
        answers = at_once(lambda each: each[0].sync(each[1]), zip(phones, batches(10), strict=False))

    kept = _kept(server)
    seen = f"answers {sorted({answer.status for answer in answers})}"
    tell(Tried("R-17", server.on, "locked for 3 s", len(answers), lost=40 - kept, seen=seen))
    assert [answer.status for answer in answers] == [200] * 4
    assert kept == 40


def test_a_lock_of_a_minute_is_said_and_passes(server: Server, tell: Callable[[Tried], None]) -> None:
    seconds = count(7, 60)
    (tokens,) = server.admit(phones=4)
    phones, work = server.phones(tokens), [*islice(batches(10), 4)]
    server.start()

    with locked(server, seconds) as lock:
        held_up = at_once(lambda each: _send_while(lock.is_alive, *each), zip(phones, work, strict=True))
        read = phones[0].pack()
    after = [phone.sync(batch) for phone, batch in zip(phones, work, strict=True)]

    told, kept = [answer for answers in held_up for answer in answers], _kept(server)
    refused = [answer for answer in told if answer.status == 503]
    seen = f"{len(refused)} times 503, {sum(answer.status >= 500 for answer in told) - len(refused)} other failures"
    tell(Tried("R-17", server.on, f"locked for {seconds} s", len(told), 40 - kept, seen=seen))
    assert refused
    assert {answer.status for answer in told} <= {200, 503}
    assert {answer.body["type"] for answer in refused} == {"/problems/busy"}
    assert all(0 < int(answer.headers["retry-after"]) <= LATEST_RETRY_S for answer in refused)
    assert [read.status, *(answer.status for answer in after)] == [200] * 5
    assert kept == 40


def _send_while(goes_on: Callable[[], bool], phone: Phone, batch: list[Json]) -> list[Answer]:
    answers = [phone.sync(batch)]
    while goes_on():
        answers.append(phone.sync(batch))
    return answers


def _kept(server: Server) -> int:
    kept: int = rows(server, "select count(*) from logbook_entry")[0][0]
    return kept
