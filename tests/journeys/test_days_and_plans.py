"""Days that turn, clocks that are wrong, plans that changed while there was no signal, and a second phone."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from steadily.logbook.models import Entry, Kind
from steadily.people.actions import invite
from steadily.people.models import Clinician
from steadily.plans.actions import revise_plan
from steadily.plans.models import Plan
from tests.journeys.conftest import MORNING, PHONE
from tests.journeys.phone import Phone

pytestmark = pytest.mark.django_db(transaction=True)
A_YEAR = timedelta(days=365)
TWO_TO_MIDNIGHT = datetime(2026, 3, 10, 23, 58, tzinfo=UTC)
A_MINUTE_MS = 60_000


def test_a_half_filled_check_in_stays_on_its_day_and_the_screen_turns_once_it_is_saved(
    phone: Phone, knee_plan: Plan, code: str, clock: Any
) -> None:
    phone.activate(code, year_of_birth=1984)
    clock.move_to(TWO_TO_MIDNIGHT)
    phone.start_again()
    phone.page.get_by_role("link", name="Daily check-in").click()
    phone.score("Worst pain today", 6)

    clock.move_to(TWO_TO_MIDNIGHT + timedelta(minutes=7))
    phone.page.clock.run_for(2 * A_MINUTE_MS)
    phone.score("Pain now", 2)
    phone.page.get_by_role("button", name="Save", exact=True).click()

    phone.sees("Wednesday 11 March")
    phone.sees("How is today?")
    expect(phone.page.get_by_role("link", name="All sent to your clinic")).to_be_visible()
    entry = Entry.objects.get(kind=Kind.CHECK_IN)
    assert entry.on == date(2026, 3, 10)
    assert entry.data == {"pain_worst": 6, "pain_now": 2}


def test_what_a_phone_a_year_ahead_logged_is_given_its_right_day_in_one_tap(
    phone: Phone, knee_plan: Plan, code: str, clock: Any
) -> None:
    phone.activate(code, year_of_birth=1984)
    phone.page.context.clock.set_system_time(datetime.now(UTC) + A_YEAR)
    phone.start_again()
    phone.page.get_by_role("link", name="Daily check-in").click()
    phone.score("Pain now", 4)
    phone.page.get_by_role("button", name="Save", exact=True).click()

    phone.page.get_by_role("link", name="1 entry could not be kept").click()
    phone.sees("Your phone's clock said Wednesday 10 March 2027.")
    assert Entry.objects.count() == 0
    phone.page.get_by_role("button", name="This was today, Tuesday 10 March").click()

    phone.sees("1 entry has its right day now.")
    expect(phone.page.get_by_text("could not be kept")).to_have_count(0)
    phone.page.get_by_text("All sent to your clinic").first.wait_for()
    entry = Entry.objects.get()
    assert (entry.on, entry.data) == (date(2026, 3, 10), {"pain_now": 4})
    assert abs(entry.lived_at - datetime.now(UTC)) < timedelta(minutes=2)


def test_a_phone_a_year_behind_is_asked_to_set_its_clock(phone: Phone, knee_plan: Plan, code: str, clock: Any) -> None:
    phone.activate(code, year_of_birth=1984)
    phone.does_not_see("Please check your phone's clock")

    phone.page.context.clock.set_system_time(datetime.now(UTC) - A_YEAR)
    phone.start_again()

    phone.sees("Please check your phone's clock")
    phone.sees("It says Monday 10 March 2025.")


def test_a_plan_changed_while_she_had_no_signal_is_told_in_words_and_her_sessions_stay_with_theirs(
    phone: Phone, knee_plan: Plan, dr_chen: Clinician, code: str, clock: Any
) -> None:
    phone.activate(code, year_of_birth=1984)
    phone.lose_signal()
    phone.open_exercise("Sit to stand")
    phone.log_as_planned(before=1, during=2, after=2)
    sit = knee_plan.prescriptions.get(exercise__name="Sit to stand")
    gone = knee_plan.prescriptions.exclude(pk=sit.pk)[0]
    clock.next_morning()
    smaller = {"amount": Decimal(8), "maximum": Decimal(15)}
    at = datetime.now(UTC)
    revise_plan(by=dr_chen, at=at, plan=knee_plan, starts_on=at.date(), doses={sit: smaller}, ended=[gone])

    phone.find_signal()
    phone.start_again()

    phone.sees("Your clinician changed your plan")
    phone.sees("Sit to stand: the plan was 2 sets of 10. Now it is 2 sets of 8.")
    phone.sees(f"No longer in your plan: {gone.exercise.name}.")
    phone.page.get_by_role("button", name="OK, I have read this").click()
    phone.does_not_see("Your clinician changed your plan")
    phone.start_again()
    phone.does_not_see("Your clinician changed your plan")
    entry = Entry.objects.get(kind=Kind.EXERCISE)
    assert (entry.plan_version, entry.data["prescribed"], entry.on) == (1, "10", MORNING.date())


def test_two_phones_that_changed_the_same_session_say_which_counts(
    phone: Phone, opened: Callable[..., Page], knee_plan: Plan, dr_chen: Clinician, code: str, clock: Any
) -> None:
    phone.activate(code, year_of_birth=1984)
    phone.open_exercise("Sit to stand")
    phone.log_as_planned(during=2, after=2)
    other = Phone(opened(**PHONE))
    other.activate(invite(by=dr_chen, at=datetime.now(UTC), patient=knee_plan.patient).typed, year_of_birth=1984)
    for each, during in ((phone, 3), (other, 5)):
        each.lose_signal()
        each.home() if each is phone else None
        each.open_exercise("Sit to stand")
        each.page.get_by_role("button", name="Change what I said").click()
        each.score("Worst pain during", during)
        each.page.get_by_role("button", name="Save", exact=True).click()
        each.sees("Saved on this phone.")
        clock.move_to(datetime.now(UTC) + timedelta(minutes=5))

    for each in (other, phone, other):
        each.find_signal()
        each.start_again()
        expect(each.page.get_by_text("All sent to your clinic").first).to_be_visible()

    for each in (phone, other):
        each.start_again()
        each.page.get_by_text("1 entry was changed on two phones").click()
        each.sees("This one counts: 20 times, Worst pain during 5, Pain in the hour after 2.")
        each.sees("The other said: 20 times, Worst pain during 3, Pain in the hour after 2.")
