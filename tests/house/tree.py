"""The files of a checkout, as a rule of the house looks at them."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[2]

MADE = {".git", ".venv", ".cache", ".data", "__pycache__", "node_modules", "dist", "icons", "api.d.ts"}
"""Made by the commands, never committed; `test_rooms` holds .gitignore to it."""


def kept_files(root: Path) -> list[Path]:
    """List every file of a checkout but those the commands make."""
    return sorted(_walk(root))


def files_of(root: Path, *endings: str, under: str = "") -> list[Path]:
    """List the kept files with one of these endings, under a folder of the checkout."""
    return [file for file in kept_files(root / under) if file.name.endswith(endings)]


def python_of(root: Path, under: str = "") -> list[Path]:
    """List the Python that people wrote: migrations are Django's."""
    return [file for file in files_of(root, ".py", under=under) if file.parent.name != "migrations"]


def text_of(file: Path) -> str | None:
    """Read a file as text; None when it is none."""
    content = file.read_bytes()
    try:
        return None if b"\0" in content else content.decode()
    except UnicodeDecodeError:
        return None


def plant(root: Path, name: str, text: str) -> Path:
    """Write a file into an invented checkout."""
    file = root / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")
    return file


def _walk(root: Path) -> Iterator[Path]:
    for here, folders, names in os.walk(root):
        folders[:] = [name for name in folders if name not in MADE]
        yield from (Path(here) / name for name in names if name not in MADE and ".sqlite3" not in name)
