"""Keeping what phones send: each entry alone, once, for ever."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from uuid import UUID

import msgspec
from django.db import transaction

from steadily.logbook.kinds import Measure
from steadily.logbook.models import Entry, Unread
from steadily.logbook.reading import Problem, Told, Unkeepable, named, read, untimely
from steadily.logbook.touched import earliest_touched
from steadily.people.models import Device, Patient
from steadily.plans.models import Prescription
from steadily.records.models import audit


class Status(StrEnum):
    """What became of one sent entry."""

    KEPT = "kept"
    DUPLICATE = "duplicate"
    CONFLICT = "conflict"
    REFUSED = "refused"


@dataclass(frozen=True)
class Result:
    """What became of one sent entry, for the phone that sent it."""

    id: str | None
    status: Status
    problem: Problem | None = None


@dataclass
class _Batch:
    """What judging one batch needs to know, looked up once for all its entries."""

    device: Device
    received_at: datetime
    stored: dict[UUID, Entry]
    own: set[UUID]
    new: list[Entry] = field(default_factory=list)


@transaction.atomic
def keep_entries(*, by: Device, at: datetime, sent_at: datetime | None, raws: Sequence[object]) -> list[Result]:
    """Keep a batch of sent entries in one transaction; one bad entry never holds up the rest.

    The same id with the same content is a duplicate, with other content (or another patient's) a conflict; neither
    changes anything. The number of statements does not grow with the batch.
    """
    patient = Patient.objects.select_for_update().get(pk=by.patient_id)  # two phones at once: one after the other
    read_raws = [_read(raw, at, sent_at) for raw in raws]
    told = [each for each in read_raws if isinstance(each, Told)]
    names = {name for each in told for name in (each.sent.id, each.sent.supersedes) if name is not None}
    batch = _Batch(by, at, Entry.objects.in_bulk(names), _own(patient, told))
    results: dict[int, Result] = {}
    for place in _originals_first(read_raws):
        results[place] = _judge(batch, raws[place], read_raws[place])
    if batch.new:
        Entry.objects.keep(batch.new)
        Unread.objects.create(patient=patient, on=earliest_touched(batch.new))
        audit(by=by, at=at, verb="keep_entries", subject=by, patient=patient, kept=len(batch.new))
    return [results[place] for place in range(len(raws))]


def _read(raw: object, at: datetime, sent_at: datetime | None) -> Told | Problem:
    try:
        return read(raw, received_at=at, sent_at=sent_at)
    except Unkeepable as refusal:
        return refusal.problem


def _originals_first(read_raws: Sequence[Told | Problem]) -> Iterator[int]:
    """Give the order to judge in: what a correction names may stand behind it in the same batch."""
    later = []
    for place, each in enumerate(read_raws):
        if isinstance(each, Told) and each.sent.supersedes is not None:
            later.append((each.sent.at, each.sent.id, place))
        else:
            yield place
    yield from (place for _, _, place in sorted(later))


def _own(patient: Patient, told: Iterable[Told]) -> set[UUID]:
    """Look up, in one query a table, which of the named prescriptions, visits and goals are this patient's."""
    names = {name for each in told for _, name in _references(each) if name is not None}
    if not names:
        return set()
    own = {*Prescription.objects.filter(plan__patient=patient, id__in=names).values_list("id", flat=True)}
    own.update(patient.visits.filter(id__in=names).values_list("id", flat=True))
    own.update(patient.goals.filter(id__in=names).values_list("id", flat=True))
    return own


def _references(told: Told) -> list[tuple[str, UUID | None]]:
    """List what an entry names besides itself: the field's pointer and the id, None where it is no id at all."""
    names = [(f"/data/{field}", getattr(told.fact, field, None)) for field in ("prescription", "visit")]
    found = [(pointer, name) for pointer, name in names if name is not None]
    if isinstance(told.fact, Measure) and told.fact.measure == "activities":
        found += [(f"/data/answers/{name}", _uuid(name)) for name in told.fact.answers]
    return found


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _judge(batch: _Batch, raw: object, told: Told | Problem) -> Result:
    if isinstance(told, Problem):
        return Result(named(raw), Status.REFUSED, told)
    entry = _entry(batch, told)
    stored = batch.stored.get(entry.id)
    # Whether it comes in time is asked of a new entry alone: one that was kept stays known, whenever it is sent again.
    problem = _again(entry, stored) if stored else untimely(told, batch.received_at) or _misfit(batch, told)
    if stored or problem:
        status = Status.DUPLICATE if problem is None else Status.CONFLICT if stored else Status.REFUSED
        return Result(str(entry.id), status, problem)
    batch.stored[entry.id] = entry
    batch.new.append(entry)
    return Result(str(entry.id), Status.KEPT)


def _entry(batch: _Batch, told: Told) -> Entry:
    sent = told.sent
    return Entry(
        id=sent.id,
        patient_id=batch.device.patient_id,
        device=batch.device,
        kind=sent.kind,
        on=sent.on,
        at=sent.at,
        tz=sent.tz,
        received_at=batch.received_at,
        clock_offset_s=told.clock_offset_s,
        pack_revision=sent.pack_revision or "",
        supersedes=sent.supersedes,
        shown=msgspec.to_builtins(sent.shown),
        data=sent.data,
    )


SAME = ("patient_id", "kind", "on", "at", "tz", "pack_revision", "supersedes", "shown", "data")


def _again(entry: Entry, stored: Entry) -> Problem | None:
    if all(getattr(entry, name) == getattr(stored, name) for name in SAME):
        return None
    return Problem("conflict", "Another entry with this id was kept before. It stays as it was.", "/id")


def _misfit(batch: _Batch, told: Told) -> Problem | None:
    """Tell which of the things an entry names can't be meant."""
    for pointer, name in _references(told):
        if name not in batch.own:
            return Problem("unknown-reference", "This entry names something that is not in your plan.", pointer)
    if told.sent.supersedes is None:
        return None
    corrected = batch.stored.get(told.sent.supersedes)
    if corrected is None or corrected.patient_id != batch.device.patient_id:
        return Problem("unknown-entry", "We do not know the entry this one corrects.", "/supersedes")
    if (corrected.kind, corrected.on) != (told.sent.kind, told.sent.on):
        return Problem("unlike-entry", "A correction keeps the kind and the day of what it corrects.", "/supersedes")
    return None
