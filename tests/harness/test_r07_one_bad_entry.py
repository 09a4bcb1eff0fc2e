"""R-07: one entry that can't be kept, or a batch of nothing else, never holds the others up."""

from __future__ import annotations

from collections.abc import Callable

from tests.harness.phones import Answer, Json, check_in
from tests.harness.server import Server, rows
from tests.harness.table import Tried

MOST = 500


def test_a_bad_entry_is_refused_alone(server: Server, tell: Callable[[Tried], None]) -> None:
    ((token,),) = server.admit()
    (phone,) = server.phones([token])
    server.start()
    mixed = [check_in(number % 10) for number in range(MOST)]
    mixed[217] = _bad(mixed[217])

    one_bad = phone.sync(mixed)
    all_bad = phone.sync([_bad(check_in(number % 10)) for number in range(MOST)])
    after = phone.sync([check_in()])

    stored = rows(server, "select count(*), count(distinct id) from logbook_entry")[0]
    refused = one_bad.statuses.count("refused") + all_bad.statuses.count("refused")
    said = f"1 bad among {MOST}, then {MOST} bad: {refused} refused with a reason, the next entry {after.statuses[0]}"
    tell(
        Tried(
            "R-07", server.on, "entries that can't be kept", 2 * MOST + 1, MOST - stored[0], stored[0] - stored[1], said
        )
    )
    assert [one_bad.statuses.count("kept"), one_bad.statuses[217]] == [MOST - 1, "refused"]
    assert [all_bad.status, *set(all_bad.statuses)] == [200, "refused"]
    assert [each["id"] for each in one_bad.body["results"]] == [entry["id"] for entry in mixed]
    assert all(_says_why(each) for each in _refused(one_bad) + _refused(all_bad))
    assert after.statuses == ["kept"]
    assert tuple(stored) == (MOST, MOST)


def _bad(entry: Json) -> Json:
    return {**entry, "data": {"pain_now": 11}}


def _refused(answer: Answer) -> list[Json]:
    return [each for each in answer.body["results"] if each["status"] == "refused"]


def _says_why(result: Json) -> bool:
    (error,) = result["problem"]["errors"]
    return bool(error["pointer"] == "/data/pain_now" and "at most 10" in error["detail"])
