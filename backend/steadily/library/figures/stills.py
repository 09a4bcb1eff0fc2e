"""Stills of a figure as pictures: for paper, the admin, and where nothing may move."""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum

from PIL import Image, ImageDraw

from steadily.library.figures.drawing import Stroke, Tone, pose_ms, strokes_at, trail
from steadily.library.figures.figure import Figure

HEIGHT = 0.8
"""How high a picture is, of its width."""
FINER = 3
"""How much larger a picture is drawn before it is made small, which smooths its edges."""


class Ink(Enum):
    """The colours of a picture."""

    COLOUR = {
        Tone.GROUND: "#b9c4c9", Tone.PROP: "#8fa3ad", Tone.FAR: "#8aa2af", Tone.HALO: "#ffffff", Tone.NEAR: "#2f4858",
        Tone.WORKING: "#b4470f", Tone.STRIPE: "#ffffff", Tone.FACE: "#ffffff", Tone.TRAIL: "#b4470f",
    }  # fmt: skip
    MONO = {
        Tone.GROUND: "#999999", Tone.PROP: "#888888", Tone.FAR: "#8c8c8c", Tone.HALO: "#ffffff", Tone.NEAR: "#222222",
        Tone.WORKING: "#000000", Tone.STRIPE: "#ffffff", Tone.FACE: "#ffffff", Tone.TRAIL: "#000000",
    }  # fmt: skip


def still(figure: Figure, pose: int, *, width: int = 480, ink: Ink = Ink.COLOUR, mirrored: bool = False) -> Image.Image:
    """Draw one pose of a figure, `width` pixels wide; the first pose carries the arrow of the movement."""
    strokes = strokes_at(figure, pose_ms(figure, pose)) + (trail(figure) if pose == 0 else [])
    small = _drawn(figure, strokes, width * FINER, ink).resize((width, int(width * HEIGHT)), Image.Resampling.LANCZOS)
    return small.transpose(Image.Transpose.FLIP_LEFT_RIGHT) if mirrored else small


def _drawn(figure: Figure, strokes: Iterable[Stroke], width: int, ink: Ink) -> Image.Image:
    left, bottom, seen = figure.frame
    scale = width / seen
    picture = Image.new("RGB", (width, int(width * HEIGHT)), "white")
    canvas = ImageDraw.Draw(picture)
    for stroke in strokes:
        points = [((x - left) * scale, picture.height - (y - bottom) * scale) for x, y in (stroke.start, stroke.end)]
        colour, half = ink.value[stroke.tone], stroke.width * scale / 2
        canvas.line(points, fill=colour, width=round(2 * half))
        for x, y in points:
            canvas.ellipse((x - half, y - half, x + half, y + half), fill=colour)
    return picture
