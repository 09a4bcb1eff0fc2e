"""How much of a frame the moving figure takes, in a real browser at a quarter of the processor's speed."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import expect

from tests.bench.table import Measured, at_most
from tests.journeys.conftest import address, browser, clock, code, knee_plan, opened, phone, shelves  # noqa: F401
from tests.journeys.phone import Phone

FRAMES = """async (frames) => {
  const cost = []
  const ask = window.requestAnimationFrame.bind(window)
  window.requestAnimationFrame = (show) => ask((now) => {
    const began = performance.now()
    show(now)
    cost.push(performance.now() - began)
  })
  while (cost.length < frames) await new Promise((go) => setTimeout(go, 50))
  window.requestAnimationFrame = ask
  return cost.sort((one, other) => one - other)[Math.floor(frames * 0.95)]
}"""


def test_the_figure_leaves_the_frame_to_others(
    phone: Phone,  # noqa: F811
    code: str,  # noqa: F811
    tell: Callable[[Measured], None],
) -> None:
    phone.activate(code, 1984)
    phone.open_exercise("Sit to stand")
    expect(phone.page.locator(".figure svg")).to_be_visible()
    phone.page.context.new_cdp_session(phone.page).send("Emulation.setCPUThrottlingRate", {"rate": 4})

    cost_ms = phone.page.evaluate(FRAMES, 240)

    tell(at_most("a frame of the moving figure at a quarter of the speed, 95 in 100", cost_ms, 4, "ms"))
