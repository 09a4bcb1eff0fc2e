"""What is served beside the API: the app's one page, and whether we are alive."""

from __future__ import annotations

from wsgiref.headers import Headers

from django.conf import settings
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.views.decorators.http import require_safe

NOT_BUILT = "The app is not built yet. Start Steadily with: python3 backend/start.py"


@require_safe
def livez(request: HttpRequest) -> HttpResponse:
    """Say that the server answers."""
    return HttpResponse("ok", content_type="text/plain")


@require_safe
def clinicians_door(request: HttpRequest) -> HttpResponse:
    """Lead whoever left out the last stroke to the admin."""
    return HttpResponseRedirect(reverse("admin:index"))


@require_safe
def app(request: HttpRequest) -> HttpResponseBase:
    """Serve the app's page for every address that is a screen of it."""
    page = settings.APP_BUILD / "index.html"
    if not page.is_file():
        return HttpResponse(NOT_BUILT, status=503, content_type="text/plain")
    return FileResponse(page.open("rb"), content_type="text/html", headers={"Cache-Control": "no-cache"})


def keep_fresh(headers: Headers, path: str, url: str) -> None:
    """Let browsers ask for the service worker each time: an old one would go on serving an old app."""
    if url == "/sw.js":
        headers["Cache-Control"] = "no-cache"
