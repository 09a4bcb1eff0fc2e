"""From rows to what the guidance reads: the only place where that happens."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any, cast

from django.db.models import Exists, F, Q, QuerySet, Subquery

from steadily.guidance.protocol import DEFAULT, Protocol
from steadily.guidance.state import State
from steadily.guidance.terms import (
    Action,
    ActionKind,
    Category,
    Day,
    DoseVersion,
    Plan,
    Prescription,
    Unit,
    Visit,
    VisitStatus,
)
from steadily.guidance.treatment import Course, Opened
from steadily.logbook.diary import standing as standing_entries
from steadily.logbook.models import Entry
from steadily.people.models import Patient
from steadily.plans.models import ClinicalAction, Dose, Screening
from steadily.plans.models import Plan as PlanRow
from steadily.plans.models import Prescription as PrescriptionRow
from steadily.protocols.models import ClinicDefault
from steadily.today.basis import fingerprint, visits_as_of
from steadily.today.checkpoints import newest, standing, state_of
from steadily.today.merging import days
from steadily.visits.models import Visit as VisitRow

EXERCISE_TEXTS = ("purpose", "position", "levels", "steps", "cues", "common_error", "cautions", "equipment")
"""How an exercise is explained, which takes long to read and is not asked for here."""
SHOWN_DAYS = 14
"""How many days of the diary before the first to be decided are always read, for whoever shows them."""


@dataclass(frozen=True, slots=True)
class Rows:
    """The rows a patient's guidance was made from, for whoever shows them."""

    plan: PlanRow | None
    visits: tuple[VisitRow, ...]
    entries: tuple[Entry, ...]
    standing: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Gathered:
    """All that the guidance needs to know of one patient; `plan` is None as long as none was ever live.

    With a `start`, the state at the end of some day, the diary holds what is needed to go on from there and no more.
    """

    protocol: Protocol
    plan: Plan | None
    visits: tuple[Visit, ...]
    actions: tuple[Action, ...]
    diary: Mapping[date, Day]
    prescriptions: tuple[PrescriptionRow, ...]
    rows: Rows
    ended_on: date | None = None
    start: State | None = None

    def follows_plan(self, on: date) -> bool:
        """Tell whether the patient was following this plan on a day."""
        return self.plan is not None and self.plan.starts_on <= on and (self.ended_on is None or on < self.ended_on)

    def visits_as_of(self, on: date) -> tuple[Visit, ...]:
        """Give the visits as they were known on a day."""
        return visits_as_of(self.visits, on)

    def basis(self, on: date) -> str:
        """Fingerprint what the state at the end of a day rests on besides the diary."""
        return fingerprint(self.protocol, self.plan, self.visits, self.actions, on)


def gather(patient: Patient, first: date | None = None) -> Gathered:
    """Read everything the guidance needs of a patient, in a number of queries that never grows.

    Give the `first` day to be decided, and the diary is only read from the newest checkpoint before it, with the two
    weeks before that day and what is shown however old. Without it, or without a checkpoint, the whole diary is.
    """
    gathered = _all_but_the_diary(patient)
    checkpoint = None if first is None else newest(patient, first, gathered.basis)
    if first is None or checkpoint is None:
        return _with_diary(gathered, _diary(patient))
    since = min(checkpoint.on, first - timedelta(days=SHOWN_DAYS))
    still_counts = Exists(standing(patient).filter(pk=checkpoint.pk))  # asked in one breath with the entries
    wanted: QuerySet[Any] = _diary(patient).filter(Q(on__gte=since) | Q(pk__in=checkpoint.carried))
    wanted = wanted.annotate(counts=still_counts)
    if not all(entry.counts for entry in wanted):
        return gather(patient)
    return _with_diary(replace(gathered, start=state_of(checkpoint)), wanted)


def _all_but_the_diary(patient: Patient) -> Gathered:
    prescriptions = _prescriptions(patient)
    plan = prescriptions[0].plan if prescriptions else None
    ended_on = patient.civil_date(plan.ended_at) if plan and plan.ended_at else None
    names = {str(row.id) for row in prescriptions}
    visits = cast("tuple[VisitRow, ...]", tuple(patient.visits.select_related("course__latest_review")))
    return Gathered(
        protocol=DEFAULT,
        plan=_plan(patient, prescriptions, ended_on) if prescriptions else None,
        visits=tuple(_visit(patient, row) for row in visits),
        actions=(*_actions(patient, plan, names), *_clinic_defaults(patient, prescriptions)),
        diary={},
        prescriptions=prescriptions,
        rows=Rows(plan, visits, (), ()),
        ended_on=ended_on,
    )


