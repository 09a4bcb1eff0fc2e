"""Every route says who may pass; one that forgot lets nobody in, and is found here first."""

from __future__ import annotations

from collections.abc import Iterator
from inspect import unwrap
from types import FunctionType
from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, URLResolver, get_resolver, path
from rest_framework.response import Response
from rest_framework.views import APIView

from steadily.api.permissions import IsPatient, Nobody

OPEN_ON_PURPOSE = {
    "steadily.api.pictures.picture": "an uploaded picture, whose name nobody can guess",
    "steadily.api.front.livez": "the sign of life",
    "steadily.api.front.clinicians_door": "leads on to the sign-in",
    "steadily.api.front.app": "the app's page, which holds nothing about anyone",
    "steadily.clinic_admin.setup.setup": "the first clinic, by a link that works once",
    "django.contrib.admin.sites.AdminSite.login": "the clinicians' sign-in",
}


ADMINS_CHECK = "AdminSite.admin_view.<locals>.inner"


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
    return _by_the_admin(view) or _name(view) in OPEN_ON_PURPOSE


def _names_its_permission(view: type[APIView]) -> bool:
    """Find the class that says it: any but the framework's own, whose default is Nobody."""
    says = next(cls for cls in view.__mro__ if "permission_classes" in vars(cls))
    named = list(view.permission_classes)
    return says is not APIView and named != [] and Nobody not in named


def _by_the_admin(view: Any) -> bool:
    """Find the admin's own check of the session: on its stock pages by name, on ours by the wrapper put around them."""
    if hasattr(view, "admin_site") or hasattr(view, "model_admin"):
        return True
    return any(layer.__code__.co_qualname == ADMINS_CHECK for layer in _layers(view))


def _layers(view: Any) -> Iterator[Any]:
    """Unpack a view out of its decorators, from the outermost inwards."""
    yield view
    for cell in getattr(view, "__closure__", None) or ():
        if isinstance(cell.cell_contents, FunctionType):
            yield from _layers(cell.cell_contents)


def _name(view: Any) -> str:
    inmost = unwrap(view)
    return f"{inmost.__module__}.{inmost.__qualname__}"


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
        path("checked", admin.site.admin_view(_plain)),
    ]

    assert routes_for_anyone_who_asks(planted) == ["forgot", "nothing", "plain"]
