"""What is served beside the API: the app's one page, and whether we are alive."""

from __future__ import annotations

from django.conf import settings
from django.http import FileResponse, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe

NOT_BUILT = "The app is not built yet. Start Steadily with: python3 backend/start.py"


@require_safe
def livez(request: HttpRequest) -> HttpResponse:
    """Say that the server answers."""
    return HttpResponse("ok", content_type="text/plain")


@require_safe
def app(request: HttpRequest) -> HttpResponseBase:
    """Serve the app's page for every address that is a screen of it."""
    page = settings.APP_BUILD / "index.html"
    if not page.is_file():
        return HttpResponse(NOT_BUILT, status=503, content_type="text/plain")
    return FileResponse(page.open("rb"), content_type="text/html", headers={"Cache-Control": "no-cache"})
