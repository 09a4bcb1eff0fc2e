"""Looking at a patient again when something changed, and the alerts that follow or no longer do."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from steadily.guidance.outcome import Outcome
from steadily.guidance.state import State
from steadily.people.models import Patient
from steadily.records.models import audit
from steadily.today.checkpoints import drop_old, drop_stale, is_kept, keep
from steadily.today.gather import Gathered, gather
from steadily.today.models import Alert
from steadily.today.outcomes import A_DAY, day_by_day

SAID = {*(f"A_REDFLAG_T{tier}" for tier in range(1, 6)), "A_CONTACT"}
"""What a patient says in so many words; it is passed on whether they follow a plan or not."""

Cause = tuple[str, date, UUID | None]
"""What makes two alerts the same: its code, the day it is about, and the prescription if it is about one."""


@transaction.atomic
def look_again(*, patient: Patient, at: datetime) -> None:
    """Evaluate a patient's days again up to now, and bring the alerts in line with what follows.

    Each alert is raised once. One that no longer follows is withdrawn; an acknowledged one is left as it was. Days
    outside the plan raise what the patient said, and nothing else; what they raised under an earlier plan stays.
    """
    Patient.objects.select_for_update().get(pk=patient.pk)  # two looks at once: one after the other
    drop_stale(patient)
    today = patient.civil_date(at)
    gathered = gather(patient, first=today)
    first = gathered.start.on + A_DAY if gathered.start else min([today, *_begins(gathered)])
    last = max([today, *gathered.diary])
    outcomes = _outcomes(patient, gathered, today, day_by_day(gathered, first, last))
    following = {_cause(alert): alert for alert in _following(patient, gathered, outcomes, at)}
    known = {_cause(alert): alert for alert in Alert.objects.filter(patient=patient).of_days(first, last)}
    Alert.objects.bulk_create([alert for cause, alert in following.items() if cause not in known])
    gone = [alert for cause, alert in known.items() if cause not in following and gathered.follows_plan(alert.on)]
    _withdraw(gone, at)
    _raise_again([alert for cause, alert in known.items() if cause in following])


@transaction.atomic
def acknowledge(*, by: object, at: datetime, alert: Alert) -> Alert:
    """Note that a clinician has seen an alert; the first to see it stands."""
    Patient.objects.select_for_update(no_key=True).get(pk=alert.patient_id)  # the patient first, as looking again does
    seen = Alert.objects.filter(pk=alert.pk, acknowledged_at=None)
    if seen.update(acknowledged_at=at, acknowledged_by=str(by)):
        audit(by=by, at=at, verb="acknowledge", subject=alert, patient=alert.patient, code=alert.code)
    alert.refresh_from_db()
    return alert


def _begins(gathered: Gathered) -> list[date]:
    """List the days on which something begins that could raise an alert: the diary, the plan."""
    return [*gathered.diary, *([gathered.plan.starts_on] if gathered.plan else [])]


def _outcomes(
    patient: Patient, gathered: Gathered, today: date, evenings: Iterable[tuple[State, Outcome]]
) -> Iterator[Outcome]:
    """Go through the outcomes, and keep the states of a few evenings for the next time we look."""
    for state, outcome in evenings:
        if is_kept(state.on, today):
            keep(patient, state, gathered.basis(state.on), gathered.rows.standing)
        if state.on == today:
            drop_old(patient, today)
        yield outcome


def _following(patient: Patient, gathered: Gathered, outcomes: Iterable[Outcome], at: datetime) -> Iterator[Alert]:
    """Make the alert rows that follow from the outcomes."""
    for outcome in outcomes:
        for raised in outcome.alerts:
            if gathered.follows_plan(outcome.on) or raised.code in SAID:
                yield Alert(
                    patient=patient,
                    prescription_id=None if raised.prescription is None else UUID(raised.prescription),
                    code=raised.code,
                    priority=raised.priority,
                    on=outcome.on,
                    raised_at=at,
                )


def _cause(alert: Alert) -> Cause:
    return alert.code, alert.on, alert.prescription_id


def _withdraw(alerts: Iterable[Alert], at: datetime) -> None:
    stale = [alert.pk for alert in alerts if alert.acknowledged_at is None and alert.withdrawn_at is None]
    if stale:
        Alert.objects.filter(pk__in=stale).update(withdrawn_at=at)


def _raise_again(alerts: Iterable[Alert]) -> None:
    back = [alert.pk for alert in alerts if alert.withdrawn_at is not None]
    if back:
        Alert.objects.filter(pk__in=back).update(withdrawn_at=None)
