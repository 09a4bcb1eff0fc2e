"""From the diary's entries to days: many facts, two phones, late corrections, one answer for each question.

Entries are taken in the order they were lived, never in the order they arrived. Within a key (a check-in's day; a day
and a prescription for a session and for its next morning) the latest answer that is not null wins, field by field.
Safety answers never merge: each stands, and one that told of something stands even when it was taken back.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from steadily.guidance.measured import Measured
from steadily.guidance.terms import Activity, Day, NotDoneReason, SafetyAnswer, Session, StopSymptom
from steadily.logbook.diary import lived_at, standing
from steadily.logbook.kinds import MEASURES
from steadily.logbook.models import Entry, Kind

Fields = dict[str, Any]

ANYTHING_NEW = "ANY"
"""The daily question; a yes to it only opens the list, and says nothing until that is answered."""
SORE = "mild_ache"
"""The sign of a needle site that is sore."""
MORNING_COUNTS_WITHIN = timedelta(days=2)
"""How late the next-morning answer may come before the session's light is frozen (R-PM2)."""

CHECK_IN = {
    "morning_pain": "morning",
    "pain_now": "now",
    "pain_worst": "worst",
    "interference": "interference",
    "sleep": "sleep",
    "flare": "flare",
    "activity": "activity",
}
SESSION = {
    "done": "done",
    "prescribed": "prescribed",
    "pain_before": "before",
    "pain_during": "during",
    "pain_after": "after",
    "two_more": "two_more",
    "stop": "stop",
    "effort": "effort",
    "not_done_reason": "not_done_reason",
}
PEG = MEASURES["peg"]
READ = {
    "done": Decimal,
    "prescribed": Decimal,
    "stop": StopSymptom,
    "not_done_reason": NotDoneReason,
    "activity": Activity,
}
"""How the words and amounts of an entry become the guidance's own."""


def days(
    entries: Iterable[Entry], prescriptions: Container[str], stand: Iterable[Entry] | None = None
) -> dict[date, Day]:
    """Merge a patient's entries into one Day for each civil date with anything in it, oldest first.

    Give those that `stand` where they are known already. All are needed beside them: a positive safety answer holds
    though it was taken back. Sessions of other plans' prescriptions are left out; their dates stay, as days on which
    something was logged.
    """
    every = tuple(entries)
    stand = standing(every) if stand is None else tuple(stand)
    check_ins, sessions, safety = _check_ins(stand), _sessions(stand, every), _safety(stand, every)
    measured = _measured(stand)
    asks_contact = {entry.on for entry, _ in _told(stand, Kind.CONTACT)}
    sore_since = _sore_since(stand)
    return {
        on: Day(
            on=on,
            safety=tuple(safety.get(on, ())),
            sessions={name: Session(**fields) for name, fields in sessions[on].items() if name in prescriptions},
            asks_contact=on in asks_contact,
            sore_since=sore_since.get(on),
            measured=measured.get(on, Measured()),
            **check_ins.get(on, {}),
        )
        for on in sorted({*check_ins, *sessions, *safety, *measured, *asks_contact, *sore_since})
    }


def _check_ins(stand: Iterable[Entry]) -> dict[date, Fields]:
    merged: dict[date, Fields] = defaultdict(dict)
    for entry, data in _told(stand, Kind.CHECK_IN):
        merged[entry.on].update(_answers(data, CHECK_IN))
    return merged


def _sessions(stand: Iterable[Entry], every: Iterable[Entry]) -> dict[date, dict[str, Fields]]:
    merged: dict[date, dict[str, Fields]] = defaultdict(lambda: defaultdict(dict))
    for entry, data in _told(stand, Kind.EXERCISE):
        session = merged[entry.on][_prescription(data)]
        answers = _answers(data, SESSION)
        session.update(answers)
        if "stop" in answers:
            session["stopped_at"] = entry.lived_at
        if session["done"] > 0:
            session.pop("not_done_reason", None)  # a reason for not doing it went with the done of that time
    for (on, name), settled in _mornings(stand, every).items():
        if on in merged and name in merged[on]:
            merged[on][name]["settled"] = settled
    return merged


