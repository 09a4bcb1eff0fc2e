"""Dr Chen writes an exercise of the clinic's own in the admin and puts a picture to it."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from steadily.library.models import Exercise, Picture
from steadily.people.models import Clinician
from steadily.records.models import AuditEvent

ADD = "/admin/library/exercise/add/"
TYPED = {
    "name": "Stair carry",
    "regions": ["knee"],
    "category": "STRENGTH",
    "unit": "reps",
    "purpose": "To carry your shopping up the stairs.",
    "position": "Stand at the bottom stair.",
    "easier": "Carry nothing.",
    "as_usual": "Carry a light bag.",
    "harder": "Carry a heavier bag.",
    "steps": "Hold the rail.\nGo up three stairs.",
    "cues": "",
    "common_error": "",
    "cautions": "",
    "equipment": "bag",
    "sets": "2",
    "amount": "4",
    "maximum": "10",
    "per_week": "3",
    "hold_s": "0",
    "rest_s": "60",
    "caption": "",
}


@pytest.fixture(autouse=True)
def own_media(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def chen(dr_chen: Clinician) -> Client:
    client = Client()
    client.force_login(dr_chen.user)
    return client


def photo() -> SimpleUploadedFile:
    file = io.BytesIO()
    Image.new("RGB", (60, 40), "teal").save(file, "PNG")
    return SimpleUploadedFile("rail.png", file.getvalue(), "image/png")


def test_dr_chen_adds_changes_and_illustrates_an_exercise(chen: Client, dr_chen: Clinician) -> None:
    chen.post(ADD, TYPED)
    exercise = Exercise.objects.get()
    address = f"/admin/library/exercise/{exercise.pk}/change/"
    chen.post(address, TYPED | {"name": "Stair carry, one bag", "image": photo(), "caption": "A hand on the rail."})

    exercise.refresh_from_db()
    assert (exercise.clinic_id, exercise.name) == (dr_chen.clinic_id, "Stair carry, one bag")
    assert [level["how"] for level in exercise.levels] == [TYPED[name] for name in ("easier", "as_usual", "harder")]
    assert exercise.steps == ["Hold the rail.", "Go up three stairs."]
    picture = Picture.objects.get()
    page = chen.get(address)
    assert picture.address in page.content.decode()

    chen.post(address, TYPED | {"take_away": [str(picture.pk)]})
    assert Picture.objects.count() == 0


def test_the_audit_names_what_a_change_changed(chen: Client) -> None:
    chen.post(ADD, TYPED)
    address = f"/admin/library/exercise/{Exercise.objects.get().pk}/change/"

    chen.post(address, TYPED | {"name": "Stair carry, one bag", "harder": "Carry two heavy bags."})

    assert AuditEvent.objects.get(verb="change_exercise").detail == {"changed": ["name", "levels"]}


def test_what_cannot_be_seen_is_taken_out_of_what_is_typed(chen: Client) -> None:
    chen.post(ADD, TYPED | {"name": "Stair \u202ecarry\u200b", "steps": "Hold \u2066the rail."})

    exercise = Exercise.objects.get()
    assert (exercise.name, exercise.steps) == ("Stair carry", ["Hold the rail."])


def test_a_picture_without_words_is_refused_at_its_box(chen: Client) -> None:
    chen.post(ADD, TYPED)
    address = f"/admin/library/exercise/{Exercise.objects.get().pk}/change/"

    shown = chen.post(address, TYPED | {"image": photo()})

    assert shown.status_code == 200
    assert "Say what the picture shows." in shown.content.decode()


def test_the_librarys_exercises_are_only_read(chen: Client, library: dict[str, Exercise]) -> None:
    address = f"/admin/library/exercise/{library['K1'].pk}/change/"

    assert chen.get(address).status_code == 200
    assert chen.post(address, TYPED).status_code == 403


def test_dr_osei_sees_nothing_of_it(chen: Client, dr_osei: Clinician) -> None:
    chen.post(ADD, TYPED)
    osei = Client()
    osei.force_login(dr_osei.user)

    shown = osei.get(f"/admin/library/exercise/{Exercise.objects.get().pk}/change/")

    assert shown.status_code == 302
    assert "Stair carry" not in osei.get("/admin/library/exercise/").content.decode()
