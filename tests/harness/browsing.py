"""Real browsers on the real server: phones to sign in, and deploys of one build of the app after the other."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from tests.harness.builds import REPOSITORY, build
from tests.harness.line import Line
from tests.harness.server import Server, rows
from tests.journeys.phone import Phone

PHONE = {"viewport": {"width": 390, "height": 844}, "is_mobile": True, "has_touch": True, "locale": "en-GB"}
BORN = 1984
PATIENCE_MS = 20_000
AMARA, BEN = "Amara Nwosu", "Ben Hart"


@dataclass
class Handset(Phone):
    """A phone with the app on it; `wrong` is what its scripts and its files complained of."""

    page: Page
    wrong: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.follow(self.page)

    def follow(self, page: Page) -> None:
        """Note what goes wrong in a tab."""
        page.on("pageerror", lambda error: self.wrong.append(str(error)))
        page.on("response", lambda answer: self._note(answer.status, answer.url))

    def tab(self) -> Handset:
        """Open the app in one more tab of the same browser."""
        other = Handset(self.page.context.new_page(), self.wrong)
        other.page.goto(self.page.url)
        return other

    def bridge(self, call: str) -> Any:
        """Ask the app itself, through the bridge of the harness."""
        self.page.evaluate("import('/assets/bridge.js')")
        return self.page.evaluate(f"window.steadily.{call}")

    def check_in(self, pain_now: int) -> None:
        """Log a check-in with the thumb, and be back at today."""
        self.page.get_by_role("link", name="Daily check-in").click()
        self.score("Pain now", pain_now)
        self.page.get_by_role("button", name="Save", exact=True).click()
        expect(self.page.get_by_role("heading", name="For today")).to_be_visible()

    def _note(self, status: int, url: str) -> None:
        if "/assets/" in url and status >= 400:
            self.wrong.append(f"{status} {url}")


@dataclass
class Clinic:
    """A clinic's server with the app deployed on it."""

    server: Server
    tree: Path

    def deploy(self, built: Path) -> None:
        """Put a build in the place of the last one, and start the server again, as an upgrade does."""
        shutil.rmtree(self.tree / "pwa" / "dist", ignore_errors=True)
        shutil.copytree(built, self.tree / "pwa" / "dist")
        if self.server.running is not None:
            self.server.kill()
        self.server.start()

    def code_for(self, name: str) -> str:
        """Give a code to a patient with a plan, who is taken in where nobody knows the name."""
        code: str = json.loads(self._do("--code-for", name))
        return code

    def expire(self) -> None:
        """Let every sign-in be too long ago."""
        self._do("--expire")

    def revoke(self) -> None:
        """Sign every phone out."""
        self._do("--revoke")

    def kept(self) -> list[tuple[str, str]]:
        """Give every entry's id and whose it is."""
        query = "select e.id, p.name from logbook_entry e join people_patient p on p.id = e.patient_id"
        return [(str(UUID(id)), name) for id, name in rows(self.server, query)]

    def _do(self, *words: str) -> str:
        return self.server.run("-m", "tests.harness.inviting", *words)


class TreeServer(Server):
    """The server run from a tree of its own, so that the app it serves can be exchanged."""

    def env(self) -> dict[str, str]:
        backend = self.data.parent / "tree" / "backend"
        return super().env() | {"PYTHONPATH": os.pathsep.join([str(backend), str(REPOSITORY)])}


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    expect.set_options(timeout=PATIENCE_MS)
    path = os.environ.get("STEADILY_BROWSER") or shutil.which("chromium") or shutil.which("google-chrome")
    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu"])
        yield found
        found.close()


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """Give the build with a label, built the first time it is asked for."""
    folder, kept = tmp_path_factory.mktemp("builds"), dict[str, Path]()

    def give(label: str) -> Path:
        if label not in kept:
            kept[label] = build(folder, label)
        return kept[label]

    return give


@pytest.fixture
def clinic(tmp_path: Path, opened: Callable[[str], Server], built: Callable[[str], Path]) -> Iterator[Clinic]:
    """A clinic on SQLite, serving the first build."""
    tree = tmp_path / "tree"
    shutil.copytree(REPOSITORY / "backend", tree / "backend", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(opened("SQLite").data, tmp_path / "data", dirs_exist_ok=True)
    made = Clinic(TreeServer(tmp_path / "data"), tree)
    made.deploy(built("N"))
    yield made
    made.server.put_away()


@pytest.fixture
def line(clinic: Clinic) -> Iterator[Line]:
    """The line all phones of a test have to the clinic."""
    made = Line(clinic.server.port)
    yield made
    made.hang_up()


@pytest.fixture
def handset(browser: Browser, clinic: Clinic, line: Line) -> Iterator[Callable[..., Handset]]:
    """Unpack a phone; with a name, signed in as that patient. It is on the line of the test, or on one of its own."""
    contexts: list[BrowserContext] = []

    def unpack(name: str | None = None, on: Line = line) -> Handset:
        context = browser.new_context(base_url=on.url, **PHONE)
        context.set_default_timeout(PATIENCE_MS)
        contexts.append(context)
        phone = Handset(context.new_page())
        if name is not None:
            phone.activate(clinic.code_for(name), year_of_birth=BORN)
        return phone

    yield unpack
    for context in contexts:
        context.close()
