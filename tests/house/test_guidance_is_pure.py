"""The guidance is arithmetic on given days: no framework, no clock, no chance, no file, never a float."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from tests.house.tree import REPOSITORY, plant, python_of

GUIDANCE = "backend/steadily/guidance"
MAY_IMPORT = {
    "__future__", "bisect", "collections", "dataclasses", "datetime", "decimal", "enum", "fractions", "functools",
    "itertools", "operator", "types", "typing",
}  # fmt: skip
CLOCKS = {"now", "today", "utcnow"}


def impurities(root: Path) -> list[str]:
    """Name each line of the guidance that is not pure."""
    return [f"{file.name}:{found}" for file in python_of(root, GUIDANCE) for found in _in_file(file)]


def _in_file(file: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        for found in (_float(node), _clock(node), *_imports(node)):
            if found is not None:
                yield f"{getattr(node, 'lineno', 0)} {found}"


def _float(node: ast.AST) -> str | None:
    if isinstance(node, ast.Constant) and isinstance(node.value, float):
        return f"the float {node.value}"
    return "float itself" if isinstance(node, ast.Name) and node.id == "float" else None


def _clock(node: ast.AST) -> str | None:
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in CLOCKS:
        return f"the clock, by {node.func.attr}"
    return None


def _imports(node: ast.AST) -> list[str]:
    names: list[str] = []
    if isinstance(node, ast.Import):
        names = [alias.name for alias in node.names]
    elif isinstance(node, ast.ImportFrom):
        names = [node.module or "."]
    return [f"imports {name}" for name in names if not _may_import(name)]


def _may_import(name: str) -> bool:
    return name.startswith("steadily.guidance") or name.split(".")[0] in MAY_IMPORT


def test_the_guidance_is_pure() -> None:
    assert impurities(REPOSITORY) == []


def test_a_float_a_clock_and_a_framework_are_found(tmp_path: Path) -> None:
    plant(
        tmp_path,
        f"{GUIDANCE}/dose.py",
        "import random\nfrom django.utils import timezone\n"
        "EASED = 0.8\nDAY = date.today()\nPAIN = day.now\nNUMBER = float(3)\n"
        "from decimal import Decimal\nfrom steadily.guidance.terms import Day\n",
    )

    assert sorted(impurities(tmp_path)) == [
        "dose.py:1 imports random",
        "dose.py:2 imports django.utils",
        "dose.py:3 the float 0.8",
        "dose.py:4 the clock, by today",
        "dose.py:6 float itself",
    ]


def test_the_guidance_stands_where_it_is_looked_for() -> None:
    assert len(python_of(REPOSITORY, GUIDANCE)) > 3
