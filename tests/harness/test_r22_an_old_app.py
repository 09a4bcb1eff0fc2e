"""R-22: an app too old for the server is told so, and its entries are taken all the same."""

from __future__ import annotations

from collections.abc import Callable

from tests.harness.phones import check_in
from tests.harness.server import Server, rows
from tests.harness.table import Tried

MANY = 60


def test_an_old_app_brings_home_what_it_holds(server: Server, tell: Callable[[Tried], None]) -> None:
    ((token,),) = server.admit(plan=True)
    (phone,) = server.phones([token])
    server.start()
    batch = [check_in(number % 10) for number in range(MANY)]

    old = phone.sync(batch, client="0.9.2")
    again = phone.sync(batch, client="0.9.2")
    updated = phone.sync(batch, client="1.0.0")

    stored = rows(server, "select count(*), count(distinct id) from logbook_entry")[0]
    said = f"answered {old.status} with {old.statuses.count('kept')} kept; after the update {updated.status} and a pack"
    tell(Tried("R-22", server.on, "an app too old", MANY * 3, MANY - stored[0], stored[0] - stored[1], said))
    assert (old.status, old.body["type"]) == (426, "/problems/client-too-old")
    assert (old.statuses, again.statuses) == (["kept"] * MANY, ["duplicate"] * MANY)
    assert (updated.status, updated.statuses) == (200, ["duplicate"] * MANY)
    assert "pack" not in old.body
    assert updated.body["pack"]["plan"] is not None
    assert tuple(stored) == (MANY, MANY)
