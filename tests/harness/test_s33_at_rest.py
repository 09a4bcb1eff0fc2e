"""S-33: what lies on the phone's disk tells nobody anything, and is gone within a second of signing out."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Response, expect

from tests.harness.browsing import AMARA, BORN, Clinic, Handset
from tests.harness.phones import check_in
from tests.harness.profiles import LYING_OPEN, Profile, measured
from tests.harness.table import Tried, count

HERE, ELSEWHERE, OPEN = "Marigold-note-by-Amara", "Foxglove-note-from-tablet", "Dandelion-lies-open"
WRITE_OPENLY = """(words) => new Promise((done) => {
  const asked = indexedDB.open('open', 1)
  asked.onupgradeneeded = () => asked.result.createObjectStore('notes')
  asked.onsuccess = () => {
    const writing = asked.result.transaction('notes', 'readwrite')
    writing.objectStore('notes').put({ words }, 1)
    writing.oncomplete = () => done(asked.result.close())
  }
})"""
NOTHING_LEFT = """(await indexedDB.databases()).length === 0
  && (await caches.keys()).every((name) => name.startsWith('app-'))
  && localStorage.length === 0 && sessionStorage.length === 0"""
"""Of anyone. The app's own files, the same for everybody, may be fetched again for the first screen."""


@pytest.mark.parametrize("ending", ["closed", "killed"])
def test_the_profile_on_the_disk_holds_no_note_name_clinic_or_token(
    profile: Profile, clinic: Clinic, tell: Callable[[Tried], None], ending: str
) -> None:
    tokens: list[str] = []
    phone = profile.open()
    phone.page.on("response", lambda answer: tokens.extend(_token_in(answer)))
    phone.activate(clinic.code_for(AMARA), BORN)
    clinic.server.phones(tokens)[0].sync([check_in(data={"pain_now": 3, "note": ELSEWHERE})])
    phone.start_again()
    phone.lose_signal()
    notes = count(20, 200)

    for _ in range(notes):
        phone.bridge(f"note('{HERE}')")
    phone.check_in(pain_now=7)
    secrets = [HERE, ELSEWHERE, AMARA, AMARA.split()[0], "Harbour Street Clinic", "01632 960", tokens[0], '"pain_now":']
    rows = sum(phone.page.evaluate(LYING_OPEN, words) for words in secrets)
    phone.page.evaluate(WRITE_OPENLY, OPEN)
    profile.close() if ending == "closed" else profile.kill()

    hits = {words: profile.hits(words) for words in secrets}
    found = sum(len(files) for files in hits.values())
    what = f"words searched for on the disk, browser {ending}"
    tell(Tried("S-33", "Chromium", what, len(secrets), found + rows, seen=f"{notes} notes"))
    assert rows == 0
    assert profile.hits(OPEN) != []  # the search itself finds what lies open
    assert {words: files for words, files in hits.items() if files} == {}


def _token_in(answer: Response) -> list[str]:
    return [answer.json()["token"]] if answer.url.endswith("/activate") and answer.request.method == "POST" else []


def test_what_was_sealed_opens_again_on_the_same_phone(profile: Profile, clinic: Clinic) -> None:
    phone = profile.open()
    phone.activate(clinic.code_for(AMARA), BORN)
    phone.lose_signal()
    phone.bridge(f"note('{HERE}')")
    profile.close()

    phone = profile.open()
    phone.start_again()

    assert HERE in phone.bridge("notes()")


def test_signing_out_empties_the_phone_and_its_other_tabs_within_a_second(
    handset: Callable[..., Handset], clinic: Clinic, tell: Callable[[Tried], None]
) -> None:
    one = handset(AMARA)
    other = one.tab()
    other.sees("For today")
    one.page.goto("/settings")
    one.page.get_by_role("button", name="Sign out").click()

    one.page.get_by_role("button", name="Sign out and remove").click(no_wait_after=True)
    took = measured(one.page, NOTHING_LEFT)

    tell(Tried("S-33", "Chromium", "signing out empties the phone", 1, int(took > 1000), seen=f"{took:.0f} ms"))
    assert took <= 1000
    expect(other.page.get_by_role("link", name="I have a code")).to_be_visible(timeout=1000)


def test_a_revoked_phone_is_empty_within_a_second_of_being_told(
    handset: Callable[..., Handset], clinic: Clinic, tell: Callable[[Tried], None]
) -> None:
    phone = handset(AMARA)
    other = phone.tab()
    other.sees("For today")
    phone.page.goto("/outbox")
    clinic.revoke()

    with phone.page.expect_response("**/api/v1/me/sync"):
        phone.page.get_by_role("button", name="Send now").click()
    took = measured(phone.page, NOTHING_LEFT)

    tell(Tried("S-33", "Chromium", "a revoked phone empties itself", 1, int(took > 1000), seen=f"{took:.0f} ms"))
    assert took <= 1000
    phone.sees("This phone was signed out")
    expect(other.page.get_by_role("link", name="I have a code")).to_be_visible(timeout=1000)
