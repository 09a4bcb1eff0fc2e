"""Whatever a phone sends, reading answers: an entry that the guidance can take, or a problem with its place."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from steadily.logbook.models import Entry
from steadily.logbook.reading import Problem, Told, Unkeepable, read
from steadily.today.merging import days
from tests.backend.logbook.conftest import uuid7
from tests.backend.logbook.test_reading import ALL_KINDS

NOW = datetime(2026, 3, 10, 18, tzinfo=UTC)
ODD = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(allow_nan=False),
    st.text(max_size=8),
    st.sampled_from(["", "0", "-1", "9999-12-31", "0001-01-01", "2026-03-10", "NaN", "\x00", "ANY", uuid7(1)]),
    st.lists(st.text(max_size=3), max_size=2),
    st.dictionaries(st.text(max_size=3), st.integers(), max_size=2),
)


def answer(raw: object) -> Told | Problem:
    try:
        return read(raw, received_at=NOW)
    except Unkeepable as refusal:
        return refusal.problem


@st.composite
def nearly_entries(draw: st.DrawFn) -> dict[str, Any]:
    """Draw a sound entry with one to three of its parts replaced by something odd."""
    kind = draw(st.sampled_from(sorted(ALL_KINDS)))
    raw: dict[str, Any] = {
        "id": uuid7(draw(st.integers(0, 2**40))),
        "kind": kind,
        "on": "2026-03-10",
        "at": "2026-03-10T17:58:00+00:00",
        "tz": "Europe/London",
        "data": dict(ALL_KINDS[kind]),
    }
    for _ in range(draw(st.integers(1, 3))):
        inside = draw(st.booleans()) and isinstance(raw.get("data"), dict)
        part = raw["data"] if inside else raw
        part[draw(st.sampled_from([*part, "new"]))] = draw(ODD)
    return raw


@settings(max_examples=400)
@given(raw=nearly_entries())
def test_what_is_read_can_be_taken_into_a_day(raw: dict[str, Any]) -> None:
    told = answer(raw)
    if isinstance(told, Problem):
        assert told.detail
        assert told.pointer.startswith("/")
        return
    sent = told.sent
    entry = Entry(id=sent.id, kind=sent.kind, on=sent.on, at=sent.at, tz=sent.tz, received_at=NOW, data=sent.data)

    merged = days([entry], {str(ALL_KINDS["exercise"]["prescription"])})

    assert {*merged} <= {sent.on}


@settings(max_examples=200)
@given(raw=st.recursive(ODD, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner)))
def test_what_is_no_entry_is_refused_and_never_breaks(raw: object) -> None:
    told = answer(raw)

    assert isinstance(told, Problem)
    assert told.type == "unreadable-entry"
