"""From what a phone sent to an entry, or the reason it can't be one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TypeVar
from zoneinfo import ZoneInfo, available_timezones

import msgspec

from steadily.logbook.kinds import FACTS, Sent
from steadily.records.strict_json import flaw

Shape = TypeVar("Shape")

ADD_WITHIN = timedelta(days=2)
"""How late a day may be filled in (protocol, section 0)."""
CORRECT_WITHIN = timedelta(days=14)
EARLIEST_ZONE = timedelta(hours=14)
"""UTC+14, where each date begins."""


@dataclass(frozen=True)
class Problem:
    """Why one entry was refused: `type` for programs, `detail` for people, `pointer` to the field."""

    type: str
    detail: str
    pointer: str = ""


class Unkeepable(Exception):
    """An entry that can't be kept, with the problem to tell the phone."""

    def __init__(self, type: str, detail: str, pointer: str = "") -> None:
        super().__init__(detail)
        self.problem = Problem(type, detail, pointer)


def read(raw: object, *, received_at: datetime) -> Sent:
    """Read one sent entry strictly. Raises Unkeepable, naming the field."""
    found = flaw(raw)
    if found:
        raise Unkeepable("unreadable-entry", found.detail, found.pointer)
    sent = _convert(raw, Sent, "")
    _check_kind(sent)
    _check_data(sent)
    _check_day(sent, received_at)
    return sent


def named(raw: object) -> str | None:
    """Tell the id an entry came with, if it has one a phone could match."""
    name = raw.get("id") if isinstance(raw, dict) else None
    return name if isinstance(name, str) and len(name) <= 64 and flaw(name) is None else None


def facts(sent: Sent) -> object:
    """Give an entry's data as its kind's struct, or None for a withdrawal."""
    return None if sent.data is None else _convert(sent.data, FACTS[sent.kind], "/data")


def _convert(raw: object, shape: type[Shape], under: str) -> Shape:
    try:
        return msgspec.convert(raw, shape)
    except msgspec.ValidationError as error:
        message, _, path = str(error).partition(" - at `$")
        pointer = under + path.rstrip("`").replace("[...]", "").replace(".", "/")
        field = pointer.rsplit("/", 1)[-1]
        detail = message.replace("`", "'")
        raise Unkeepable("unreadable-entry", f"{field}: {detail}" if field else detail, pointer) from None


def _check_kind(sent: Sent) -> None:
    if sent.kind not in FACTS:
        raise Unkeepable("unreadable-entry", f"We do not know the kind {sent.kind!r}.", "/kind")
    if sent.id.version != 7:
        raise Unkeepable("unreadable-entry", "The id must be a UUID of version 7.", "/id")
    if sent.tz not in available_timezones():
        raise Unkeepable("unreadable-entry", "tz must be a time zone such as Europe/London.", "/tz")


def _check_data(sent: Sent) -> None:
    if sent.data is None and sent.supersedes is None:
        raise Unkeepable("unreadable-entry", "Only a correction can be without data.", "/data")
    facts(sent)


def _check_day(sent: Sent, received_at: datetime) -> None:
    latest = (received_at.astimezone(UTC) + EARLIEST_ZONE).date() + timedelta(days=1)
    if sent.on > latest:
        raise Unkeepable("day-in-the-future", f"{sent.on} has not begun anywhere yet.", "/on")
    late = sent.at.astimezone(ZoneInfo(sent.tz)).date() - sent.on
    within = ADD_WITHIN if sent.supersedes is None else CORRECT_WITHIN
    if late > within:
        raise Unkeepable("too-late-to-add", f"A day can be filled in up to {within.days} days later.", "/on")
