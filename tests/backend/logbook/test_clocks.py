"""Whose clock it was: phones out by a day are believed, phones out by a year are not, and where a phone is."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from steadily.logbook.actions import Status
from steadily.logbook.clocks import date_lived, offset_s
from steadily.logbook.models import Entry
from tests.backend.logbook.conftest import Send, uuid7
from tests.conftest import NOW

CheckIn = Callable[..., dict[str, Any]]
A_DAY, A_YEAR = timedelta(days=1), timedelta(days=365)


def on_a_clock(check_in: CheckIn, wrong_by: timedelta, number: int = 1) -> dict[str, Any]:
    """Make the check-in of this evening by a clock that is wrong."""
    shown = NOW + wrong_by
    return check_in(number, on=shown.date().isoformat(), at=shown.isoformat())


@pytest.mark.parametrize("wrong_by", [A_DAY, -A_DAY])
def test_a_clock_a_day_out_is_kept_on_the_day_it_showed_and_its_instant_corrected(
    send: Send, check_in: CheckIn, wrong_by: timedelta
) -> None:
    (result,) = send(on_a_clock(check_in, wrong_by), sent_at=NOW + wrong_by)

    entry = Entry.objects.get()
    assert (result.status, entry.on, entry.lived_at) == (Status.KEPT, (NOW + wrong_by).date(), NOW)


@pytest.mark.parametrize(
    ("wrong_by", "problem"), [(A_YEAR, "day-in-the-future"), (-A_YEAR, "too-late-to-add")], ids=["ahead", "behind"]
)
def test_a_clock_a_year_out_is_refused_by_its_day(
    send: Send, check_in: CheckIn, wrong_by: timedelta, problem: str
) -> None:
    (result,) = send(on_a_clock(check_in, wrong_by), sent_at=NOW + wrong_by)

    assert result.problem is not None
    assert (result.status, result.problem.type, result.problem.pointer) == (Status.REFUSED, problem, "/on")
    assert Entry.objects.count() == 0


@pytest.mark.parametrize("wrong_by", [A_YEAR, -A_YEAR])
def test_what_was_lived_before_the_clock_went_wrong_is_kept_as_it_was(
    send: Send, check_in: CheckIn, wrong_by: timedelta
) -> None:
    three_weeks_ago = NOW - timedelta(days=21)

    send(check_in(on="2026-02-17", at=three_weeks_ago.isoformat()), sent_at=NOW + wrong_by)

    entry = Entry.objects.get()
    assert (entry.on, entry.lived_at) == (date(2026, 2, 17), three_weeks_ago)


def test_an_entry_that_waited_for_weeks_is_in_time(send: Send, check_in: CheckIn) -> None:
    (result,) = send(check_in(on="2026-02-08", at="2026-02-08T20:00:00+00:00"))

    assert result.status is Status.KEPT


def test_the_same_entry_is_a_duplicate_whatever_the_clock_shows_at_the_second_try(
    send: Send, check_in: CheckIn
) -> None:
    send(check_in())

    again = [send(check_in(), sent_at=NOW + wrong_by)[0].status for wrong_by in (A_DAY, -A_DAY, A_YEAR, -A_YEAR)]

    assert again == [Status.DUPLICATE] * 4
    assert str(Entry.objects.get().id) == uuid7(1)


def test_a_clock_out_by_more_than_a_lifetime_is_not_measured() -> None:
    assert offset_s(datetime(1, 1, 1, tzinfo=UTC), datetime(1, 1, 1, tzinfo=UTC), NOW) == 0


@pytest.mark.parametrize(
    ("sent_at", "lives"),
    [
        ("2026-03-10T18:00:00+00:00", date(2026, 3, 10)),
        ("2026-03-11T08:00:00+14:00", date(2026, 3, 11)),
        ("2026-03-10T08:00:00-10:00", date(2026, 3, 10)),
        ("2027-03-11T08:00:00+14:00", date(2026, 3, 11)),
        ("2026-03-10T18:00:00Z", None),
        ("2026-03-10T18:00:00+23:00", None),
    ],
    ids=["London", "Kiritimati", "Honolulu", "a clock a year ahead in Kiritimati", "no offset", "no place on Earth"],
)
def test_the_offset_a_phone_writes_tells_which_date_it_is_there(sent_at: str, lives: date | None) -> None:
    assert date_lived(sent_at, NOW) == lives
