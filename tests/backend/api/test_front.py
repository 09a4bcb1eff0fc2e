"""What is served beside the API: the app's page and files, and the way to the clinicians' door."""

from __future__ import annotations

from pathlib import Path
from wsgiref.headers import Headers

import pytest
from django.test import Client

from steadily.api.front import keep_fresh


@pytest.mark.parametrize("address", ["/api", "/setup", "/static", "/media"])
def test_the_app_does_not_answer_for_other_doors(client: Client, address: str) -> None:
    assert client.get(address).status_code == 404


def test_the_clinicians_door_opens_without_the_last_stroke(client: Client) -> None:
    response = client.get("/admin")

    assert response.status_code == 302
    assert response.headers["Location"] == "/admin/"


def test_files_carry_the_content_policy_and_are_for_our_own_pages_only(client: Client) -> None:
    response = client.get("/static/admin/css/base.css")

    assert response.getvalue()  # read to its end, which closes the file
    assert "default-src 'none'" in response.headers["Content-Security-Policy"]
    assert response.headers["X-Frame-Options"] == "DENY"
    assert "camera=()" in response.headers["Permissions-Policy"]
    assert "Access-Control-Allow-Origin" not in response.headers


@pytest.mark.parametrize(("file", "kept"), [("/sw.js", "no-cache"), ("/robots.txt", "max-age=60, public")])
def test_only_the_service_worker_is_asked_for_each_time(file: str, kept: str) -> None:
    headers = Headers([("Cache-Control", "max-age=60, public")])

    keep_fresh(headers, str(Path("dist") / file), file)

    assert headers["Cache-Control"] == kept
