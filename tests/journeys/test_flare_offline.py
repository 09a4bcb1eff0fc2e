"""A flare-up is believed the moment it is said, with signal or without."""

from __future__ import annotations

from typing import Any

import pytest

from steadily.plans.models import Plan
from tests.journeys.desk import Desk
from tests.journeys.phone import Phone

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_flare_up_declared_without_signal_swaps_the_day_at_once(
    desk: Desk, phone: Phone, knee_plan: Plan, code: str, clock: Any
) -> None:
    phone.activate(code, year_of_birth=1984)
    phone.sees("2 sets of 10")
    phone.lose_signal()
    phone.start_again()

    # Amara says so; the safety questions come first, then the smaller plan.
    phone.page.get_by_role("link", name="This is a flare-up").click()
    phone.page.get_by_role("button", name="Yes, this is a flare-up").click()
    phone.answer_none_of_these()
    phone.save_answers()
    phone.start_again()
    phone.sees("You are in a flare-up plan, day 1.")
    phone.does_not_see("2 sets of 10")
    phone.open_exercise("Sit to stand")
    phone.sees("Rest from this one")

    # It stays so the next day, still without signal: only the clinic's side ends a flare.
    clock.next_morning()
    phone.start_again()
    phone.sees("You are in a flare-up plan, day 2.")

    # With signal, Dr Chen sees it on the worklist.
    phone.find_signal()
    phone.sees("All sent to your clinic")
    desk.sign_in()
    desk.open_worklist()
    desk.sees("Amara Nwosu")
    desk.sees("flare")
