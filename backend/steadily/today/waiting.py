"""What waits for the patient's answer today, and what they put by for the next visit."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from typing import Any

from steadily.guidance.safety import NEEDLING_DAYS
from steadily.guidance.terms import VisitStatus
from steadily.logbook.models import Entry, Kind
from steadily.today.checkpoints import WHOLE_LISTS
from steadily.today.gather import Gathered

Item = dict[str, Any]

A_WEEK = timedelta(weeks=1)


def waiting(gathered: Gathered, today: date, *, opened: bool = False, sore: bool = False) -> list[Item]:
    """List what is due: safety packs, next-morning answers, and questions for the next visit.

    `opened` says that today's answers open the safety questions (R-FL7), `sore` that a needle site has been sore for
    long, so that the questions about needling come again (R-AP3).
    """
    entries = gathered.rows.standing
    lists = _packs(gathered, entries, today, opened, sore)
    return [*lists, *_mornings(gathered, today), *_questions(gathered, entries)]


def _packs(gathered: Gathered, entries: Iterable[Entry], today: date, opened: bool, sore: bool) -> Iterator[Item]:
    """Name the safety packs to put today (protocol, section 4)."""
    answers = [(entry.data["pack"], entry) for entry in entries if entry.kind == Kind.SAFETY and entry.data]
    whole = [entry for pack, entry in answers if pack in WHOLE_LISTS]
    this_week = [entry for entry in whole if today - entry.on < A_WEEK]
    if not whole:
        yield {"kind": "safety", "pack": "onboarding"}
    elif not this_week:
        yield {"kind": "safety", "pack": "weekly"}
    elif _stopped_since(gathered, today, max(entry.lived_at for entry in this_week)):
        yield {"kind": "safety", "pack": "stop"}
    elif opened and max(entry.on for entry in this_week) < today:
        yield {"kind": "safety", "pack": "flare"}
    asked_today = [pack for pack, entry in answers if entry.on == today]
    if (sore or _needled(gathered, today)) and "post_needle" not in asked_today:
        yield {"kind": "safety", "pack": "post_needle"}


def _stopped_since(gathered: Gathered, today: date, answered_at: datetime) -> bool:
    """Tell whether a symptom stopped an exercise today after the list was last answered: it opens again (R-PM1)."""
    day = gathered.diary.get(today)
    stops = [session.stopped_at for session in day.sessions.values() if session.stop] if day else []
    return any(at is not None and at > answered_at for at in stops)


def _needled(gathered: Gathered, today: date) -> bool:
    """Tell whether today is a day on which to ask about the last treatment."""
    not_treated = {VisitStatus.CANCELLED, VisitStatus.DNA}
    treated = {visit.on for visit in gathered.visits if visit.status not in not_treated}
    return any(today - timedelta(days=after) in treated for after in NEEDLING_DAYS)


def _mornings(gathered: Gathered, today: date) -> Iterator[Item]:
    """Name yesterday's sessions whose next morning has not been told."""
    yesterday = today - timedelta(days=1)
    day = gathered.diary.get(yesterday)
    for name, session in day.sessions.items() if day else ():
        if session.settled is None and not session.not_done:
            yield {"kind": "settled", "prescription": name, "for_date": yesterday.isoformat()}


def _questions(gathered: Gathered, entries: Iterable[Entry]) -> Iterator[Item]:
    """Name the questions put by since the last visit."""
    for entry in open_questions(gathered, entries):
        yield {"kind": "question", "id": str(entry.id), "on": entry.on.isoformat(), "text": _text(entry)}


def _text(entry: Entry) -> str:
    return str(entry.data["text"]) if entry.data else ""


def open_questions(gathered: Gathered, entries: Iterable[Entry]) -> Iterator[Entry]:
    """Go through the questions put by since the last visit attended."""
    attended = [visit.on for visit in gathered.visits if visit.status is VisitStatus.ATTENDED]
    last = max(attended, default=date.min)
    for entry in entries:
        if entry.kind == Kind.QUESTION and entry.data and entry.on >= last:
            yield entry
