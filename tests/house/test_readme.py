"""What the README and the documentation tell people to run or to open is there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from django.core.management import get_commands

from tests.house.tree import REPOSITORY, files_of, plant


def promises_broken(root: Path, commands: set[str]) -> list[str]:
    """Name each command and each linked file, in the Markdown of a checkout, that is not there."""
    return [found for page in files_of(root, ".md") for found in _broken_on(page, root, commands)]


def _broken_on(page: Path, root: Path, commands: set[str]) -> Iterator[str]:
    text = page.read_text(encoding="utf-8")
    for script in re.findall(r"python3 ([\w/.]+\.py)", text):
        if not (root / script).is_file():
            yield f"{page.relative_to(root)}: python3 {script}"
    for command in re.findall(r"manage\.py ([a-z_]+)", text):
        if command not in commands:
            yield f"{page.relative_to(root)}: manage.py {command}"
    for link in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", text):
        if not (page.parent / link).exists():
            yield f"{page.relative_to(root)}: {link}"


def test_the_two_commands_are_in_the_readme() -> None:
    text = (REPOSITORY / "README.md").read_text(encoding="utf-8")

    assert "python3 backend/start.py" in text
    assert "python3 tests/run.py" in text


def test_what_the_documentation_names_is_there() -> None:
    assert promises_broken(REPOSITORY, set(get_commands())) == []


def test_a_command_and_a_link_that_lead_nowhere_are_found(tmp_path: Path) -> None:
    plant(tmp_path, "backend/start.py", "")
    plant(
        tmp_path,
        "README.md",
        "python3 backend/start.py, python3 backend/stop.py, manage.py replay, manage.py fly, [law](LICENSE), [web](https://x.example)",
    )

    assert promises_broken(tmp_path, {"replay"}) == [
        "README.md: python3 backend/stop.py",
        "README.md: manage.py fly",
        "README.md: LICENSE",
    ]
