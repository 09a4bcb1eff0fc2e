"""The app and the paper draw the same figure: every stroke of every figure, all the way round its loop."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator
from typing import Any

import pytest

from steadily.library.figures.drawing import Stroke, strokes_at, trail
from steadily.library.figures.reading import figures
from tests.phone.bundle import script

TIMES = 100
MOST_APART = 0.05
Json = dict[str, Any]


@pytest.fixture(scope="module")
def in_the_app() -> list[Json]:
    told = subprocess.run([*script("figure/drawn.ts"), str(TIMES)], check=True, capture_output=True, text=True)
    return [json.loads(line) for line in told.stdout.splitlines()]


def test_the_app_draws_every_figure_as_the_paper_does(in_the_app: list[Json]) -> None:
    on_paper = list(figures())

    assert len(in_the_app) == len(on_paper)
    for figure, drawn in zip(on_paper, in_the_app, strict=True):
        for number, moment in enumerate(drawn["moments"]):
            ours = strokes_at(figure, figure.loop_ms * number / TIMES)
            assert list(_apart(ours, moment)) == [], f"{figure.exercise} {figure.levels} at {number} of {TIMES}"
        assert list(_apart(trail(figure), drawn["trail"])) == [], f"the trail of {figure.exercise} {figure.levels}"


def _apart(ours: list[Stroke], theirs: list[Json]) -> Iterator[str]:
    if [str(stroke.tone) for stroke in ours] != [stroke["tone"] for stroke in theirs]:
        yield "other strokes"
        return
    for one, other in zip(ours, theirs, strict=True):
        numbers = zip((*one.start, *one.end, one.width), (*other["start"], *other["end"], other["width"]), strict=True)
        if any(abs(here - there) > MOST_APART for here, there in numbers):
            yield f"{one} is {other}"
