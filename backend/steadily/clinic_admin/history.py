"""The audit trail of one row, in a clinician's words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from steadily.clinic_admin.words import VERBS, spoken
from steadily.records.models import AuditEvent

MOST = 200


@dataclass(frozen=True)
class Done:
    """One thing done: when, by whom, what, and what it said or changed."""

    at: datetime
    by: str
    words: str
    more: list[str]


def told(trail: QuerySet[AuditEvent]) -> list[Done]:
    """Tell a trail, the latest first."""
    return [_done(event) for event in trail.order_by("-at", "-id")[:MOST]]


def _done(event: AuditEvent) -> Done:
    before, after = event.detail.get("before"), event.detail.get("after")
    changes = _changes(before or {}, after) if after else []
    reason = [f"Reason: {event.detail['reason']}"] if event.detail.get("reason") else []
    return Done(event.at, event.by, spoken(event.verb, VERBS), changes + reason)


def _changes(before: dict[str, Any], after: dict[str, Any]) -> list[str]:
    return [f"{_label(name)}: {_was(before, name)}{_value(value)}" for name, value in after.items()]


def _was(before: dict[str, Any], name: str) -> str:
    return f"{_value(before[name])} → " if name in before else ""


def _value(value: Any) -> str:
    if value is None or value in ("", []):
        return "nothing"
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


def _label(name: str) -> str:
    return name.replace("_", " ").capitalize()
