"""R-23: the phone is full, or has cleared the store away: it is seen, said, and nothing kept before is lost."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import CDPSession, expect

from tests.harness.browsing import AMARA, BORN, Clinic, Handset
from tests.harness.phones import until
from tests.harness.table import Tried, count

USED = "navigator.storage.estimate().then(({ usageDetails }) => usageDetails)"
CACHES = "caches.keys().then((names) => names.length)"
NOTICED_WITHIN_S = 45
"""Chromium asks again how much room there is every 30 seconds."""
COUNT_ASKING = """
window.asked = 0
const persist = StorageManager.prototype.persist
StorageManager.prototype.persist = function () { window.asked += 1; return persist.call(this) }
"""


@pytest.fixture
def phone(handset: Callable[..., Handset], clinic: Clinic) -> Handset:
    """Amara's phone, which counts how often the app asks to stay."""
    made = handset()
    made.page.add_init_script(COUNT_ASKING)
    made.activate(clinic.code_for(AMARA), BORN)
    return made


@pytest.fixture
def tools(phone: Handset) -> CDPSession:
    """The browser's own tools: they set how much room there is, and clear stores away."""
    return phone.page.context.new_cdp_session(phone.page)


def leave_room(phone: Handset, tools: CDPSession, room: int | None) -> None:
    """Leave the phone so many bytes for all the app keeps; None takes the limit away."""
    limit = {} if room is None else {"quotaSize": room}
    tools.send("Storage.overrideQuotaForOrigin", {"origin": _origin(phone), **limit})


def _origin(phone: Handset) -> str:
    origin: str = phone.page.evaluate("location.origin")
    return origin


def test_as_the_phone_fills_up_the_apps_own_files_give_way_and_then_the_newest_entry(
    phone: Handset, tools: CDPSession, tell: Callable[[Tried], None]
) -> None:
    phone.lose_signal()
    kept = phone.bridge(f"many({count(20, 200)})")
    used = phone.page.evaluate(USED)
    leave_room(phone, tools, used["indexedDB"] + used["caches"] // 2)

    gave_way = until(lambda: log_one(phone, kept) and phone.page.evaluate(CACHES) == 0, NOTICED_WITHIN_S)
    kept += fill_up(phone)
    phone.page.get_by_role("link", name="Daily check-in").click()
    phone.score("Pain now", 5)
    phone.page.get_by_role("button", name="Save", exact=True).click()

    expect(phone.page.get_by_role("heading", name="This was not saved")).to_be_in_viewport()
    phone.sees("Your phone is full. What you logged before is safe.")
    leave_room(phone, tools, None)
    phone.find_signal()
    phone.start_again()
    back = until(lambda: phone.page.evaluate(CACHES) == 1)
    found = phone.bridge("entries()")
    lost, doubled = len(set(kept) - set(found)), len(found) - len(set(found))
    seen = f"files {'gave way' if gave_way else 'stayed'}, {'back' if back else 'gone'} at the next start"
    tell(Tried("R-23", "Chromium", "the phone fills up, entry by entry", len(kept), lost, doubled, seen))
    assert lost == 0
    assert set(found) == set(kept)
    assert gave_way
    assert back


def log_one(phone: Handset, kept: list[str]) -> bool:
    """Try to log one more entry; note it where it was kept."""
    time.sleep(1)
    kept += phone.bridge("many(1).catch(() => [])")
    return True


def fill_up(phone: Handset) -> list[str]:
    """Log ever shorter notes until not even a line is kept; give the ids of those that were."""
    sizes = [300_000 >> halved for halved in range(12)]
    told = [phone.bridge(f"note('x'.repeat({size})).catch(() => null)") for size in sizes * 3]
    return [id for id in told if id is not None]


@pytest.mark.parametrize("app", ["open", "closed"])
def test_a_store_that_was_cleared_away_is_seen_and_said_and_filled_again(
    phone: Handset, tools: CDPSession, clinic: Clinic, tell: Callable[[Tried], None], app: str
) -> None:
    phone.check_in(pain_now=3)
    phone.sees("All sent to your clinic")
    phone.lose_signal()
    phone.check_in(pain_now=6)

    if app == "closed":
        phone.page.goto("/robots.txt")
    tools.send("Storage.clearDataForOrigin", {"origin": _origin(phone), "storageTypes": "indexeddb"})
    if app == "closed":
        phone.page.goto("/")

    phone.sees("Your diary is no longer on this phone")
    phone.sees("1 entry had not been sent.")
    expect(phone.page.get_by_role("button", name="Save them as a file")).to_have_count(int(app == "open"))
    phone.find_signal()
    phone.activate(clinic.code_for(AMARA), BORN)
    phone.does_not_see("Your diary is no longer on this phone")
    phone.page.goto("/check-in")
    tell(Tried("R-23", "Chromium", f"the store is cleared away, app {app}", 1, seen="said, and filled again"))
    expect(phone.page.get_by_role("group", name="Pain now").get_by_role("radio", name="3", exact=True)).to_be_checked()


def test_the_app_asks_to_stay_after_the_first_save(phone: Handset, tell: Callable[[Tried], None]) -> None:
    before = phone.page.evaluate("window.asked")

    phone.check_in(pain_now=5)

    asked = until(lambda: phone.page.evaluate("window.asked") > 0, 5)
    tell(Tried("R-23", "Chromium", "asks the browser to keep it", 1, int(not asked), seen="after the first save"))
    assert before == 0
    assert asked


def test_what_is_unsent_for_more_than_a_day_is_said_louder(phone: Handset, tell: Callable[[Tried], None]) -> None:
    phone.lose_signal()
    phone.check_in(pain_now=5)
    expect(phone.page.locator(".sync .notice-care")).to_have_count(0)

    phone.page.clock.install(time=datetime.now(UTC) + timedelta(hours=25))
    phone.start_again()

    tell(Tried("R-23", "Chromium", "unsent for 25 hours", 1, seen="a notice on the day's screen"))
    expect(phone.page.locator(".sync .notice-care")).to_be_visible()


def test_settings_say_how_much_room_there_is(phone: Handset) -> None:
    phone.page.goto("/settings")

    phone.sees("Room on this phone")
    phone.sees("There is room for more.")
