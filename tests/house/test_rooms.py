"""What lies where: the top level, rooms with a noun, nothing built, nothing of others."""

from __future__ import annotations

import re
from pathlib import Path

from tests.house.tree import MADE, REPOSITORY, kept_files, plant, text_of

TOP = {"README.md", "requirements.txt", "LICENSE", "backend", "pwa", "tests", "docker"}
DRAWERS = {"utils", "util", "helpers", "helper", "common", "misc", "services", "service", "managers", "stuff"}
PICTURES = "backend/docs/pictures"
MOST_PICTURES = 12
LARGEST_PICTURE = 150_000
LARGEST_FILE = 400_000
OF_OTHERS = re.compile(r"\.min\.(js|css)$|(^|/)(vendor|third_party|site-packages)/")


def misplaced(root: Path) -> list[str]:
    """Name what lies where it should not, or should not be here at all."""
    names = [str(file.relative_to(root)) for file in kept_files(root)]
    return [
        *(
            f"{name}: not of the top level"
            for name in sorted({name.split("/")[0] for name in names})
            if _is_strange(name)
        ),
        *(f"{name}: a drawer without a noun" for name in names if _is_drawer(name)),
        *(f"{name}: not ours" for name in names if OF_OTHERS.search(name)),
        *(f"{name}: not text" for name in names if text_of(root / name) is None and not _is_picture(root, name)),
        *(f"{name}: too large" for name in names if (root / name).stat().st_size > LARGEST_FILE),
        *([f"{PICTURES}: too many"] if sum(_is_picture(root, name) for name in names) > MOST_PICTURES else []),
    ]


def _is_strange(name: str) -> bool:
    return name not in TOP and not name.startswith(".")


def _is_drawer(name: str) -> bool:
    return any(part.partition(".")[0] in DRAWERS for part in name.split("/"))


def _is_picture(root: Path, name: str) -> bool:
    return (
        name.startswith(f"{PICTURES}/")
        and name.endswith((".png", ".jpg", ".webp"))
        and (root / name).stat().st_size <= LARGEST_PICTURE
    )


def test_everything_lies_where_it_belongs() -> None:
    assert misplaced(REPOSITORY) == []


def test_what_the_commands_make_is_never_committed() -> None:
    ignored = (REPOSITORY / ".gitignore").read_text(encoding="utf-8").split()

    assert MADE - {".git"} == {line.rstrip("/").split("/")[-1] for line in ignored if "*" not in line}


def test_a_drawer_a_stranger_and_a_build_are_found(tmp_path: Path) -> None:
    plant(tmp_path, "scripts/run.sh", "")
    plant(tmp_path, "backend/steadily/people/utils.py", "")
    plant(tmp_path, "pwa/src/common/dates.ts", "")
    plant(tmp_path, "pwa/src/chart.min.js", "")

    assert misplaced(tmp_path) == [
        "scripts: not of the top level",
        "backend/steadily/people/utils.py: a drawer without a noun",
        "pwa/src/common/dates.ts: a drawer without a noun",
        "pwa/src/chart.min.js: not ours",
    ]


def test_a_binary_file_is_found_but_not_a_small_picture_of_the_readme(tmp_path: Path) -> None:
    plant(tmp_path, "backend/steadily/people/clinic.sqlite", "SQLite\0")
    plant(tmp_path, f"{PICTURES}/today.png", "PNG\0")
    plant(tmp_path, f"{PICTURES}/huge.png", "PNG\0" + "x" * LARGEST_PICTURE)

    assert misplaced(tmp_path) == [
        f"{PICTURES}/huge.png: not text",
        "backend/steadily/people/clinic.sqlite: not text",
    ]


def test_a_thirteenth_picture_is_found(tmp_path: Path) -> None:
    for number in range(13):
        plant(tmp_path, f"{PICTURES}/{number}.png", "PNG\0")

    assert misplaced(tmp_path) == [f"{PICTURES}: too many"]
