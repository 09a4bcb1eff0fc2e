"""Every error under /api/ as RFC 9457 problem+json: what happened, where, and what to do."""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.core.exceptions import (
    PermissionDenied,
    RequestDataTooBig,
    TooManyFieldsSent,
    TooManyFilesSent,
)
from django.core.exceptions import ValidationError as DjangoValidationError
from django.db import DataError, IntegrityError
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from rest_framework import exceptions, serializers
from rest_framework.response import Response
from rest_framework.views import exception_handler, set_rollback

from steadily.records.refusals import Refused
from steadily.records.trouble import Trouble, trouble

TITLES = {
    400: "Something in the request needs mending",
    401: "Please sign in",
    403: "This is not allowed",
    404: "Not found",
    405: "This address does not do that",
    406: "We can only answer in JSON",
    409: "This does not fit with how things stand",
    411: "Say how long it is",
    412: "This has changed since you read it",
    413: "Too large",
    415: "We can only read JSON",
    426: "This app is too old",
    428: "Say which version you are changing",
    429: "Too many requests",
    500: "Something went wrong here",
    503: "Busy just now",
    507: "No room left",
}
KNOWN = {"sign-in-expired", "device-revoked", "too-large"}
MEDIA_TYPE = "application/problem+json"
LONGEST_BODY = 11 * 1024 * 1024
"""A picture of 10 MB and the form around it; each JSON route takes far less."""
PASSING = {
    Trouble.BUSY: (503, 5, "We are busy just now. Please try again soon."),
    Trouble.NO_ROOM: (507, 60, "We have no room left just now. Nothing you sent was lost; please try again later."),
}
"""What is said of a failure that passes: the status, after how many seconds to try again, and the words."""


class Precondition(exceptions.APIException):
    """A write without, or with a stale, If-Match."""

    def __init__(self, status: int, detail: str) -> None:
        super().__init__(detail)
        self.status_code = status


def problem(
    status: int, detail: str = "", *, code: str = "", errors: list[dict[str, str]] | None = None
) -> dict[str, Any]:
    """Put a problem in the shape of RFC 9457."""
    title = TITLES.get(status, "Something went wrong")
    body: dict[str, Any] = {
        "type": f"/problems/{code}" if code else "about:blank",
        "title": title,
        "status": status,
        "detail": detail or title + ".",
    }
    return body | ({"errors": errors} if errors else {})


def problem_response(error: Exception, context: dict[str, Any]) -> Response | None:
    """Answer any error a view raised; None for one nobody foresaw, which becomes a 500."""
    told = _told(error)
    if told is not None:
        set_rollback()
        return _response(told, _retry_after(error))
    if isinstance(error, DjangoValidationError):
        error = exceptions.ValidationError(serializers.as_serializer_error(error))
    answer = exception_handler(error, context)
    if answer is None:
        return None
    headers = {name: value for name, value in answer.items() if name in ("WWW-Authenticate", "Retry-After", "Allow")}
    return _response(_from_drf(error, answer), headers)


@contextmanager
def under(place: str) -> Iterator[None]:
    """Let a refusal from within name its field from the top of the body."""
    try:
        yield
    except Refused as refusal:
        field = f"{place}/{refusal.field}".rstrip("/")
        raise Refused(refusal.detail, field=field, code=refusal.code, status=refusal.status) from None


class ProblemMiddleware:
    """Tell what never reached a view (404, wrong host, a crash) as a problem too, and keep answers out of caches."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if not request.path.startswith("/api/"):
            return _refuse_too_long(request) or self.get_response(request)
        response = _refuse_endless(request) or _refuse_too_long(request) or self.get_response(request)
        response.headers.setdefault("Cache-Control", "private, no-store")
        told = response.headers.get("Content-Type", "").startswith(MEDIA_TYPE)
        if isinstance(response, HttpResponse) and response.status_code >= 400 and not told:
            response.content = json.dumps(problem(response.status_code)).encode()
            response.headers["Content-Type"] = MEDIA_TYPE
            response.headers["Content-Length"] = str(len(response.content))  # not of what stood there before
        return response


def _refuse_endless(request: HttpRequest) -> HttpResponse | None:
    """Refuse a body that doesn't say its length: it would be read as none at all."""
    endless = "HTTP_TRANSFER_ENCODING" in request.META and not request.META.get("CONTENT_LENGTH")
    return HttpResponse(status=411) if endless else None


def _refuse_too_long(request: HttpRequest) -> HttpResponse | None:
    """Refuse a body no route takes before any of it is read: a form's files would fill the disk, then the memory."""
    length = request.META.get("CONTENT_LENGTH") or "0"
    too_long = length.isdecimal() and int(length[:19]) > LONGEST_BODY
    return HttpResponse("This is too large to send at once.", "text/plain", status=413) if too_long else None


def _told(error: Exception) -> dict[str, Any] | None:
    if isinstance(error, Refused):
        errors = [{"pointer": f"/{error.field}", "detail": error.detail}] if error.field else None
        return problem(error.status, error.detail, code=error.code, errors=errors)
    if isinstance(error, RequestDataTooBig | TooManyFieldsSent | TooManyFilesSent):
        return problem(413, "This form has too many parts, or one that is too long.", code="too-large")
    passing = trouble(error)
    if passing is not None:
        status, _, words = PASSING[passing]
        return problem(status, words, code=passing)
    if isinstance(error, IntegrityError):
        return problem(
            409, "Something else changed at the same moment. Read it again, then try once more.", code="conflict"
        )
    return problem(400, "A value is outside what we can keep.") if isinstance(error, DataError) else None


def _retry_after(error: Exception) -> dict[str, str] | None:
    passing = trouble(error)
    return None if passing is None else {"Retry-After": str(PASSING[passing][1])}


def _response(body: dict[str, Any], headers: dict[str, str] | None = None) -> Response:
    return Response(body, status=body["status"], headers=headers, content_type=MEDIA_TYPE)


def _from_drf(error: Exception, answer: Response) -> dict[str, Any]:
    if isinstance(error, exceptions.ValidationError):
        errors = [{"pointer": pointer, "detail": detail} for pointer, detail in _flat(error.detail)]
        return problem(400, errors[0]["detail"], code="invalid", errors=errors)
    if isinstance(error, Http404 | PermissionDenied):
        return problem(answer.status_code)
    code = getattr(error, "default_code", "")
    usual = "sign-in-expired" if answer.status_code == 401 else ""  # only a revoked phone wipes itself
    return problem(answer.status_code, _words(error), code=code if code in KNOWN else usual)


def _words(error: Exception) -> str:
    if isinstance(error, exceptions.Throttled):
        seconds = math.ceil(getattr(error, "wait", None) or 1)
        return f"That was too often. Please wait {seconds} seconds, then try again."
    if isinstance(error, exceptions.NotAuthenticated):
        return "Please sign in first."
    return str(getattr(error, "detail", ""))


def _flat(detail: Any, pointer: str = "") -> Iterator[tuple[str, str]]:
    if isinstance(detail, dict):
        for name, inner in detail.items():
            yield from _flat(inner, pointer if name == "non_field_errors" else f"{pointer}/{name}")
    elif isinstance(detail, list):
        for place, inner in enumerate(detail):
            yield from _flat(inner, pointer if isinstance(inner, str) else f"{pointer}/{place}")
    else:
        yield pointer, str(detail)
