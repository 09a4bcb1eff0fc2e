"""What runs before the environment exists imports nothing but Python's own library."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

from tests.house.tree import REPOSITORY, plant, python_of

START = "backend/steadily/start"
BARE = ("backend/start.py", "tests/run.py", "tests/checks.py", "tests/postgres.py")
OURS = ("steadily.start", "tests.checks", "tests.postgres")
INSIDE_THE_ENVIRONMENT = "opening.py"


def imports_from_elsewhere(root: Path) -> list[str]:
    """Name each import, by a file that runs on the bare machine, of something that is not there yet."""
    bare = [*(root / name for name in BARE), *python_of(root, START)]
    return [
        f"{file.relative_to(root)} imports {name}"
        for file in bare
        if file.is_file() and file.name != INSIDE_THE_ENVIRONMENT
        for name in _imported(file)
        if name.split(".")[0] not in sys.stdlib_module_names and not name.startswith(OURS)
    ]


def _imported(file: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        if isinstance(node, ast.ImportFrom):
            yield node.module or "."


def test_the_two_commands_run_on_python_alone() -> None:
    assert imports_from_elsewhere(REPOSITORY) == []


def test_an_import_of_django_is_found(tmp_path: Path) -> None:
    plant(tmp_path, "backend/start.py", "import sys\nimport django\n")
    plant(tmp_path, f"{START}/node.py", "from steadily.people.models import Clinic\n")
    plant(tmp_path, f"{START}/opening.py", "import django\n")

    assert imports_from_elsewhere(tmp_path) == [
        "backend/start.py imports django",
        f"{START}/node.py imports steadily.people.models",
    ]
