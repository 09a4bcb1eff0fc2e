"""How often one may write; a soft limit against floods (guessing is limited exactly, elsewhere)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rest_framework.permissions import SAFE_METHODS
from rest_framework.request import Request
from rest_framework.throttling import SimpleRateThrottle

if TYPE_CHECKING:
    from rest_framework.views import APIView  # at run time a circle: the views read their defaults from here


class Writes(SimpleRateThrottle):
    """Writes by one signed-in phone, clinician or system, or from one address."""

    scope = "writes"

    def get_cache_key(self, request: Request, view: APIView) -> str | None:
        if request.method in SAFE_METHODS:
            return None
        who = getattr(request.user, "pk", None) or self.get_ident(request)
        return self.cache_format % {"scope": self.scope, "ident": who}


class Activations(Writes):
    """Activations from one address."""

    scope = "activate"
