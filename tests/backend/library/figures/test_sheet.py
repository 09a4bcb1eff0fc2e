"""The contact sheet shows every pose, for whoever looks the figures over."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from PIL import Image

from steadily.library.figures.reading import figures_of


def test_the_sheet_holds_every_pose_of_what_was_asked_for(tmp_path: Path) -> None:
    call_command("contact_sheet", tmp_path / "sheet.png", exercise=["K2"], verbosity=0)

    sheet = Image.open(tmp_path / "sheet.png")
    poses = sum(len(figure.poses) for figure in figures_of("K2"))
    assert sheet.size == (1760, -(-poses // 8) * 192)
    assert len(sheet.getcolors(1_000_000) or []) > 50


def test_an_exercise_without_a_figure_is_named(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="Z9"):
        call_command("contact_sheet", tmp_path / "sheet.png", exercise=["Z9"])
