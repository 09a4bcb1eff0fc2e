"""What every measurement shares: a table printed at the end, patients with long diaries, a clock that runs."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator

import pytest
import time_machine

from steadily.people.models import Clinician
from tests.bench.diaries import EXERCISES, Diarist, someone
from tests.bench.table import Measured, keep, written
from tests.conftest import NOW

TABLE = pytest.StashKey[list[Measured]]()


def pytest_configure(config: pytest.Config) -> None:
    config.stash[TABLE] = []


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Print what was measured; keep it in the evidence in the long form."""
    measured = config.stash[TABLE]
    if measured:
        terminalreporter.section("what was measured")
        terminalreporter.write(written(measured))
        if os.environ.get("STEADILY_KEEP_EVIDENCE"):
            keep(measured, EXERCISES)


@pytest.fixture
def tell(pytestconfig: pytest.Config) -> Callable[[Measured], None]:
    """Add a line to the table."""
    return pytestconfig.stash[TABLE].append


@pytest.fixture(autouse=True)
def tuesday_evening() -> Iterator[None]:
    """Begin on the evening of 10 March 2026, and let the clock run."""
    with time_machine.travel(NOW, tick=True):
        yield


@pytest.fixture
def live_for(dr_chen: Clinician) -> Callable[[int], Diarist]:
    """Make a patient who has kept a diary for so many days."""
    return lambda days: someone(dr_chen, days)
