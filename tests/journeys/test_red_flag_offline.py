"""A red flag stops everything on the phone itself, and only a clinician lifts it."""

from __future__ import annotations

from typing import Any

import pytest

from steadily.plans.models import Plan
from tests.journeys.desk import Desk
from tests.journeys.phone import Phone

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_red_flag_suspends_the_plan_without_signal_until_dr_chen_clears_it(
    desk: Desk, phone: Phone, knee_plan: Plan, code: str, clock: Any
) -> None:
    phone.activate(code, year_of_birth=1984)
    phone.lose_signal()
    phone.start_again()

    # Amara answers yes to one question: the service message comes, and nothing else stays.
    phone.page.get_by_role("link", name="Anything new or worrying?").click()
    phone.page.get_by_role("button", name="Yes, there is").click()
    phone.answer_none_of_these(but="swollen, throbbing")
    phone.save_answers()
    phone.sees("NHS 111")
    phone.does_not_see("Sit to stand")
    phone.does_not_see("For today")

    # Neither a new day, nor having been seen, nor a new sync brings the exercises back.
    clock.next_morning()
    phone.start_again()
    phone.sees("NHS 111")
    phone.find_signal()
    phone.start_again()
    phone.sees("NHS 111")
    phone.does_not_see("Sit to stand")

    # Dr Chen speaks with her and clears it; the plan is back at the next sync.
    desk.sign_in()
    desk.open_patient("Amara Nwosu")
    desk.clear_safety("Spoke with Amara; seen by her GP, leg is fine")
    phone.start_again()
    phone.sees("For today")
    phone.sees("Sit to stand")
