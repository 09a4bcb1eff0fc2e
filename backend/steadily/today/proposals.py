"""What the guidance proposes and only a clinician decides: a next level (R-PG3), a starting amount (R-PG1).

A proposal is nothing kept: it follows from the alert or the trials it rests on and bears their id, and an accepted or
declined one is closed by the action that names it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

from steadily.guidance.chart import read_chart
from steadily.guidance.pacing import Basis, starting_amount
from steadily.guidance.protocol import Protocol
from steadily.guidance.terms import ActionKind
from steadily.logbook.models import Entry, Kind
from steadily.people.models import Patient
from steadily.plans.models import ClinicalAction, Prescription
from steadily.today.gather import Gathered, gather
from steadily.today.models import Alert

TRIAL_DAYS = 10
"""How far apart the trials of one starting amount may lie, counting both ends (R-PG1)."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """A next level, or with `amount` and `basis` a starting amount per set. `on` is the day it rests on."""

    id: UUID
    prescription: Prescription
    on: date
    amount: Decimal | None = None
    basis: Basis | None = None


def open_proposals(patient: Patient, today: date, gathered: Gathered | None = None) -> list[Proposal]:
    """List what waits for the clinician's answer, for the exercises of the live plan."""
    gathered = gathered or gather(patient)
    if gathered.plan is None or not gathered.follows_plan(max(today, gathered.plan.starts_on)):
        return []
    running = {str(row.pk): row for row in gathered.prescriptions if row.ended_on is None}
    actions = list(ClinicalAction.objects.filter(patient=patient))
    closed = {action.value.get("proposal") for action in actions}
    chart = read_chart(gathered.protocol, gathered.plan, gathered.visits, gathered.actions)
    found = [*_levels(patient, running, actions), *_starts(gathered, running, chart.orders(today).protocol)]
    return [proposal for proposal in found if str(proposal.id) not in closed]


def _levels(patient: Patient, running: Mapping[str, Prescription], actions: list[ClinicalAction]) -> Iterator[Proposal]:
    """Go through the next levels: of each exercise the last proposed, unless its level was set since."""
    alerts = Alert.objects.filter(patient=patient, code="A_LEVEL_PROPOSAL", withdrawn_at=None).order_by("on")
    last = {str(alert.prescription_id): alert for alert in alerts}
    for name, alert in last.items():
        row = running.get(name)
        if row is not None and not _set_since(row, alert.on, actions):
            yield Proposal(alert.pk, row, alert.on)


def _set_since(row: Prescription, on: date, actions: list[ClinicalAction]) -> bool:
    revised = any(dose.starts_on is not None and dose.starts_on > on for dose in row.doses.all())
    return revised or any(
        action.kind == ActionKind.SET_LEVEL and action.prescription_id == row.pk and action.effective_on >= on
        for action in actions
    )


def _starts(gathered: Gathered, running: Mapping[str, Prescription], protocol: Protocol) -> Iterator[Proposal]:
    for name, row in running.items():
        trials = _trials(gathered, name)
        start = starting_amount([Decimal(str(trial.data["amount"])) for trial in trials if trial.data], protocol)
        if start is not None:
            yield Proposal(trials[-1].pk, row, trials[-1].on, Decimal(start.amount), start.basis)


def _trials(gathered: Gathered, prescription: str) -> list[Entry]:
    """List an exercise's last trials, oldest first: one a day, the latest of it, within ten days."""
    by_day: dict[date, Entry] = {}
    for entry in gathered.rows.standing:
        if entry.kind == Kind.TRIAL and entry.data and str(entry.data["prescription"]) == prescription:
            by_day[entry.on] = entry
    first = max(by_day, default=date.min + timedelta(days=TRIAL_DAYS)) - timedelta(days=TRIAL_DAYS - 1)
    return [by_day[on] for on in sorted(by_day) if on >= first]
