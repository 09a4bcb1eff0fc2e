"""R-21: a newer app is kept ready beside the one in use, and taken up only when nothing is lost by it."""

from __future__ import annotations

import http.client
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from playwright.sync_api import expect

from tests.harness.browsing import AMARA, Clinic, Handset
from tests.harness.builds import build
from tests.harness.line import Call, Line, sound
from tests.harness.phones import until
from tests.harness.table import Tried

OFFER = "There is a newer version."
LOOK_FOR_ONE = "navigator.serviceWorker.getRegistration().then((found) => found.update()).then(() => true, () => false)"
WAITS = (
    "navigator.serviceWorker.getRegistration().then(({waiting, installing}) => waiting !== null && installing === null)"
)
OPEN_TABS = "navigator.locks.query().then(({held}) => held.filter(({name}) => name.startsWith('steadily-open')).length)"
CACHES = "caches.keys().then((names) => names.filter((name) => name.startsWith('app-')).length)"


def test_two_deploys_during_an_exercise_disturb_nothing(
    handset: Callable[..., Handset], clinic: Clinic, built: Callable[[str], Path], tell: Callable[[Tried], None]
) -> None:
    phone = handset(AMARA)
    other = phone.tab()
    phone.open_exercise("Sit to stand")
    phone.choose("How much did you do?", "As planned")
    phone.score("Worst pain during", 3)
    offered_early = []

    for label in ("N+1", "N+2"):
        clinic.deploy(built(label))
        assert phone.page.evaluate(LOOK_FOR_ONE)
        assert until(lambda: bool(phone.page.evaluate(WAITS)))
        offered_early.append(phone.page.get_by_text(OFFER).count())

    # The form is as it was left; the other tab opens screens of N that it had not loaded yet.
    half_filled = _answers(phone)
    runs_before = [_build(phone), _build(other)]
    other.page.get_by_role("link", name="Daily check-in").click()
    expect(other.page.get_by_role("group", name="Pain now")).to_be_visible()
    phone.page.get_by_role("button", name="Save", exact=True).click()
    phone.sees("Done:")

    # Back at today it is offered, and taken up there alone.
    phone.home()
    phone.sees(OFFER)
    other.score("Pain now", 5)
    with phone.page.expect_navigation():
        phone.page.get_by_role("button", name="Use it now").click()
    phone.sees("For today")
    runs_after = [_build(phone), _build(other)]
    still_there = other.page.get_by_role("group", name="Pain now").locator("input:checked").get_attribute("value")
    other.home()
    other.page.get_by_role("link", name="This is a flare-up").click()
    other.sees("If it feels like a flare-up, it is one.")
    kept_for_the_other = phone.page.evaluate(CACHES)
    other.page.close()
    until(lambda: phone.page.evaluate(OPEN_TABS) == 1)
    phone.start_again()
    tidy = until(lambda: phone.page.evaluate(CACHES) == 1)

    lost = int(half_filled != ["all", "3"]) + int(still_there != "5")
    seen = f"offered before a safe point: {sum(offered_early)}; files that failed: {len(phone.wrong)}"
    tell(Tried("R-21", "Chromium", "N, N+1 and N+2 during an exercise", 2, lost, seen=seen))
    assert half_filled == ["all", "3"]
    assert offered_early == [0, 0]
    assert runs_before == ["N", "N"]
    assert runs_after == ["N+2", "N"]
    assert still_there == "5"
    assert kept_for_the_other >= 2
    assert tidy
    assert phone.wrong == []


def test_a_deploy_that_broke_half_way_leaves_the_app_as_it_was(
    handset: Callable[..., Handset], clinic: Clinic, tmp_path: Path, tell: Callable[[Tried], None]
) -> None:
    phone = handset(AMARA)
    clinic.deploy(build(tmp_path, "broken", without="Exercise-"))

    phone.page.evaluate(LOOK_FOR_ONE)
    until(lambda: not phone.page.evaluate(INSTALLING))
    offered = phone.page.evaluate(WAITS)
    phone.lose_signal()
    phone.start_again()
    phone.open_exercise("Sit to stand")
    phone.sees("How did it go?")

    runs = _build(phone)
    tell(Tried("R-21", "Chromium", "a deploy with one file missing", 1, int(runs != "N"), seen=f"then runs {runs}"))
    assert not offered
    assert runs == "N"
    assert phone.page.evaluate(CACHES) == 1


INSTALLING = "navigator.serviceWorker.getRegistration().then(({installing}) => installing !== null)"


def test_an_app_too_old_for_the_server_still_sends_and_is_offered_the_newer_one(
    handset: Callable[..., Handset],
    clinic: Clinic,
    line: Line,
    built: Callable[[str], Path],
    tell: Callable[[Tried], None],
) -> None:
    phone = handset(AMARA)
    clinic.deploy(built("N+1"))
    line.always = _as_an_old_app

    phone.check_in(3)
    phone.sees("This app is too old for your plan to be renewed.")
    phone.sees(OFFER)

    kept, waiting = clinic.kept(), phone.bridge("waiting()")
    tell(
        Tried(
            "R-22",
            "Chromium",
            "an app too old, on the phone",
            1,
            1 - len(kept),
            seen="its entry kept, the newer app offered",
        )
    )
    assert len(kept) == 1
    assert waiting == []


def _as_an_old_app(call: Call) -> None:
    """Let the app call itself a version that nobody speaks any more."""
    version = json.loads(call.body)["client"]
    old = "0.1.0".ljust(len(version), "0")
    sound(replace(call, body=call.body.replace(f'"client":"{version}"'.encode(), f'"client":"{old}"'.encode())))


def test_the_worker_is_asked_for_each_time(clinic: Clinic) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", clinic.server.port, timeout=5)

    connection.request("GET", "/sw.js", headers={"Host": "localhost"})
    cached = connection.getresponse().getheader("Cache-Control")
    connection.close()

    assert cached == "no-cache"


def test_the_first_start_says_when_it_needs_no_signal_any_more(handset: Callable[..., Handset]) -> None:
    phone = handset(AMARA)

    phone.sees("Ready to use with no signal.")
    phone.lose_signal()
    phone.start_again()

    phone.sees("Sit to stand")
    phone.does_not_see("Ready to use with no signal.")


def _build(phone: Handset) -> str:
    """Tell which build a tab runs, by the label it was built with."""
    return str(phone.page.evaluate("globalThis.Today"))


def _answers(phone: Handset) -> list[Any]:
    """List what is tapped in the form."""
    return [each.get_attribute("value") for each in phone.page.locator("input:checked").all()]
