"""Stills of a figure as pictures: for paper, the admin, and where nothing may move."""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum

from PIL import Image, ImageDraw

from steadily.library.figures.drawing import Stroke, Tone, pose_ms, strokes_at, trail
from steadily.library.figures.figure import Figure

FRAME = (140, 112)
"""How wide and high the picture is, in units; the ground lies 8 above its lower edge."""
GROUND = 8
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
    picture = _drawn(strokes, width * FINER, ink)
    height = width * FRAME[1] // FRAME[0]
    small = picture.resize((width, height), Image.Resampling.LANCZOS)
    return small.transpose(Image.Transpose.FLIP_LEFT_RIGHT) if mirrored else small


def _drawn(strokes: Iterable[Stroke], width: int, ink: Ink) -> Image.Image:
    scale = width / FRAME[0]
    picture = Image.new("RGB", (width, int(width * FRAME[1] / FRAME[0])), "white")
    canvas = ImageDraw.Draw(picture)
    for stroke in strokes:
        points = [(x * scale, (FRAME[1] - GROUND - y) * scale) for x, y in (stroke.start, stroke.end)]
        colour, half = ink.value[stroke.tone], stroke.width * scale / 2
        canvas.line(points, fill=colour, width=round(2 * half))
        for x, y in points:
            canvas.ellipse((x - half, y - half, x + half, y + half), fill=colour)
    return picture
