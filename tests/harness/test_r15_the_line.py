"""R-15: whatever happens on the line, nothing is taken for sent that was not, nothing is lost, nothing kept twice."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable
from itertools import pairwise

import pytest

from tests.harness.browsing import AMARA, BEN, Clinic, Handset
from tests.harness.line import (
    Call,
    Fault,
    Line,
    half_answer,
    lost_answer,
    reset_before_arrival,
    reset_mid_answer,
    sound,
    stalled,
    stranger,
)
from tests.harness.phones import until
from tests.harness.table import Tried, count

PORTAL = "<html><body>Welcome to the station's Wi-Fi. Please agree to our terms.</body></html>"
BUSY = json.dumps({"type": "/problems/busy", "title": "Busy", "status": 503, "detail": "Busy just now."})
PROBLEM = "application/problem+json"
FAULTS: dict[str, Fault] = {
    "the request is lost": reset_before_arrival,
    "the answer is lost": lost_answer,
    "the answer breaks off": reset_mid_answer,
    "half an answer": half_answer,
    "a Wi-Fi sign-in page": stranger("200 OK", "text/html", PORTAL),
    "a sign-in page, the server has it": stranger("200 OK", "text/html", PORTAL, server_too=True),
    "somebody's JSON": stranger("200 OK", "application/json", '{"results": [], "pack": null}'),
    "nothing at all": stranger("200 OK", "application/json", ""),
    "a bad gateway": stranger("502 Bad Gateway", "text/html", "<h1>502</h1>"),
    "a busy server": stranger("503 Service Unavailable", PROBLEM, BUSY, "Retry-After: 1"),
    "too many requests": stranger("429 Too Many Requests", PROBLEM, BUSY, "Retry-After: 1"),
    "a server without room": stranger("507 Insufficient Storage", PROBLEM, BUSY, "Retry-After: 1"),
}
NOT_ONLINE = "Object.defineProperty(Navigator.prototype, 'onLine', {get: () => false})"
STALL_S, HANGS_UP_AFTER_S = 45, 30
SLACK_S = 1.0


def test_nothing_is_taken_for_sent_that_was_not(
    handset: Callable[..., Handset], clinic: Clinic, line: Line, tell: Callable[[Tried], None]
) -> None:
    phone, silence = handset(), Line(clinic.server.port)
    phone.page.add_init_script(NOT_ONLINE)  # a browser that is always wrong about its own line
    phone.activate(clinic.code_for(AMARA), year_of_birth=1984)
    waits_for_nothing = _meets_silence(handset(BEN, on=silence), silence)
    believed: list[str] = []

    for number in range(count(1, 10)):
        for name, fault in FAULTS.items():
            if not _still_waits_after(phone, line, fault, number):
                believed.append(name)
            phone.sees("All sent to your clinic")

    hung_up_after = _until_hung_up(silence)
    made, kept = phone.bridge("entries()"), [id for id, name in clinic.kept() if name == AMARA]
    tried = count(1, 10) * len(FAULTS)
    seen = f"{len(FAULTS)} kinds of fault; requests at once: {line.most_at_once}"
    tell(Tried("R-15", "Chromium", "faults on the line", tried, tried - len({*kept}), len(kept) - len({*kept}), seen))
    bens = [id for id, name in clinic.kept() if name == BEN]
    seen = f"hung up after {hung_up_after:.0f} s"
    tell(Tried("R-15", "Chromium", "a silent server", 1, 1 - len({*bens}), len(bens) - len({*bens}), seen))
    assert HANGS_UP_AFTER_S - 1 < hung_up_after < HANGS_UP_AFTER_S + 2
    assert waits_for_nothing.bridge("entries()") == bens
    assert believed == []
    assert sorted(made) == sorted(kept)
    assert len(made) == tried
    assert line.most_at_once == 1
    assert phone.wrong == []


def _meets_silence(phone: Handset, silence: Line) -> Handset:
    """Log a check-in that the server keeps, and answers nothing to."""
    silence.faults.append(stalled(STALL_S))
    phone.check_in(4)
    return phone


def _until_hung_up(silence: Line) -> float:
    """Wait until the phone has hung up and come back; tell how long it held the line."""
    first = next(asked for asked in silence.asked if asked.ids)
    until(lambda: len(silence.asked) > silence.asked.index(first) + 1 and silence.asked[-1].ended is not None, STALL_S)
    return (first.ended or 0) - first.began


def _still_waits_after(phone: Handset, line: Line, fault: Fault, pain: int) -> bool:
    """Log a check-in that meets a fault; tell whether the phone still holds it for unsent when it has."""
    before, looked = len(line.asked), threading.Event()

    def after_a_look(call: Call) -> None:
        looked.wait(10)
        sound(call)

    line.faults.extend([fault, after_a_look])
    phone.check_in((pain + before) % 11)
    until(lambda: len(line.asked) > before + 1)  # it has come back, and is kept at the door
    waits = len(phone.bridge("waiting()")) == 1
    looked.set()
    return waits


def test_each_wait_is_longer_and_what_was_asked_for_is_kept_to(
    handset: Callable[..., Handset], clinic: Clinic, line: Line, tell: Callable[[Tried], None]
) -> None:
    phone = handset(AMARA)
    line.always, tries = reset_before_arrival, count(3, 8)
    before = len(line.asked)

    phone.check_in(4)
    until(lambda: len(line.asked) > before + tries, 2**tries)
    gaps = [after.began - first.began for first, after in pairwise(line.asked[before:])]
    phone.sees("The clinic can't be reached. We keep trying.")

    seen = "waits of " + ", ".join(f"{gap:.1f}" for gap in gaps) + " s"
    tell(Tried("R-15", "Chromium", "no answer, again and again", len(gaps), seen=seen))
    assert all(2**n / 2 <= gap <= 2**n + SLACK_S for n, gap in enumerate(gaps))


@pytest.mark.parametrize("status", ["503 Service Unavailable", "429 Too Many Requests"][: count(1, 2)])
def test_a_server_that_asked_for_patience_is_left_alone(
    status: str, handset: Callable[..., Handset], clinic: Clinic, line: Line, tell: Callable[[Tried], None]
) -> None:
    phone, asked_for = handset(AMARA), count(4, 20)
    line.faults.append(stranger(status, PROBLEM, BUSY, f"Retry-After: {asked_for}"))
    before = len(line.asked)

    phone.check_in(4)
    phone.sees("The clinic's computer is busy. We keep trying.")
    for _ in range(5):
        phone.page.evaluate("dispatchEvent(new Event('online'))")
        phone.page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    until(lambda: len(line.asked) > before + 1)

    gap = line.asked[before + 1].began - line.asked[before].began
    tell(
        Tried(
            "R-15", "Chromium", f"{status[:3]} with Retry-After: {asked_for}", 6, seen=f"asked again after {gap:.1f} s"
        )
    )
    assert gap >= asked_for - 0.1
    phone.sees("All sent to your clinic")
