"""Reading the diary: what stands now, and what it replaced."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable
from datetime import date, datetime
from uuid import UUID

from steadily.logbook.models import Entry
from steadily.people.models import Patient


def lived_at(entry: Entry) -> tuple[datetime, UUID]:
    """Order entries by when they were lived, by the server's clock, then by id; never by arrival."""
    return entry.lived_at, entry.id


def standing(entries: Iterable[Entry]) -> list[Entry]:
    """Keep what stands: of each entry and its corrections the latest, in the order they were lived.

    A correction always stands before what it corrects, whatever the clocks say. Of two corrections of one entry the
    later lived stands; the other is among its `rivals`, so that nobody misses that there were two. The latest keeps
    the place of what it corrects, `placed_at`; its `replaced` lists the ids it stands for. A withdrawn entry stands as
    one without data.
    """
    ordered = sorted(entries, key=lived_at)
    corrected = {entry.supersedes for entry in ordered}
    origin = _origins(ordered)
    chains: dict[UUID, list[Entry]] = defaultdict(list)
    for entry in ordered:
        chains[origin[entry.id]].append(entry)
    return [_latest(chain, corrected) for chain in chains.values()]


def current(patient: Patient, since: date | None = None, until: date | None = None) -> list[Entry]:
    """List a patient's standing entries of a period."""
    entries = patient.entries.all()
    if since is not None:
        entries = entries.filter(on__gte=since)
    if until is not None:
        entries = entries.filter(on__lte=until)
    return standing(entries)


def _latest(chain: list[Entry], corrected: Container[UUID | None]) -> Entry:
    """Find the latest of what nothing corrects, and note on it what it stands for and what it stands against."""
    *others, latest = [entry for entry in chain if entry.id not in corrected]
    latest.replaced = [entry.id for entry in chain if entry is not latest]
    latest.rivals = [entry for entry in others if entry.data != latest.data]
    latest.placed_at = chain[0].lived_at
    return latest


def _origins(entries: Iterable[Entry]) -> dict[UUID, UUID]:
    """Tell for each entry the first one of its chain of corrections."""
    corrects = {entry.id: entry.supersedes for entry in entries}
    return {name: _first(name, corrects) for name in corrects}


def _first(name: UUID, corrects: dict[UUID, UUID | None]) -> UUID:
    seen = {name}
    while (earlier := corrects.get(name)) is not None and earlier not in seen:
        name = earlier
        seen.add(name)
    return name
