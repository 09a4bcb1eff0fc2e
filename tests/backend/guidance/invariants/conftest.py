"""What the lives of a run have reached, rule by rule, written down in the long form."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.backend.guidance.invariants.recording import RECORD, Record

EVIDENCE = Path(__file__).resolve().parents[4] / "backend" / "docs" / "evidence" / "invariants.md"


@pytest.fixture
def record() -> Record:
    """Give the run's record, to count in what happens in the lives."""
    return RECORD


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    """Hear how each test of a rule ended."""
    if report.when == "call":
        RECORD.heard(report.nodeid.rpartition("::")[2], failed=report.failed)


def pytest_sessionfinish() -> None:
    """Keep the page where it is asked for."""
    if os.environ.get("STEADILY_KEEP_EVIDENCE") and RECORD.lives:
        EVIDENCE.parent.mkdir(exist_ok=True)
        EVIDENCE.write_text(RECORD.page(), "utf-8")
