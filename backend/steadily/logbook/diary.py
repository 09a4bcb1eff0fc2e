"""Reading the diary: what stands now, and what it replaced."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime
from uuid import UUID

from steadily.logbook.models import Entry
from steadily.people.models import Patient


def lived_at(entry: Entry) -> tuple[datetime, UUID]:
    """Order entries by when they were lived, by the server's clock, then by id; never by arrival."""
    return entry.lived_at, entry.id


def standing(entries: Iterable[Entry]) -> list[Entry]:
    """Keep what stands: of each entry and its corrections the latest, in the order they were lived.

    The latest keeps the place of what it corrects; its `replaced` lists the ids it stands for. A withdrawn entry
    stands as one without data.
    """
    ordered = sorted(entries, key=lived_at)
    origin = _origins(ordered)
    chains: dict[UUID, list[Entry]] = defaultdict(list)
    for entry in ordered:
        chains[origin[entry.id]].append(entry)
    for chain in chains.values():
        chain[-1].replaced = [earlier.id for earlier in chain[:-1]]
    return [chain[-1] for chain in chains.values()]


def current(patient: Patient, since: date | None = None, until: date | None = None) -> list[Entry]:
    """List a patient's standing entries of a period."""
    entries = patient.entries.all()
    if since is not None:
        entries = entries.filter(on__gte=since)
    if until is not None:
        entries = entries.filter(on__lte=until)
    return standing(entries)


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
