"""Diaries of invented people: the same seed, the same days, whenever they are written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta
from hashlib import sha256
from random import Random
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from steadily.demo.cast import Feeling, Person
from steadily.guidance.outcome import NextDose
from steadily.guidance.safety import packs
from steadily.guidance.terms import DoseStatus

Raw = dict[str, Any]

MORNING, EVENING = time(7, 30), time(19, 40)
DONE_OF_TEN, NOT_DONE_SAID_OF_TEN = 9, 5
"""How many in ten sessions that are due are done, and how many of the others are said not to have been."""


class Pages:
    """One person's diary, day by day. `began` is the first day of their plan."""

    def __init__(self, person: Person, began: date, zone: str) -> None:
        self.person = person
        self.began = began
        self.zone = zone

    def moment(self, on: date, at: time) -> datetime:
        """Give the instant of a time of day where the person lives."""
        return datetime.combine(on, at, tzinfo=ZoneInfo(self.zone))

    def feeling(self, on: date) -> Feeling:
        """Tell how a day feels."""
        return self.person.story((on - self.began).days, self._dice(on, "feeling"))

    def morning(self, on: date, sessions: Iterable[str], at: datetime) -> Iterator[Raw]:
        """Write the morning: how it began, and whether yesterday's sessions (by prescription) had settled."""
        feeling = self.feeling(on)
        yield self._entry(on, at, "check_in", morning_pain=feeling.morning, sleep=feeling.sleep)
        for prescription in sessions:
            settled = {"prescription": prescription, "for_date": f"{on - timedelta(days=1)}", "settled": True}
            yield self._entry(on, at, "settled", **settled)

    def evening(self, on: date, doses: Iterable[tuple[str, NextDose]]) -> Iterator[Raw]:
        """Write the evening: the day as it was, the safety question, and what was done of what was asked.

        Doses come with their exercise's code.
        """
        feeling, at, number = self.feeling(on), self.moment(on, EVENING), (on - self.began).days
        day = {"pain_now": feeling.now, "pain_worst": feeling.worst, "interference": feeling.interference}
        yield self._entry(on, at, "check_in", **day, flare=feeling.flare, activity="as_planned")
        yield self._safety(on, at, feeling)
        for code, dose in doses:
            if dose.due and dose.status is DoseStatus.DO:
                yield from self._session(on, at, code, dose)
        if number % 7 == 6:
            scores = {"pain": feeling.now, "enjoyment": feeling.interference, "activity": feeling.interference}
            yield self._entry(on, at, "measure", measure="peg", answers=scores)
        if number % 42 == 36:
            yield self._entry(on, at, "question", text=self.person.question)

    def _safety(self, on: date, at: datetime, feeling: Feeling) -> Raw:
        """Answer "none of these": the whole list on the first day and as a flare-up begins, one question else."""
        if on == self.began:
            pack = "onboarding"
        else:
            begins = feeling.flare and not self.feeling(on - timedelta(days=1)).flare
            pack = "flare" if begins else "daily"
        return self._entry(on, at, "safety", pack=pack, asked=[*packs([self.person.region])[pack]], answers=[])

    def _session(self, on: date, at: datetime, code: str, dose: NextDose) -> Iterator[Raw]:
        dice, feeling = self._dice(on, code), self.feeling(on)
        told: Raw = {"prescription": dose.prescription, "prescribed": f"{dose.value}"}
        if dice.randrange(10) < DONE_OF_TEN:
            during = min(5, max(0, feeling.now - 1) + dice.choice([0, 0, 1]))
            pains = {"pain_before": max(0, during - 1), "pain_during": during, "pain_after": max(0, during - 1)}
            rest = {"two_more": dice.random() < 0.6, "effort": dice.choice([3, 4, 5])}
            yield self._entry(on, at, "exercise", **told, done=f"{dose.value}", **pains, **rest)
        elif dice.randrange(10) < NOT_DONE_SAID_OF_TEN:
            reason = dice.choice(["tired", "no_time", "forgot"])
            yield self._entry(on, at, "exercise", **told, done="0", not_done_reason=reason)

    def _entry(self, on: date, at: datetime, kind: str, **data: Any) -> Raw:
        what = f"{kind} {' '.join(data)} {data.get('prescription')}"
        return {
            "id": str(self._id(on, what)),
            "kind": kind,
            "on": on.isoformat(),
            "at": at.isoformat(),
            "tz": self.zone,
            "data": data,
        }

    def _id(self, on: date, what: str) -> UUID:
        """Make the id a phone would (a UUID of version 7), the same each time for the same entry."""
        noise = int.from_bytes(sha256(f"{self.person.name}/{on}/{what}".encode()).digest()[:10], "big")
        milliseconds = int(self.moment(on, MORNING).timestamp() * 1000)
        bits = milliseconds << 80 | 7 << 76 | (noise >> 62 & 0xFFF) << 64 | 0b10 << 62 | noise & (1 << 62) - 1
        return UUID(int=bits)

    def _dice(self, on: date, what: str) -> Random:
        return Random(f"{self.person.name}/{(on - self.began).days}/{what}")
