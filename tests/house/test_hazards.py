"""Every hazard of the log has a living test that shows its control."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.house.tree import REPOSITORY, plant

LOG: dict[str, Any] = yaml.safe_load((REPOSITORY / "backend/docs/hazards.yaml").read_text(encoding="utf-8"))
HAZARDS: list[dict[str, Any]] = LOG["hazards"]
FEWEST = 20
NEEDS_ACCEPTANCE = 3
WAITING = "needs clinical safety officer"
OF_PYTHON = re.compile(r"\b(?:pytest|mark)\.(?:skip|skipif|xfail|importorskip)\b")
OF_THE_APP = re.compile(r"\b(?:test|it|describe)\.(?:skip|skipIf|runIf|todo|only|fails)\b")


def dead_tests(hazard: dict[str, Any], root: Path) -> list[str]:
    """Name the tests of a hazard that are gone or set aside; a hazard without any is dead itself."""
    if not hazard["tests"]:
        return [f"{hazard['id']}: no test"]
    return [f"{hazard['id']}: {test}" for test in hazard["tests"] if not _lives(test, root)]


def _lives(test: str, root: Path) -> bool:
    path, _, name = test.partition("::")
    file = root / path
    if not file.is_file():
        return False
    tests_of = _python_tests if path.endswith(".py") else _app_tests
    return name in tests_of(file.read_text(encoding="utf-8"))


def _python_tests(text: str) -> Iterator[str]:
    """Give the names of the tests of a Python file that are not set aside, none where the whole file is."""
    tree = ast.parse(text)
    if any(_sets_aside(node) for node in tree.body if isinstance(node, ast.Assign)):
        return
    for node in tree.body:
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_") and not _is_set_aside(node):
            yield node.name


def _is_set_aside(function: ast.FunctionDef) -> bool:
    calls = [node.func for node in ast.walk(function) if isinstance(node, ast.Call)]
    return any(_sets_aside(node) for node in [*function.decorator_list, *calls])


def _sets_aside(node: ast.AST) -> bool:
    return OF_PYTHON.search(ast.unparse(node)) is not None


def _app_tests(text: str) -> Iterator[str]:
    """Give the titles of the app's tests; none where anything in the file is set aside."""
    if OF_THE_APP.search(text):
        return
    for found in re.finditer(r"(?<!describe)\((['\"`])((?:\\.|(?!\1).)+)\1, (?:async )?\(", text):
        yield re.sub(r"\\(.)", r"\1", found[2])


def risk(rated: dict[str, int]) -> int:
    return rated["severity"] * rated["likelihood"]


@pytest.mark.parametrize("hazard", HAZARDS, ids=lambda hazard: hazard["id"])
def test_a_hazard_has_living_tests(hazard: dict[str, Any]) -> None:
    assert dead_tests(hazard, REPOSITORY) == []


@pytest.mark.parametrize("hazard", HAZARDS, ids=lambda hazard: hazard["id"])
def test_a_hazard_is_told_whole_and_its_controls_never_make_it_worse(hazard: dict[str, Any]) -> None:
    assert all(hazard[part] for part in ("hazard", "cause", "harm", "controls"))
    assert isinstance(hazard["not_yet"], list)
    assert all(
        hazard[when][part] in range(1, 6) for when in ("initial", "residual") for part in ("severity", "likelihood")
    )
    assert hazard["residual"]["severity"] <= hazard["initial"]["severity"]
    assert hazard["residual"]["likelihood"] <= hazard["initial"]["likelihood"]


@pytest.mark.parametrize("hazard", HAZARDS, ids=lambda hazard: hazard["id"])
def test_a_risk_that_remains_waits_for_a_safety_officer_or_carries_a_name(hazard: dict[str, Any]) -> None:
    acceptance = hazard["acceptance"]
    signed = acceptance["name"] is not None and acceptance["on"] is not None

    assert signed or acceptance["state"] == WAITING or risk(hazard["residual"]) < NEEDS_ACCEPTANCE


def test_the_log_is_long_enough_and_names_each_hazard_once() -> None:
    ids = [hazard["id"] for hazard in HAZARDS]

    assert len(ids) >= FEWEST
    assert len(set(ids)) == len(ids)


def test_a_dead_a_skipped_and_a_missing_test_are_found(tmp_path: Path) -> None:
    leave = "sk" + "ip"
    asleep = f"@pytest.mark.{leave}\ndef test_asleep(): ...\n"
    out = f"def test_out():\n    pytest.{leave}('')\n"
    plant(tmp_path, "tests/test_here.py", "def test_alive(): ...\n" + asleep + out)
    plant(tmp_path, "tests/app.test.ts", "describe('a group', () => {\n  test('Amara\\'s own, alive', () => {})\n})\n")
    plant(tmp_path, "tests/off.test.ts", f"test('alive alone', () => {{}})\nit.{leave}('later', () => {{}})\n")
    living = ["tests/test_here.py::test_alive", "tests/app.test.ts::Amara's own, alive"]
    dead = [
        "tests/test_here.py::test_asleep",
        "tests/test_here.py::test_out",
        "tests/test_here.py::test_gone",
        "tests/test_moved.py::test_alive",
        "tests/app.test.ts::a group",
        "tests/off.test.ts::alive alone",
    ]

    assert dead_tests({"id": "H1", "tests": [*living, *dead]}, tmp_path) == [f"H1: {test}" for test in dead]
    assert dead_tests({"id": "H2", "tests": []}, tmp_path) == ["H2: no test"]
