"""Days as patients live them: 24 cases of clocks and places, each with what must be kept and what is due."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta

LONDON, KIRITIMATI, HONOLULU = "Europe/London", "Pacific/Kiritimati", "Pacific/Honolulu"
A_DAY, A_YEAR = timedelta(days=1), timedelta(days=365)
SIT, WALK = "K1", "G1"
"""Sit to stand three times a week and never on two days running; a walk on Mondays, Wednesdays and Fridays."""


@dataclass(frozen=True)
class Moment:
    """One time the patient logs: the true instant, where, and the date it must be kept on.

    `wrong_by` is how far the phone's clock is ahead. `begun` is when the form was opened, if that was earlier.
    """

    at: datetime
    on: date
    zone: str = LONDON
    wrong_by: timedelta = timedelta()
    begun: datetime | None = None


@dataclass(frozen=True)
class Case:
    """A few moments of a patient's life, with what is due on the last of their dates."""

    sentence: str
    moments: tuple[Moment, ...]
    due: frozenset[str]
    home: str = LONDON
    redated: bool = False
    days_of_week: int = 7
    """On how many dates of the plan-week something can be logged."""

    row: str = field(default="R-14")


def at(text: str) -> datetime:
    """Read an instant written in UTC."""
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def on(text: str) -> date:
    return date.fromisoformat(text)


def one(sentence: str, instant: str, day: str, *due: str, **more: object) -> Case:
    """Make a case of one moment in London."""
    moment = {name: more.pop(name) for name in ("zone", "wrong_by", "begun") if name in more}
    return Case(sentence, (Moment(at(instant), on(day), **moment),), frozenset(due), **more)  # type: ignore[arg-type]


CLOCKS_CHANGE = (
    one("logs at 00:30, before the clocks go forward", "2026-03-29T00:30", "2026-03-29", SIT),
    one("logs in the first minutes after the hour that never was", "2026-03-29T01:01", "2026-03-29", SIT),
    one("logs at 23:30 on the short day", "2026-03-29T22:30", "2026-03-29", SIT),
    one("logs at 00:30 on the long day, still yesterday in UTC", "2026-10-24T23:30", "2026-10-25", SIT),
    one("logs at the first half past one of the long day", "2026-10-25T00:30", "2026-10-25", SIT),
    Case(
        "logs at both half past ones of the long day: the second is the later",
        (Moment(at("2026-10-25T00:30"), on("2026-10-25")), Moment(at("2026-10-25T01:30"), on("2026-10-25"))),
        frozenset({SIT}),
    ),
    one("logs at 23:30 on the long day", "2026-10-25T23:30", "2026-10-25", SIT),
)

TRAVEL = (
    one(
        "wakes on Wednesday in Kiritimati while it is Tuesday at home",
        "2026-03-10T18:00",
        "2026-03-11",
        SIT,
        WALK,
        zone=KIRITIMATI,
    ),
    one(
        "is still in Tuesday in Honolulu while it is Wednesday at home",
        "2026-03-11T05:00",
        "2026-03-10",
        SIT,
        zone=HONOLULU,
    ),
    Case(
        "flies east over the date line and lives Tuesday twice: it asks for nothing twice",
        (
            Moment(at("2026-03-09T19:00"), on("2026-03-10"), KIRITIMATI),
            Moment(at("2026-03-10T04:00"), on("2026-03-09"), HONOLULU),
            Moment(at("2026-03-10T19:00"), on("2026-03-10"), HONOLULU),
        ),
        frozenset(),
    ),
    Case(
        "flies west over the date line and never lives Wednesday",
        (
            Moment(at("2026-03-11T04:00"), on("2026-03-10"), HONOLULU),
            Moment(at("2026-03-11T18:00"), on("2026-03-12"), KIRITIMATI),
        ),
        frozenset({SIT}),
        days_of_week=6,
    ),
    Case(
        "goes to Kiritimati, on to Honolulu and back in one week",
        (
            Moment(at("2026-03-08T22:00"), on("2026-03-09"), KIRITIMATI),
            Moment(at("2026-03-10T22:00"), on("2026-03-11"), KIRITIMATI),
            Moment(at("2026-03-11T22:00"), on("2026-03-11"), HONOLULU),
            Moment(at("2026-03-12T22:00"), on("2026-03-13"), KIRITIMATI),
        ),
        frozenset({SIT, WALK}),
    ),
)

CALENDAR = (
    one("logs late on 29 February", "2028-02-29T23:30", "2028-02-29", SIT),
    Case(
        "logs on the leap day and the morning after",
        (Moment(at("2028-02-29T09:00"), on("2028-02-29")), Moment(at("2028-03-01T08:00"), on("2028-03-01"))),
        frozenset({WALK}),
    ),
    Case(
        "logs before and after midnight at the year's end, in one plan-week",
        (Moment(at("2026-12-31T23:30"), on("2026-12-31")), Moment(at("2027-01-01T00:30"), on("2027-01-01"))),
        frozenset({WALK}),
    ),
    one(
        "begins the new year in Kiritimati while London has the old one",
        "2026-12-31T10:30",
        "2027-01-01",
        SIT,
        WALK,
        zone=KIRITIMATI,
    ),
    one(
        "saves at 00:05 what was half filled in at 23:55: it stays on its day",
        "2026-03-11T00:05",
        "2026-03-10",
        SIT,
        begun=at("2026-03-10T23:55"),
    ),
    one("logs at 00:05 in an app left open since the evening", "2026-03-11T00:05", "2026-03-11", SIT, WALK),
    one(
        "has a profile in Auckland and a phone in London: the phone's wall clock counts",
        "2026-03-10T20:00",
        "2026-03-10",
        SIT,
        home="Pacific/Auckland",
    ),
)

WRONG_CLOCKS = (
    one("has a phone a day ahead: kept", "2026-03-10T18:00", "2026-03-11", SIT, WALK, wrong_by=A_DAY, row="R-13"),
    one(
        "has a phone a day behind: kept on the day it showed, beside the true day's plan",
        "2026-03-11T18:00",
        "2026-03-10",
        SIT,
        WALK,
        wrong_by=-A_DAY,
        row="R-13",
    ),
    Case(
        "has a clock that jumps an hour ahead between two entries",
        (
            Moment(at("2026-03-10T18:00"), on("2026-03-10")),
            Moment(at("2026-03-10T18:10"), on("2026-03-10"), wrong_by=timedelta(hours=1)),
        ),
        frozenset({SIT}),
        row="R-13",
    ),
    one(
        "has a phone a year ahead: parked, and re-dated in one tap",
        "2026-03-10T18:00",
        "2026-03-10",
        SIT,
        wrong_by=A_YEAR,
        redated=True,
        row="R-13",
    ),
    one(
        "has a phone a year behind: parked, and re-dated in one tap",
        "2026-03-10T18:00",
        "2026-03-10",
        SIT,
        wrong_by=-A_YEAR,
        redated=True,
        row="R-13",
    ),
)

CASES = (*CLOCKS_CHANGE, *TRAVEL, *CALENDAR, *WRONG_CLOCKS)
