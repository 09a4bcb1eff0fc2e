"""R-06: other content under an id that is taken changes nothing, today or more than a year later."""

from __future__ import annotations

import json
from collections.abc import Callable

from tests.harness.phones import Json, check_in
from tests.harness.server import Server, rows
from tests.harness.table import Tried

LATER = 400
"""Days after which the ids are sent again."""


def test_a_taken_id_keeps_its_first_content_for_ever(server: Server, tell: Callable[[Tried], None]) -> None:
    ((token,),) = server.admit()
    (phone,) = server.phones([token])
    server.start()
    first = [check_in(days_ago) for days_ago in range(10)]
    others = [_otherwise(entry, place) for place, entry in enumerate(first)]

    kept = phone.sync(first)
    before = _rows(server)
    now = phone.sync(others)
    server.stop()
    later = json.loads(server.run("-m", "tests.harness.sending", told=json.dumps({"days": LATER, "entries": others})))
    again = json.loads(server.run("-m", "tests.harness.sending", told=json.dumps({"days": LATER, "entries": first})))

    changed = sum(row not in before for row in _rows(server))
    conflicts = [*now.statuses, *(each["status"] for each in later)].count("conflict")
    said = f"today and after {LATER} days: {conflicts} conflicts"
    more = len(_rows(server)) - len(first)
    tell(Tried("R-06", server.on, "other content under a taken id", len(others) * 2, changed, more, said))
    assert kept.statuses == ["kept"] * 10
    assert now.statuses == ["conflict"] * 10
    assert {each["problem"]["type"] for each in now.body["results"]} == {"/problems/conflict"}
    assert [each["status"] for each in later] == ["conflict"] * 10
    assert [each["status"] for each in again] == ["duplicate"] * 10
    assert _rows(server) == before


def _otherwise(entry: Json, place: int) -> Json:
    """Change one thing of an entry; each time another."""
    changes: list[Json] = [
        {"data": {**entry["data"], "pain_now": 9}},
        {"data": {**entry["data"], "note": None}},
        {"data": {}},
        {"tz": "Europe/London"},
        {"shown": {"light": "RED"}},
    ]
    return {**entry, **changes[place % len(changes)]}


def _rows(server: Server) -> list[str]:
    return sorted(str(row) for row in rows(server, "select * from logbook_entry"))
