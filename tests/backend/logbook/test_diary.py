"""What stands in the diary: the latest correction, in the order the days were lived."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

from steadily.logbook.diary import current
from steadily.people.models import Patient
from tests.backend.logbook.conftest import Send, uuid7

CheckIn = Callable[..., dict[str, Any]]


def stands(patient: Patient) -> list[tuple[str, object]]:
    return [(str(entry.id), entry.data) for entry in current(patient)]


def test_the_newest_correction_stands_for_all_it_replaced(send: Send, check_in: CheckIn, amara: Patient) -> None:
    send(
        check_in(1),
        check_in(2, {"pain_now": 3}, supersedes=uuid7(1), at="2026-03-10T17:59:00+00:00"),
        check_in(3, {"pain_now": 2}, supersedes=uuid7(2), at="2026-03-10T17:59:30+00:00"),
    )

    (entry,) = current(amara)

    assert (str(entry.id), entry.data) == (uuid7(3), {"pain_now": 2})
    assert [str(name) for name in entry.replaced] == [uuid7(1), uuid7(2)]


def test_of_two_corrections_of_one_entry_the_later_lived_wins_and_both_are_seen(
    send: Send, check_in: CheckIn, amara: Patient
) -> None:
    send(check_in(1))
    send(check_in(2, {"pain_now": 7}, supersedes=uuid7(1), at="2026-03-10T17:59:30+00:00"))
    send(check_in(3, {"pain_now": 2}, supersedes=uuid7(1), at="2026-03-10T17:59:00+00:00"))

    (entry,) = current(amara)

    assert entry.data == {"pain_now": 7}
    assert [str(name) for name in entry.replaced] == [uuid7(1), uuid7(3)]


def test_a_correction_stands_before_what_it_corrects_though_a_slow_upload_made_that_look_later(
    send: Send, check_in: CheckIn, amara: Patient
) -> None:
    send(check_in(1, {"pain_now": 8}), sent_at=datetime(2026, 3, 10, 17, 59, tzinfo=UTC))  # a minute on its way
    send(check_in(2, {"pain_now": 2}, supersedes=uuid7(1), at="2026-03-10T17:58:20+00:00"))

    assert stands(amara) == [(uuid7(2), {"pain_now": 2})]


def test_what_another_phone_said_of_the_same_entry_stays_in_sight(
    send: Send, check_in: CheckIn, amara: Patient
) -> None:
    send(check_in(1))
    send(check_in(2, {"pain_now": 7}, supersedes=uuid7(1), at="2026-03-10T17:59:30+00:00"))
    send({**check_in(3, supersedes=uuid7(1), at="2026-03-10T17:59:00+00:00"), "data": None})

    (entry,) = current(amara)

    assert [(str(rival.id), rival.data) for rival in entry.rivals] == [(uuid7(3), None)]


def test_one_phone_correcting_itself_stands_against_nobody(send: Send, check_in: CheckIn, amara: Patient) -> None:
    send(check_in(1))
    send(check_in(2, {"pain_now": 7}, supersedes=uuid7(1), at="2026-03-10T17:59:00+00:00"))
    send(check_in(3, {"pain_now": 2}, supersedes=uuid7(2), at="2026-03-10T17:59:30+00:00"))

    (entry,) = current(amara)

    assert entry.rivals == []


def test_two_phones_that_say_the_same_agree(send: Send, check_in: CheckIn, amara: Patient) -> None:
    send(check_in(1))
    send(check_in(2, {"pain_now": 7}, supersedes=uuid7(1), at="2026-03-10T17:59:00+00:00"))
    send(check_in(3, {"pain_now": 7}, supersedes=uuid7(1), at="2026-03-10T17:59:30+00:00"))

    (entry,) = current(amara)

    assert entry.rivals == []


def test_order_is_by_the_corrected_clock_and_never_by_arrival(send: Send, check_in: CheckIn, amara: Patient) -> None:
    slow_clock = datetime(2026, 3, 10, 17, tzinfo=UTC)  # an hour behind
    send(check_in(1, {"pain_now": 1}, at="2026-03-10T16:30:00+00:00"), sent_at=slow_clock)  # lived at 17:30
    send(check_in(2, {"pain_now": 2}, at="2026-03-10T17:10:00+00:00"))

    assert stands(amara) == [(uuid7(2), {"pain_now": 2}), (uuid7(1), {"pain_now": 1})]


def test_at_the_same_instant_the_id_decides(send: Send, check_in: CheckIn, amara: Patient) -> None:
    send(check_in(2, {"pain_now": 2}), check_in(1, {"pain_now": 1}))

    assert stands(amara) == [(uuid7(1), {"pain_now": 1}), (uuid7(2), {"pain_now": 2})]


def test_a_withdrawn_entry_says_nothing_but_the_original_stays_readable(
    send: Send, check_in: CheckIn, amara: Patient
) -> None:
    send(check_in(1, {"pack": "daily", "asked": ["ANY", "RF01"], "answers": ["RF01"]}, kind="safety"))

    send({**check_in(2, kind="safety", supersedes=uuid7(1)), "data": None})

    (entry,) = current(amara)
    assert (entry.data, [str(name) for name in entry.replaced]) == (None, [uuid7(1)])
    assert amara.entries.get(pk=uuid7(1)).data["answers"] == ["RF01"]


def test_a_period_holds_its_own_days_and_their_corrections(send: Send, check_in: CheckIn, amara: Patient) -> None:
    send(
        check_in(1, on="2026-03-08"),
        check_in(2, on="2026-03-09"),
        check_in(3, {"pain_now": 0}, on="2026-03-09", supersedes=uuid7(2)),
        check_in(4),
    )

    found = current(amara, since=date(2026, 3, 9), until=date(2026, 3, 9))

    assert [str(entry.id) for entry in found] == [uuid7(3)]


def test_ben_sees_nothing_of_amaras_diary(send: Send, check_in: CheckIn, ben: Patient) -> None:
    send(check_in())

    assert current(ben) == []
