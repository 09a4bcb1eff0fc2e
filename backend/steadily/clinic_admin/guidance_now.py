"""The guidance as it stands for one patient, in a clinician's words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from steadily.clinic_admin.words import FLARE, PHASE, SAFETY, STATUS
from steadily.guidance.outcome import Flare, Message, NextDose, Outcome
from steadily.guidance.terms import DoseStatus, SafetyState, Unit
from steadily.library.texts import render, texts
from steadily.people.models import Patient
from steadily.plans.models import Prescription
from steadily.today.gather import Gathered
from steadily.today.outcomes import day_by_day

UNITS = {Unit.REPS: "repetitions", Unit.SECONDS: "seconds", Unit.MINUTES: "minutes"}


@dataclass(frozen=True)
class DoseRow:
    """One exercise today: what to do, whether the day asks for it, and why the amount differs from the plan's."""

    name: str
    words: str
    due: bool
    why: list[str]


@dataclass(frozen=True)
class Guidance:
    """What the page says about now."""

    safety: str
    positives: list[str]
    since: date | None
    to_clear: bool
    flare: str
    phase: str
    usual_pain: object
    off_because: str | None
    doses: list[DoseRow]


def guidance_now(patient: Patient, gathered: Gathered, today: date) -> Guidance:
    """Say how a patient stands: safety, flare and phase as of now, and the doses that today began with."""
    (_, before), (_, now) = day_by_day(gathered, today - timedelta(days=1), today)
    words = texts(patient.language, patient.nation)
    held = now.safety.state in (SafetyState.HOLD, SafetyState.CAUTION)
    return Guidance(
        safety=SAFETY[now.safety.state],
        positives=[words.get(question, question) for question in now.safety.positives] if held else [],
        since=now.safety.since if held else None,
        to_clear=held,
        flare=_flare(now.flare),
        phase=PHASE[now.phase],
        usual_pain=now.baseline.pain,
        off_because=None if now.engine.on else now.engine.off_because,
        doses=_doses(before, gathered.prescriptions, patient),
    )


def _flare(flare: Flare) -> str:
    words = FLARE[flare.state]
    day = flare.return_day if flare.return_day is not None else flare.day
    return words if day is None else f"{words}, day {day}"


def _doses(before: Outcome, prescriptions: Iterable[Prescription], patient: Patient) -> list[DoseRow]:
    names = {str(prescription.pk): prescription.exercise.name for prescription in prescriptions}
    return [
        DoseRow(names[each.prescription], _amount(each), each.due, _reasons(each.why, patient))
        for each in before.next
        if each.prescription in names
    ]


def _amount(dose: NextDose) -> str:
    if dose.status is not DoseStatus.DO:
        return STATUS[dose.status]
    return f"Level {dose.level}: {dose.sets} \N{MULTIPLICATION SIGN} {dose.value} {UNITS[dose.unit]}"


def _reasons(why: Iterable[Message], patient: Patient) -> list[str]:
    words = texts(patient.language, patient.nation)
    return [render(message, words) for message in why]
