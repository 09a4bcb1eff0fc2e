"""What a kept state rests on besides the diary: its fingerprint changes when, and only when, that does."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from pathlib import Path

import msgspec

from steadily import guidance
from steadily.guidance.protocol import Protocol
from steadily.guidance.terms import Action, Plan, Prescription, Visit, VisitStatus
from steadily.guidance.treatment import Course

A_DAY = timedelta(days=1)


def fingerprint(
    protocol: Protocol, plan: Plan | None, visits: Iterable[Visit], actions: Iterable[Action], on: date
) -> str:
    """Fingerprint the rules as written and all that shaped the state at the end of a day.

    What begins later is left out, so that a visit booked or a dose set for next week leaves today's state in force.
    """
    facts = (
        protocol.version,
        plan and _plan_by(plan, on),
        [_visit_by(visit, on) for visit in visits if visit.on <= on + A_DAY],
        [action for action in actions if action.on <= on],
    )
    return hashlib.sha256(_rules() + msgspec.json.encode(facts, order="deterministic")).hexdigest()


def visits_as_of(visits: Iterable[Visit], on: date) -> tuple[Visit, ...]:
    """Give visits as they were known on a day: one attended since was booked then."""
    return tuple(_status_by(visit, on) for visit in visits)


def _plan_by(plan: Plan, on: date) -> Plan:
    """Give a plan as far as it shaped a day, at whose end the doses of the next are worked out."""
    last = max(on + A_DAY, plan.starts_on)  # what stands at a plan's start also stood before it
    begun = [each for each in plan.prescriptions if each.versions[0].starts_on <= last]
    return replace(plan, prescriptions=tuple(_prescription_by(each, on + A_DAY) for each in begun))


def _prescription_by(prescription: Prescription, on: date) -> Prescription:
    first, *later = prescription.versions
    ended_on = prescription.ended_on
    return replace(
        prescription,
        versions=(first, *(version for version in later if version.starts_on <= on)),
        ended_on=ended_on if ended_on is not None and ended_on <= on else None,
    )


def _visit_by(visit: Visit, on: date) -> Visit:
    return replace(_status_by(visit, on), course=visit.course and _course_by(visit.course, on))


def _status_by(visit: Visit, on: date) -> Visit:
    attended_since = visit.on > on and visit.status is VisitStatus.ATTENDED
    return replace(visit, status=VisitStatus.BOOKED) if attended_since else visit


def _course_by(course: Course, on: date) -> Course:
    return replace(course, ended_on=course.ended_on if course.ended(on) else None, opened=None)


@cache
def _rules() -> bytes:
    """Fingerprint the guidance's own source, so that mended rules never go on from what the old ones made."""
    (folder,) = guidance.__path__
    return hashlib.sha256(b"".join(file.read_bytes() for file in sorted(Path(folder).glob("*.py")))).digest()
