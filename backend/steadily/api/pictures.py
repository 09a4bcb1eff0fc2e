"""Uploaded pictures, served to whoever knows their secret names."""

from __future__ import annotations

from django.http import FileResponse, Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe

from steadily.library.own import file_of


@require_safe
def picture(request: HttpRequest, name: str) -> HttpResponseBase:
    """Serve an uploaded picture to whoever knows its name, as a file that can do nothing."""
    file = file_of(name)
    if not file.is_file():
        raise Http404
    response = FileResponse(file.open("rb"), as_attachment=True, filename="picture.webp", content_type="image/webp")
    response["Cache-Control"] = "private, max-age=31536000, immutable"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response
