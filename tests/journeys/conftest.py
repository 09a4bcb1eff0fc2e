"""A real browser, a real server and a clock that runs: phones on which weeks pass in seconds."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
import time_machine
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from steadily.library.actions import load_library
from steadily.library.models import PlanTemplate
from steadily.people.actions import invite, register_patient
from steadily.people.models import Clinician
from steadily.plans.actions import activate_plan, copy_template, draft_plan, record_assessment, set_draft_dose
from steadily.plans.models import Plan
from tests.journeys.desk import Desk
from tests.journeys.phone import Phone

os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"  # Playwright's own loop runs in this thread; the tests are not async

MORNING = datetime(2026, 3, 10, 9, 0, tzinfo=UTC)
"""A Tuesday morning, when every journey begins."""
PHONE = {"viewport": {"width": 390, "height": 844}, "device_scale_factor": 2, "is_mobile": True, "has_touch": True}
COMPUTER = {"viewport": {"width": 1280, "height": 900}}


@pytest.fixture(autouse=True)
def tuesday_evening() -> None:
    """Let the clock run: `clock` moves it for the server and every browser together."""


class Clock:
    """One time for the server and all browsers, which runs and can be moved on."""

    def __init__(self, traveller: time_machine.Traveller) -> None:
        self.traveller = traveller
        self.contexts: list[BrowserContext] = []

    def watch(self, context: BrowserContext) -> None:
        """Put a browser on this time."""
        context.clock.install(time=datetime.now(UTC))
        self.contexts.append(context)

    def move_to(self, at: datetime) -> None:
        """Move everyone on to an instant."""
        self.traveller.move_to(at)
        for context in self.contexts:
            context.clock.set_system_time(at)

    def next_morning(self) -> None:
        """Sleep until nine the next day."""
        tomorrow = datetime.now(UTC).replace(hour=9, minute=0, second=0, microsecond=0) + timedelta(days=1)
        self.move_to(tomorrow)


@pytest.fixture
def clock() -> Iterator[Clock]:
    with time_machine.travel(MORNING, tick=True) as traveller:
        yield Clock(traveller)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = os.environ.get("STEADILY_BROWSER") or shutil.which("chromium") or shutil.which("google-chrome")
    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu"])
        yield found
        found.close()


@pytest.fixture
def address(live_server: Any, settings: Any, clock: Clock) -> str:
    """Where the server answers; its codes' links lead there too."""
    settings.ORIGIN = live_server.url
    return str(live_server.url)


@pytest.fixture
def opened(browser: Browser, address: str, clock: Clock) -> Iterator[Callable[..., Page]]:
    """Open a browser of its own; a script error or a broken content policy fails the journey."""
    contexts: list[BrowserContext] = []
    wrong: list[str] = []

    def open_page(**kind: Any) -> Page:
        context = browser.new_context(base_url=address, locale="en-GB", timezone_id="Europe/London", **kind)
        context.set_default_timeout(10_000)
        clock.watch(context)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.on("console", lambda message: wrong.append(message.text) if "Content Security" in message.text else None)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert wrong == []


@pytest.fixture
def phone(opened: Callable[..., Page]) -> Phone:
    """A patient's phone, fresh from its box."""
    return Phone(opened(**PHONE))


@pytest.fixture
def desk(opened: Callable[..., Page], address: str, dr_chen: Clinician) -> Desk:
    """Dr Chen's computer, not signed in yet."""
    return Desk(opened(**COMPUTER))


@pytest.fixture
def staff(dr_chen: Clinician) -> Client:
    """Dr Chen's own system, to look things up without a screen."""
    client = Client()
    client.force_login(dr_chen.user)
    return client


@pytest.fixture
def shelves(address: str) -> None:
    """The library, loaded as a clinic has it."""
    load_library(by="tests", at=datetime.now(UTC))


@pytest.fixture
def knee_plan(shelves: None, dr_chen: Clinician) -> Plan:
    """Amara's live knee plan from the template, with 10 sit to stands."""
    at = datetime.now(UTC)
    amara = register_patient(
        by=dr_chen, at=at, clinic=dr_chen.clinic, name="Amara Nwosu", year_of_birth=1984, regions=["knee"]
    )
    record_assessment(by=dr_chen, at=at, patient=amara, on=at.date(), goals=["Walk my daughter to school"])
    plan = draft_plan(by=dr_chen, at=at, patient=amara, title="Knee, first weeks")
    for prescription in copy_template(
        by=dr_chen, at=at, plan=plan, template=PlanTemplate.objects.get(code="knee-start")
    ):
        if prescription.exercise.name == "Sit to stand":
            set_draft_dose(by=dr_chen, at=at, prescription=prescription, amount=Decimal(10), level=2)
    return activate_plan(by=dr_chen, at=at, plan=plan)


@pytest.fixture
def code(knee_plan: Plan, dr_chen: Clinician) -> str:
    """A code for Amara's phone."""
    return invite(by=dr_chen, at=datetime.now(UTC), patient=knee_plan.patient).typed
