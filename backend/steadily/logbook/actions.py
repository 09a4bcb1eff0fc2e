"""Keeping what phones send: each entry alone, once, for ever."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from uuid import UUID

import msgspec
from django.db import transaction

from steadily.logbook.kinds import Sent
from steadily.logbook.models import Entry
from steadily.logbook.reading import Problem, Unkeepable, facts, named, read
from steadily.people.models import Device, Patient
from steadily.plans.models import Goal, Prescription
from steadily.visits.models import Visit


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
    clock_offset_s: int
    stored: dict[UUID, Entry] = field(default_factory=dict)
    own: set[UUID] = field(default_factory=set)
    new: list[Entry] = field(default_factory=list)


@transaction.atomic
def keep_entries(*, by: Device, at: datetime, sent_at: datetime | None, raws: Sequence[object]) -> list[Result]:
    """Keep a batch of sent entries in one transaction; one bad entry never holds up the rest.

    The same id with the same content is a duplicate, with other content a conflict; neither changes anything.
    """
    Patient.objects.select_for_update().get(pk=by.patient_id)  # two phones at once: one after the other
    batch = _Batch(by, at, 0 if sent_at is None else round((at - sent_at).total_seconds()))
    sents = [_read(raw, at) for raw in raws]
    readable = [sent for sent in sents if isinstance(sent, Sent)]
    batch.stored = Entry.objects.in_bulk([sent.id for sent in readable])
    batch.own = _own_ids(by, readable)
    results = [_judge(batch, raw, sent) for raw, sent in zip(raws, sents, strict=True)]
    Entry.objects.bulk_create(batch.new)
    return results


def _read(raw: object, at: datetime) -> Sent | Problem:
    try:
        return read(raw, received_at=at)
    except Unkeepable as refusal:
        return refusal.problem


def _own_ids(device: Device, sents: Iterable[Sent]) -> set[UUID]:
    """Look up, in one query a table, which of the named prescriptions, visits and goals are this patient's."""
    named_ids = {name for sent in sents for name in _references(sent)}
    if not named_ids:
        return set()
    patient = device.patient_id
    own = set(Prescription.objects.filter(plan__patient=patient, id__in=named_ids).values_list("id", flat=True))
    own |= set(Visit.objects.filter(patient=patient, id__in=named_ids).values_list("id", flat=True))
    return own | set(Goal.objects.filter(patient=patient, id__in=named_ids).values_list("id", flat=True))


def _references(sent: Sent) -> list[UUID]:
    data = facts(sent)
    names = [getattr(data, name, None) for name in ("prescription", "visit")]
    if getattr(data, "measure", None) == "activities":
        names += [_uuid(name) for name in data.answers]  # type: ignore[attr-defined]
    return [name for name in names if name is not None]


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _judge(batch: _Batch, raw: object, sent: Sent | Problem) -> Result:
    if isinstance(sent, Problem):
        return Result(named(raw), Status.REFUSED, sent)
    entry = _entry(batch, sent)
    stored = batch.stored.get(sent.id)
    if stored is not None:
        return _again(entry, stored)
    if not {*_references(sent)} <= batch.own:
        problem = Problem("unknown-reference", "This entry names something that is not in your plan.", "/data")
        return Result(str(sent.id), Status.REFUSED, problem)
    batch.stored[sent.id] = entry
    batch.new.append(entry)
    return Result(str(sent.id), Status.KEPT)


def _entry(batch: _Batch, sent: Sent) -> Entry:
    return Entry(
        id=sent.id,
        patient_id=batch.device.patient_id,
        device=batch.device,
        kind=sent.kind,
        on=sent.on,
        at=sent.at,
        tz=sent.tz,
        received_at=batch.received_at,
        clock_offset_s=batch.clock_offset_s,
        pack_revision=sent.pack_revision or "",
        supersedes=sent.supersedes,
        shown=msgspec.to_builtins(sent.shown),
        data=sent.data,
    )


SAME = ("patient_id", "kind", "on", "at", "tz", "pack_revision", "supersedes", "shown", "data")


def _again(entry: Entry, stored: Entry) -> Result:
    if all(getattr(entry, name) == getattr(stored, name) for name in SAME):
        return Result(str(entry.id), Status.DUPLICATE)
    problem = Problem("conflict", "Another entry with this id was kept before. It stays as it was.", "/id")
    return Result(str(entry.id), Status.CONFLICT, problem)
