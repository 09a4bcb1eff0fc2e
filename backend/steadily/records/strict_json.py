"""JSON read strictly: what two readers could take differently is named, never guessed at.

Standard JSON readers keep the last of two equal keys, take NaN for a number and pass on text no database can hold.
`parse` marks such places in the value it returns; `flaw` finds the first one, so that one bad part needn't spoil the
rest.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from dataclasses import dataclass

DEEPEST = 20
HALVES = re.compile("[\ud800-\udfff]")
"""Surrogates: each is one half of a character, and no text when it stands alone."""


class Unreadable(ValueError):
    """The text is not JSON at all."""


@dataclass(frozen=True)
class Flaw:
    """A place in a JSON value that can't be taken as it stands: `pointer` by RFC 6901, `detail` in plain words."""

    pointer: str
    detail: str


@dataclass(frozen=True)
class _Marked:
    detail: str


def parse(body: bytes) -> object:
    """Read a JSON text, marking what is flawed. Raises Unreadable when it is not JSON."""
    try:
        return json.loads(
            body.decode("utf-8"),
            object_pairs_hook=_object,
            parse_constant=lambda name: _Marked(f"{name} is not a number JSON knows."),
            parse_float=_number,
            parse_int=_whole,
        )
    except (ValueError, RecursionError) as error:
        raise Unreadable("This is not JSON we can read.") from error


def flaw(value: object, pointer: str = "", depth: int = 0) -> Flaw | None:
    """Find the first flawed place in a parsed value."""
    if isinstance(value, _Marked):
        return Flaw(pointer, value.detail)
    if isinstance(value, str):
        return _text_flaw(value, pointer)
    if depth >= DEEPEST and isinstance(value, dict | list):
        return Flaw(pointer, f"This is nested deeper than {DEEPEST} levels.")
    for key, inner in _children(value):
        found = _text_flaw(key, pointer) or flaw(inner, f"{pointer}/{step(key)}", depth + 1)
        if found:
            return found
    return None


def step(key: str) -> str:
    """Write a key as one step of a pointer; a key too long to be one of ours is cut."""
    return key[:60].replace("~", "~0").replace("/", "~1")


def _object(pairs: list[tuple[str, object]]) -> object:
    value = dict(pairs)
    if len(value) == len(pairs):
        return value
    twice = Counter(name for name, _ in pairs).most_common(1)[0][0]  # counted once: a body may hold 100,000 keys
    return _Marked(f"The key {step(twice)!r} stands here twice.")


def _number(text: str) -> object:
    number = float(text)
    if number in (float("inf"), float("-inf")):
        return _Marked("This number is too large.")
    return int(number) if number.is_integer() and abs(number) < 2**53 else number


def _whole(text: str) -> object:
    return int(text) if len(text) <= 19 else _Marked("This number is too large.")


def _children(value: object) -> list[tuple[str, object]]:
    if isinstance(value, dict):
        return list(value.items())
    if isinstance(value, list):
        return [(str(place), inner) for place, inner in enumerate(value)]
    return []


def _text_flaw(text: str, pointer: str) -> Flaw | None:
    if "\x00" in text:
        return Flaw(pointer, "Text can't hold a null character.")
    if HALVES.search(text):
        return Flaw(pointer, "Text holds half a character.")
    return None
