"""R-26, the syncer's half: two tabs send as one, and a tab that crashes leaves its work to the other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

from tests.harness.browsing import AMARA, Clinic, Handset
from tests.harness.line import Call, Line, stalled
from tests.harness.phones import until
from tests.harness.table import Tried, count

SWALLOWED_S = 25  # the phone itself hangs up after 30


def test_two_tabs_send_each_entry_once_and_one_request_at_a_time(
    handset: Callable[..., Handset], clinic: Clinic, line: Line, tell: Callable[[Tried], None]
) -> None:
    one, each = handset(AMARA), count(15, 150)
    two = one.tab()
    two.sees("For today")

    for tab in (one, two):
        tab.bridge("many(0)")
    for _ in range(each):
        one.page.evaluate("window.steadily.many(1)")
        two.page.evaluate("window.steadily.many(1)")
    until(lambda: len(clinic.kept()) == 2 * each and all(asked.ended for asked in line.asked))

    sent = Counter(id for asked in line.asked for id in asked.ids)
    twice = sum(times - 1 for times in sent.values())
    kept = [id for id, _ in clinic.kept()]
    seen = f"{len(line.asked)} requests, {line.most_at_once} at once, {twice} entries sent twice"
    tell(Tried("R-26", "Chromium", "two tabs log in turn", 2 * each, 2 * each - len({*kept}), twice, seen))
    assert len({*kept}) == len(kept) == 2 * each
    assert twice == 0
    assert line.most_at_once == 1
    for tab in (one, two):
        tab.sees("All sent to your clinic")


def test_a_tab_that_crashes_while_sending_leaves_its_turn_to_the_other(
    handset: Callable[..., Handset], clinic: Clinic, line: Line, tell: Callable[[Tried], None]
) -> None:
    one = handset(AMARA)
    before = len(line.asked)
    line.faults.append(_swallowed)
    one.check_in(4)
    until(lambda: len(line.asked) > before)
    two = one.tab()
    two.sees("1 entry waits to be sent")

    one.page.close()
    taken_over = until(lambda: len(clinic.kept()) == 1, SWALLOWED_S / 2)

    kept = clinic.kept()
    tell(Tried("R-26", "Chromium", "the sending tab is gone", 1, 1 - len(kept), seen=f"{line.most_at_once} at once"))
    assert taken_over
    two.sees("All sent to your clinic")


def _swallowed(call: Call) -> None:
    """Take the request and bring it nowhere, until the phone hangs up."""
    call.wait_for_hanging_up(SWALLOWED_S)


def test_a_tab_that_waits_for_an_answer_is_waited_for(
    handset: Callable[..., Handset], clinic: Clinic, line: Line, tell: Callable[[Tried], None]
) -> None:
    one = handset(AMARA)
    line.faults.append(stalled(count(3, 25)))
    before = len(line.asked)

    one.check_in(4)
    until(lambda: len(line.asked) > before)
    two = one.tab()
    two.check_in(5)
    sent = until(lambda: len(clinic.kept()) == 2)

    tell(
        Tried(
            "R-26",
            "Chromium",
            "a slow turn in another tab",
            2,
            2 - len(clinic.kept()),
            seen=f"{line.most_at_once} at once",
        )
    )
    assert sent
    assert line.most_at_once == 1
    two.sees("All sent to your clinic")
