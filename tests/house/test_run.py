"""The test command's own word: it passes only when everything that should run has run and passed."""

from __future__ import annotations

import sys

import pytest

from tests import run
from tests.checks import Check
from tests.run import Result, left_out

PASSED = Result("lint", "ruff finds nothing", passed=True)
FAILED = Result("types", "mypy, strict", passed=False)
LEFT_OUT = left_out(Check("journeys", "the journeys in a real browser", []))


@pytest.fixture(autouse=True)
def at_a_desk(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CI", raising=False)


def test_all_passed_is_the_only_clean_end(capsys: pytest.CaptureFixture[str]) -> None:
    assert run.report([PASSED, PASSED]) == 0
    assert capsys.readouterr().out.endswith("\n2 passed, 0 failed, 0 skipped\n")


def test_one_failure_fails_the_whole() -> None:
    assert run.report([PASSED, FAILED]) == 1


def test_a_missing_browser_is_said_loudly_at_a_desk(capsys: pytest.CaptureFixture[str]) -> None:
    assert run.report([PASSED, LEFT_OUT]) == 0
    assert "LEFT OUT: no browser was found" in capsys.readouterr().out


def test_a_missing_postgresql_is_said_loudly(capsys: pytest.CaptureFixture[str]) -> None:
    absent = Check("backend", "what is kept, on PostgreSQL", [sys.executable, "-c", "raise SystemExit(77)"])

    result = run._run(absent, {})

    assert result.passed is None
    assert run.report([PASSED, result]) == 0
    assert "LEFT OUT: no PostgreSQL could be started" in capsys.readouterr().out


def test_a_missing_browser_fails_where_changes_are_judged(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CI", "true")

    assert run.report([PASSED, LEFT_OUT]) == 1


def test_a_part_that_does_not_exist_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.argv", ["run.py", "--only", "lint,poetry"])

    with pytest.raises(SystemExit):
        run.chosen_parts()


def test_parts_run_in_the_order_of_the_house(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.argv", ["run.py", "--only", "app,lint"])

    assert run.chosen_parts() == ["lint", "app"]
