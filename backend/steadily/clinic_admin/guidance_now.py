"""The guidance as it stands for one patient, in a clinician's words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from steadily.clinic_admin.course_line import CourseLine, course_line
from steadily.clinic_admin.doses_today import DoseRow, doses_today
from steadily.clinic_admin.words import FLARE, PHASE, SAFETY
from steadily.guidance.outcome import Engine, Flare
from steadily.guidance.terms import SafetyState
from steadily.library.texts import texts
from steadily.people.models import Patient
from steadily.plans.models import Screening
from steadily.today.gather import Gathered
from steadily.today.outcomes import day_by_day


@dataclass(frozen=True)
class Guidance:
    """What the page says about now."""

    safety: str
    positives: list[str]
    since: date | None
    to_clear: bool
    flare: str
    phase: str
    usual_pain: Decimal | None
    off_because: str | None
    course: CourseLine | None
    doses: list[DoseRow]


def guidance_now(patient: Patient, gathered: Gathered, today: date) -> Guidance:
    """Say how a patient stands: safety, flare and phase as of now, and today's doses."""
    (before, _), (_, now) = day_by_day(gathered, today - timedelta(days=1), today)
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
        off_because=_off_because(now.engine),
        course=None if now.course is None else course_line(now.course),
        doses=doses_today(gathered, before, now, today, words),
    )


def _flare(flare: Flare) -> str:
    words = FLARE[flare.state]
    day = flare.return_day if flare.return_day is not None else flare.day
    return words if day is None else f"{words}, day {day}"


def _off_because(engine: Engine) -> str | None:
    if engine.on:
        return None
    known = {screening.value: str(screening.label) for screening in Screening}
    return known.get(engine.off_because or "", "turned off")
