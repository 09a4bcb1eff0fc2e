"""Draw the app's icons: a steady path that rises in small steps, with a resting dot at its end.

Run before the app is built; the pictures are not kept in the repository.
"""

from __future__ import annotations

from pathlib import Path

from PIL import Image, ImageDraw

FOLDER = Path(__file__).resolve().parent / "public" / "icons"
PAPER = "#f6f4ef"
TEAL = "#0f5f5c"
SUN = "#f2b64c"
FINER = 4
"""Drawn this many times larger, then made smaller, for smooth edges."""
PATH = [(0.20, 0.70), (0.38, 0.70), (0.38, 0.55), (0.56, 0.55), (0.56, 0.40), (0.72, 0.40)]
"""Corners of the steps, as parts of the picture's side."""


def draw_icon(side: int, *, maskable: bool) -> Image.Image:
    """Draw one icon, `side` pixels square; a maskable one fills its square and keeps its drawing in the middle."""
    big = side * FINER
    icon = Image.new("RGBA", (big, big), TEAL if maskable else (0, 0, 0, 0))
    pen = ImageDraw.Draw(icon)
    if not maskable:
        pen.rounded_rectangle((0, 0, big - 1, big - 1), radius=big * 0.22, fill=TEAL)
    _draw_steps(pen, big, shrunk=0.8 if maskable else 1.0)
    return icon.resize((side, side), Image.Resampling.LANCZOS)


def _draw_steps(pen: ImageDraw.ImageDraw, big: int, *, shrunk: float) -> None:
    points = [((0.5 + (x - 0.5) * shrunk) * big, (0.5 + (y - 0.5) * shrunk) * big) for x, y in PATH]
    width = round(big * 0.075 * shrunk)
    pen.line(points, fill=PAPER, width=width, joint="curve")
    for x, y in points:
        pen.ellipse((x - width / 2, y - width / 2, x + width / 2, y + width / 2), fill=PAPER)
    x, y = points[-1][0], points[-1][1] - big * 0.13 * shrunk
    radius = big * 0.075 * shrunk
    pen.ellipse((x - radius, y - radius, x + radius, y + radius), fill=SUN)


def main() -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, side, maskable in (
        ("icon-192.png", 192, False),
        ("icon-512.png", 512, False),
        ("icon-maskable-512.png", 512, True),
    ):
        draw_icon(side, maskable=maskable).save(FOLDER / name, optimize=True)


if __name__ == "__main__":
    main()
