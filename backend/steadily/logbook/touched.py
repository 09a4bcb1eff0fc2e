"""How far back new entries reach: what was worked out for that day and later days must be worked out again."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from steadily.logbook.models import Entry, Kind

A_DAY = timedelta(days=1)


def earliest_touched(entries: Iterable[Entry]) -> date:
    """Give the first day whose guidance may differ now that these entries, of one patient, are kept.

    An entry speaks of its own day, but a next-morning answer is heard on the day after the session it is about. A
    correction of one may be about another session, so it reaches back to all that were answered together.
    """
    entries = tuple(entries)
    corrected = [entry for entry in entries if entry.kind == Kind.SETTLED and entry.correction]
    return min(_heard_on(entry) for entry in (*entries, *_answered_together(corrected)))


def _heard_on(entry: Entry) -> date:
    if entry.kind == Kind.SETTLED and entry.data is not None:
        return date.fromisoformat(entry.data["for_date"]) + A_DAY
    return entry.on


def _answered_together(corrections: list[Entry]) -> Iterable[Entry]:
    """Find what a correction may stand for: it keeps the kind and the day of what it corrects."""
    if not corrections:
        return ()
    days = {entry.on for entry in corrections}
    return Entry.objects.filter(patient=corrections[0].patient_id, kind=Kind.SETTLED, on__in=days)
