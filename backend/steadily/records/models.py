"""The base of every record, and the audit trail."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Any, Protocol, cast

from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection, models, transaction


class Record(models.Model):
    """Anything we keep: named by a UUID the server makes."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)

    class Meta:
        abstract = True


class AuditEvent(models.Model):
    """One line of who did what to whom, when.

    No foreign keys: the trail must outlive what it speaks of, and must never be changed by a cascade.
    """

    at = models.DateTimeField()
    by = models.CharField(max_length=200)
    clinic_id = models.UUIDField(null=True)
    patient_id = models.UUIDField(null=True)
    verb = models.CharField(max_length=60)
    subject_kind = models.CharField(max_length=60)
    subject_id = models.CharField(max_length=64)
    detail = models.JSONField(default=dict, encoder=DjangoJSONEncoder)

    class Meta:
        indexes = [models.Index(fields=["clinic_id", "patient_id", "id"], name="audit_in_order")]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.by} {self.verb}"


class Subject(Protocol):
    """A patient, as far as the trail needs to know one."""

    @property
    def id(self) -> uuid.UUID: ...
    @property
    def clinic_id(self) -> uuid.UUID: ...


def audit(
    *,
    by: object,
    at: datetime,
    verb: str,
    subject: models.Model,
    patient: Subject | None = None,
    clinic_id: uuid.UUID | None = None,
    **detail: Any,
) -> AuditEvent:
    """Write down one thing done, by whom and when.

    What is written of one patient is numbered in the order it is committed in: nobody who follows it misses a line.
    """
    with transaction.atomic(savepoint=False):
        if patient is not None:
            _take_turn(patient)
        return AuditEvent.objects.create(
            at=at,
            by=str(by),
            clinic_id=clinic_id if patient is None else patient.clinic_id,
            patient_id=None if patient is None else patient.id,
            verb=verb,
            subject_kind=subject._meta.label_lower,
            subject_id=str(subject.pk),
            detail=detail,
        )


def _take_turn(patient: Subject) -> None:
    """Wait for whoever else writes about a patient; the turn ends with the transaction.

    Where a database has one writer at a time, it is so by itself.
    """
    if connection.features.has_select_for_update:
        rows: models.QuerySet[Any] = cast(Any, type(patient))._default_manager.select_for_update(no_key=True)
        rows.filter(pk=patient.id).values_list("pk").first()
