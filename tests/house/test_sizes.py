"""Functions and files stay small enough to read at once."""

from __future__ import annotations

import ast
import statistics
from collections.abc import Iterator
from pathlib import Path

from tests.house.tree import REPOSITORY, files_of, plant, python_of

LONGEST_FUNCTION = 60
NINE_IN_TEN_WITHIN = 36
MEDIAN_BELOW = 10
LONGEST_FILE = 300


def sizes_over(root: Path) -> list[str]:
    """Say which functions and files of a checkout are too large; lengths are in lines."""
    functions = [found for file in python_of(root) for found in _functions(file, root)]
    return [*_long_functions(functions), *_long_on_the_whole(functions), *_long_files(root)]


def _functions(file: Path, root: Path) -> Iterator[tuple[str, int]]:
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield f"{file.relative_to(root)}:{node.name}", (node.end_lineno or node.lineno) - node.lineno + 1


def _long_functions(functions: list[tuple[str, int]]) -> list[str]:
    return [f"{name} has {lines} lines" for name, lines in functions if lines > LONGEST_FUNCTION]


def _long_on_the_whole(functions: list[tuple[str, int]]) -> Iterator[str]:
    lengths = sorted(lines for _, lines in functions)
    if lengths and statistics.median(lengths) >= MEDIAN_BELOW:
        yield f"the median function has {statistics.median(lengths)} lines"
    if lengths and lengths[int(len(lengths) * 0.9)] > NINE_IN_TEN_WITHIN:
        yield f"one function in ten has {lengths[int(len(lengths) * 0.9)]} lines or more"


def _long_files(root: Path) -> Iterator[str]:
    for file in [*python_of(root), *files_of(root, ".ts", ".tsx", ".css", ".js", ".html")]:
        lines = len(file.read_text(encoding="utf-8").splitlines())
        if lines > LONGEST_FILE:
            yield f"{file.relative_to(root)} has {lines} lines"


def _function(lines: int, name: str = "long") -> str:
    return f"def {name}():\n" + "    pass\n" * (lines - 1)


def test_every_function_and_file_is_small() -> None:
    assert sizes_over(REPOSITORY) == []


def test_a_function_of_61_lines_is_found(tmp_path: Path) -> None:
    plant(tmp_path, "backend/tall.py", _function(61) + "".join(_function(3, f"short_{n}") for n in range(20)))

    assert sizes_over(tmp_path) == ["backend/tall.py:long has 61 lines"]


def test_functions_that_are_long_on_the_whole_are_found(tmp_path: Path) -> None:
    plant(tmp_path, "backend/many.py", "".join(_function(40, f"f{n}") for n in range(7)))

    assert sizes_over(tmp_path) == ["the median function has 40 lines", "one function in ten has 40 lines or more"]


def test_a_screen_of_301_lines_is_found(tmp_path: Path) -> None:
    plant(tmp_path, "pwa/src/today/Today.tsx", "// a line\n" * 301)

    assert sizes_over(tmp_path) == ["pwa/src/today/Today.tsx has 301 lines"]
