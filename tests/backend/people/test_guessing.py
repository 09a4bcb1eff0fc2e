"""Many phones at once, on the real database file: the limit on guesses is exact, and a code opens one door."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from threading import Barrier

import pytest
from django.db import connection

from steadily.people.actions import activate, invite, open_clinic, register_patient
from steadily.people.models import Device, Invitation
from steadily.records.refusals import Refused

AT_ONCE = 8


@pytest.fixture
def code(transactional_db: None, now: datetime) -> str:
    """A code for Amara, born in 1984, kept where every thread sees it."""
    clinic = open_clinic(by="tests", at=now, name="Harbour Street Clinic", phone="01632 960 000")
    amara = register_patient(by="tests", at=now, clinic=clinic, name="Amara Nwosu", year_of_birth=1984)
    return invite(by="tests", at=now, patient=amara).typed


def at_once(attempt: Callable[[], str]) -> Counter[str]:
    """Let several threads try the same thing at the same moment, each on a connection of its own."""
    start = Barrier(AT_ONCE)

    def one(_: int) -> list[str]:
        start.wait()
        try:
            return [attempt() for _ in range(3)]
        finally:
            connection.close()

    with ThreadPoolExecutor(AT_ONCE) as threads:
        return Counter(answer for answers in threads.map(one, range(AT_ONCE)) for answer in answers)


def test_guesses_at_once_are_judged_exactly_five_times(code: str, now: datetime) -> None:
    def guess() -> str:
        with pytest.raises(Refused) as refusal:
            activate(code=code, year_of_birth=1950, device_name="Thief's phone", at=now)
        return refusal.value.code

    answers = at_once(guess)

    assert answers == {"wrong-year": 5, "too-many-tries": 3 * AT_ONCE - 5}
    assert Invitation.objects.get().tries == 5


def test_phones_at_once_with_the_right_answer_sign_in_exactly_one(code: str, now: datetime) -> None:
    def sign_in() -> str:
        try:
            activate(code=code, year_of_birth=1984, device_name="Phone", at=now)
        except Refused as refusal:
            return refusal.code
        return "signed in"

    answers = at_once(sign_in)

    assert answers["signed in"] == 1
    assert {*answers} <= {"signed in", "used-code", "too-many-tries"}
    assert Device.objects.count() == 1