def _diary(patient: Patient) -> QuerySet[Entry]:
    """Leave out what only tells how an entry came to us."""
    return patient.entries.defer("device", "received_at", "pack_revision", "shown")


def _with_diary(gathered: Gathered, entries: Iterable[Entry]) -> Gathered:
    entries = tuple(entries)
    stand = tuple(standing_entries(entries))
    names = {str(row.id) for row in gathered.prescriptions}
    rows = replace(gathered.rows, entries=entries, standing=stand)
    return replace(gathered, diary=days(entries, names, stand), rows=rows)


def _prescriptions(patient: Patient) -> tuple[Any, ...]:
    """List the exercises of the live plan, else of the one that ended last; no plan goes live without one."""
    plans = PlanRow.objects.filter(patient=patient, activated_at__isnull=False)
    latest = plans.order_by(F("ended_at").desc(nulls_first=True)).values("pk")[:1]
    rows = PrescriptionRow.objects.filter(plan=Subquery(latest)).select_related("exercise", "plan__assessment")
    defaults = ClinicDefault.objects.filter(clinic_id=patient.clinic_id)
    rows = rows.defer(*(f"exercise__{text}" for text in EXERCISE_TEXTS))
    return tuple(rows.annotate(clinic_has_defaults=Exists(defaults)).prefetch_related("doses"))


def _plan(patient: Patient, prescriptions: Sequence[PrescriptionRow], ended_on: date | None) -> Plan:
    plan = prescriptions[0].plan
    return Plan(
        starts_on=_start(plan),
        prescriptions=tuple(_prescription(row, ended_on) for row in prescriptions),
        regions=tuple(patient.regions),
        away=patient.times_away,
        engine_off_because=_engine_off_because(patient, plan),
    )


def _engine_off_because(patient: Patient, plan: PlanRow) -> str | None:
    """Tell what keeps doses from being worked out until a clinician turns them on (protocol 9.1, no. 16)."""
    if patient.may_be_under_18(_start(plan)):
        return str(Screening.UNDER_18)
    return plan.engine_off_because


def _start(plan: PlanRow) -> date:
    """Give the day a plan that went live began; the database holds that there is one."""
    return cast(date, plan.starts_on)


def _actions(patient: Patient, plan: PlanRow | None, names: Container[str]) -> Iterator[Action]:
    """Go through what clinicians did: about the patient, or about an exercise of this plan."""
    for row in cast("Iterable[ClinicalAction]", patient.actions.all()):
        elsewhere = row.prescription_id is not None and str(row.prescription_id) not in names
        for_an_earlier_plan = plan is not None and row.kind == ActionKind.TURN_ON_ENGINE and row.at < plan.drafted_at
        if not elsewhere and not for_an_earlier_plan:
            yield _action(row)


def _clinic_defaults(patient: Patient, prescriptions: Sequence[Any]) -> Iterator[Action]:
    """Go through the numbers the clinic set for everyone: each counts from its day, so that earlier advice stands."""
    if prescriptions and not prescriptions[0].clinic_has_defaults:
        return
    for row in ClinicDefault.objects.filter(clinic_id=patient.clinic_id):
        kind, value = row.as_decision()
        yield Action(kind=kind, at=row.set_at, on=row.effective_on, value=value)


def _prescription(row: PrescriptionRow, plan_ended_on: date | None) -> Prescription:
    return Prescription(
        id=str(row.id),
        exercise=row.exercise.code,
        category=Category(row.exercise.category),
        unit=Unit(row.exercise.unit),
        versions=tuple(_version(dose) for dose in row.standing_doses()),
        priority=row.priority,
        ended_on=row.ended_on or plan_ended_on,
    )


def _version(dose: Dose) -> DoseVersion:
    return DoseVersion(
        starts_on=cast(date, dose.starts_on),  # given when the plan went live
        level=dose.level,
        sets=dose.sets,
        amount=dose.amount,
        maximum=dose.maximum,
        per_week=dose.per_week,
        weekdays=None if dose.weekdays is None else frozenset(dose.weekdays),
    )


def _visit(patient: Patient, row: VisitRow) -> Visit:
    ended_at, review = row.course.ended_at, row.course.latest_review
    return Visit(
        on=row.on,
        status=VisitStatus(row.status),
        minutes=row.minutes,
        chest_near=row.chest_near,
        course=Course(
            str(row.course_id),
            ended_on=None if ended_at is None else patient.civil_date(ended_at),
            opened=None if review is None else Opened(review.opened_at, patient.civil_date(review.opened_at)),
        ),
    )


def _action(row: ClinicalAction) -> Action:
    return Action(
        kind=ActionKind(row.kind),
        at=row.at,
        on=row.effective_on,
        prescription=str(row.prescription_id) if row.prescription_id else None,
        value=row.value,
    )
