"""Two patients on one server, and on one phone: no entry ever crosses from one to the other."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable
from typing import Any

from playwright.sync_api import expect

from tests.harness.browsing import AMARA, BEN, BORN, Clinic, Handset
from tests.harness.phones import Answer, Phone, check_in, uuid7
from tests.harness.server import Server, rows
from tests.harness.table import Tried, count

Json = dict[str, Any]
TIMES = count(10, 100)
SECRET = "Only Ben knows this"
HEARS_NOTHING = "BroadcastChannel.prototype.addEventListener = () => {}"
"""A tab that was asleep while the others told it what had changed."""


def test_what_names_another_patients_things_is_refused_and_tells_nothing_of_them(
    server: Server, tell: Callable[[Tried], None]
) -> None:
    ((token_a,), (token_b,)) = server.admit(patients=2, plan=True)
    server.start()
    amara, ben = server.phones([token_a, token_b])
    his = check_in(data={"pain_now": 7, "note": SECRET})
    assert ben.sync([his]).statuses == ["kept"]
    bens_exercise = _exercises(ben)[0]

    answers = [_reach_across(amara, his, bens_exercise) for _ in range(TIMES)]

    told = Counter(status for answer in answers for status in answer.statuses)
    leaked = sum(SECRET in str(answer.body) for answer in answers)
    alike = all(_as_for_nothing(answer) for answer in answers)
    reached = rows(server, "select count(*) from logbook_entry")[0][0] - 1
    tried = sum(told.values())
    seen = f"{reached} crossed, {leaked} told of; {told['refused']} refused, {told['conflict']} in conflict"
    tell(Tried("R-11", server.on, "another patient's things named", tried, seen=seen))
    assert (reached, leaked, alike) == (0, 0, True)
    assert told == {"refused": 3 * TIMES, "conflict": TIMES}
    assert _notes(ben) == [SECRET]
    assert _notes(amara) == []


def test_a_tab_that_still_shows_amara_writes_nothing_for_ben(
    handset: Callable[..., Handset], clinic: Clinic, tell: Callable[[Tried], None]
) -> None:
    phone = handset(AMARA)
    stale = Handset(phone.page.context.new_page())
    stale.page.add_init_script(HEARS_NOTHING)
    stale.page.goto(phone.page.url)
    stale.page.get_by_role("link", name="Daily check-in").click()
    stale.score("Pain now", 9)
    phone.page.goto("/settings")
    phone.page.get_by_role("button", name="Sign out", exact=True).click()
    phone.page.get_by_role("button", name="Sign out and remove").click()
    phone.sees("Welcome to Steadily")
    phone.activate(clinic.code_for(BEN), year_of_birth=BORN)

    save = stale.page.get_by_role("button", name="Save", exact=True)
    save.click()
    expect(save).to_be_disabled()  # the answers went with the patient they were of
    phone.check_in(4)
    phone.sees("All sent to your clinic")

    kept = rows(
        clinic.server, "select p.name, e.data from logbook_entry e join people_patient p on p.id = e.patient_id"
    )
    crossed = len(kept) - 1
    tell(Tried("R-11", "Chromium", "a half-filled tab left from another patient", 1, seen=f"{crossed} crossed"))
    assert [(name, json.loads(data)) for name, data in kept] == [(BEN, {"pain_now": 4})]


def _exercises(phone: Phone) -> list[str]:
    return [each["id"] for each in phone.pack().body["plan"]["prescriptions"]]


def _reach_across(amara: Phone, his: Json, bens_exercise: str) -> Answer:
    """Name Ben's exercise, an exercise of nobody, his entry as one to correct, and his entry's own id."""
    done = {"done": "10", "prescribed": "10"}
    return amara.sync(
        [
            {**check_in(), "kind": "exercise", "data": {"prescription": bens_exercise, **done}},
            {**check_in(), "kind": "exercise", "data": {"prescription": uuid7(), **done}},
            {**check_in(), "supersedes": his["id"], "data": None},
            {**check_in(), "id": his["id"]},
        ]
    )


def _as_for_nothing(answer: Answer) -> bool:
    """Tell whether Ben's exercise is refused in the same words as one that does not exist."""
    bens, nobodys, *_ = answer.body["results"]
    return bens["problem"] == nobodys["problem"] and bens["problem"]["type"] == "/problems/unknown-reference"


def _notes(phone: Phone) -> list[str]:
    entries = phone.ask("GET", "/api/v1/me/diary").body["entries"]
    return [each["data"]["note"] for each in entries if each["data"]]
