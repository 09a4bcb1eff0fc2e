"""The doors: the app, the admin, the API."""

from __future__ import annotations

from django.contrib import admin
from django.urls import include, path, re_path

from steadily.api import front, pictures

urlpatterns = [
    path("livez", front.livez),
    path("admin/", admin.site.urls),
    path("api/", include("steadily.api.urls")),
    path("setup/", include("steadily.clinic_admin.urls")),
    re_path(r"^media/pictures/(?P<name>[A-Za-z0-9_-]{43})\.webp$", pictures.picture),
    path("", front.app),
    path("admin", front.clinicians_door),
    re_path(r"^(?!(?:api|admin|static|media|assets|setup)(?:/|$))[a-z][a-z0-9/-]*$", front.app),
]
