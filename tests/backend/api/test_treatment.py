"""Courses of treatment and their visits."""

from __future__ import annotations

from typing import Any

import pytest

from steadily.people.models import Patient
from steadily.visits.models import Course, Visit
from tests.backend.api.conftest import Caller, pointers

COURSE = {"starts_on": "2026-03-10", "planned_visits": 6, "review_after": 4}


@pytest.fixture
def course(chen: Caller, amara: Patient) -> dict[str, Any]:
    made: dict[str, Any] = chen.post(f"patients/{amara.id}/courses/", COURSE).json()
    return made


def test_a_course_is_planned_with_its_review_point(chen: Caller, amara: Patient, course: dict[str, Any]) -> None:
    assert course == COURSE | {
        "id": course["id"],
        "patient": str(amara.id),
        "success": "",
        "ended_at": None,
        "review": None,
    }
    assert chen.get(f"patients/{amara.id}/courses/").json() == {"results": [course], "next": None}


def test_a_visit_is_booked_on_the_patients_own_day(chen: Caller, amara: Patient, course: dict[str, Any]) -> None:
    chen.change(f"patients/{amara.id}/", {"time_zone": "Pacific/Auckland"})

    response = chen.post(f"courses/{course['id']}/visits/", {"starts_at": "2026-03-12T11:30:00+00:00"})

    visit = response.json()
    assert response.status_code == 201
    assert (visit["on"], visit["status"], visit["minutes"]) == ("2026-03-13", "BOOKED", 30)
    assert chen.get(f"courses/{course['id']}/visits/").json()["results"] == [visit]


def test_a_visit_says_how_it_went(chen: Caller, course: dict[str, Any]) -> None:
    visit = chen.post(f"courses/{course['id']}/visits/", {"starts_at": "2026-03-10T09:00:00Z"}).json()

    response = chen.change(f"visits/{visit['id']}/", {"status": "ATTENDED", "areas": "Knee", "chest_near": False})

    assert (response.json()["status"], response.json()["areas"]) == ("ATTENDED", "Knee")
    assert chen.get(f"visits/{visit['id']}/", if_none_match=response.headers["ETag"]).status_code == 304
    assert chen.patch(f"visits/{visit['id']}/", {"status": "DNA"}).status_code == 428


def test_visits_come_in_pages_by_time(chen: Caller, course: dict[str, Any]) -> None:
    for day in (19, 12, 26):
        chen.post(f"courses/{course['id']}/visits/", {"starts_at": f"2026-03-{day}T09:00:00Z"})

    first = chen.get(f"courses/{course['id']}/visits/?limit=2").json()
    second = chen.get(f"courses/{course['id']}/visits/?limit=2&cursor={first['next']}").json()

    days = [visit["on"] for visit in first["results"] + second["results"]]
    assert days == ["2026-03-12", "2026-03-19", "2026-03-26"]
    assert second["next"] is None


@pytest.mark.parametrize(
    ("fields", "place"),
    [
        ({"planned_visits": 0}, "/planned_visits"),
        ({"planned_visits": "6"}, "/planned_visits"),
        ({"review_after": 41}, "/review_after"),
        ({"starts_on": "2026-13-01"}, "/starts_on"),
        ({"starts_on": "0001-01-01"}, "/starts_on"),
        ({"ended_at": "2026-03-10T18:00:00Z"}, "/ended_at"),
    ],
)
def test_a_course_that_makes_no_sense_is_named(
    chen: Caller, amara: Patient, fields: dict[str, object], place: str
) -> None:
    response = chen.post(f"patients/{amara.id}/courses/", COURSE | fields)

    assert (response.status_code, pointers(response)) == (400, [place])
    assert not Course.objects.exists()


@pytest.mark.parametrize(
    ("fields", "place"),
    [
        ({"starts_at": "2026-03-29T01:30:00"}, "/starts_at"),
        ({"starts_at": "2026-10-25T01:30"}, "/starts_at"),
        ({"starts_at": "2026-03-12"}, "/starts_at"),
        ({"starts_at": "2026-03-12T25:00:00Z"}, "/starts_at"),
        ({"starts_at": "0001-01-01T00:00:00+14:00"}, "/starts_at"),
        ({"starts_at": "9999-12-31T23:59:59-12:00"}, "/starts_at"),
        ({"starts_at": 1773309600}, "/starts_at"),
        ({"minutes": 4}, "/minutes"),
        ({"minutes": 30.5}, "/minutes"),
        ({"status": "attended"}, "/status"),
        ({"chest_near": 0}, "/chest_near"),
        ({"on": "2026-03-12"}, "/on"),
        ({"course": "5f0c3a52-5b0e-4f57-9d53-0f4e2c1c9a01"}, "/course"),
    ],
)
def test_a_visit_that_makes_no_sense_is_named(
    chen: Caller, course: dict[str, Any], fields: dict[str, object], place: str
) -> None:
    response = chen.post(f"courses/{course['id']}/visits/", {"starts_at": "2026-03-12T09:00:00Z"} | fields)

    assert (response.status_code, pointers(response)) == (400, [place])
    assert not Visit.objects.exists()
