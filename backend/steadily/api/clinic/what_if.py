"""The same history under other numbers of the protocol, side by side."""

from __future__ import annotations

from uuid import UUID

from django.utils import timezone
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from steadily.api.clinic.guidance_example import GUIDANCE
from steadily.api.clinic.guidance_serializers import (
    FlareOut,
    NextOut,
    RaisedOut,
    ReviewOut,
    SessionLightOut,
    one_of,
)
from steadily.api.doors import ForClinic, sent
from steadily.api.fields import Amount, Day, Exact, StrictSerializer
from steadily.api.permissions import IsClinicStaff
from steadily.api.schema import operation
from steadily.guidance.terms import Phase
from steadily.today.gather import gather
from steadily.today.what_if import MOST_DAYS, MOST_VALUES, PARTS, USUAL_DAYS, what_if

_WAS = {part: GUIDANCE[part] for part in PARTS}
_CALM = {"state": "NONE", "day": None, "return_day": None, "stage": None, "onset": None, "relapse": False}
ASKED = {"values": {"delta_min": "3"}, "since": "2026-03-01", "until": "2026-03-10"}
COMPARED = ASKED | {
    "days": [{"on": "2026-03-10", "differs": ["flare"], "was": _WAS, "would_be": _WAS | {"flare": _CALM}}]
}


class WhatIfIn(StrictSerializer):
    """Other numbers to try, and over which days."""

    values = serializers.DictField(
        child=Amount(least=0), help_text=f"Keys of the protocol with another number each, at most {MOST_VALUES}."
    )
    since = Day(required=False, help_text=f"The first day: {USUAL_DAYS} days up to the last when it is left out.")
    until = Day(required=False, help_text=f"The last day: today when it is left out; {MOST_DAYS} days at most.")


class EveningOut(StrictSerializer):
    """How a day ended, as far as it is compared."""

    flare = FlareOut()
    phase = one_of(Phase)
    lights = SessionLightOut(many=True)
    reviews = ReviewOut(many=True)
    next = NextOut(many=True)
    alerts = RaisedOut(many=True)


class DifferingDayOut(StrictSerializer):
    on = serializers.DateField()
    differs = serializers.ListField(child=serializers.ChoiceField(choices=PARTS))
    was = EveningOut()
    would_be = EveningOut()


class WhatIfOut(StrictSerializer):
    """The days that would have ended otherwise; none when nothing would."""

    values = serializers.DictField(child=Exact())
    since = serializers.DateField()
    until = serializers.DateField()
    days = DifferingDayOut(many=True)


class WhatIf(ForClinic):
    """A patient's history under other numbers."""

    permission_classes = (IsClinicStaff,)

    @operation(
        "what_if",
        "Live the same history under other numbers, and name the days that differ; nothing is kept",
        takes=WhatIfIn,
        gives=WhatIfOut,
        sent=ASKED,
        got=COMPARED,
    )
    def post(self, request: Request, id: UUID) -> Response:
        patient = self.patient_named(id)
        wanted = sent(request, WhatIfIn)
        today = patient.civil_date(timezone.now())
        compared = what_if(gather(patient), wanted.pop("values"), today=today, **wanted)
        return Response(WhatIfOut(compared).data)
