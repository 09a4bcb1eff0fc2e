"""A written life as a phone tells it: entries in the shape the app sends, and the pack the clinic answers with."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from itertools import count
from typing import Any

from steadily.guidance.outcome import Outcome
from steadily.guidance.protocol import DEFAULT
from steadily.guidance.state import State
from steadily.guidance.terms import Day, Session
from steadily.today.ahead import Ahead, plain
from steadily.today.gather import SHOWN_DAYS, Gathered, Rows
from steadily.today.pack import DAYS
from tests.backend.guidance.invariants.lives import Written

Json = dict[str, Any]
ONE_DAY = timedelta(days=1)


def entries(day: Day, yesterday: Day | None) -> list[Json]:
    """Tell a day: its answers, its sessions, its safety answers, and this morning's word on yesterday's sessions."""
    numbers = count(1)
    noon = datetime.combine(day.on, time(12), UTC)

    def entry(kind: str, data: Json) -> Json:
        number = next(numbers)
        at = noon + timedelta(minutes=number)
        name = f"{day.on.isoformat()}-{number:03}"
        return {
            "id": name,
            "kind": kind,
            "on": day.on.isoformat(),
            "at": at.isoformat(),
            "supersedes": None,
            "data": data,
        }

    return [entry(kind, data) for kind, data in _facts(day, yesterday)]


def _facts(day: Day, yesterday: Day | None) -> Iterator[tuple[str, Json]]:
    yield (
        "check_in",
        {
            "morning_pain": day.morning,
            "pain_now": day.now,
            "pain_worst": day.worst,
            "interference": day.interference,
            "flare": day.flare,
        },
    )
    for answer in day.safety:
        asked, positives = list(answer.asked), list(answer.positives)
        yield "safety", {"pack": "daily", "asked": asked, "answers": positives, "unanswered": []}
    for name, session in day.sessions.items():
        yield "exercise", _session(name, session)
    for name, session in (yesterday.sessions if yesterday is not None else {}).items():
        if session.settled is not None and yesterday is not None:
            for_date = yesterday.on.isoformat()
            yield "settled", {"prescription": name, "for_date": for_date, "settled": session.settled}


def _session(name: str, session: Session) -> Json:
    return {
        "prescription": name,
        "done": str(session.done),
        "prescribed": str(session.prescribed),
        "pain_before": session.before,
        "pain_during": session.during,
        "pain_after": session.after,
        "stop": session.stop,
    }


Evening = tuple[State, Outcome]


def pack(written: Written, today: date, yesterday: Evening, tonight: Evening, *, heard: bool) -> Json:
    """Render the pack of a date for a life. `heard` says whether today's entries have been sent already."""
    (before, start), (after, now) = yesterday, tonight
    diary = {on: day for on, day in written.diary.items() if on < today or (heard and on == today)}
    ahead = Ahead(_gathered(written, diary), today)
    sent = [each for on in _dates(diary, today) for each in entries(diary[on], diary.get(on - ONE_DAY))]
    return {
        "from": today.isoformat(),
        "until": (today + (DAYS - 1) * ONE_DAY).isoformat(),
        "as_of": {
            "safety": now.safety.state.value,
            "positives": list(now.safety.positives),
            "message": now.safety.message,
            "flare": plain(now.flare),
            "engine_on": now.engine.on,
        },
        "start": {
            "column": ahead.starting_column(before),
            "safety": start.safety.state.value,
            "flare": plain(start.flare),
        },
        **ahead.pages(before, after, DAYS),
        "diary": sent,
        "known": [each["id"] for each in sent],
    }


def _dates(diary: dict[date, Day], today: date) -> list[date]:
    return [on for on in sorted(diary) if on > today - timedelta(days=SHOWN_DAYS)]


def _gathered(written: Written, diary: dict[date, Day]) -> Gathered:
    return Gathered(DEFAULT, written.plan, written.visits, written.actions, diary, (), Rows(None, (), (), ()))
