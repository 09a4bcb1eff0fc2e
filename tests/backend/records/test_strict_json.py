"""JSON read strictly: a flaw is found where it stands, and only there."""

from __future__ import annotations

from time import process_time

import pytest

from steadily.records.strict_json import Unreadable, flaw, parse


def pointer(text: bytes) -> str:
    found = flaw(parse(text))
    assert found is not None
    return found.pointer


@pytest.mark.parametrize(
    ("text", "where"),
    [
        (b'{"a": NaN}', "/a"),
        (b'{"a": [1, -Infinity]}', "/a/1"),
        (b'{"a": 1e400}', "/a"),
        (b'{"a": {"b": 1, "b": 2}}', "/a"),
        (b'"\\u0000"', ""),
        (b'{"a": "\\ud800"}', "/a"),
        (b'{"\\u0000": 1}', ""),
        (b"[" * 21 + b"]" * 21, "/0" * 20),
        (b'{"a": ' + b"9" * 20 + b"}", "/a"),
    ],
    ids=["NaN", "infinity", "too large", "key twice", "null letter", "half letter", "null in key", "depth", "digits"],
)
def test_a_flaw_is_named_by_its_place(text: bytes, where: str) -> None:
    assert pointer(text) == where


@pytest.mark.parametrize(
    "text",
    [b"", b"{", b"\xff", b"{'a': 1}", b"[" * 100_000, b"9" * 5_000_0 + b"x"],
    ids=["empty", "open", "not utf-8", "single quotes", "bottomless", "endless"],
)
def test_what_is_not_json_is_unreadable(text: bytes) -> None:
    with pytest.raises(Unreadable):
        parse(text)


def test_twenty_levels_whole_numbers_and_nought_are_sound() -> None:
    assert flaw(parse(b"[" * 20 + b"]" * 20)) is None
    assert parse(b'{"a": 10.0, "b": 0, "c": 0.5, "d": null}') == {"a": 10, "b": 0, "c": 0.5, "d": None}


def test_the_first_flaw_leaves_its_neighbours_readable() -> None:
    good, bad = parse(b'[{"pain": 0}, {"pain": NaN}]')

    assert flaw(good) is None
    assert flaw(bad) is not None


def test_a_key_that_stands_twice_is_found_at_once_among_thousands() -> None:
    keys = "".join(f'"{number:x}": 1, ' for number in range(8_000))
    began = process_time()

    found = flaw(parse(f'{{{keys}"x": 1, "x": 2}}'.encode()))

    assert found is not None
    assert "'x' stands here twice" in found.detail
    assert process_time() - began < 1  # looked for pair by pair it takes five seconds, and whoever comes next waits
