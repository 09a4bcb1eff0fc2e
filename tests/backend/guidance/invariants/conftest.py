"""What the lives of a run have reached, written down in the long form."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.backend.guidance.invariants.living import LIVES

EVIDENCE = Path(__file__).resolve().parents[4] / "backend" / "docs" / "evidence" / "invariants.md"
HEADING = """# The must-never rules, tried on whole lives

The 17 rules of section 9.1 were tried on {lives} invented lives of 60 days; {failed} tests failed. What the lives came
to, so that one can see that the rules had something to hold. Made again by `python3 tests/run.py --long invariants`.

| reached | times |
|---|---|
"""


@pytest.fixture(scope="session")
def reached(request: pytest.FixtureRequest) -> Iterator[Counter[str]]:
    """Count what happens in the lives."""
    counted: Counter[str] = Counter()
    yield counted
    if os.environ.get("STEADILY_KEEP_EVIDENCE"):
        EVIDENCE.parent.mkdir(exist_ok=True)
        rows = "".join(f"| {name} | {times} |\n" for name, times in sorted(counted.items()))
        EVIDENCE.write_text(HEADING.format(lives=LIVES, failed=request.session.testsfailed) + rows, "utf-8")
