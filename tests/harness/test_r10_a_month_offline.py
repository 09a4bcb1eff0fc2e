"""R-10: thirty days without signal, three sessions of eight things a day, and then everything is sent."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

from playwright.sync_api import CDPSession, Page

from tests.harness.browsing import AMARA, Clinic, Handset
from tests.harness.line import Line, reset_before_arrival, sound
from tests.harness.phones import check_in
from tests.harness.server import Server, rows
from tests.harness.table import Tried

DAYS, A_DAY = 30, 24
"""720 entries."""
SLOW_LINE = {"offline": False, "latency": 400, "uploadThroughput": 50_000, "downloadThroughput": 50_000}
"""400 kbit/s each way, in bytes, with 400 ms on the way."""
MOST_S, MOST_SLOWLY_S = 3, 30
SLOW_PHONE = 4
GO_TO = """days => {
  const Real = globalThis.Real ??= Date
  const shift = days * 86_400_000
  globalThis.Date = class extends Real {
    constructor(...given) { given.length === 0 ? super(Real.now() + shift) : super(...given) }
    static now() { return Real.now() + shift }
  }
  dispatchEvent(new Event('focus'))
}"""
"""Moves a phone's clock by some days, until the app is opened again; timers keep running."""
UNTIL_TODAY = """() => new Promise(done => {
  const look = () => document.querySelector('main.today') ? done(performance.now()) : requestAnimationFrame(look)
  look()
})"""


def test_a_month_of_entries_is_taken_in_at_once(server: Server, tell: Callable[[Tried], None]) -> None:
    ((token,),) = server.admit(plan=True)
    server.start()
    (phone,) = server.phones([token])
    entries = [check_in(days_ago=day) for day in range(DAYS) for _ in range(A_DAY)]

    began = time.monotonic()
    answers = [phone.sync(entries[:500]), phone.sync(entries[500:])]
    took = time.monotonic() - began

    kept = rows(server, "select count(*), count(distinct id) from logbook_entry")[0]
    acknowledged = [name for answer in answers for name in answer.acknowledged]
    lost, doubled = len(entries) - kept[1], kept[0] - kept[1]
    seen = f"{took:.1f} s of the {MOST_S} allowed, with the guidance and two packs"
    tell(Tried("R-10", server.on, "a month of entries on this machine", len(entries), lost, doubled, seen))
    assert acknowledged == [entry["id"] for entry in entries]
    assert (lost, doubled) == (0, 0)


def test_a_phone_a_month_without_signal_starts_at_once_and_sends_it_all(
    handset: Callable[..., Handset], clinic: Clinic, line: Line, tell: Callable[[Tried], None]
) -> None:
    phone = handset(AMARA)
    line.always = reset_before_arrival
    made = _live_a_month(phone)
    devtools = phone.page.context.new_cdp_session(phone.page)

    started = _start_slowly(phone.page, devtools)
    tell(
        Tried(
            "R-10",
            "Chromium",
            f"a start with no signal and 720 unsent, on a phone {SLOW_PHONE} times as slow",
            1,
            seen=f"{started:.1f} s of the 1.5 allowed",
        )
    )
    line.always = sound
    devtools.send("Network.emulateNetworkConditions", SLOW_LINE)
    began = time.monotonic()
    phone.page.reload(wait_until="commit")
    phone.page.get_by_text("All sent to your clinic").wait_for(timeout=90_000)
    took = time.monotonic() - began

    kept = [name for name, _ in clinic.kept()]
    lost, doubled = len({*made} - {*kept}), len(kept) - len({*kept})
    days = Counter(str(on)[:10] for (on,) in rows(clinic.server, 'select "on" from logbook_entry'))
    seen = f"{took:.1f} s of the {MOST_SLOWLY_S} allowed; {len(days)} dates"
    tell(Tried("R-10", "Chromium", "a month sent at 400 kbit/s and 400 ms", len(made), lost, doubled, seen))
    assert (lost, doubled, len(kept)) == (0, 0, DAYS * A_DAY)
    assert days == Counter({_date(days_ago): A_DAY for days_ago in range(DAYS)})
    assert took < MOST_SLOWLY_S
    assert phone.wrong == []


def _live_a_month(phone: Handset) -> list[str]:
    """Log on each of the last thirty days, through the app's own write path."""
    made: list[str] = []
    for day in reversed(range(DAYS)):
        phone.page.evaluate(GO_TO, -day)
        made += phone.bridge(f"many({A_DAY})")
    return made


def _start_slowly(page: Page, devtools: CDPSession) -> float:
    """Open the app anew on a slow phone with no signal; give the seconds until today is on the screen."""
    page.context.set_offline(True)
    devtools.send("Emulation.setCPUThrottlingRate", {"rate": SLOW_PHONE})
    page.reload(wait_until="commit")
    milliseconds: Any = page.evaluate(UNTIL_TODAY)
    devtools.send("Emulation.setCPUThrottlingRate", {"rate": 1})
    page.context.set_offline(False)
    return float(milliseconds) / 1000


def _date(days_ago: int) -> str:
    return (datetime.now(UTC) - timedelta(days=days_ago)).date().isoformat()
