"""The protocol's numbers for a whole clinic: anybody of its staff reads them, its lead changes them."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from steadily.api.clinic.examples import page_of
from steadily.api.doors import ForClinic, sent
from steadily.api.fields import Amount, Exact, StrictSerializer, Text
from steadily.api.paging import paged
from steadily.api.permissions import StaffReadLeadChanges
from steadily.api.schema import operation
from steadily.protocols.actions import set_clinic_default
from steadily.protocols.numbers import numbers

ASKED = {"key": "red_pct", "value": "75", "reason": "Agreed at the team meeting"}
SET = ASKED | {
    "id": "6c1d2a90-7b43-4f58-9a0e-2d5b8c7e1f10",
    "effective_on": "2026-03-11",
    "set_at": "2026-03-10T18:00:00Z",
    "set_by": "Dr Chen",
}
NUMBER = {
    "key": "red_pct",
    "rule": "R-PM4",
    "meaning": "Amount left after a red session, %",
    "default": "80",
    "low": "70",
    "high": "90",
    "source": "S3,D",
    "lead_only": False,
    "value": "80",
    "standing": None,
    "coming": SET,
}


class ClinicDefaultIn(StrictSerializer):
    """Another number for everyone, from tomorrow."""

    key = Text(max_length=40, help_text="A key of the list, or a safety question whose tier gets more urgent.")
    value = Amount(least=0)
    reason = Text(max_length=400)


class ClinicDefaultOut(StrictSerializer):
    """A number a clinic set for everyone, and the day it counts from."""

    id = serializers.UUIDField()
    key = serializers.CharField()
    value = Exact()
    effective_on = serializers.DateField()
    reason = serializers.CharField()
    set_at = serializers.DateTimeField()
    set_by = serializers.CharField()


class ClinicNumberOut(StrictSerializer):
    """One number: the protocol's own, its bracket, what is in force today, and what is to come.

    `standing` is what the clinic set of it, null while the protocol's own number holds. With `lead_only` no clinician
    may change it for a single patient.
    """

    key = serializers.CharField()
    rule = serializers.CharField()
    meaning = serializers.CharField()
    default = Exact()
    low = Exact()
    high = Exact()
    source = serializers.CharField()  # type: ignore[assignment]  # a field may be called so
    lead_only = serializers.BooleanField()
    value = Exact()
    standing = ClinicDefaultOut(allow_null=True)
    coming = ClinicDefaultOut(allow_null=True)


class ClinicDefaults(ForClinic):
    """The numbers of one's own clinic."""

    permission_classes = (StaffReadLeadChanges,)

    @operation(
        "clinic_defaults",
        "Every number the clinic may set for all its patients, in one page",
        gives=paged(ClinicNumberOut),
        got=page_of(NUMBER),
    )
    def get(self, request: Request) -> Response:
        clinic = self.staff.clinic
        shown = [_show(number) for number in numbers(clinic.id, clinic.civil_date(timezone.now()))]
        return Response({"results": shown, "next": None})

    @operation(
        "clinic_default_set",
        "Change a number for all patients of the clinic, from tomorrow; for the clinic's lead",
        takes=ClinicDefaultIn,
        gives=ClinicDefaultOut,
        status=201,
        sent=ASKED,
        got=SET,
    )
    def post(self, request: Request) -> Response:
        wanted, at = sent(request, ClinicDefaultIn), timezone.now()
        today = self.staff.clinic.civil_date(at)
        row = set_clinic_default(by=self.staff, at=at, today=today, **wanted)
        return Response(ClinicDefaultOut(row).data, status=201)


def _show(number: Any) -> dict[str, Any]:
    return ClinicNumberOut(number).data
