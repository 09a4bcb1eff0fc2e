"""From what a phone sent to an entry, or the reason it can't be one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TypeVar
from zoneinfo import ZoneInfo

import msgspec

from steadily.logbook.clocks import believed, offset_s
from steadily.logbook.kinds import FACTS, Fact, Sent
from steadily.people.models import time_zones
from steadily.records.strict_json import flaw
from steadily.records.wording import plain

Shape = TypeVar("Shape")

ADD_WITHIN = timedelta(days=2)
"""How late a day may be filled in (protocol, section 0)."""
CORRECT_WITHIN = timedelta(days=14)
LONGEST_AGO = timedelta(days=5 * 365)
"""How far back a diary reaches. An earlier day is that of a broken clock, and guidance would begin there."""
EARLIEST_ZONE = timedelta(hours=14)
"""UTC+14, where each date begins."""
CENTURY = range(2000, 2100)
"""Years a phone's clock can show in earnest; others are a broken clock."""


@dataclass(frozen=True)
class Problem:
    """Why one entry was refused: `type` for programs, `detail` for people, `pointer` to the field."""

    type: str
    detail: str
    pointer: str = ""


class Unkeepable(Exception):
    """An entry that can't be kept, with the problem to tell the phone."""

    def __init__(self, *problem: str) -> None:
        super().__init__(*problem)
        self.problem = Problem(*problem)


@dataclass(frozen=True)
class Told:
    """An entry as it was sent, and the fact it tells; a withdrawal tells none.

    `clock_offset_s` is how far the clock that made it was behind ours.
    """

    sent: Sent
    fact: Fact | None
    clock_offset_s: int = 0


def read(raw: object, *, received_at: datetime, sent_at: datetime | None = None) -> Told:
    """Read one sent entry strictly; `sent_at` is what the phone's clock showed. Raises Unkeepable, naming the field."""
    found = flaw(raw)
    if found:
        raise Unkeepable("unreadable-entry", found.detail, found.pointer)
    sent = _convert(raw, Sent, "")
    _check_names(sent)
    _check_years(sent)
    told = Told(sent, _fact(sent), offset_s(sent.at, sent_at, received_at))
    _check_days_told_of(told)
    return told


def untimely(told: Told, received_at: datetime) -> Problem | None:
    """Tell why a new entry comes too late or too early for the day it speaks of; None when it comes in time."""
    sent = told.sent
    latest = (received_at.astimezone(UTC) + EARLIEST_ZONE).date() + timedelta(days=1)
    if sent.on > latest:
        return Problem("day-in-the-future", f"It is dated {sent.on:%d %B %Y}. That day has not come yet.", "/on")
    if sent.on < received_at.date() - LONGEST_AGO:
        return Problem("too-late-to-add", "This day is more than five years ago.", "/on")
    late = believed(sent.at, told.clock_offset_s).astimezone(ZoneInfo(sent.tz)).date() - sent.on
    within = ADD_WITHIN if sent.supersedes is None else CORRECT_WITHIN
    if late > within:
        return Problem("too-late-to-add", f"A day can be filled in up to {within.days} days later.", "/on")
    return None


def named(raw: object) -> str | None:
    """Tell the id an entry came with, if it has one a phone could match."""
    name = raw.get("id") if isinstance(raw, dict) else None
    return name if isinstance(name, str) and len(name) <= 64 and flaw(name) is None else None


def _convert(raw: object, shape: type[Shape], under: str) -> Shape:
    try:
        return msgspec.convert(raw, shape)
    except msgspec.ValidationError as error:
        detail, pointer = plain(error)
        raise Unkeepable("unreadable-entry", detail, under + pointer) from None


def _fact(sent: Sent) -> Fact | None:
    if sent.data is not None:
        return _convert(sent.data, FACTS[sent.kind], "/data")
    if sent.supersedes is None:
        raise Unkeepable("unreadable-entry", "Only a correction can be without data.", "/data")
    return None


def _check_names(sent: Sent) -> None:
    if sent.kind not in FACTS:
        raise Unkeepable("unreadable-entry", "We do not know this kind of entry.", "/kind")
    if sent.id.version != 7:
        raise Unkeepable("unreadable-entry", "The id must be a UUID of version 7.", "/id")
    if sent.tz not in time_zones():
        raise Unkeepable("unreadable-entry", "tz must be a time zone such as Europe/London.", "/tz")


def _check_years(sent: Sent) -> None:
    for field, year in (("at", sent.at.year), ("on", sent.on.year)):
        if year not in CENTURY:
            raise Unkeepable("unreadable-entry", f"The year {year} can't be right.", f"/{field}")


def _check_days_told_of(told: Told) -> None:
    """Refuse a fact about a day that was still to come when it was told."""
    for field in ("for_date", "since"):
        day = getattr(told.fact, field, None)
        if day is not None and not (day.year in CENTURY and day <= told.sent.on):
            raise Unkeepable("unreadable-entry", f"{field}: {day} was not a day before this one.", f"/data/{field}")
