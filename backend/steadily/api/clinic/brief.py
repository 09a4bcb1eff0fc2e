"""The one-page summary before a visit."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.utils import timezone
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from steadily.api.clinic.guidance_example import GUIDANCE
from steadily.api.clinic.guidance_serializers import AdherenceOut, CourseUnderWayOut
from steadily.api.doors import ForClinic
from steadily.api.fields import Exact, StrictSerializer
from steadily.api.permissions import IsClinicStaff
from steadily.api.schema import operation
from steadily.guidance.terms import Light
from steadily.today.brief import Brief, brief

PERIOD = {
    "first": "2026-03-05",
    "last": "2026-03-11",
    "logged": 6,
    "pain": "4.0",
    "morning": "2.0",
    "interference": "3.0",
    "sleep": None,
    "flare_days": 0,
}
BRIEF = {
    "on": "2026-03-11",
    "visit_on": "2026-03-12",
    "logged_of_seven": 6,
    "since": PERIOD,
    "before": PERIOD | {"first": "2026-02-26", "last": "2026-03-04", "pain": "5.5", "flare_days": 2},
    "lights": {"c0ffee00-1111-4222-8333-444455556606": {"GREEN": 2, "AMBER": 1, "RED": 0, "GREY": 0}},
    "overshoots": 1,
    "boom_bust_cycles": 0,
    "adherence": GUIDANCE["adherence"],
    "course": GUIDANCE["course"],
    "new_precautions": [],
    "questions": [
        {"id": "019cd8b0-3c00-7a4e-8b1f-6d2e3f4a5b12", "on": "2026-03-09", "text": "Can I go back to the garden?"}
    ],
    "next_focus": "Carry the shopping home.",
}


class PeriodOut(StrictSerializer):
    """Medians of what was answered on these days, null where nothing was."""

    first = serializers.DateField()
    last = serializers.DateField()
    logged = serializers.IntegerField(help_text="Days with any entry.")
    pain = Exact(1, allow_null=True)
    morning = Exact(1, allow_null=True)
    interference = Exact(1, allow_null=True)
    sleep = Exact(1, allow_null=True)
    flare_days = serializers.IntegerField()


class LightsOut(StrictSerializer):
    """How many sessions had each light."""

    def get_fields(self) -> dict[str, Any]:
        return {light.value: serializers.IntegerField() for light in Light}


class QuestionOut(StrictSerializer):
    id = serializers.UUIDField()
    on = serializers.DateField()
    text = serializers.CharField()


class BriefOut(StrictSerializer):
    """The time since the last visit beside the time before it. It counts, and advises nothing."""

    on = serializers.DateField()
    visit_on = serializers.DateField(allow_null=True, help_text="The next visit booked.")
    logged_of_seven = serializers.IntegerField()
    since = PeriodOut()
    before = PeriodOut(allow_null=True)
    lights = serializers.DictField(child=LightsOut(), help_text="By prescription.")
    overshoots = serializers.IntegerField()
    boom_bust_cycles = serializers.IntegerField()
    adherence = AdherenceOut(allow_null=True)
    course = CourseUnderWayOut(allow_null=True)
    new_precautions = serializers.ListField(child=serializers.CharField())
    questions = QuestionOut(many=True)
    next_focus = serializers.CharField(allow_null=True)


class VisitBrief(ForClinic):
    """What to read before a patient comes."""

    permission_classes = (IsClinicStaff,)

    @operation("brief", "The one-page summary before a visit, as of the patient's today", gives=BriefOut, got=BRIEF)
    def get(self, request: Request, id: UUID) -> Response:
        patient = self.patient_named(id)
        return Response(_show(brief(patient, patient.civil_date(timezone.now()))))


def _show(page: Brief) -> dict[str, Any]:
    counted = page.counted
    told = {name: getattr(counted, name) for name in counted.__slots__}
    none = dict.fromkeys((light.value for light in Light), 0)
    return BriefOut(
        told
        | {
            "lights": {name: none | dict(lights) for name, lights in counted.lights.items()},
            "questions": [{"id": each.id, "on": each.on, "text": (each.data or {})["text"]} for each in page.questions],
            "next_focus": page.next_focus,
        }
    ).data
