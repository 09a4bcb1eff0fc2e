"""R-24: the phone loses hold of its own store; it takes hold again, and never calls saved what is not."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.harness.browsing import AMARA, BORN, Clinic, Handset
from tests.harness.table import Tried, count

BREAK_THE_STORE = """
window.broken = { kind: null, times: 0 }
const due = (kind) => window.broken.kind === kind && window.broken.times-- > 0
const lost = (name, words) => new DOMException(words, name)
const transaction = IDBDatabase.prototype.transaction
const open = IDBFactory.prototype.open
IDBDatabase.prototype.transaction = function (...given) {
  if (due('closing')) throw lost('InvalidStateError', 'The database connection is closing.')
  if (due('lost')) throw lost('UnknownError', 'Connection to Indexed Database server lost.')
  if (due('really closed')) this.close()
  const begun = transaction.apply(this, given)
  if (due('cut off')) queueMicrotask(() => begun.abort())
  return begun
}
IDBFactory.prototype.open = function (...given) {
  const asked = open.apply(this, given)
  if (due('backing store')) asked.addEventListener('success', (event) => {
    event.stopImmediatePropagation()
    const why = lost('UnknownError', 'Internal error opening backing store for indexedDB.open.')
    Object.defineProperty(asked, 'error', { value: why })
    asked.result.close()
    asked.dispatchEvent(new Event('error'))
  })
  return asked
}
window.logOne = (kind, times) => {
  // a store that can't be opened is found out by one that was closed: that is the first of the times
  if (kind === 'backing store') window.broken = { kind: 'closing', times: 1 }
  const logging = window.steadily.many(1)
  if (kind === 'backing store') setTimeout(() => { window.broken = { kind, times: times - 1 } }, 20)
  else window.broken = { kind, times }
  return logging.then(([id]) => id, () => null).finally(() => { window.broken = { kind: null, times: 0 } })
}
"""
KINDS = ["closing", "lost", "really closed", "cut off", "backing store"]


@pytest.fixture
def phone(handset: Callable[..., Handset], clinic: Clinic) -> Handset:
    """Amara's phone, on which the store can be broken; nothing it logs leaves it."""
    made = handset()
    made.page.add_init_script(BREAK_THE_STORE)
    made.activate(clinic.code_for(AMARA), BORN)
    made.lose_signal()
    made.bridge("many(0)")
    return made


def test_a_lost_connection_is_healed_by_three_tries_at_most(phone: Handset, tell: Callable[[Tried], None]) -> None:
    rounds = count(1, 20)

    tries = [(kind, times) for kind in KINDS for times in (1, 2, 3)] * rounds
    told = [phone.page.evaluate("([kind, times]) => window.logOne(kind, times)", list(each)) for each in tries]

    refused = [each for each, id in zip(tries, told, strict=True) if id is None]
    phone.start_again()
    found = phone.bridge("waiting()")
    lost = len({id for id in told if id} - set(found))
    seen = f"{len(tries) - len(refused)} healed"
    doubled = len(found) - len(set(found))
    tell(Tried("R-24", "Chromium", "the store breaks up to three times", len(tries), lost, doubled, seen))
    assert refused == []
    assert lost == 0


def test_a_connection_that_stays_lost_is_said_and_nothing_is_called_saved(
    phone: Handset, tell: Callable[[Tried], None]
) -> None:
    before = phone.bridge("waiting()")

    told = [phone.page.evaluate("(kind) => window.logOne(kind, 1000)", kind) for kind in KINDS[:4]]

    phone.sees("This was not saved")
    phone.sees("Wait a moment, then save it once more")
    phone.start_again()
    found = phone.bridge("waiting()")
    wrong = [id for id in told if id is not None and id not in found]
    tell(Tried("R-24", "Chromium", "the store stays broken", len(told), len(wrong), seen=f"{told.count(None)} refused"))
    assert told == [None] * len(told)
    assert found == before