def _mornings(stand: Iterable[Entry], every: Iterable[Entry]) -> dict[tuple[date, str], bool]:
    """Tell what was answered the morning after, by the session's own date and prescription."""
    first_told = _first_told(stand, every)
    answers: dict[tuple[date, str], bool] = {}
    for entry, data in _told(stand, Kind.SETTLED):
        for_date = date.fromisoformat(data["for_date"])
        if first_told[entry.id] <= for_date + timedelta(days=1) + MORNING_COUNTS_WITHIN:
            answers[for_date, _prescription(data)] = data["settled"]
    return answers


def _safety(stand: Iterable[Entry], every: Iterable[Entry]) -> dict[date, list[SafetyAnswer]]:
    """List every safety answer that counts, day by day, with the positives that were corrected or withdrawn since."""
    standing_ids = {entry.id for entry in stand}
    found: dict[date, list[SafetyAnswer]] = defaultdict(list)
    for entry, data in _told(sorted(every, key=lived_at), Kind.SAFETY):
        answer = _safety_answer(data, entry.lived_at)
        if answer is not None and (entry.id in standing_ids or answer.positives):
            found[entry.on].append(answer)
    return found


def _measured(stand: Iterable[Entry]) -> dict[date, Measured]:
    answers: dict[date, dict[str, dict[str, int]]] = defaultdict(lambda: defaultdict(dict))
    for entry, data in _told(stand, Kind.MEASURE):
        known = {asked: score for asked, score in data["answers"].items() if score is not None}
        answers[entry.on][data["measure"]].update(known)
    return {
        on: Measured(
            peg=_peg(of_the_day["peg"]),
            activities={str(UUID(goal)): score for goal, score in of_the_day["activities"].items()},
            change=of_the_day["change"].get("change"),
        )
        for on, of_the_day in answers.items()
    }


def _sore_since(stand: Iterable[Entry]) -> dict[date, date]:
    """Tell for each day on which a needle site was sore since when; of several, the longest."""
    since: dict[date, date] = {}
    for entry, data in _told(stand, Kind.REACTION):
        if SORE in data["signs"] and data.get("since") is not None:
            began = date.fromisoformat(data["since"])
            since[entry.on] = min(began, since.get(entry.on, began))
    return since


def _peg(answers: Mapping[str, int]) -> Decimal | None:
    """Give the mean of the three answers; one that was answered in part says nothing."""
    return Decimal(sum(answers.values())) / len(PEG) if answers.keys() == PEG else None


def _safety_answer(data: Fields, at: datetime) -> SafetyAnswer | None:
    """Read one safety entry. Questions left open are never a "no", so a list left half answered counts for nothing."""
    left_open = {*data.get("unanswered", ())}
    asked = tuple(each for each in data["asked"] if each not in left_open)
    positives = tuple(each for each in data["answers"] if each != ANYTHING_NEW)
    only_worried = ANYTHING_NEW in data["answers"] and not {*asked} - {ANYTHING_NEW}
    if not positives and (not asked or left_open or only_worried):
        return None
    return SafetyAnswer(at=at, asked=asked, positives=positives)


def _told(entries: Iterable[Entry], kind: Kind) -> Iterator[tuple[Entry, Fields]]:
    """Go through the entries of a kind that say something, with what they say; a withdrawn one says nothing."""
    for entry in entries:
        if entry.kind == kind and entry.data is not None:
            yield entry, entry.data


def _answers(data: Fields, names: Mapping[str, str]) -> Fields:
    return {
        ours: READ[theirs](data[theirs]) if theirs in READ else data[theirs]
        for theirs, ours in names.items()
        if data.get(theirs) is not None
    }


def _first_told(stand: Iterable[Entry], every: Iterable[Entry]) -> dict[UUID, date]:
    """Tell for each standing entry on which day its fact was first told, whatever was corrected later."""
    by_id = {entry.id: entry for entry in every}
    return {entry.id: _civil_date(by_id[[*entry.replaced, entry.id][0]]) for entry in stand}


def _prescription(data: Fields) -> str:
    return str(UUID(data["prescription"]))  # phones may write an id in capitals


def _civil_date(entry: Entry) -> date:
    return entry.at.astimezone(ZoneInfo(entry.tz)).date()
