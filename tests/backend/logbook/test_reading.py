"""Reading entries strictly: what is wrong is named by its field, and nothing is guessed."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from steadily.logbook.reading import Told, Unkeepable, named, read, untimely
from steadily.records.strict_json import parse
from tests.backend.logbook.conftest import uuid7

NOW = datetime(2026, 3, 10, 18, tzinfo=UTC)
SQUAT = "018e0000-0000-4000-8000-000000000001"
EXERCISE = {"prescription": SQUAT, "done": "10", "prescribed": "10"}


def entry(kind: str = "check_in", data: object = None, **changes: object) -> dict[str, Any]:
    """Make an entry of Tuesday 10 March."""
    return {
        "id": uuid7(1),
        "kind": kind,
        "on": "2026-03-10",
        "at": "2026-03-10T17:58:00+00:00",
        "tz": "Europe/London",
        "data": {} if data is None else data,
        **changes,
    }


def taken(raw: object) -> Told:
    """Read what can be kept, in time."""
    told = read(raw, received_at=NOW)
    assert untimely(told, NOW) is None
    return told


def refused(raw: object) -> tuple[str, str]:
    """Give the type and pointer of the problem that reading meets, or that a new entry has with its day."""
    try:
        problem = untimely(read(raw, received_at=NOW), NOW)
    except Unkeepable as refusal:
        problem = refusal.problem
    assert problem is not None
    assert problem.detail
    return problem.type, problem.pointer


ALL_KINDS = {
    "check_in": {"pain_now": 0, "flare": False, "activity": "as_planned", "note": "Rain all day"},
    "exercise": {**EXERCISE, "pain_during": 3, "two_more": True, "stop": "sharp", "effort": 5},
    "settled": {"prescription": SQUAT, "for_date": "2026-03-09", "settled": True},
    "safety": {"pack": "daily", "asked": ["ANY"], "answers": []},
    "reaction": {"visit": SQUAT, "signs": ["bruise"], "since": "2026-03-09"},
    "trial": {"prescription": SQUAT, "amount": "12.5", "ended_by": "pain_up_2", "pain_start": 2},
    "measure": {"measure": "peg", "answers": {"pain": 4, "enjoyment": None}},
    "help_sought": {"for": ["RF06"], "from": "111"},
    "question": {"text": "May I cycle?"},
    "contact": {"about": "worse"},
    "flare_plan": {"helps": "A warm bath"},
    "next_focus": {"text": "The garden"},
}


@pytest.mark.parametrize("kind", ALL_KINDS)
def test_every_kind_is_read(kind: str) -> None:
    told = taken(entry(kind, ALL_KINDS[kind]))

    assert told.sent.kind == kind
    assert told.fact is not None


def test_no_pain_is_a_score_and_no_answer_is_none() -> None:
    fact = taken(entry(data={"pain_now": 0, "pain_worst": None})).fact

    assert (fact.pain_now, fact.pain_worst, fact.morning_pain) == (0, None, None)


@pytest.mark.parametrize("score", [11, -1, "3", 3.5, True, [3], 2**62])
def test_a_score_is_a_whole_number_from_nought_to_ten(score: object) -> None:
    assert refused(entry(data={"pain_now": score})) == ("unreadable-entry", "/data/pain_now")


@pytest.mark.parametrize("score", ["NaN", "Infinity", "1e400", "9" * 5000])
def test_a_number_json_does_not_know_is_refused_for_its_entry_alone(score: str) -> None:
    raw = parse(f'{{"id": "{uuid7(1)}", "data": {{"pain_now": {score}}}}}'.encode())

    assert refused(raw) == ("unreadable-entry", "/data/pain_now")


def test_ten_point_nought_is_ten() -> None:
    raw = entry(data=parse(b'{"pain_now": 10.0}'))

    assert taken(raw).fact.pain_now == 10


@pytest.mark.parametrize("text", [b'"a\\u0000b"', b'"\\ud800"'])
def test_text_no_database_can_hold_is_refused(text: bytes) -> None:
    raw = entry(data=parse(b'{"note": ' + text + b"}"))

    assert refused(raw) == ("unreadable-entry", "/data/note")


def test_a_key_written_twice_is_refused() -> None:
    raw = entry(data=parse(b'{"pain_now": 3, "pain_now": 4}'))

    assert refused(raw) == ("unreadable-entry", "/data")


def test_nesting_without_end_is_refused() -> None:
    raw = entry(data={"note": parse(b"[" * 60 + b"]" * 60)})

    assert refused(raw)[0] == "unreadable-entry"


@pytest.mark.parametrize(
    ("changes", "pointer"),
    [
        ({"id": "not-an-id"}, "/id"),
        ({"id": "018e0000-0000-4000-8000-000000000001"}, "/id"),
        ({"kind": "horoscope"}, "/kind"),
        ({"kind": 5}, "/kind"),
        ({"on": "10/03/2026"}, "/on"),
        ({"on": "1999-03-10"}, "/on"),
        ({"at": "2026-03-10T17:58:00"}, "/at"),
        ({"at": "0001-01-01T00:00:00+14:00"}, "/at"),
        ({"at": "9999-12-31T23:59:59-12:00"}, "/at"),
        ({"at": 1773165480}, "/at"),
        ({"tz": "Mars/Olympus"}, "/tz"),
        ({"tz": "../../etc/passwd"}, "/tz"),
        ({"supersedes": 7}, "/supersedes"),
        ({"shown": {"light": "x" * 41}}, "/shown/light"),
        ({"data": []}, "/data"),
        ({"data": None}, "/data"),
        ({"colour": "blue"}, "/colour"),
        ({"a/b`~": 1}, "/a~1b`~0"),
    ],
)
def test_what_is_wrong_around_the_data_is_named(changes: dict[str, object], pointer: str) -> None:
    assert refused({**entry(), **changes}) == ("unreadable-entry", pointer)


@pytest.mark.parametrize("raw", [None, 5, "entry", [], {}])
def test_what_is_no_entry_at_all_is_refused(raw: object) -> None:
    assert refused(raw)[0] == "unreadable-entry"


@pytest.mark.parametrize(
    ("kind", "data", "pointer"),
    [
        ("check_in", {"mood": 3}, "/data/mood"),
        ("check_in", {"note": "x" * 2001}, "/data/note"),
        ("check_in", {"flare": "yes"}, "/data/flare"),
        ("check_in", {"activity": "a bit"}, "/data/activity"),
        ("exercise", {"done": "10", "prescribed": "10"}, "/data/prescription"),
        ("exercise", {**EXERCISE, "done": "-1"}, "/data/done"),
        ("exercise", {**EXERCISE, "done": "NaN"}, "/data/done"),
        ("exercise", {**EXERCISE, "done": "1.234"}, "/data/done"),
        ("exercise", {**EXERCISE, "done": 7.5}, "/data/done"),
        ("exercise", {**EXERCISE, "not_done_reason": "sore"}, "/data"),
        ("exercise", {**EXERCISE, "done": "0", "not_done_reason": "lazy"}, "/data/not_done_reason"),
        ("settled", {"prescription": SQUAT, "for_date": "2026-03-09", "settled": None}, "/data/settled"),
        ("settled", {"prescription": SQUAT, "for_date": "2026-03-11", "settled": True}, "/data/for_date"),
        ("settled", {"prescription": SQUAT, "for_date": "9999-12-31", "settled": True}, "/data/for_date"),
        ("reaction", {"visit": SQUAT, "signs": [], "since": "0001-01-01"}, "/data/since"),
        ("safety", {"pack": "daily", "asked": ["ANY"], "answers": ["RF01"]}, "/data"),
        ("safety", {"pack": "daily", "asked": ["any"], "answers": []}, "/data/asked/0"),
        ("measure", {"measure": "peg", "answers": {"mood": 3}}, "/data"),
        ("measure", {"measure": "peg", "answers": {"pain": -1}}, "/data"),
        ("measure", {"measure": "change", "answers": {"change": 6}}, "/data"),
        ("help_sought", {"for": ["RF06"], "from": "a friend"}, "/data/from"),
    ],
)
def test_what_is_wrong_in_the_data_is_named(kind: str, data: dict[str, object], pointer: str) -> None:
    assert refused(entry(kind, data)) == ("unreadable-entry", pointer)


def test_a_change_for_the_worse_can_be_said() -> None:
    fact = taken(entry("measure", {"measure": "change", "answers": {"change": -5}})).fact

    assert fact.answers == {"change": -5}


def test_a_question_a_newer_app_asks_is_not_lost() -> None:
    fact = taken(entry("safety", {"pack": "flare", "asked": ["ZZ01"], "answers": ["ZZ01"]})).fact

    assert fact.answers == ["ZZ01"]


@pytest.mark.parametrize(
    ("on", "ok"), [("2026-03-11", True), ("2026-03-12", True), ("2026-03-13", False), ("2027-03-10", False)]
)
def test_tomorrow_where_the_day_begins_first_is_the_latest_day(on: str, ok: bool) -> None:
    raw = entry(on=on, tz="Pacific/Kiritimati", at="2026-03-11T08:00:00+14:00")

    if ok:
        assert taken(raw).sent.on.isoformat() == on
    else:
        assert refused(raw) == ("day-in-the-future", "/on")


@pytest.mark.parametrize(("on", "ok"), [("2026-03-08", True), ("2026-03-07", False)])
def test_a_day_can_be_filled_in_for_two_days(on: str, ok: bool) -> None:
    raw = entry(on=on)

    if ok:
        assert taken(raw)
    else:
        assert refused(raw) == ("too-late-to-add", "/on")


@pytest.mark.parametrize(("on", "ok"), [("2026-02-24", True), ("2026-02-23", False)])
def test_a_day_can_be_corrected_for_two_weeks(on: str, ok: bool) -> None:
    raw = entry(on=on, supersedes=uuid7(9))

    if ok:
        assert taken(raw)
    else:
        assert refused(raw) == ("too-late-to-add", "/on")


def test_an_entry_lived_in_time_and_sent_weeks_later_is_not_too_late() -> None:
    raw = entry(on="2026-02-03", at="2026-02-03T20:00:00+00:00")

    assert taken(raw).sent.on.isoformat() == "2026-02-03"


@pytest.mark.parametrize(("on", "ok"), [("2021-03-11", True), ("2021-03-10", False)])
def test_a_diary_reaches_back_five_years(on: str, ok: bool) -> None:
    raw = entry(on=on, at=f"{on}T20:00:00+00:00")

    if ok:
        assert taken(raw)
    else:
        assert refused(raw) == ("too-late-to-add", "/on")


def test_late_is_judged_by_the_day_where_the_patient_was() -> None:
    after_midnight_in_auckland = entry(on="2026-03-08", at="2026-03-10T10:30:00+00:00", tz="Pacific/Auckland")
    next_day = entry(on="2026-03-08", at="2026-03-10T11:30:00+00:00", tz="Pacific/Auckland")

    assert taken(after_midnight_in_auckland)
    assert refused(next_day) == ("too-late-to-add", "/on")


@pytest.mark.parametrize(
    ("raw", "name"),
    [({"id": "abc"}, "abc"), ({"id": 5}, None), ({"id": "x" * 65}, None), ({"id": "\x00"}, None), ("abc", None)],
)
def test_a_refusal_carries_the_id_when_there_is_one_to_match(raw: object, name: str | None) -> None:
    assert named(raw) == name


def test_a_refusal_speaks_plainly() -> None:
    with pytest.raises(Unkeepable) as refusal:
        taken(entry(data={"pain_now": 11}))

    assert refusal.value.problem.detail == "pain_now: must be at most 10."
