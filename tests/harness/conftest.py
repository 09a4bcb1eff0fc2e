"""What every harness shares: the table it adds a line to, printed at the end."""

from __future__ import annotations

import os
from collections.abc import Callable

import pytest

from tests.harness.table import LONG, Tried, keep, written

TABLE = pytest.StashKey[list[Tried]]()


def pytest_configure(config: pytest.Config) -> None:
    config.stash[TABLE] = []


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Print what was tried; keep it in the evidence when the long form is asked to."""
    tried = config.stash.get(TABLE, [])
    if not tried:
        return
    terminalreporter.section("what was tried")
    terminalreporter.write(written(tried))
    if LONG and os.environ.get("STEADILY_KEEP_EVIDENCE"):
        keep(tried)


@pytest.fixture
def tell(pytestconfig: pytest.Config) -> Callable[[Tried], None]:
    """Add a line to the table, before anything is asserted: a loss is shown, too."""
    return pytestconfig.stash[TABLE].append
