#!/usr/bin/env python3
"""Run every test of Steadily on a machine that has only Python: installs what they need, a browser too."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "backend"))

if sys.version_info < (3, 11):  # noqa: UP036  (said in words, before any newer syntax)
    sys.exit("Steadily's tests need Python 3.11 or newer; this is {}.{}.".format(*sys.version_info[:2]))

import argparse
import os
import shutil
import signal
import subprocess
import time
from dataclasses import dataclass, field

from steadily.start import app, environment, node
from steadily.start.progress import Trouble, step

REPOSITORY = environment.REPOSITORY
TESTS_REQUIREMENTS = REPOSITORY / "tests" / "requirements.txt"
PARTS = ("lint", "types", "floors", "backend", "app", "journeys")

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
BROWSER_OF_A_MAC = "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"
PLAYWRIGHTS_OWN = ""
"""What STEADILY_BROWSER says when Playwright shall drive the browser it fetched itself."""

PYTHON = str(environment.PYTHON)
PYTEST = [PYTHON, "-m", "pytest"]

NO_BROWSER = "no browser was found and none could be installed. Install Chromium, then: tests/run.py --only journeys"


@dataclass(frozen=True)
class Check:
    """One command of the tests, and how long it may take."""

    part: str
    name: str
    command: list[str]
    minutes: int = 2
    cwd: Path = REPOSITORY
    env: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Result:
    """How a check ended; None when it was left out."""

    part: str
    name: str
    passed: bool | None
    seconds: float = 0


KEPT = {"STEADILY_KEEP_EVIDENCE": "1"}
LONG = {
    "invariants": Check(
        "long",
        "every invariant on 2,000 lives",
        [*PYTEST, "tests/backend/guidance/invariants"],
        minutes=60,
        env=KEPT | {"STEADILY_LONG_LIVES": "2000"},
    ),
    "grids": Check(
        "long",
        "the phone and the rules on 10,000 days",
        [*PYTEST, "tests/phone"],
        minutes=60,
        env=KEPT | {"STEADILY_LONG_PLAYED": "10000"},
    ),
}
"""What takes too long for each run, by the name to give `--long`."""

LEFT_OUT = Result("journeys", "the journeys in a real browser", passed=None)


def main() -> int:
    """Run the chosen parts; return 0 only when all that should run has passed."""
    parts, long = chosen_parts(), chosen_long()
    try:
        results = run_parts(parts) if long is None else run_long(long)
    except Trouble as trouble:
        print(f"\n{trouble}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nStopped.", file=sys.stderr)
        return 130
    return report(results)


def chosen_parts() -> list[str]:
    """Read which parts to run; all of them when none is named."""
    asked = _asked().only.split(",")
    return [part for part in PARTS if part in asked]


def chosen_long() -> str | None:
    """Read which long form to run instead; None when none is named."""
    long: str | None = _asked().long
    return long


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", metavar="PART,PART", default=",".join(PARTS), help=f"of {', '.join(PARTS)}")
    parser.add_argument("--long", metavar="NAME", choices=LONG, help=f"a long form alone: {', '.join(LONG)}")
    asked = parser.parse_args()
    unknown = sorted(set(asked.only.split(",")) - set(PARTS))
    if unknown:
        parser.error(f"there is no part {', '.join(unknown)}; choose of {', '.join(PARTS)}")
    return asked


def get_ready() -> None:
    """Install what every part needs."""
    print("Getting ready", flush=True)
    environment.make()
    environment.install(environment.REQUIREMENTS)
    environment.install(TESTS_REQUIREMENTS)


def run_long(name: str) -> list[Result]:
    """Run a long form, which keeps its table in backend/docs/evidence/."""
    get_ready()
    return [_run(LONG[name])]


def run_parts(parts: list[str]) -> list[Result]:
    """Install what the parts need, then run their checks in order."""
    get_ready()
    browser = found_browser() if "journeys" in parts else None
    results = []
    for part in parts:
        if part in {"app", "journeys"}:
            app.build()
        results += [LEFT_OUT] if part == "journeys" and browser is None else _run_part(part, browser)
    return results


def report(results: list[Result]) -> int:
    """Print how each check ended, loudest what did not run."""
    print("\nSummary")
    for result in results:
        word = {True: "passed", False: "FAILED", None: "LEFT OUT"}[result.passed]
        print(f"  {word:9}{result.seconds:6.1f} s  {result.part}: {result.name}")
    ends = [result.passed for result in results]
    in_ci = os.environ.get("CI", "").lower() == "true"
    if None in ends:
        print(f"\nLEFT OUT: {NO_BROWSER}")
    print(f"\n{ends.count(True)} passed, {ends.count(False)} failed, {ends.count(None)} skipped", flush=True)
    return 1 if False in ends or (None in ends and in_ci) else 0


def _run_part(part: str, browser: str | None) -> list[Result]:
    return [_run(check) for check in _checks(part, browser)]


def _checks(part: str, browser: str | None) -> list[Check]:
    if part == "journeys":
        return [] if browser is None else [_journeys(browser)]
    return {"lint": _lint, "types": _types, "floors": _floors, "backend": _backend, "app": _app}[part]()


def _lint() -> list[Check]:
    ruff = [PYTHON, "-m", "ruff"]
    return [
        Check("lint", "ruff finds nothing", [*ruff, "check", "."]),
        Check("lint", "all is formatted", [*ruff, "format", "--check", "."]),
    ]


def _types() -> list[Check]:
    return [Check("types", "mypy, strict", [PYTHON, "-m", "mypy"], minutes=4)]


def _floors() -> list[Check]:
    linter = [str(environment.FOLDER / "bin" / "lint-imports")]
    return [
        Check(
            "floors", "every floor imports from those below", linter, env={"PYTHONPATH": str(REPOSITORY / "backend")}
        ),
        Check("floors", "the house's own rules", [*PYTEST, "tests/house"]),
    ]


def _backend() -> list[Check]:
    return [
        _managed("no model has changed without its migration", "makemigrations", "--check", "--dry-run"),
        _managed(
            "the API's schema has no warning", "spectacular", "--validate", "--fail-on-warn", "--file", os.devnull
        ),
        Check("backend", "the backend's tests", [*PYTEST, "tests/backend"], minutes=8),
        _managed("the diary cases, replayed", "replay", "tests/diaries"),
    ]


def _managed(name: str, *words: str) -> Check:
    as_in_tests = {"DJANGO_SETTINGS_MODULE": "tests.settings", "PYTHONPATH": str(REPOSITORY)}
    return Check("backend", name, [PYTHON, "backend/manage.py", *words], env=as_in_tests)


def _app() -> list[Check]:
    tools = node.find()
    return [
        Check("app", "the app's types and unit tests", [tools.npm, "test"], 4, app.APP, tools.run()),
        Check("app", "the phone says what the rules say", [*PYTEST, "tests/phone"], minutes=5),
    ]


def _journeys(browser: str) -> Check:
    driven = {"STEADILY_BROWSER": browser}
    return Check("journeys", "the journeys in a real browser", [*PYTEST, "tests/journeys"], minutes=8, env=driven)


def _run(check: Check) -> Result:
    """Run one check with its output shown; one that takes too long has failed."""
    print(f"\n── {check.part}: {check.name}", flush=True)
    began = time.monotonic()
    running = subprocess.Popen(
        check.command,
        cwd=check.cwd,
        env={**os.environ, **check.env},
        stdin=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        code = running.wait(check.minutes * 60)
    except BaseException as stopped:
        os.killpg(running.pid, signal.SIGKILL)
        running.wait()
        if not isinstance(stopped, subprocess.TimeoutExpired):
            raise
        print(f"It took longer than {check.minutes} minutes and was ended.", flush=True)
        code = 1
    return Result(check.part, check.name, code == 0, time.monotonic() - began)


def found_browser() -> str | None:
    """Find a browser to drive, or install one; None when there is none to be had."""
    named = os.environ.get("STEADILY_BROWSER")
    return named or _on_this_machine() or _from_the_system() or _from_playwright()


def _on_this_machine() -> str | None:
    found = [path for name in (*BROWSERS, BROWSER_OF_A_MAC) if (path := shutil.which(name))]
    return next((path for path in found if _succeeds([path, "--version"])), None)


def _from_the_system() -> str | None:
    """Install Chromium from the system's packages, which takes root."""
    if os.geteuid() != 0 or shutil.which("apt-get") is None:
        return None
    with step("Installing Chromium"):
        for words in (["update"], ["install", "--yes", "--no-install-recommends", "chromium"]):
            _succeeds(["apt-get", "-o", "DPkg::Lock::Timeout=120", *words], minutes=5)
    return _on_this_machine()


def _from_playwright() -> str | None:
    with step("Fetching Playwright's Chromium"):
        fetched = _succeeds([str(environment.PYTHON), "-m", "playwright", "install", "chromium"], minutes=5)
    return PLAYWRIGHTS_OWN if fetched else None


def _succeeds(command: list[str], minutes: int = 1) -> bool:
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    try:
        done = subprocess.run(command, env=quiet, stdin=subprocess.DEVNULL, capture_output=True, timeout=minutes * 60)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0


if __name__ == "__main__":
    sys.exit(main())
