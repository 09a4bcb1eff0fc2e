"""R-10, the plan's half: a plan that ages says so, and one that has run out stays and sends to the clinic."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from tests.harness.browsing import AMARA, Clinic, Handset
from tests.harness.table import Tried


@pytest.fixture
def offline(handset: Callable[..., Handset]) -> Handset:
    """Amara's phone, which has lost its signal for good, and whose clock can be moved."""
    phone = handset()
    phone.page.context.clock.install(time=datetime.now(UTC))
    return phone


def test_three_weeks_without_signal_and_what_is_said(
    offline: Handset, clinic: Clinic, tell: Callable[[Tried], None]
) -> None:
    began = datetime.now(UTC)
    offline.activate(clinic.code_for(AMARA), year_of_birth=1984)
    offline.lose_signal()
    aged = f"This is your plan from {began:%A} {began.day} {began:%B}."

    said = {}
    for days in (0, 2, 20, 21, 29):
        offline.page.context.clock.set_system_time(began + timedelta(days=days))
        offline.start_again()
        offline.sees("Sit to stand")
        texts = (aged, "Your plan needs a refresh", "01632 960 000")
        said[days] = [offline.page.get_by_text(text).count() > 0 for text in texts]

    tell(
        Tried(
            "R-10",
            "Chromium",
            "the plan, weeks without signal",
            29,
            seen="it ages from day 1 and has run out on day 21",
        )
    )
    assert said == {
        0: [False, False, False],
        2: [True, False, False],
        20: [True, False, False],
        21: [True, True, True],
        29: [True, True, True],
    }
    assert offline.wrong == []
