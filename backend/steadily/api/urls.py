"""Every address of the API."""

from __future__ import annotations

from django.urls import include, path, re_path
from drf_spectacular.views import SpectacularAPIView, SpectacularSwaggerSplitView

from steadily.api.missing import Missing

urlpatterns = [
    path("schema/", SpectacularAPIView.as_view(), name="schema"),
    path("docs/", SpectacularSwaggerSplitView.as_view(url_name="schema", template_name="api/docs.html"), name="docs"),
    path("v1/", include("steadily.api.me.urls")),
    path("v1/", include("steadily.api.clinic.urls")),
    re_path(r"", Missing.as_view()),
]
