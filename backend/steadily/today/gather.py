"""From rows to what the guidance reads: the only place where that happens."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, cast

from django.db.models import Exists, F, OuterRef, Prefetch

from steadily.guidance.outcome import Origin
from steadily.guidance.protocol import DEFAULT, Protocol
from steadily.guidance.terms import (
    Action,
    ActionKind,
    Category,
    Course,
    Day,
    DoseVersion,
    Plan,
    Prescription,
    Unit,
    Visit,
    VisitStatus,
)
from steadily.logbook.diary import standing
from steadily.logbook.models import Entry
from steadily.people.models import Patient
from steadily.plans.models import ClinicalAction, Dose, Screening
from steadily.plans.models import Plan as PlanRow
from steadily.plans.models import Prescription as PrescriptionRow
from steadily.protocols.models import ClinicDefault
from steadily.today.merging import days
from steadily.today.models import Checkpoint
from steadily.visits.models import Visit as VisitRow


@dataclass(frozen=True, slots=True)
class Rows:
    """The rows a patient's guidance was made from, for whoever shows them."""

    plan: PlanRow | None
    visits: tuple[VisitRow, ...]
    entries: tuple[Entry, ...]
    standing: tuple[Entry, ...]
    checkpoint: Checkpoint | None = None


@dataclass(frozen=True, slots=True)
class Gathered:
    """All that the guidance needs to know of one patient; `plan` is None as long as none was ever live."""

    protocol: Protocol
    plan: Plan | None
    visits: tuple[Visit, ...]
    actions: tuple[Action, ...]
    diary: Mapping[date, Day]
    prescriptions: tuple[PrescriptionRow, ...]
    rows: Rows
    ended_on: date | None = None

    def follows_plan(self, on: date) -> bool:
        """Tell whether the patient was following this plan on a day."""
        return self.plan is not None and self.plan.starts_on <= on and (self.ended_on is None or on < self.ended_on)

    def visits_as_of(self, on: date) -> tuple[Visit, ...]:
        """Give the visits as they were known on a day: one attended since was booked then."""
        attended = VisitStatus.ATTENDED
        return tuple(
            replace(visit, status=VisitStatus.BOOKED) if visit.on > on and visit.status is attended else visit
            for visit in self.visits
        )


def gather(patient: Patient) -> Gathered:
    """Read everything the guidance needs of a patient, in six queries however long the diary.

    One more where the clinic has set defaults of its own.
    """
    plan = _plan_row(patient)
    ended_on = patient.civil_date(plan.ended_at) if plan and plan.ended_at else None
    prescriptions = tuple(plan.prescriptions.all()) if plan else ()
    names = {str(row.id) for row in prescriptions}
    visits = cast("tuple[VisitRow, ...]", tuple(patient.visits.select_related("course")))
    entries = tuple(patient.entries.all())
    stand = tuple(standing(entries))
    checkpoint = getattr(plan.patient, "checkpoint", None) if plan else None
    return Gathered(
        protocol=DEFAULT,
        plan=_plan(patient, plan, ended_on) if plan else None,
        visits=tuple(_visit(patient, row) for row in visits),
        actions=(*_actions(patient, plan, names), *_clinic_defaults(patient, plan)),
        diary=days(entries, names, stand),
        prescriptions=prescriptions,
        rows=Rows(plan, visits, entries, stand, checkpoint),
        ended_on=ended_on,
    )


def _plan_row(patient: Patient) -> PlanRow | None:
    """Find the live plan, else the one that ended last."""
    plans = PlanRow.objects.filter(patient=patient, activated_at__isnull=False)
    plans = plans.select_related("assessment", "patient__checkpoint")
    prescriptions = Prefetch("prescriptions", PrescriptionRow.objects.select_related("exercise"))
    plans = plans.prefetch_related(prescriptions, "prescriptions__doses")
    defaults = ClinicDefault.objects.filter(clinic_id=OuterRef("patient__clinic_id"))
    plans = plans.annotate(clinic_has_defaults=Exists(defaults))
    return plans.order_by(F("ended_at").desc(nulls_first=True)).first()


def _plan(patient: Patient, plan: PlanRow, ended_on: date | None) -> Plan:
    return Plan(
        starts_on=_start(plan),
        prescriptions=tuple(_prescription(row, ended_on) for row in plan.prescriptions.all()),
        regions=tuple(patient.regions),
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


def _clinic_defaults(patient: Patient, plan: Any) -> Iterator[Action]:
    """Go through the numbers the clinic set for everyone: each counts from its day, so that earlier advice stands."""
    if plan is not None and not plan.clinic_has_defaults:
        return
    for row in ClinicDefault.objects.filter(clinic_id=patient.clinic_id):
        value = {"key": row.key, "value": f"{row.value.normalize():f}", "origin": str(Origin.CLINIC)}
        yield Action(kind=ActionKind.SET_THRESHOLD, at=row.set_at, on=row.effective_on, value=value)


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
    ended_at = row.course.ended_at
    return Visit(
        on=row.on,
        status=VisitStatus(row.status),
        minutes=row.minutes,
        chest_near=row.chest_near,
        course=Course(str(row.course_id), None if ended_at is None else patient.civil_date(ended_at)),
    )


def _action(row: ClinicalAction) -> Action:
    return Action(
        kind=ActionKind(row.kind),
        at=row.at,
        on=row.effective_on,
        prescription=str(row.prescription_id) if row.prescription_id else None,
        value=row.value,
    )
