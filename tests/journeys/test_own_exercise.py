"""A clinic's own exercise, with its picture, on a phone without signal."""

from __future__ import annotations

import io
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from playwright.sync_api import expect

from steadily.library.own import add_exercise, add_picture
from steadily.people.actions import invite, register_patient
from steadily.people.models import Clinician
from steadily.plans.actions import activate_plan, draft_plan, prescribe, record_assessment
from tests.journeys.phone import Phone

PICTURE_IS_KEPT = "caches.open('pictures').then((cache) => cache.keys()).then((keys) => keys.length === 1)"


@pytest.fixture
def stair_code(shelves: None, dr_chen: Clinician, settings: Any, tmp_path: Path) -> str:
    """A code for Amara, whose plan holds an exercise that Dr Chen wrote and drew."""
    settings.MEDIA_ROOT = tmp_path
    at = datetime.now(UTC)
    file = io.BytesIO()
    Image.new("RGB", (320, 240), "teal").save(file, "PNG")
    told = {"regions": ["knee"], "category": "STRENGTH", "unit": "reps", "position": "Stand at the bottom stair."}
    carry = add_exercise(
        by=dr_chen,
        at=at,
        clinic_id=dr_chen.clinic_id,
        name="Stair carry",
        purpose="To carry your shopping up the stairs.",
        how=["Carry nothing.", "Carry a light bag.", "Carry a heavier bag."],
        steps=["Hold the rail."],
        **told,
    )
    add_picture(by=dr_chen, at=at, exercise=carry, data=file.getvalue(), caption="A hand on the rail.")
    amara = register_patient(
        by=dr_chen, at=at, clinic=dr_chen.clinic, name="Amara Nwosu", year_of_birth=1984, regions=["knee"]
    )
    record_assessment(by=dr_chen, at=at, patient=amara, on=at.date(), goals=["Carry my shopping"])
    plan = draft_plan(by=dr_chen, at=at, patient=amara, title="Stairs")
    dose = {"level": 2, "sets": 2, "amount": Decimal(4), "maximum": Decimal(10), "per_week": 7}
    prescribe(by=dr_chen, at=at, plan=plan, exercise=carry, **dose)
    activate_plan(by=dr_chen, at=at, plan=plan)
    return invite(by=dr_chen, at=at, patient=amara).typed


def test_amara_sees_her_clinics_own_exercise_and_its_picture_without_signal(phone: Phone, stair_code: str) -> None:
    phone.activate(stair_code, 1984)
    phone.page.wait_for_function(PICTURE_IS_KEPT)
    phone.lose_signal()
    phone.start_again()

    phone.open_exercise("Stair carry")

    expect(phone.page.get_by_text("Carry a light bag.")).to_be_visible()
    picture = phone.page.get_by_role("img", name="A hand on the rail.")
    expect(picture).to_be_visible()
    assert picture.evaluate("(image) => image.naturalWidth") == 320
