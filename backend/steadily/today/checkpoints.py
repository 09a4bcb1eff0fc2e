"""Going on from a day already folded, instead of from the first page of the diary. Never needed, only quicker."""

from __future__ import annotations

import hashlib
from datetime import date
from functools import cache
from pathlib import Path

import msgspec

from steadily import guidance
from steadily.guidance.state import State
from steadily.people.models import Patient
from steadily.today.gather import Gathered
from steadily.today.models import Checkpoint

DAYS_BACK = 3
"""How old a kept state is: as late as a day may still be filled in, so that late entries seldom reach behind it."""


def resume(gathered: Gathered, before: date) -> State | None:
    """Give the kept state if it is of an earlier day and everything it rests on is still as it was."""
    kept = gathered.rows.checkpoint
    if kept is None or kept.on >= before or kept.basis != _basis(gathered, kept.on):
        return None
    return msgspec.convert(kept.state, State)


def keep(patient: Patient, gathered: Gathered, state: State) -> None:
    """Keep the state of a day in the place of the one kept before."""
    Checkpoint.objects.update_or_create(
        patient=patient,
        defaults={
            "on": state.on,
            "basis": _basis(gathered, state.on),
            "state": msgspec.json.decode(msgspec.json.encode(state)),
        },
    )


def _basis(gathered: Gathered, on: date) -> str:
    """Fingerprint what a state of that day rests on: the rules as written, the plan, and the diary up to that day."""
    diary = [day for day in gathered.diary.values() if day.on <= on]
    facts = (gathered.protocol.version, gathered.plan, gathered.visits, gathered.actions, diary)
    return hashlib.sha256(_rules() + msgspec.json.encode(facts, order="deterministic")).hexdigest()


@cache
def _rules() -> bytes:
    """Fingerprint the guidance's own source, so that mended rules never go on from what the old ones made."""
    (folder,) = guidance.__path__
    return hashlib.sha256(b"".join(file.read_bytes() for file in sorted(Path(folder).glob("*.py")))).digest()
