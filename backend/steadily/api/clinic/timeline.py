"""Everything that happened to a patient's record, in order, for another system to follow."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from steadily.api.doors import ForClinic, asked
from steadily.api.fields import StrictSerializer
from steadily.api.paging import PageAsked, follow
from steadily.api.permissions import IsClinicStaff
from steadily.api.schema import operation
from steadily.logbook.models import Entry
from steadily.people.models import Patient
from steadily.records.models import AuditEvent

EXAMPLE = {
    "results": [
        {
            "at": "2026-03-10T18:00:00Z",
            "by": "Amara's phone",
            "verb": "keep_entries",
            "subject": {"kind": "device", "id": "16f3c1d2-7777-4888-8999-aaaabbbbcc13"},
            "entries": ["019cd8b0-3c00-7a4e-8b1f-6d2e3f4a5b08"],
            "detail": {"kept": 1},
        }
    ],
    "next": "WyIxOCJd:1w0hBA:2n4vXo",
}


class WhatItIsAbout(StrictSerializer):
    """The thing that was changed."""

    kind = serializers.CharField()
    id = serializers.CharField()


class Event(StrictSerializer):
    """One thing that was done."""

    at = serializers.DateTimeField()
    by = serializers.CharField(help_text="Who did it, as they were called then.")
    verb = serializers.CharField()
    subject = WhatItIsAbout()
    entries = serializers.ListField(child=serializers.UUIDField(), help_text="The diary entries that came with it.")
    detail = serializers.DictField()


class TimelinePage(StrictSerializer):
    """What happened since a cursor."""

    results = Event(many=True)
    next = serializers.CharField(
        allow_null=True, help_text="Ask with it again, now or later, for what comes after; null where nothing has yet."
    )


class Timeline(ForClinic):
    """What happened to one patient's record."""

    permission_classes = (IsClinicStaff,)

    @operation(
        "timeline",
        "Everything that happened, in the order it was kept; no line ever comes before one already given",
        gives=TimelinePage,
        got=EXAMPLE,
        parameters=[PageAsked],
    )
    def get(self, request: Request, id: UUID) -> Response:
        patient = self.patient_named(id)
        events = AuditEvent.objects.filter(clinic_id=patient.clinic_id, patient_id=patient.id)
        return follow(asked(request, PageAsked), events, lambda page: _shown(patient, page))


def _shown(patient: Patient, events: list[AuditEvent]) -> list[dict[str, Any]]:
    entries = _entries_of(patient, events)
    return [
        {
            "at": event.at,
            "by": event.by,
            "verb": event.verb,
            "subject": {"kind": event.subject_kind.rpartition(".")[2], "id": event.subject_id},
            "entries": entries.get((event.at, event.subject_id), []),
            "detail": event.detail,
        }
        for event in events
    ]


def _entries_of(patient: Patient, events: Iterable[AuditEvent]) -> dict[tuple[datetime, str], list[UUID]]:
    """Find the entries that came with each batch, by the instant and the phone, in one query."""
    came = {event.at for event in events if event.verb == "keep_entries"}
    found: dict[tuple[datetime, str], list[UUID]] = defaultdict(list)
    for entry in Entry.objects.filter(patient=patient, received_at__in=came).only("id", "received_at", "device_id"):
        found[entry.received_at, str(entry.device_id)].append(entry.id)
    return found
