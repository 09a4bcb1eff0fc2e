"""The README's pictures, taken of the demo clinic as it stands."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from steadily.demo.clinic import bring_up_to_date
from steadily.demo.sign_ins import fresh_sign_ins
from tests.journeys.conftest import COMPUTER, PHONE
from tests.journeys.phone import Phone

pytestmark = pytest.mark.django_db(transaction=True)

REPOSITORY = Path(__file__).resolve().parents[2]
PICTURES = REPOSITORY / "backend" / "docs" / "pictures"
LARGEST_BYTES = 150_000
MOST_PICTURES = 12
KEPT = "STEADILY_KEEP_PICTURES"
"""Set to renew the pictures in the docs; else they are taken, looked at and thrown away with the cache."""


def taken_into() -> Path:
    """Where the pictures go."""
    folder = PICTURES if os.environ.get(KEPT) else REPOSITORY / ".cache" / "pictures"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def take(page: Page, name: str) -> None:
    """Take a picture of the screen, small enough for a README; nothing may stick out sideways."""
    page.wait_for_timeout(400)  # pages fade in
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    path = taken_into() / f"{name}.png"
    page.screenshot(path=path)
    with Image.open(path) as picture:
        picture.convert("RGB").resize((picture.width // 2, picture.height // 2)).quantize(128).save(path, optimize=True)
    assert path.stat().st_size <= LARGEST_BYTES


def test_the_screens_of_two_patients(opened: Callable[..., Page], address: str) -> None:
    bring_up_to_date(datetime.now(UTC))
    patients = {each["name"]: each for each in fresh_sign_ins(at=datetime.now(UTC))["patients"]}
    rosa, tom = patients["Rosa Delgado"], patients["Tom Whitfield"]

    phone = Phone(opened(**PHONE, color_scheme="light"))
    phone.page.goto("/")
    take(phone.page, "welcome")
    phone.activate(rosa["code"], rosa["year_of_birth"])
    take(phone.page, "today")
    phone.page.locator(".tasks a").first.click()
    expect(phone.page.get_by_role("heading", name="How did it go?")).to_be_visible()
    take(phone.page, "exercise")
    phone.log_as_planned(before=1, during=2, after=1)
    phone.sees("Comfortable")
    take(phone.page, "result")
    phone.start_again()
    phone.page.get_by_role("link", name="Daily check-in").click()
    take(phone.page, "check-in")
    phone.start_again()
    phone.page.get_by_role("link", name="Anything new or worrying?").click()
    phone.page.get_by_role("button", name="Yes, there is").click()
    take(phone.page, "questions")

    in_a_flare = Phone(opened(**PHONE, color_scheme="dark"))
    in_a_flare.activate(tom["code"], tom["year_of_birth"])
    in_a_flare.sees("Your flare-up plan")
    take(in_a_flare.page, "flare")


def test_the_screens_of_a_clinician(opened: Callable[..., Page], address: str) -> None:
    bring_up_to_date(datetime.now(UTC))
    helen = fresh_sign_ins(at=datetime.now(UTC))["clinicians"][0]

    page = opened(**COMPUTER, color_scheme="light", device_scale_factor=2)
    page.goto("/admin/")
    page.get_by_label("Username").fill(helen["username"])
    page.get_by_label("Password").fill(helen["password"])
    page.get_by_role("button", name="Log in").click()
    expect(page.get_by_text("Tom Whitfield").first).to_be_visible()
    take(page, "worklist")
    page.get_by_role("link", name="Tom Whitfield").first.click()
    expect(page.get_by_role("heading", name="Guidance now")).to_be_visible()
    take(page, "patient")


def test_the_readme_shows_the_pictures_that_are_kept() -> None:
    kept = {picture.name for picture in PICTURES.glob("*.png")}
    words = (REPOSITORY / "README.md").read_text()

    assert 0 < len(kept) <= MOST_PICTURES
    assert all(f"backend/docs/pictures/{name}" in words for name in kept)
