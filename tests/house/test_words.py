"""The project speaks of itself alone: no machine, no registry, nothing unfinished, no test set aside."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from tests.house.tree import REPOSITORY, kept_files, plant, text_of

REFUSED = {
    "a path of one machine": re.compile(r"(?<![\w.}>-])/(?:root|home|Users|work|opt|tmp)/\w"),
    "an address of a registry": re.compile(r"//[\w.@:-]*(?:pypi|pythonhosted|npmjs|npmmirror|artifactory|nexus)\b"),
    "something unfinished": re.compile(r"\bTO[D]O\b|\bFIX[M]E\b|\bX[X]X\b|NotImplemente[d]Error"),
    "a test set aside": re.compile(
        r"mark\.(?:skip|skipif|xfail)\b|pytest\.(?:skip|xfail)\(|\b(?:it|test|describe)\.(?:skip|todo|only|fails)\b"
    ),
}

PUBLIC_INDEX = "backend/steadily/start/installer.py: an address of a registry"
"""The one address we name: where pip looks when nobody told it, for a Python that came without pip."""


def words_refused(root: Path) -> list[str]:
    """Name each file that says something of the refused kind, and the kind."""
    return [found for file in kept_files(root) for found in _refused_in(file, root)]


def _refused_in(file: Path, root: Path) -> Iterator[str]:
    text = text_of(file) or ""
    for kind, pattern in REFUSED.items():
        if pattern.search(text):
            yield f"{file.relative_to(root)}: {kind}"


def test_the_project_speaks_of_itself_alone() -> None:
    assert words_refused(REPOSITORY) == [PUBLIC_INDEX]


def test_each_kind_of_word_is_found(tmp_path: Path) -> None:
    plant(tmp_path, "a.md", "see /ho" + "me/amara/notes")
    plant(tmp_path, "b.txt", "--index https://mirror.py" + "pi.example/simple")
    plant(tmp_path, "c.py", "# TO" + "DO: later")
    plant(tmp_path, "d.test.ts", "it.sk" + "ip('later')")
    plant(tmp_path, "e.py", "url = 'https://clinic.example/home/'  # and a/tmp/b")

    assert words_refused(tmp_path) == [
        "a.md: a path of one machine",
        "b.txt: an address of a registry",
        "c.py: something unfinished",
        "d.test.ts: a test set aside",
    ]
