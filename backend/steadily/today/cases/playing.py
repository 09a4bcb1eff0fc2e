"""Playing a diary case through the rows and the rules that serve patients."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from django.db import transaction

from steadily.guidance.outcome import Origin, Outcome
from steadily.guidance.protocol import OutsideBracket
from steadily.records.refusals import Refused
from steadily.today.cases.judging import Failure, unmet, unmet_by_course, unmet_by_trials
from steadily.today.cases.reading import AnyCase, DiaryCase, title
from steadily.today.cases.shapes import Course
from steadily.today.cases.stage import Stage, Unplayable, set_up
from steadily.today.gather import Gathered, gather
from steadily.today.outcomes import day_by_day


@dataclass(frozen=True)
class Played:
    """A case that was played: what did not come as it should."""

    title: str
    failures: tuple[Failure, ...]


@dataclass(frozen=True)
class Day:
    """One day of a played case: what was decided, with the case's exercise keys by prescription id."""

    outcome: Outcome
    keys: dict[str, str]


def play(case: AnyCase) -> Played:
    """Play a case and compare. Raises Unplayable where the project refuses what the case says."""
    if isinstance(case, DiaryCase):
        return Played(title(case), tuple(_failures(case)))
    if isinstance(case, Course):
        return Played(title(case), tuple(unmet_by_course(case)))
    return Played(title(case), tuple(unmet_by_trials(case)))


def days(case: DiaryCase, first: date, last: date) -> Iterator[Day]:
    """Play a diary case and give the outcome of each day of a period. Its rows are gone afterwards."""
    with transaction.atomic():
        stage, gathered = _gathered(case)
        keys = {str(row.id): key for key, row in stage.prescriptions.items()}
        for _, outcome in day_by_day(gathered, first, last):
            yield Day(outcome, keys)
        transaction.set_rollback(True)


def _failures(case: DiaryCase) -> Iterator[Failure]:
    judged = [*case.expected, *([] if case.expected else [case.case.plan_start])]
    for day in days(case, min(judged), max(judged)):
        expected = case.expected.get(day.outcome.on)
        if expected is not None:
            yield from unmet(expected, day.outcome, day.keys)


def _gathered(case: DiaryCase) -> tuple[Stage, Gathered]:
    try:
        stage = set_up(case)
        gathered = gather(stage.patient)
        protocol = gathered.protocol.with_values(case.case.protocol, Origin.CLINIC)
    except Refused as refusal:
        raise Unplayable(f"{refusal.field}: {refusal.detail}" if refusal.field else refusal.detail) from None
    except (OutsideBracket, KeyError) as error:
        raise Unplayable(f"protocol: {error}") from None
    return stage, replace(gathered, protocol=protocol)
