"""R-25: the browser is killed straight after "saved", and nothing that was called saved is lost."""

from __future__ import annotations

from collections.abc import Callable

from tests.harness.browsing import AMARA, BORN, Clinic
from tests.harness.profiles import Profile
from tests.harness.table import Tried, count

SLOW_DISK = """
const real = IDBDatabase.prototype.transaction
IDBDatabase.prototype.transaction = function (stores, mode, options) {
  const begun = real.call(this, stores, mode, options)
  const until = performance.now() + 1000
  const store = begun.objectStore([stores].flat()[0])
  const goOn = () => { if (performance.now() < until) store.count().onsuccess = goOn }
  if (mode === 'readwrite') goOn()
  return begun
}
"""
"""Holds each write open for a while, so that one who does not wait for its end is found out by the kill."""
WATCH_WRITES = """
const real = IDBDatabase.prototype.transaction
window.writes = []
IDBDatabase.prototype.transaction = function (stores, mode, options) {
  if (mode === 'readwrite') window.writes.push(options?.durability ?? 'default')
  return real.call(this, stores, mode, options)
}
"""


def test_what_was_called_saved_outlives_a_killed_browser(
    profile: Profile, clinic: Clinic, tell: Callable[[Tried], None]
) -> None:
    profile.open().activate(clinic.code_for(AMARA), BORN)
    clinic.server.kill()  # from now on there is nothing but the phone
    profile.close()
    saved, kills = list[str](), count(3, 50)

    for _ in range(kills):
        phone = profile.open(SLOW_DISK)
        phone.start_again()
        saved += phone.bridge("many(1)")
        profile.kill()

    phone = profile.open()
    phone.start_again()
    found = set(phone.bridge("waiting()"))
    lost, doubled = len(set(saved) - found), len(found) - len(set(saved) & found)
    tell(Tried("R-25", "Chromium", 'killed straight after "saved"', kills, lost, doubled, f"{len(saved)} entries"))
    assert lost == 0
    assert doubled == 0


def test_every_write_asks_for_the_disk_itself(profile: Profile, clinic: Clinic, tell: Callable[[Tried], None]) -> None:
    phone = profile.open(WATCH_WRITES)
    phone.activate(clinic.code_for(AMARA), BORN)

    phone.check_in(pain_now=3)

    writes = phone.page.evaluate("window.writes")
    weak = [each for each in writes if each != "strict"]
    tell(Tried("R-25", "Chromium", "writes with strict durability", len(writes), len(weak)))
    assert len(writes) > 0
    assert weak == []
