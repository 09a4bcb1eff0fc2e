"""How often one may write; a soft limit against floods (guessing is limited exactly, elsewhere)."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.utils import timezone
from rest_framework.permissions import SAFE_METHODS
from rest_framework.request import Request
from rest_framework.throttling import SimpleRateThrottle

if TYPE_CHECKING:
    from rest_framework.views import APIView  # at run time a circle: the views read their defaults from here


LONG_AGO = timedelta(days=98)
"""How long days are worked out again from one that was kept; a phone is seldom without signal for longer."""


class Writes(SimpleRateThrottle):
    """Writes by one signed-in phone, clinician or system, or from one address."""

    scope = "writes"

    def get_cache_key(self, request: Request, view: APIView) -> str | None:
        if request.method in SAFE_METHODS:
            return None
        who = getattr(request.user, "pk", None) or self.get_ident(request)
        return self.cache_format % {"scope": self.scope, "ident": who}


class LongAgo(Writes):
    """Syncs that tell of days long ago, after each of which years of a diary may have to be worked out again."""

    scope = "long_ago"

    def allow_request(self, request: Request, view: APIView) -> bool:
        """Count only such a sync."""
        return not _tells_of_long_ago(request.data) or super().allow_request(request, view)


def _tells_of_long_ago(sent: object) -> bool:
    """Look for such a day in what was sent, which may yet turn out to be no entries at all."""
    since = (timezone.now() - LONG_AGO).date().isoformat()
    entries = sent.get("entries") if isinstance(sent, dict) else None
    told = [entry for entry in entries if isinstance(entry, dict)] if isinstance(entries, list) else []
    about = [entry["data"].get("for_date") for entry in told if isinstance(entry.get("data"), dict)]
    days = [*about, *(entry.get("on") for entry in told)]
    return any(isinstance(day, str) and day < since for day in days)


class Activations(Writes):
    """Activations from one address."""

    scope = "activate"
