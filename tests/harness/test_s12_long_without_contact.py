"""S-12, the phone's half: after a month without contact the diary's past is closed, and nothing else is."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import expect

from tests.harness.browsing import AMARA, Handset
from tests.harness.table import Tried


@pytest.mark.parametrize(("days", "closed"), [(29, False), (31, True)])
def test_the_past_closes_after_thirty_days_and_the_plan_stays_open(
    handset: Callable[..., Handset], tell: Callable[[Tried], None], days: int, closed: bool
) -> None:
    phone = handset(AMARA)
    phone.check_in(pain_now=3)
    phone.sees("All sent to your clinic")
    phone.lose_signal()

    phone.page.clock.install(time=datetime.now(UTC) + timedelta(days=days))
    phone.page.goto("/settings")

    phone.sees("Your diary is closed for now" if closed else "Your diary")
    expect(phone.page.get_by_text("Pain now 3 of 10.")).to_have_count(int(not closed))
    tell(Tried("S-12", "Chromium", f"{days} days without contact", 1, seen="closed" if closed else "open"))
    phone.page.goto("/flare")
    phone.sees("If it feels like a flare-up, it is one.")
    phone.start_again()
    phone.sees("For today")
    phone.check_in(pain_now=6)
    phone.find_signal()
    phone.page.goto("/settings")
    phone.sees("Your diary")
    phone.does_not_see("Your diary is closed for now")
