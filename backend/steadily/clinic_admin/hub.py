"""Everything about one patient on one page: what comes next, the guidance now, and what was logged."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.db.models import Aggregate, JSONField, OuterRef, QuerySet, Subquery
from django.db.models.functions import JSONObject
from django.urls import reverse

from steadily.clinic_admin.decisions import ClearSafety
from steadily.clinic_admin.diary_table import DiaryDay, diary_table
from steadily.clinic_admin.guidance_now import Guidance, guidance_now
from steadily.clinic_admin.worklist import Waiting, in_words
from steadily.people.models import Device, Patient
from steadily.plans.models import Acupuncture, Assessment, Goal, Plan
from steadily.today.gather import Rows, gather
from steadily.today.models import Alert

DIARY_DAYS = 14


@dataclass(frozen=True)
class Step:
    """Something to do for a patient; with `posts` it is a button that acts at once, else a page to go to."""

    words: str
    address: str
    done: bool
    posts: bool = False


@dataclass(frozen=True)
class Hub:
    """What the page shows. `ahead` are the steps still to do, in order; `done` those that are."""

    patient: Any
    goals: list[str]
    plan: Plan | None
    ahead: list[Step]
    done: list[Step]
    guidance: Guidance | None
    clear_safety: ClearSafety
    alerts: list[Waiting]
    diary: list[DiaryDay]
    devices: list[Device]
    visits: list[Any]


class AsList(Aggregate):
    """Gathers many rows' values into one list, in no order."""

    function = "JSONB_AGG"
    output_field = JSONField()

    def as_sqlite(self, compiler: Any, connection: Any, **extra: Any) -> Any:
        return self.as_sql(compiler, connection, function="JSON_GROUP_ARRAY", **extra)


def outlined(patients: QuerySet[Patient]) -> QuerySet[Any]:
    """Add to patients what their page says of the latest assessment and of a draft, without a query of their own."""
    assessments = Assessment.objects.filter(patient=OuterRef("pk")).order_by("-on", "-made_at")
    goals = Goal.objects.filter(patient=OuterRef("pk")).order_by().values("patient")
    of_goal = JSONObject(assessment="assessment_id", position="position", words="words")
    drafts = Plan.objects.filter(patient=OuterRef("pk"), activated_at=None).order_by("-drafted_at")
    return patients.annotate(
        assessment_id=Subquery(assessments.values("pk")[:1]),
        assessed_on=Subquery(assessments.values("on")[:1]),
        acupuncture=Subquery(assessments.values("acupuncture")[:1]),
        goals_told=Subquery(goals.annotate(told=AsList(of_goal)).values("told")),
        draft_id=Subquery(drafts.values("pk")[:1]),
        draft_title=Subquery(drafts.values("title")[:1]),
    )


def look_up(patient: Any, *, at: datetime) -> Hub:
    """Gather the page of one patient, who is `outlined`."""
    today = patient.civil_date(at)
    gathered = gather(patient, first=today - timedelta(days=1))
    rows = gathered.rows
    devices = [device for device in patient.devices.filter(revoked_at=None) if not device.expired(at)]
    steps = _steps(patient, rows, devices)
    return Hub(
        patient=patient,
        goals=_goals(patient),
        plan=rows.plan,
        ahead=[step for step in steps if not step.done],
        done=[step for step in steps if step.done],
        guidance=guidance_now(patient, gathered, today) if rows.plan and rows.plan.live else None,
        clear_safety=ClearSafety(),
        alerts=in_words(_alerts(patient)),
        diary=diary_table(rows.entries, gathered.prescriptions, plan=rows.plan, last=today, days=DIARY_DAYS),
        devices=devices,
        visits=[visit for visit in rows.visits if visit.on >= today - timedelta(days=DIARY_DAYS)],
    )


def _goals(patient: Any) -> list[str]:
    """Give the goals of the latest assessment, in the patient's words and their order."""
    told = [each for each in patient.goals_told or [] if UUID(each["assessment"]) == patient.assessment_id]
    return [each["words"] for each in sorted(told, key=lambda each: each["position"])]


def _alerts(patient: Patient) -> Any:
    alerts = Alert.objects.open().filter(patient=patient).select_related("prescription__exercise")
    return alerts.order_by("priority", "raised_at")


def _steps(patient: Any, rows: Rows, devices: list[Device]) -> list[Step]:
    live = rows.plan is not None and rows.plan.live
    planned = live or patient.draft_id is not None
    needling = patient.acupuncture in (None, Acupuncture.OFFERED)
    steps = [
        Step("Record an assessment", _add("plans_assessment", patient), patient.assessment_id is not None),
        Step("Draft a plan", _add("plans_plan", patient), planned),
        Step("Book a course of visits", _add("visits_course", patient), bool(rows.visits) or not needling),
        Step("Check the draft and activate it", _change(patient.draft_id), live),
        Step("Give an activation code", reverse("admin:new_code", args=[patient.pk]), bool(devices), posts=True),
    ]
    return [step for step in steps if step.address]


def _add(page: str, patient: Patient) -> str:
    return reverse(f"admin:{page}_add") + "?" + urlencode({"patient": str(patient.pk)})


def _change(draft: UUID | None) -> str:
    return "" if draft is None else reverse("admin:plans_plan_change", args=[draft])
