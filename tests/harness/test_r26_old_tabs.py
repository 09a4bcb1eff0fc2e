"""R-26, the store: an old tab is open while a newer app brings the store on; nothing hangs, nothing is lost."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.harness.browsing import AMARA, BORN, Clinic, Handset
from tests.harness.phones import until, uuid7
from tests.harness.profiles import LYING_OPEN
from tests.harness.table import Tried, count

AS_FIRST_RELEASED = """async ([code, born, notes, makesWay]) => {
  const ask = (path, body, token) => fetch('/api/v1' + path, {
    method: body ? 'POST' : 'GET', body: body && JSON.stringify(body),
    headers: { 'Content-Type': 'application/json', ...(token && { Authorization: 'Bearer ' + token }) },
  }).then((answer) => answer.json())
  const { token, device, patient, notice } = await ask('/activate', { code, year_of_birth: born, device_name: 'Phone' })
  const pack = await ask('/me/pack', null, token)
  const asked = indexedDB.open('steadily', 1)
  asked.onupgradeneeded = () => {
    asked.result.createObjectStore('diary', { keyPath: 'id' }).createIndex('on', 'on')
    asked.result.createObjectStore('outbox', { keyPath: 'id' })
    asked.result.createObjectStore('held')
  }
  const store = await new Promise((done) => { asked.onsuccess = () => done(asked.result) })
  if (makesWay) store.onversionchange = () => store.close()
  const writing = store.transaction(['diary', 'outbox', 'held'], 'readwrite')
  const now = new Date().toISOString()
  for (const [id, note] of notes) {
    const entry = { id, kind: 'check_in', on: now.slice(0, 10), at: now, tz: 'Europe/London', pack_revision: null }
    writing.objectStore('diary').add({ ...entry, supersedes: null, shown: null, data: { pain_now: 3, note } })
    writing.objectStore('outbox').add({ id, refused: null })
  }
  const kept = { ...device, token, patient, notice, noticeReadAt: now, expired: false }
  writing.objectStore('held').put(kept, 'device')
  writing.objectStore('held').put(pack, 'pack')
  writing.objectStore('held').put(now, 'synced_at')
  await new Promise((done) => { writing.oncomplete = done })
  window.letGo = () => store.close()
}"""
MARKER = "Speedwell-note"


def first_release(page: Page, code: str, notes: int, *, makes_way: bool = True) -> set[str]:
    """Leave a store as the first release wrote it, with its tab open; give the ids of what waits in it."""
    page.goto("/robots.txt")
    made = [[uuid7(), f"{MARKER}-{number}"] for number in range(notes)]
    page.evaluate(AS_FIRST_RELEASED, [code, BORN, made, makes_way])
    return {id for id, _ in made}


@pytest.mark.parametrize("makes_way", [True, False], ids=["makes way", "does not answer"])
def test_a_tab_of_the_first_release_does_not_hold_the_newer_app_up(
    handset: Callable[..., Handset], clinic: Clinic, tell: Callable[[Tried], None], makes_way: bool
) -> None:
    old = handset()
    waits = first_release(old.page, clinic.code_for(AMARA), count(20, 720), makes_way=makes_way)

    new = Handset(old.page.context.new_page())
    new.page.goto("/")
    if not makes_way:
        new.sees("Please close the other tabs")
        old.page.close()
    new.sees("For today")
    sent = until(lambda: waits <= {id for id, _ in clinic.kept()})

    lost = len(waits - {id for id, _ in clinic.kept()})
    doubled = len(clinic.kept()) - len({*clinic.kept()})
    what = f"a store of the first release, its tab {'makes way' if makes_way else 'does not answer'}"
    tell(Tried("R-26", "Chromium", what, len(waits), lost, doubled))
    assert sent
    assert lost == doubled == 0


def test_what_the_first_release_wrote_openly_lies_sealed_now(
    handset: Callable[..., Handset], clinic: Clinic, tell: Callable[[Tried], None]
) -> None:
    phone = handset()
    waits = first_release(phone.page, clinic.code_for(AMARA), count(20, 720))
    open_before = phone.page.evaluate(LYING_OPEN, MARKER)

    phone.page.goto("/")
    phone.sees("For today")

    still_open = phone.page.evaluate(LYING_OPEN, MARKER)
    lost = len(waits - set(phone.bridge("entries()")))
    seen = f"{open_before} rows open before, {still_open} after"
    tell(Tried("R-26", "Chromium", "what lay open is sealed", len(waits), lost, seen=seen))
    assert open_before == len(waits)
    assert still_open == 0
    assert lost == 0
