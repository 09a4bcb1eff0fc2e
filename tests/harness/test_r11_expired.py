"""R-11, the phone's half: a sign-in that ends keeps everything for its owner, and gives nothing to anyone else."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import expect

from tests.harness.browsing import AMARA, BEN, Clinic, Handset
from tests.harness.line import Call, Line, reset_before_arrival, sound
from tests.harness.table import Tried, count

MONTH = count(520, 720)
"""Three entries a day of eight exercises for thirty days; fewer where only the two batches matter."""


def test_a_sign_in_that_expires_during_a_month_of_entries_loses_none(
    handset: Callable[..., Handset], clinic: Clinic, line: Line, tell: Callable[[Tried], None]
) -> None:
    phone = handset(AMARA)
    line.always = reset_before_arrival
    made = phone.bridge(f"many({MONTH})")

    # The first 500 arrive; then her sign-in is over.
    line.faults.extend([sound, _after(clinic.expire)])
    line.always = sound
    phone.start_again()
    phone.sees("Sign in again with a new code. Nothing is lost.")
    first = len(clinic.kept())
    phone.start_again()
    waiting = phone.bridge("waiting()")

    # Ben's code opens nothing while hers wait.
    _sign_in_again(phone, clinic.code_for(BEN))
    phone.sees("Someone else's entries are here")
    phone.sees(f"{MONTH - first} entries were not sent yet.")
    phone.page.get_by_role("button", name="Keep them, and stop here").click()
    phone.sees("Sign in again with a new code. Nothing is lost.")
    _sign_in_again(phone, clinic.code_for(AMARA))
    phone.sees("All sent to your clinic")

    kept = clinic.kept()
    ids, bens = [id for id, name in kept if name == AMARA], [id for id, name in kept if name == BEN]
    seen = f"{first} sent before, {len(waiting)} kept for after; {len(bens)} to another patient"
    tell(
        Tried(
            "R-11", "Chromium", "expired in a sync of a month", MONTH, MONTH - len({*ids}), len(ids) - len({*ids}), seen
        )
    )
    assert (first, len(waiting)) == (500, MONTH - 500)
    assert sorted(ids) == sorted(made)
    assert bens == []


def test_someone_elses_entries_are_given_up_only_when_asked_twice(
    handset: Callable[..., Handset], clinic: Clinic, line: Line, tell: Callable[[Tried], None]
) -> None:
    phone = handset(AMARA)
    line.always = reset_before_arrival
    phone.bridge(f"many({count(3, 30)})")
    clinic.expire()
    line.always = sound
    phone.start_again()
    phone.sees("Sign in again with a new code. Nothing is lost.")

    _sign_in_again(phone, clinic.code_for(BEN))
    phone.page.get_by_role("button", name="Give them up and go on").click()
    phone.sees("They were not sent and not saved. They will be gone for good.")
    phone.page.get_by_role("button", name="Give them up for good").click()
    phone.sees("Hello Ben Hart")
    phone.page.get_by_text("I have read this").click()
    phone.page.get_by_role("button", name="Go to my plan").click()
    phone.sees("All sent to your clinic")

    crossed = len(clinic.kept())
    tell(Tried("R-11", "Chromium", "given up for another patient", count(3, 30), seen=f"{crossed} to another patient"))
    assert crossed == 0
    assert phone.bridge("entries()") == []


def test_a_phone_that_was_signed_out_empties_itself_and_says_so(
    handset: Callable[..., Handset], clinic: Clinic, line: Line, tell: Callable[[Tried], None]
) -> None:
    phone = handset(AMARA)
    phone.bridge("many(3)")
    phone.sees("All sent to your clinic")
    other = phone.tab()
    clinic.revoke()

    phone.check_in(3)
    for tab in (phone, other):
        tab.sees("This phone was signed out")

    left = phone.bridge("entries()")
    tell(Tried("R-11", "Chromium", "signed out by the clinic", 1, seen=f"{len(left)} entries left on the phone"))
    assert left == []
    assert len(clinic.kept()) == 3


def _after(happens: Callable[[], None]) -> Callable[[Call], None]:
    def answers(call: Call) -> None:
        happens()
        sound(call)

    return answers


def _sign_in_again(phone: Handset, code: str) -> None:
    phone.page.get_by_role("link", name="Sign in again").click()
    phone.page.get_by_label("Code from your clinic").fill(code)
    phone.page.get_by_label("Year you were born").fill("1984")
    button = phone.page.get_by_role("button", name="Sign in", exact=True)
    button.click()
    expect(button).to_have_count(0)
