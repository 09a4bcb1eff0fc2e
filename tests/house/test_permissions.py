"""Every route says who may pass; one that forgot lets nobody in, and is found here first."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, URLResolver, get_resolver, path
from rest_framework.response import Response
from rest_framework.views import APIView

from steadily.api.permissions import IsPatient, Nobody

OPEN_ON_PURPOSE = {"steadily.api.front.livez", "steadily.api.front.app"}
"""The app's page and the sign of life: no sign-in, and nothing about anyone."""


def routes_for_anyone_who_asks(patterns: list[Any]) -> list[str]:
    """Name each route that does not say who may pass."""
    return [route for route, view in _routes(patterns, "") if not _says_who(view)]


def _routes(patterns: list[URLPattern | URLResolver], before: str) -> Iterator[tuple[str, Any]]:
    for pattern in patterns:
        route = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from _routes(pattern.url_patterns, route)
        else:
            yield route, pattern.callback


def _says_who(view: Any) -> bool:
    of_rest = getattr(view, "cls", None)
    if of_rest is not None:
        return _names_its_permission(of_rest)
    return _by_the_admin(view) or f"{view.__module__}.{view.__qualname__}" in OPEN_ON_PURPOSE


def _names_its_permission(view: type[APIView]) -> bool:
    """Find the class that says it: any but the framework's own, whose default is Nobody."""
    says = next(cls for cls in view.__mro__ if "permission_classes" in vars(cls))
    named = list(view.permission_classes)
    return says is not APIView and named != [] and Nobody not in named


def _by_the_admin(view: Any) -> bool:
    """The admin wraps each of its pages in its own check of the session."""
    return hasattr(view, "admin_site") or hasattr(view, "model_admin")


class _Forgetful(APIView):
    def get(self, request: HttpRequest) -> Response:
        return Response()


class _Patients(APIView):
    permission_classes = (IsPatient,)


class _ChildOfPatients(_Patients):
    pass


class _ToldNothing(APIView):
    permission_classes = ()


def _plain(request: HttpRequest) -> HttpResponse:
    return HttpResponse("anything")


def test_every_route_names_its_permission() -> None:
    assert routes_for_anyone_who_asks(get_resolver().url_patterns) == []


def test_a_route_that_forgot_is_found() -> None:
    planted = [
        path("forgot", _Forgetful.as_view()),
        path("patients", _Patients.as_view()),
        path("child", _ChildOfPatients.as_view()),
        path("nothing", _ToldNothing.as_view()),
        path("plain", _plain),
    ]

    assert routes_for_anyone_who_asks(planted) == ["forgot", "nothing", "plain"]
