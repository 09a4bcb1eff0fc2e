"""The pack: everything a phone needs for three weeks without signal. The phone looks up; it never decides."""

from __future__ import annotations

import hashlib
from datetime import date, datetime, timedelta
from typing import Any

import msgspec

from steadily.guidance.chart import read_chart
from steadily.guidance.outcome import CourseAction, Outcome
from steadily.guidance.safety import near_chest, packs
from steadily.guidance.trace import NEEDLE_SITE, SAFETY_QUESTIONS
from steadily.library.texts import for_clinic, texts
from steadily.logbook.models import Entry, Kind
from steadily.people.models import Patient
from steadily.plans.models import Prescription
from steadily.today import own_exercises
from steadily.today.ahead import Ahead, plain
from steadily.today.gather import SHOWN_DAYS, Gathered, gather
from steadily.today.outcomes import A_DAY, day_by_day, plan_on
from steadily.today.waiting import waiting

Json = dict[str, Any]

DAYS = 21
"""How many days a pack lasts, today included."""
VISIT_DAYS = 28
"""How far back the pack tells of visits."""


def render(patient: Patient, at: datetime, today: date | None = None) -> Json:
    """Render a patient's pack as it stands, ready for JSON; `revision` names its content, whenever it was made.

    `today` is the date the patient lives, where their phone told of it; else the date in their own time zone.
    """
    today = today or patient.civil_date(at)
    content = _content(patient, gather(patient, first=today - A_DAY), today)
    return {"revision": _revision(content), "made_at": at.isoformat(), **content}


def _revision(content: Json) -> str:
    """Name the content, the plan's version first: what an entry was done by can be told from it for ever."""
    canonical = msgspec.json.encode(content, order="sorted")
    version = content["plan"]["version"] if content["plan"] else 0
    return f"{version}-{hashlib.sha256(canonical).hexdigest()[:28]}"


def _content(patient: Patient, gathered: Gathered, today: date) -> Json:
    yesterday, last = today - A_DAY, max([today, *gathered.diary])
    (before, start), (after, now), *beyond = day_by_day(gathered, yesterday, last)
    ahead = Ahead(gathered, today)
    return {
        "protocol_version": now.protocol_version,
        "from": today.isoformat(),
        "until": (today + (DAYS - 1) * A_DAY).isoformat(),
        "patient": _patient(patient),
        "clinic": _clinic(patient),
        "as_of": _as_of(now, beyond[-1][1] if beyond else now),
        "start": {
            "column": ahead.starting_column(before),
            "safety": start.safety.state.value,
            "flare": plain(start.flare),
        },
        "plan": _plan(gathered, today),
        **ahead.pages(before, after, DAYS),
        "safety_packs": plain(packs(patient.regions, near_chest=_near_chest(gathered, today))),
        "visits": _visits(gathered, today),
        "course": _opened(gathered, today),
        "flare_plan": _flare_plan(gathered),
        "goals": [{"id": str(goal.id), "words": goal.words} for goal in patient.goals.all()],
        **_diary(gathered, today),
        "waiting": waiting(gathered, today, opened=SAFETY_QUESTIONS in now.notes, sore=NEEDLE_SITE in now.notes),
        "texts": _texts(patient),
        **own_exercises.told(gathered.prescriptions),
    }


def _near_chest(gathered: Gathered, today: date) -> bool:
    return near_chest(gathered.protocol, gathered.visits, today, today + (DAYS - 1) * A_DAY)


def _patient(patient: Patient) -> Json:
    return {
        "name": patient.name,
        "language": patient.language,
        "time_zone": patient.time_zone,
        "regions": patient.regions,
    }


def _clinic(patient: Patient) -> Json:
    clinic = patient.clinic
    return {
        "name": clinic.name,
        "phone": clinic.phone,
        "reads_messages": clinic.reads_messages,
        "nation": patient.nation,
    }


def _as_of(now: Outcome, latest: Outcome) -> Json:
    """Tell how things stand, with everything received so far.

    Safety counts what was said on any date: whoever crosses the date line westward has already lived tomorrow.
    """
    safety = latest.safety
    return {
        "safety": safety.state.value,
        "tier": safety.tier,
        "positives": [*safety.positives],
        "since": plain(safety.since),
        "message": safety.message,
        "flare": plain(now.flare),
        "engine_on": now.engine.on,
        "engine_off_because": now.engine.off_because,
    }


