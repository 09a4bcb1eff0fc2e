"""What a clinician reads before a visit: the time since the last one beside the time before it (R-AP4).

It counts and compares, and advises nothing. What is not known is None.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from steadily.guidance.flare import IN_FLARE
from steadily.guidance.outcome import Adherence, Course, Outcome
from steadily.guidance.safety import BEFORE_NEEDLING
from steadily.guidance.terms import Day, Light, Visit, VisitStatus
from steadily.guidance.usual import median

WEEK = timedelta(days=7)
LONGEST = timedelta(days=28)
"""How far back a period goes where the visits lie further apart, or there was none."""
A_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Period:
    """Days between two visits, both ends included: medians of what was answered, and the days of a flare."""

    first: date
    last: date
    logged: int
    pain: Decimal | None
    morning: Decimal | None
    interference: Decimal | None
    sleep: Decimal | None
    flare_days: int


@dataclass(frozen=True, slots=True)
class BeforeVisit:
    """The summary as of `on`. `logged_of_seven` counts the days of the last week with any entry.

    `lights` counts each exercise's session lights since the last visit, by their final colour where it is known.
    `overshoots` are its sessions well past the plan, `new_precautions` the questions before needling answered yes.
    """

    on: date
    visit_on: date | None
    logged_of_seven: int
    since: Period
    before: Period | None
    lights: Mapping[str, Mapping[Light, int]]
    overshoots: int
    boom_bust_cycles: int
    adherence: Adherence | None
    course: Course | None
    new_precautions: tuple[str, ...]


def periods(visits: Iterable[Visit], on: date) -> tuple[tuple[date, date], tuple[date, date] | None]:
    """Give the days since the last visit attended, and those between it and the one before; None without one."""
    attended = sorted({each.on for each in visits if each.status is VisitStatus.ATTENDED and each.on < on})
    if not attended:
        return (on - LONGEST + A_DAY, on), None
    last = attended[-1]
    earlier = attended[-2] if len(attended) > 1 else last - LONGEST
    return (max(last, on - LONGEST + A_DAY), on), (max(earlier, last - LONGEST), last - A_DAY)


def summarise(
    visits: Sequence[Visit], diary: Mapping[date, Day], outcomes: Sequence[Outcome], overshoot: Decimal
) -> BeforeVisit:
    """Summarise up to the last of the outcomes, which go day by day from the beginning of the earlier period on.

    `overshoot` is how many times the prescribed amount is past the plan (R-PG4).
    """
    now = outcomes[-1]
    since, before = periods(visits, now.on)
    booked = [each.on for each in visits if each.status is VisitStatus.BOOKED and each.on >= now.on]
    recent = [diary[on] for on in sorted(diary) if since[0] <= on <= now.on]
    return BeforeVisit(
        on=now.on,
        visit_on=min(booked, default=None),
        logged_of_seven=sum(day.logged for day in diary.values() if now.on - WEEK < day.on <= now.on),
        since=_period(since, diary, outcomes),
        before=None if before is None else _period(before, diary, outcomes),
        lights=_lights(outcomes, since),
        overshoots=sum(_is_past(day, overshoot) for day in recent),
        boom_bust_cycles=now.boom_bust_cycles,
        adherence=now.adherence,
        course=now.course,
        new_precautions=_new_precautions(recent),
    )


def _period(ends: tuple[date, date], diary: Mapping[date, Day], outcomes: Iterable[Outcome]) -> Period:
    first, last = ends
    days = [day for day in diary.values() if first <= day.on <= last]
    flares = [each for each in outcomes if first <= each.on <= last and each.flare.state in IN_FLARE]
    return Period(
        first=first,
        last=last,
        logged=sum(day.logged for day in days),
        pain=_median(day.pain for day in days),
        morning=_median(day.morning for day in days),
        interference=_median(day.interference for day in days),
        sleep=_median(day.sleep for day in days),
        flare_days=len(flares),
    )


def _median(answers: Iterable[Decimal | int | None]) -> Decimal | None:
    known = [Decimal(each) for each in answers if each is not None]
    return median(known) if known else None


def _lights(outcomes: Iterable[Outcome], since: tuple[date, date]) -> Mapping[str, Mapping[Light, int]]:
    """Count the lights of each exercise; a session's latest colour is the one that counts."""
    latest: dict[tuple[str, date], Light] = {}
    for outcome in outcomes:
        for each in outcome.lights:
            if since[0] <= each.on <= since[1]:
                latest[each.prescription, each.on] = each.final or each.provisional
    counted: dict[str, Counter[Light]] = {}
    for (prescription, _), light in latest.items():
        counted.setdefault(prescription, Counter())[light] += 1
    return counted


def _is_past(day: Day, overshoot: Decimal) -> int:
    ratios = [session.ratio for session in day.sessions.values()]
    return sum(ratio is not None and ratio > overshoot for ratio in ratios)


def _new_precautions(days: Iterable[Day]) -> tuple[str, ...]:
    said = [question for day in days for answer in day.safety for question in answer.positives]
    return tuple(dict.fromkeys(question for question in said if question in BEFORE_NEEDLING))
