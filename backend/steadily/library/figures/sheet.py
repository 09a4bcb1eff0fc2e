"""The contact sheet: every pose of every figure on one picture, to be looked at before anyone is shown them."""

from __future__ import annotations

from collections.abc import Sequence

from PIL import Image, ImageDraw

from steadily.library.figures.figure import Figure
from steadily.library.figures.stills import HEIGHT, still

COLUMNS = 8
WIDTH = 220
CAPTION = 16


def contact_sheet(figures: Sequence[Figure]) -> Image.Image:
    """Draw each pose with its exercise, level and number above it."""
    cells = [(figure, pose) for figure in figures for pose in range(len(figure.poses))]
    high = int(WIDTH * HEIGHT) + CAPTION
    rows = -(-len(cells) // COLUMNS)
    sheet = Image.new("RGB", (COLUMNS * WIDTH, rows * high), "white")
    canvas = ImageDraw.Draw(sheet)
    for number, (figure, pose) in enumerate(cells):
        left, top = number % COLUMNS * WIDTH, number // COLUMNS * high
        sheet.paste(still(figure, pose, width=WIDTH), (left, top + CAPTION))
        levels = ",".join(str(level) for level in figure.levels)
        canvas.text((left + 3, top + 2), f"{figure.exercise} level {levels}, {pose + 1}", fill="black")
    return sheet