def _plan(gathered: Gathered, today: date) -> Json | None:
    """Give the live plan with the exercises it holds from today on; an ended plan asks for nothing."""
    plan = gathered.rows.plan
    if plan is None or not plan.live:
        return None
    return {
        "id": str(plan.id),
        "version": plan.version,
        "starts_on": plain(plan.starts_on),
        "prescriptions": [
            _prescription(row, today) for row in gathered.prescriptions if row.ended_on is None or row.ended_on > today
        ],
    }


def _prescription(row: Prescription, today: date) -> Json:
    doses = row.standing_doses()
    begun = [dose for dose in doses if dose.starts_on and dose.starts_on <= today]
    dose = begun[-1] if begun else doses[0]
    return {
        "id": str(row.id),
        "exercise": row.exercise.code,
        "category": row.exercise.category,
        "side": row.side or None,
        "per_week": dose.per_week,
        "priority": row.priority,
        "unit": row.exercise.unit,
        "level": dose.level,
        "amount": f"{dose.amount.normalize():f}",
        "sets": dose.sets,
        "hold_s": dose.hold_s,
        "rest_s": dose.rest_s,
    }


def _visits(gathered: Gathered, today: date) -> list[Json]:
    since = today - timedelta(days=VISIT_DAYS)
    return [
        {
            "id": str(visit.id),
            "on": visit.on.isoformat(),
            "starts_at": visit.starts_at.isoformat(),
            "status": visit.status,
        }
        for visit in gathered.rows.visits
        if visit.on >= since
    ]


def _opened(gathered: Gathered, today: date) -> Json | None:
    """Tell what a clinician opened of a course's review, for four weeks; None until one did (R-AP7)."""
    reviews = [visit.course.latest_review for visit in gathered.rows.visits]
    opened = [review for review in reviews if review is not None]
    latest = max(opened, key=lambda review: review.opened_at, default=None)
    if latest is None or today - latest.opened_at.date() > timedelta(days=VISIT_DAYS):
        return None
    return {
        "opened_at": plain(latest.opened_at),
        "decision": latest.decision,
        "messages": [{"text": f"T_COURSE_{latest.action}", "values": _values(gathered, latest.action, today)}],
    }


def _values(gathered: Gathered, action: str, today: date) -> dict[str, str]:
    """Give what the text has to name: the visit at which an early look is followed up (R-AP5)."""
    if action != CourseAction.EARLY_LOOK.value:
        return {}
    orders = read_chart(gathered.protocol, plan_on(gathered, today), (), gathered.actions).orders(today)
    return {"n": str(orders.protocol.days("review_visits"))}


def _flare_plan(gathered: Gathered) -> Json | None:
    """Give the patient's own flare plan, the latest words on each part; None as long as there is none."""
    plan: Json = {}
    for entry in gathered.rows.standing:
        if entry.kind == Kind.FLARE_PLAN and entry.data:
            plan |= {name: words for name, words in entry.data.items() if words is not None}
    return {"signs": "", "helps": "", "says": ""} | plan if plan else None


def _diary(gathered: Gathered, today: date) -> Json:
    """Give the own entries of the last two weeks as they stand, and the ids of all that the numbers rest on."""
    since = today - timedelta(days=SHOWN_DAYS)
    recent = [entry for entry in gathered.rows.standing if entry.on > since]
    known = sorted({str(name) for entry in recent for name in (entry.id, *entry.replaced)})
    return {"diary": [_entry(entry) for entry in recent], "known": known}


def _entry(entry: Entry) -> Json:
    """Tell an entry with its instants by the clinic's clock, so that every phone has the order the clinic has."""
    rivals = [{"at": each.lived_at.isoformat(), "data": each.data} for each in entry.rivals]
    return {
        "id": str(entry.id),
        "kind": entry.kind,
        "on": entry.on.isoformat(),
        "at": entry.lived_at.isoformat(),
        "placed_at": entry.placed_at.isoformat(),
        "supersedes": str(entry.replaced[0]) if entry.replaced else None,
        "data": entry.data,
        **({"rivals": rivals} if rivals else {}),
    }


def _texts(patient: Patient) -> Json:
    clinic = patient.clinic
    wording = texts(patient.language, patient.nation)
    return dict(for_clinic(wording, phone=clinic.phone, reads_messages=clinic.reads_messages))
