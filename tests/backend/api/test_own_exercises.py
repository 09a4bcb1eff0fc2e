"""A clinic's own exercises by the API: its own, with pictures, and nobody else's."""

from __future__ import annotations

import errno
import io
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from steadily.library import own
from steadily.library.models import Exercise, Picture
from steadily.people.models import Clinician, Patient
from steadily.plans.actions import activate_plan, draft_plan, prescribe, record_assessment
from steadily.records.models import AuditEvent
from steadily.today.pack import render
from tests.conftest import NOW, TODAY

CARRY = {
    "name": "Stair carry",
    "regions": ["knee"],
    "category": "STRENGTH",
    "unit": "reps",
    "purpose": "To carry your shopping up the stairs.",
    "position": "Stand at the bottom stair.",
    "how": ["Carry nothing.", "Carry a light bag.", "Carry a heavier bag."],
    "steps": ["Hold the rail.", "Go up three stairs."],
}


@pytest.fixture(autouse=True)
def own_media(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


def staff(clinician: Clinician) -> Client:
    client = Client()
    client.force_login(clinician.user)
    return client


def picture(colour: str = "teal") -> SimpleUploadedFile:
    file = io.BytesIO()
    Image.new("RGB", (400, 300), colour).save(file, "JPEG")
    return SimpleUploadedFile("stairs.jpg", file.getvalue(), "image/jpeg")


def add(client: Client, **changes: Any) -> Any:
    return client.post("/api/v1/exercises/", CARRY | changes, content_type="application/json")


def upload(client: Client, exercise: str, **parts: Any) -> Any:
    return client.post(f"/api/v1/exercises/{exercise}/pictures/", {"image": picture(), "caption": "The rail."} | parts)


def test_dr_chen_adds_an_exercise_that_only_their_clinic_sees(dr_chen: Clinician, dr_osei: Clinician) -> None:
    added = add(staff(dr_chen))

    assert added.status_code == 201
    assert added.json()["own"] is True
    assert [each["how"] for each in added.json()["levels"]] == CARRY["how"]
    address = f"/api/v1/exercises/{added.json()['id']}/"
    assert staff(dr_chen).get(address).status_code == 200
    assert staff(dr_osei).get(address).status_code == 404
    assert staff(dr_osei).get("/api/v1/exercises/").json()["results"] == []


@pytest.mark.parametrize(
    ("wrong", "pointer"),
    [
        ({"how": ["One.", "Two."]}, "/how"),
        ({"regions": []}, "/regions"),
        ({"category": "YOGA"}, "/category"),
        ({"name": ""}, "/name"),
        ({"clinic_id": "mine"}, "/clinic_id"),
        ({"reviewed_by": "me"}, "/reviewed_by"),
    ],
)
def test_what_is_wrong_with_it_is_named(dr_chen: Clinician, wrong: dict[str, Any], pointer: str) -> None:
    refused = add(staff(dr_chen), **wrong)

    assert refused.status_code == 400
    assert any(error["pointer"].startswith(pointer) for error in refused.json()["errors"])
    assert Exercise.objects.count() == 0


def test_an_uploaded_picture_is_redrawn_and_had_by_its_secret_name(dr_chen: Clinician) -> None:
    chen = staff(dr_chen)
    exercise = add(chen).json()["id"]

    kept = upload(chen, exercise)

    assert kept.status_code == 201
    shown = Client().get(kept.json()["url"])
    assert shown.status_code == 200
    assert shown["Content-Type"] == "image/webp"
    assert shown["Content-Disposition"].startswith("attachment")
    assert shown["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert shown["X-Content-Type-Options"] == "nosniff"
    assert Image.open(io.BytesIO(shown.getvalue())).size == (400, 300)
    assert AuditEvent.objects.filter(verb="add_picture", clinic_id=dr_chen.clinic_id).count() == 1


def test_a_file_that_is_no_picture_is_refused_by_name(dr_chen: Clinician) -> None:
    chen = staff(dr_chen)
    exercise = add(chen).json()["id"]

    refused = upload(chen, exercise, image=SimpleUploadedFile("x.png", b"<svg/>", "image/png"))
    silent = upload(chen, exercise, caption="")
    missing = chen.post(f"/api/v1/exercises/{exercise}/pictures/", {"caption": "The rail."})

    assert [each.status_code for each in (refused, silent, missing)] == [400, 400, 400]
    pointers = [each.json()["errors"][0]["pointer"] for each in (refused, silent, missing)]
    assert pointers == ["/image", "/caption", "/image"]
    assert Picture.objects.count() == 0


def test_another_clinics_exercise_and_the_librarys_take_no_picture(
    dr_chen: Clinician, dr_osei: Clinician, library: dict[str, Exercise]
) -> None:
    exercise = add(staff(dr_chen)).json()["id"]

    assert upload(staff(dr_osei), exercise).status_code == 404
    assert upload(staff(dr_chen), str(library["K1"].id)).status_code == 404


def test_where_there_is_no_room_for_a_picture_nothing_of_it_is_kept(
    dr_chen: Clinician, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    chen = staff(dr_chen)
    exercise = add(chen).json()["id"]

    def half_written(file: Path, data: bytes) -> int:
        with file.open("wb") as opened:
            opened.write(data[:100])
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as full:
        full.setattr(Path, "write_bytes", half_written)
        refused = upload(chen, exercise)

    assert (refused.status_code, refused.json()["type"]) == (507, "/problems/no-room")
    assert [each for each in tmp_path.rglob("*") if each.is_file()] == []
    assert Picture.objects.count() == AuditEvent.objects.filter(verb="add_picture").count() == 0
    assert upload(chen, exercise).status_code == 201


def test_a_level_that_an_exercise_does_not_have_is_missing(dr_chen: Clinician) -> None:
    chen = staff(dr_chen)
    address = f"/api/v1/exercises/{add(chen).json()['id']}/figures/"

    assert [chen.get(f"{address}{level}").status_code for level in (0, 1, 3, 4)] == [404, 200, 200, 404]


def test_a_form_of_a_thousand_parts_is_a_problem_of_the_length_it_says(dr_chen: Clinician) -> None:
    chen = staff(dr_chen)
    exercise = add(chen).json()["id"]
    parts = {f"part{number}": "x" for number in range(1_100)}

    for too_much in (parts, {"caption": "x" * 2_000_000}):
        refused = upload(chen, exercise, **too_much)

        assert refused.status_code == 413
        assert refused.headers["Content-Length"] == str(len(refused.content))
        assert refused.headers["Content-Type"] == "application/problem+json"


def test_a_part_that_stands_twice_is_refused(dr_chen: Clinician) -> None:
    chen = staff(dr_chen)
    exercise = add(chen).json()["id"]

    for twice in ({"caption": ["The rail.", "The stairs."]}, {"image": [picture(), picture("red")]}):
        refused = upload(chen, exercise, **twice)

        assert refused.status_code == 400
        assert refused.json()["errors"] == [{"pointer": f"/{next(iter(twice))}", "detail": "Say this once."}]
    assert Picture.objects.count() == 0


def test_a_namesake_elsewhere_uses_up_nobodys_room(
    dr_chen: Clinician, dr_osei: Clinician, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(own, "MOST_PICTURES", 1)
    dr_osei.name = dr_chen.name
    dr_osei.save()
    osei, chen = staff(dr_osei), staff(dr_chen)
    upload(osei, add(osei).json()["id"])

    assert upload(chen, add(chen).json()["id"]).status_code == 201


def test_one_picture_too_many_is_refused(dr_chen: Clinician, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(own, "MOST_PICTURES", 1)
    chen = staff(dr_chen)
    exercise = add(chen).json()["id"]
    upload(chen, exercise)

    refused = upload(chen, exercise)

    assert refused.status_code == 413
    assert Picture.objects.count() == 1


def test_a_picture_taken_away_is_gone_with_its_file(
    dr_chen: Clinician, dr_osei: Clinician, django_capture_on_commit_callbacks: Any
) -> None:
    chen = staff(dr_chen)
    kept = upload(chen, add(chen).json()["id"]).json()

    assert staff(dr_osei).delete(f"/api/v1/pictures/{kept['id']}").status_code == 404
    with django_capture_on_commit_callbacks(execute=True):
        assert chen.delete(f"/api/v1/pictures/{kept['id']}").status_code == 204

    assert Client().get(kept["url"]).status_code == 404
    assert chen.delete(f"/api/v1/pictures/{kept['id']}").status_code == 404


def test_amaras_pack_tells_her_clinics_own_exercise(dr_chen: Clinician, amara: Patient) -> None:
    chen = staff(dr_chen)
    added = add(chen).json()
    kept = upload(chen, added["id"]).json()
    record_assessment(by=dr_chen, at=NOW, patient=amara, on=TODAY, goals=["Carry my shopping"])
    plan = draft_plan(by=dr_chen, at=NOW, patient=amara, title="Stairs")
    exercise = Exercise.objects.get(pk=added["id"])
    dose = {"level": 2, "sets": 2, "amount": Decimal(4), "maximum": Decimal(10), "per_week": 3}
    prescribe(by=dr_chen, at=NOW, plan=plan, exercise=exercise, **dose)
    activate_plan(by=dr_chen, at=NOW, plan=plan)

    pack = render(amara, NOW)

    assert pack["exercises"][exercise.code]["name"] == "Stair carry"
    assert pack["exercises"][exercise.code]["pictures"] == [{"url": kept["url"], "caption": "The rail."}]
    assert pack["media"] == [{"url": kept["url"], "sha256": kept["sha256"]}]


def test_dr_osei_cannot_prescribe_dr_chens_own_exercise(dr_chen: Clinician, dr_osei: Clinician) -> None:
    exercise = add(staff(dr_chen)).json()["id"]
    osei = staff(dr_osei)
    cleo = {"name": "Cleo", "year_of_birth": 1980, "regions": ["knee"]}
    patient = osei.post("/api/v1/patients/", cleo, content_type="application/json").json()["id"]
    wanted = {"exercise": exercise, "level": 1, "sets": 1, "amount": "4", "maximum": "10", "per_week": 3}

    refused = osei.post(
        f"/api/v1/patients/{patient}/plans/",
        {"title": "Stairs", "prescriptions": [wanted]},
        content_type="application/json",
    )

    assert refused.status_code == 400
    assert "exercise" in refused.json()["errors"][0]["pointer"]
