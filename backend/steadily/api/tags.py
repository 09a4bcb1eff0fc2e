"""ETags: a document's tag is the fingerprint of what is shown, so it can't drift from it."""

from __future__ import annotations

import hashlib
from typing import Any

from django.http import HttpResponse
from django.utils.http import parse_etags
from drf_spectacular.utils import OpenApiParameter
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response

from steadily.api.problems import Precondition

IF_MATCH = OpenApiParameter(
    "If-Match", str, OpenApiParameter.HEADER, required=True, description="The ETag of what you read."
)
IF_MATCH_MAYBE = OpenApiParameter(
    "If-Match", str, OpenApiParameter.HEADER, description="The ETag of what you read; when sent, it must still hold."
)
IF_NONE_MATCH = OpenApiParameter(
    "If-None-Match", str, OpenApiParameter.HEADER, description="Answer 304 if this is current."
)


def tag(shown: Any) -> str:
    """Give the ETag of a document as it is shown."""
    return f'"{hashlib.sha256(JSONRenderer().render(shown)).hexdigest()[:20]}"'


def tagged(request: Request, shown: Any, *, status: int = 200, current: str = "") -> Response | HttpResponse:
    """Answer with a document and its ETag, or 304 when the asker has it."""
    current = current or tag(shown)
    if request.method in ("GET", "HEAD") and _held(request, current):
        return HttpResponse(status=304, headers={"ETag": current})
    return Response(shown, status=status, headers={"ETag": current})


def require_match(request: Request, shown: Any) -> None:
    """Refuse a change that doesn't say, or no longer knows, what it changes."""
    if "If-Match" not in request.headers:
        raise Precondition(428, "Send If-Match with the ETag of what you read.")
    match_if_sent(request, shown)


def match_if_sent(request: Request, shown: Any) -> None:
    """Refuse a step that says which version it means, when that version has passed."""
    wanted = request.headers.get("If-Match")
    if wanted is not None and tag(shown) not in parse_etags(wanted):
        raise Precondition(412, "This has changed since you read it. Read it again, then change it.")


def _held(request: Request, current: str) -> bool:
    held = [each.removeprefix("W/") for each in parse_etags(request.headers.get("If-None-Match", ""))]
    return current in held or held == ["*"]
