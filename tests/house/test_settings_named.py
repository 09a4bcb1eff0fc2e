"""Every variable that the settings read is named, with its meaning, in .env.example."""

from __future__ import annotations

import re

from tests.house.tree import REPOSITORY


def unnamed(settings: str, example: str) -> set[str]:
    """Return the variables that only one of the two texts knows."""
    read = set(re.findall(r'\benv(?:\.\w+)?\(\s*"([A-Z_]+)"', settings))
    named = set(re.findall(r"^#? ?([A-Z_]+)=", example, re.MULTILINE))
    return read ^ named


def test_every_variable_is_named() -> None:
    settings = (REPOSITORY / "backend/steadily/settings.py").read_text(encoding="utf-8")
    example = (REPOSITORY / ".env.example").read_text(encoding="utf-8")

    assert unnamed(settings, example) == set()


def test_a_variable_that_only_one_side_knows_is_found() -> None:
    settings = 'DATA = env.str("STEADILY_DATA")\nHOSTS = env.list(\n    "STEADILY_HOSTS", default=[])'
    example = "# where the data lies\n# STEADILY_DATA=.data\nSTEADILY_COLOUR=green\n"

    assert unnamed(settings, example) == {"STEADILY_HOSTS", "STEADILY_COLOUR"}
