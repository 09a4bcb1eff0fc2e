"""R-10, the phone's start: after a month without signal the day is on the screen at once, on a slow phone too."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.harness.browsing import AMARA, Handset
from tests.harness.profiles import measured
from tests.harness.table import Tried, count

NOTE_WHEN_SHOWN = """
new MutationObserver((_, watching) => {
  if (!document.querySelector('.tasks h2')) return
  requestAnimationFrame(() => setTimeout(() => { window.shownAt ??= performance.now() }))
  watching.disconnect()
}).observe(document, { childList: true, subtree: true })
"""
SLOW_DOWN = 4


def starts(phone: Handset, times: int) -> list[float]:
    """Start the app so many times with no signal on a slow phone; give the milliseconds until the day was shown."""
    tools = phone.page.context.new_cdp_session(phone.page)
    took = list[float]()
    for _ in range(times):
        tools.send("Emulation.setCPUThrottlingRate", {"rate": SLOW_DOWN})
        phone.page.goto("/")
        measured(phone.page, "window.shownAt !== undefined")
        took.append(phone.page.evaluate("window.shownAt"))
        tools.send("Emulation.setCPUThrottlingRate", {"rate": 1})
    return sorted(took)


@pytest.mark.parametrize(("unsent", "within_ms"), [(3, 700), (720, 1500)])
def test_the_day_is_shown_at_once(
    handset: Callable[..., Handset], tell: Callable[[Tried], None], unsent: int, within_ms: int
) -> None:
    phone = handset(AMARA)
    phone.page.add_init_script(NOTE_WHEN_SHOWN)
    phone.lose_signal()
    phone.bridge(f"many({unsent})")

    took = starts(phone, count(3, 9))

    middle = took[len(took) // 2]
    seen = f"{middle:.0f} ms (best {took[0]:.0f}, worst {took[-1]:.0f})"
    what = f"start without signal, {unsent} unsent, {SLOW_DOWN}x slower"
    tell(Tried("R-10", "Chromium", what, len(took), int(middle > within_ms), seen=seen))
    assert middle <= within_ms
