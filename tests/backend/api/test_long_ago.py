"""Days long ago make years of a diary be worked out again: they are kept, but not time after time."""

from __future__ import annotations

from typing import Any

import pytest

from tests.backend.api.conftest import Caller, check_in
from tests.conftest import Phone

A_MINUTE_S = 60
LONG_AGO = {"on": "2025-06-01", "at": "2025-06-01T20:00:00+00:00"}


def settled(place: int, for_date: str) -> dict[str, Any]:
    """Write a next-morning answer that the plan does not know; it is refused, yet it was read."""
    about = {"prescription": "018e0000-0000-7000-8000-000000000009", "for_date": for_date, "settled": True}
    return check_in(place) | {"kind": "settled", "data": about}


@pytest.mark.parametrize("entry", [check_in() | LONG_AGO, settled(1, "2025-06-01")], ids=["a day", "a morning after"])
def test_days_long_ago_are_told_thirty_times_a_minute_at_most(
    phone: Caller, amara_phone: Phone, entry: dict[str, Any]
) -> None:
    answers = [phone.post("me/sync", {"entries": [entry]}).status_code for _ in range(30)]

    refused = phone.post("me/sync", {"entries": [entry]})

    assert {*answers} == {200}
    assert refused.status_code == 429
    assert 0 < int(refused.headers["Retry-After"]) <= A_MINUTE_S
    assert phone.post("me/sync", {"entries": [check_in(2)]}).status_code == 200


@pytest.mark.parametrize("entries", [None, "all", ["one"], [{"on": 5, "data": "none"}]])
def test_what_is_no_diary_is_refused_as_ever(phone: Caller, entries: object) -> None:
    answer = phone.post("me/sync", {"entries": entries})

    assert answer.status_code in (200, 400)
