"""The app's build in pwa/dist: made once, and again when something it is made of changes."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from steadily.start import environment, node, progress

APP = environment.REPOSITORY / "pwa"
LIBRARY = environment.REPOSITORY / "backend" / "steadily" / "library" / "data"
"""The app carries the exercises' words, to be read with no signal."""

BUILD = APP / "dist"
STAMP = environment.REPOSITORY / ".cache" / "app-made-of"
MADE = {"node_modules", "dist", "icons", "api.d.ts"}
"""What the build itself makes inside pwa/."""

ADVICE_PACKAGES = "The app's packages could not be installed. Check the connection, then start again."
ADVICE_BUILD = "The app could not be built; the lines above say where."


def build() -> None:
    """Build the app, unless the one that stands was made of the same files."""
    made_of = environment.fingerprint(*sources())
    if (BUILD / "index.html").is_file() and STAMP.is_file() and STAMP.read_text(encoding="ascii") == made_of:
        return
    tools = node.find()
    install(tools)
    with progress.step("Drawing the app's icons"):
        progress.run([str(environment.PYTHON), str(APP / "draw_icons.py")], advice=ADVICE_BUILD)
    with progress.step("Building the app"):
        progress.run([tools.npm, "run", "build"], cwd=APP, env=tools.run(), advice=ADVICE_BUILD)
    STAMP.parent.mkdir(exist_ok=True)
    STAMP.write_text(made_of, encoding="ascii")


def install(tools: node.Node) -> None:
    """Install the app's packages as its lock says, unless they are there."""
    wanted = environment.fingerprint(APP / "package-lock.json")
    stamp = APP / "node_modules" / ".made-of"
    if stamp.is_file() and stamp.read_text(encoding="ascii") == wanted:
        return
    with progress.step("Installing the app's packages"):
        command = [tools.npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund"]
        progress.run(command, cwd=APP, env=tools.run(), advice=ADVICE_PACKAGES)
    stamp.write_text(wanted, encoding="ascii")


def sources() -> list[Path]:
    """List the files the build is made of."""
    return sorted([*_files(APP), *_files(LIBRARY)])


def _files(folder: Path) -> Iterator[Path]:
    for here, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if name not in MADE]
        yield from (Path(here) / name for name in names if name not in MADE)
