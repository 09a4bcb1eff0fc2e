"""Changing a row: only what may change, checked, with what it said before kept in the audit."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from django.db import models

from steadily.records.models import Subject, audit
from steadily.records.refusals import Refused, refuse_unclean


def change(
    row: models.Model,
    may_change: Collection[str],
    changes: Mapping[str, Any],
    *,
    by: object,
    at: datetime,
    verb: str,
    patient: Subject | None = None,
    clinic_id: uuid.UUID | None = None,
) -> None:
    """Set some fields of a row and save them. Raises Refused, naming a field that can't be set so."""
    for field in changes:
        if field not in may_change:
            raise Refused("This can't be changed.", field=field)
    before = {field: getattr(row, field) for field in changes}
    for field, value in changes.items():
        setattr(row, field, value)
    refuse_unclean(row, only=changes)
    row.save(update_fields=[*changes])
    audit(by=by, at=at, verb=verb, subject=row, patient=patient, clinic_id=clinic_id, before=before, after={**changes})
