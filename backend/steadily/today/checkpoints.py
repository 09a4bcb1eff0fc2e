"""Going on from a day already folded, instead of from the first page of the diary. Never needed, only quicker.

A checkpoint counts as long as nothing it rests on has changed. New entries leave a mark in their own transaction that
says how far back they reach; everything else is in the checkpoint's fingerprint.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from uuid import UUID

import msgspec
from django.db.models import Exists, Min, OuterRef, QuerySet

from steadily.guidance.state import State
from steadily.logbook.models import Entry, Kind, Unread
from steadily.people.models import Patient
from steadily.today.models import Checkpoint

LAST_DAYS = 3
"""How many days each keep their state: a day may be filled in for two days, and today begins from yesterday."""
EVERY_DAYS = 14
FOR_DAYS = 98
"""Before that, every 14th day keeps it for 14 weeks: for corrections, and phones that were long without signal."""
LASTING = {Kind.QUESTION, Kind.TRIAL, Kind.FLARE_PLAN}
"""Kinds of entries that are shown or counted however old they are."""
WHOLE_LISTS = {"onboarding", "weekly", "flare", "stop"}
"""Safety packs that put every question."""


def newest(patient: Patient, before: date, basis: Callable[[date], str]) -> Checkpoint | None:
    """Find the checkpoint of the latest earlier day that still counts; `basis` gives the fingerprint of a day."""
    kept = standing(patient).filter(on__lt=before).order_by("-on")
    latest = kept.first()
    if latest is None or latest.basis == basis(latest.on):
        return latest  # mostly so, and the others need not be read
    return next((each for each in kept[1:] if each.basis == basis(each.on)), None)


def standing(patient: Patient) -> QuerySet[Checkpoint]:
    """Keep the checkpoints of a patient that no entry reaches behind which has not been taken in."""
    reaching_behind = Unread.objects.filter(patient=patient, on__lte=OuterRef("on"))
    return Checkpoint.objects.filter(~Exists(reaching_behind), patient=patient)


def state_of(checkpoint: Checkpoint) -> State:
    """Give the state that was kept."""
    return msgspec.json.decode(checkpoint.state, type=State)


def drop_stale(patient: Patient) -> None:
    """Delete what new entries have made stale, and their marks. Whoever calls this has locked the patient."""
    reaches_to = Unread.objects.filter(patient=patient).aggregate(first=Min("on"))["first"]
    if reaches_to is not None:
        Checkpoint.objects.filter(patient=patient, on__gte=reaches_to).delete()
        Unread.objects.filter(patient=patient).delete()


def keep(patient: Patient, state: State, basis: str, entries: Iterable[Entry]) -> None:
    """Keep the state of a day, in the place of one that no longer counts. `entries` are those that stand."""
    Checkpoint.objects.update_or_create(
        patient=patient,
        on=state.on,
        defaults={
            "basis": basis,
            "state": msgspec.json.encode(state).decode(),
            "carried": [str(name) for name in _carried(entries, state.on)],
        },
    )


def drop_old(patient: Patient, today: date) -> None:
    """Delete the checkpoints of days that need no longer be kept."""
    days = Checkpoint.objects.filter(patient=patient).values_list("pk", "on")
    old = [name for name, on in days if not is_kept(on, today)]
    if old:
        Checkpoint.objects.filter(pk__in=old).delete()


def is_kept(on: date, today: date) -> bool:
    """Tell whether the state of a day is kept: of each of the last days, and of a few before them."""
    age = (today - on).days
    return 0 < age <= LAST_DAYS or (0 < age <= FOR_DAYS and on.toordinal() % EVERY_DAYS == 0)


def _carried(entries: Iterable[Entry], on: date) -> list[UUID]:
    """Name what is shown or counted of the days up to a date, with all it stands for; of whole safety lists the last.

    That there was one decides whether the next is the first or a weekly one.
    """
    said = [(entry, entry.data) for entry in entries if entry.on <= on and entry.data is not None]
    lasting = [entry for entry, _ in said if entry.kind in LASTING]
    lists = [entry for entry, data in said if entry.kind == Kind.SAFETY and data["pack"] in WHOLE_LISTS]
    return [name for entry in (*lasting, *lists[-1:]) for name in (*entry.replaced, entry.id)]
