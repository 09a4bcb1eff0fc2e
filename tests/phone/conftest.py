"""What the tests of the phone's look-up share: the drift they measure, kept when it is asked for."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.phone.drift import Drift

EVIDENCE = Path(__file__).resolve().parents[2] / "backend" / "docs" / "evidence" / "grids.md"
HEADING = """# Frozen answers, measured

Invented patients, without a clinician's actions, lose their signal for three weeks and go on answering. Each day the
phone's frozen answers are held against those the rules give with everything said by then. Shares are of the days
compared; "more" and "less" mean that at least one exercise's dose is larger or smaller on the phone.
Made again by `python3 tests/run.py --long grids`.

"""


@pytest.fixture(scope="session")
def drift() -> Iterator[Drift]:
    """Count over all tests; written down in the long form."""
    drift = Drift()
    yield drift
    if os.environ.get("STEADILY_KEEP_EVIDENCE"):
        EVIDENCE.parent.mkdir(exist_ok=True)
        equal = f"Days of a sync played, every answer for the next day equal: {drift.synced}."
        EVIDENCE.write_text(f"{HEADING}{drift.table()}\n\n{equal}\n", "utf-8")
