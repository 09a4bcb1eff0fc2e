"""The table says what was tried, whichever way it went."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.harness import table
from tests.harness.table import Tried


def test_a_new_run_replaces_its_own_lines_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(table, "EVIDENCE", tmp_path / "offline.md")
    table.keep([Tried("R-04", "SQLite", "the same batch again", 50), Tried("R-06", "SQLite", "another content", 3)])

    table.keep([Tried("R-04", "SQLite", "the same batch again", 1000, lost=1)])

    kept = (tmp_path / "offline.md").read_text("utf-8")
    assert kept.count("| R-0") == 2
    assert "| R-04 | SQLite | the same batch again | 1,000 | 1 | 0 |  |" in kept
    assert "| R-06 | SQLite | another content | 3 | 0 | 0 |  |" in kept
