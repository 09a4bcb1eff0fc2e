"""A browser with a profile of its own on the disk, which can be killed, started again, and searched byte by byte."""

from __future__ import annotations

import os
import shutil
import signal
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, BrowserType, Error, Page

from tests.harness.browsing import PHONE, Clinic, Handset

ARGUMENTS = ["--no-sandbox", "--disable-gpu"]
ENCODINGS = ("utf-8", "utf-16-le", "utf-16-be")
LYING_OPEN = """async (words) => {
  const asked = indexedDB.open('steadily')
  const store = await new Promise((done) => { asked.onsuccess = () => done(asked.result) })
  const reading = store.transaction([...store.objectStoreNames])
  const rows = await Promise.all([...store.objectStoreNames].map((name) => new Promise((done) => {
    const all = reading.objectStore(name).getAll()
    all.onsuccess = () => done(all.result)
  })))
  store.close()
  const read = (_, value) => ArrayBuffer.isView(value) ? new TextDecoder().decode(value) : value
  const text = (row) => JSON.stringify(row, read)
  return rows.flat().filter((row) => text(row)?.includes(words)).length
}"""
"""Counts the rows of the store in which some words can be read."""


@dataclass
class Profile:
    """One phone's browser; `folder` is all it ever wrote."""

    folder: Path
    chromium: BrowserType
    program: str | None
    url: str
    context: BrowserContext | None = None
    processes: list[int] = field(default_factory=list)

    def open(self, script: str = "") -> Handset:
        """Start the browser; `script` runs before the app does."""
        self.context = self.chromium.launch_persistent_context(
            str(self.folder), executable_path=self.program, args=ARGUMENTS, base_url=self.url, **PHONE
        )
        self.context.set_default_timeout(15_000)
        if script:
            self.context.add_init_script(script)
        self.processes = list(self._processes())
        return Handset(self.context.pages[0])

    def kill(self) -> None:
        """End every process of this browser at once, as a crash does: those known first, for looking takes time."""
        for process in [*self.processes, *self._processes()]:
            with suppress(ProcessLookupError):
                os.kill(process, signal.SIGKILL)
        self.close()

    def close(self) -> None:
        """Close the browser, if it still lives."""
        if self.context is not None:
            with suppress(Error):
                self.context.close()
        self.context = None

    def hits(self, words: str) -> list[str]:
        """Name each file of the profile in which these words lie open, in any of the browser's ways to write text."""
        wanted = [words.encode(encoding) for encoding in ENCODINGS]
        found = [path for path in self.folder.rglob("*") if path.is_file() and not path.is_symlink()]
        return [
            str(path.relative_to(self.folder))
            for path in found
            if any(each in content for content in [path.read_bytes()] for each in wanted)
        ]

    def _processes(self) -> Iterator[int]:
        for entry in Path("/proc").iterdir():
            with suppress(OSError, ValueError):
                if f"--user-data-dir={self.folder}".encode() in (entry / "cmdline").read_bytes():
                    yield int(entry.name)


@pytest.fixture
def profile(browser: Browser, clinic: Clinic, tmp_path: Path) -> Iterator[Profile]:
    """A phone that is straight on the clinic's line, its browser not started yet."""
    program = os.environ.get("STEADILY_BROWSER") or shutil.which("chromium") or shutil.which("google-chrome")
    made = Profile(tmp_path / "profile", browser.browser_type, program, clinic.server.url)
    yield made
    made.close()


def measured(page: Page, happens: str, within_ms: int = 10_000) -> float:
    """Look in the page itself, every few milliseconds, until something is so; give the milliseconds it took."""
    took: float = page.evaluate(
        f"""async (within) => {{
          const began = performance.now()
          while (!({happens}) && performance.now() - began < within) await new Promise((on) => setTimeout(on, 5))
          return performance.now() - began
        }}""",
        within_ms,
    )
    return took
