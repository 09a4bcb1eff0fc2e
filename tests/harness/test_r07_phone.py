"""R-07, the phone's half: one entry that can't be kept holds up nothing, and is shown with its reason until let go."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import expect

from tests.harness.browsing import AMARA, Clinic, Handset
from tests.harness.line import Call, Fault, Line, reset_before_arrival, sound, stranger
from tests.harness.phones import until
from tests.harness.table import Tried, count

TOO_LARGE = json.dumps(
    {"type": "/problems/too-large", "title": "Too large", "status": 413, "detail": "That is too large."}
)
REFUSES = stranger("413 Content Too Large", "application/problem+json", TOO_LARGE)


def test_one_bad_entry_among_500_is_parked_and_shown(
    handset: Callable[..., Handset], clinic: Clinic, line: Line, tell: Callable[[Tried], None], tmp_path: Path
) -> None:
    phone, many = handset(AMARA), count(99, 499)
    line.always = reset_before_arrival  # no signal
    made = phone.bridge(f"many({many - 50})")
    bad = phone.bridge("poison()")
    made += phone.bridge("many(50)")
    line.always = sound

    phone.start_again()
    phone.sees("1 entry could not be kept")
    kept = [id for id, _ in clinic.kept()]
    lost = len({*made} - {*kept})
    tell(Tried("R-07", "Chromium", "1 bad entry among good ones", many + 1, lost, len(kept) - len({*kept}), "1 parked"))
    assert sorted(kept) == sorted(made)
    assert phone.bridge("refused()") == [bad]

    # It is shown with its reason; unsaved, it is asked about twice; saved as a file, it can go.
    phone.page.get_by_role("link", name="1 entry could not be kept").click()
    phone.sees("The clinic's computer could not read it.")
    phone.page.get_by_role("button", name="Remove it from this phone").click()
    phone.sees("You have not saved it as a file. Removed, it is gone for good.")
    phone.page.get_by_role("button", name="Keep it").click()
    with phone.page.expect_download() as saving:
        phone.page.get_by_role("button", name="Save them as a file").click()
    saving.value.save_as(tmp_path / "kept.json")
    [exported] = json.loads((tmp_path / "kept.json").read_text("utf-8"))
    phone.page.get_by_role("button", name="Remove it from this phone").click()
    phone.does_not_see("could not be kept")

    assert (exported["entry"]["id"], exported["entry"]["data"]["pain_now"]) == (bad, 99)
    assert exported["problem"]["detail"]
    assert phone.bridge("entries()") == made
    phone.home()
    phone.check_in(3)
    phone.sees("All sent to your clinic")


def test_a_batch_of_bad_entries_blocks_nothing(
    handset: Callable[..., Handset], clinic: Clinic, line: Line, tell: Callable[[Tried], None]
) -> None:
    phone, many = handset(AMARA), count(20, 200)
    line.always = reset_before_arrival
    bad = [phone.bridge("poison()") for _ in range(many)]
    line.always = sound

    phone.start_again()
    phone.sees(f"{many} entries could not be kept")
    phone.check_in(3)
    phone.sees("All else was sent to your clinic")

    tell(
        Tried("R-07", "Chromium", "a batch of bad entries alone", many, seen=f"{len(phone.bridge('refused()'))} parked")
    )
    assert sorted(phone.bridge("refused()")) == sorted(bad)
    assert len(clinic.kept()) == 1


def test_the_one_entry_for_which_whole_batches_are_refused_is_found(
    handset: Callable[..., Handset], clinic: Clinic, line: Line, tell: Callable[[Tried], None]
) -> None:
    phone, many = handset(AMARA), count(60, 500)
    line.always = reset_before_arrival
    made = phone.bridge(f"many({many})")
    heavy = made.pop(many // 3)
    line.always = _refusing(heavy)
    before = len(line.asked)

    phone.start_again()
    phone.sees("1 entry could not be kept")
    until(lambda: phone.bridge("waiting()") == [])

    kept = [id for id, _ in clinic.kept()]
    seen = f"found in {len(line.asked) - before} requests"
    lost = len({*made} - {*kept})
    tell(Tried("R-07", "Chromium", "413 for any batch with one entry", many, lost, len(kept) - len({*kept}), seen))
    assert phone.bridge("refused()") == [heavy]
    assert sorted(kept) == sorted(made)
    phone.page.get_by_role("link", name="1 entry could not be kept").click()
    phone.sees("That is too large.")

    # Asked to, the phone tries it once more.
    line.always = sound
    phone.page.get_by_role("button", name="Try to send it again").click()
    expect(phone.page.get_by_role("status")).to_contain_text("All sent to your clinic")
    assert heavy in [id for id, _ in clinic.kept()]


def test_a_server_that_refuses_everything_has_nothing_parked(
    handset: Callable[..., Handset], clinic: Clinic, line: Line, tell: Callable[[Tried], None]
) -> None:
    phone = handset(AMARA)
    line.always = stranger("400 Bad Request", "application/problem+json", TOO_LARGE)

    made = phone.bridge("many(5)")
    phone.sees("The clinic's computer answered, but could not take them in. We keep trying.")
    parked = phone.bridge("refused()")
    line.always = sound
    phone.sees("All sent to your clinic")

    kept = [id for id, _ in clinic.kept()]
    tell(
        Tried(
            "R-07",
            "Chromium",
            "400 whatever is sent",
            5,
            5 - len({*kept}),
            len(kept) - len({*kept}),
            f"{len(parked)} parked",
        )
    )
    assert parked == []
    assert sorted(kept) == sorted(made)


def _refusing(heavy: str) -> Fault:
    """Make a line that refuses any batch with one entry in it, as a whole."""

    def answers(call: Call) -> None:
        (REFUSES if heavy.encode() in call.body else sound)(call)

    return answers
