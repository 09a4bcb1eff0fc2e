#!/usr/bin/env python3
"""Run every test of Steadily on a machine that has only Python: installs what they need, a browser too."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "backend"))

if sys.version_info < (3, 11):  # noqa: UP036  (said in words, before any newer syntax)
    sys.exit("Steadily's tests need Python 3.11 or newer; this is {}.{}.".format(*sys.version_info[:2]))

import argparse
import os
import shutil
import signal
import subprocess
import time
from dataclasses import dataclass

from steadily.start import app, environment
from steadily.start.progress import Trouble, step
from tests.checks import BUILT, DRIVEN, EACH_RUN, LONG, PARTS, Check, checks
from tests.postgres import LEFT_OUT

TESTS_REQUIREMENTS = environment.REPOSITORY / "tests" / "requirements.txt"

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
BROWSER_OF_A_MAC = "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"
PLAYWRIGHTS_OWN = ""
"""What STEADILY_BROWSER says when Playwright shall drive the browser it fetched itself."""

NO_POSTGRES = "no PostgreSQL could be started; the lines of that check say why."
NO_BROWSER = "no browser was found and none could be installed. Install Chromium, then: tests/run.py --only journeys"


@dataclass(frozen=True)
class Result:
    """How a check ended; None when it was left out."""

    part: str
    name: str
    passed: bool | None
    seconds: float = 0
    why: str = ""


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
    parser.add_argument("--only", metavar="PART,PART", default=",".join(EACH_RUN), help=f"of {', '.join(PARTS)}")
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
    return _run_checks([LONG[name]])


def run_parts(parts: list[str]) -> list[Result]:
    """Install what the parts need, then run their checks in order."""
    get_ready()
    return _run_checks([check for part in parts for check in checks(part)])


def left_out(check: Check) -> Result:
    """Say that a check did not run."""
    return Result(check.part, check.name, passed=None, why=NO_BROWSER)


def report(results: list[Result]) -> int:
    """Print how each check ended, loudest what did not run."""
    print("\nSummary")
    for result in results:
        word = {True: "passed", False: "FAILED", None: "LEFT OUT"}[result.passed]
        print(f"  {word:9}{result.seconds:6.1f} s  {result.part}: {result.name}")
    ends = [result.passed for result in results]
    in_ci = os.environ.get("CI", "").lower() == "true"
    for why in dict.fromkeys(result.why for result in results if result.passed is None):
        print(f"\nLEFT OUT: {why}")
    print(f"\n{ends.count(True)} passed, {ends.count(False)} failed, {ends.count(None)} skipped", flush=True)
    return 1 if False in ends or (None in ends and in_ci) else 0


def _run_checks(chosen: list[Check]) -> list[Result]:
    if any(check.part in BUILT for check in chosen):
        app.build()
    browser = found_browser() if any(check.part in DRIVEN for check in chosen) else None
    driven = {} if browser is None else {"STEADILY_BROWSER": browser}
    return [left_out(check) if check.part in DRIVEN and browser is None else _run(check, driven) for check in chosen]


def _run(check: Check, driven: dict[str, str]) -> Result:
    """Run one check with its output shown; one that takes too long has failed."""
    print(f"\n── {check.part}: {check.name}", flush=True)
    began = time.monotonic()
    running = subprocess.Popen(
        check.command,
        cwd=check.cwd,
        env={**os.environ, **driven, **check.env},
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
    why = NO_POSTGRES if code == LEFT_OUT else ""
    return Result(check.part, check.name, None if why else code == 0, time.monotonic() - began, why)


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
