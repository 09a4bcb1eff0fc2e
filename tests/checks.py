"""What `tests/run.py` runs: every check by its part, and the long forms by their name. Standard library alone."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path

from steadily.start import app, environment, node

PARTS = ("lint", "types", "floors", "backend", "app", "journeys", "harness")
EACH_RUN = PARTS[:-1]
"""What runs when no part is named. The harnesses wait: they take ten minutes yet, and are asked for by name."""
BUILT = {"app", "journeys", "harness"}
"""The parts that need the app's build."""
DRIVEN = {"journeys", "harness"}
"""The parts that need a browser; without one they are left out, and said to be."""

REPOSITORY = environment.REPOSITORY
PYTHON = str(environment.PYTHON)
PYTEST = [PYTHON, "-m", "pytest"]


@dataclass(frozen=True)
class Check:
    """One command of the tests, and how long it may take."""

    part: str
    name: str
    command: list[str]
    minutes: int = 2
    cwd: Path = REPOSITORY
    env: dict[str, str] = field(default_factory=dict)


COVERED = REPOSITORY / ".cache" / "guidance.coverage"
GUIDANCE_TESTS = ["tests/backend/guidance", "--ignore=tests/backend/guidance/invariants"]
OF_GUIDANCE = REPOSITORY / "tests" / "backend" / "guidance" / "test_*.py"

KEPT_ROWS = [
    *(f"tests/backend/{room}" for room in ("records", "people", "protocols", "plans", "logbook", "visits")),
    *(
        f"tests/backend/today/test_{what}.py"
        for what in ("alerts", "checkpoints", "decisions", "gather", "pack", "resuming")
    ),
    *(f"tests/backend/api/test_{what}.py" for what in ("activate", "following", "me", "pack", "patients", "sync")),
    *(f"tests/backend/api/test_{what}.py" for what in ("timeline", "treatment", "versions")),
    "--ignore=tests/backend/records/test_sqlite.py",
]
"""The tests of what is kept and read again, which must hold on PostgreSQL too."""

KEPT = {"STEADILY_KEEP_EVIDENCE": "1"}
LONG = {
    "invariants": Check(
        "backend",
        "every invariant on 2,000 lives",
        [*PYTEST, "tests/backend/guidance/invariants"],
        minutes=60,
        env=KEPT | {"STEADILY_LONG_LIVES": "2000"},
    ),
    "grids": Check(
        "app",
        "the phone and the rules on 10,000 days",
        [*PYTEST, "tests/phone"],
        minutes=60,
        env=KEPT | {"STEADILY_LONG_PLAYED": "10000"},
    ),
    "mutants": Check(
        "backend",
        "every mutant of the guidance",
        [PYTHON, "-m", "tests.mutants"],
        minutes=180,
        env=KEPT,
    ),
    "bench": Check(
        "backend",
        "how much work things take",
        [*PYTEST, "tests/bench"],
        minutes=30,
        env=KEPT,
    ),
    "harness": Check(
        "harness",
        "nothing lost, nothing twice, at length",
        [*PYTEST, "tests/harness"],
        minutes=180,
        env=KEPT | {"STEADILY_LONG_HARNESS": "1"},
    ),
}
"""What takes too long for each run, by the name to give `--long`."""


def checks(part: str) -> list[Check]:
    """List the checks of a part, in the order to run them."""
    parts = {
        "lint": _lint,
        "types": _types,
        "floors": _floors,
        "backend": _backend,
        "app": _app,
        "journeys": _journeys,
        "harness": _harness,
    }
    return parts[part]()


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
        Check("backend", "the backend's tests", [*PYTEST, "tests/backend", f"--ignore-glob={OF_GUIDANCE}"], minutes=12),
        _covered(
            "the guidance's tests", "run", "--branch", "--source=steadily.guidance", "-m", "pytest", *GUIDANCE_TESTS
        ),
        _covered("they take every branch of it", "report", "--fail-under=100", "--show-missing", "--skip-covered"),
        _managed("the diary cases, replayed", "replay", "tests/diaries"),
    ]


def _covered(name: str, *words: str) -> Check:
    command = [PYTHON, "-m", "coverage", words[0], f"--data-file={COVERED}", *words[1:]]
    return Check("backend", name, command, minutes=6)


def _managed(name: str, *words: str) -> Check:
    as_in_tests = {"DJANGO_SETTINGS_MODULE": "tests.settings", "PYTHONPATH": str(REPOSITORY)}
    return Check("backend", name, [PYTHON, "backend/manage.py", *words], env=as_in_tests)


def _app() -> list[Check]:
    tools = node.find()
    return [
        Check("app", "the app's types and unit tests", [tools.npm, "test"], 4, app.APP, tools.run()),
        Check("app", "the phone says what the rules say", [*PYTEST, "tests/phone"], minutes=5),
    ]


def _journeys() -> list[Check]:
    return [Check("journeys", "the journeys in a real browser", [*PYTEST, "tests/journeys"], minutes=8)]


def _harness() -> list[Check]:
    return [Check("harness", "nothing lost, nothing twice", [*PYTEST, "tests/harness"], minutes=15)]
