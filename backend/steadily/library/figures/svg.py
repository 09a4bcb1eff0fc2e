"""A still of a figure as SVG, to be coloured by the page it stands on: every stroke carries its tone as a class."""

from __future__ import annotations

from xml.etree.ElementTree import Element, SubElement, tostring

from steadily.library.figures.drawing import pose_ms, strokes_at, trail
from steadily.library.figures.figure import Figure
from steadily.library.figures.stills import HEIGHT


def svg(figure: Figure, pose: int, *, alt: str = "", mirrored: bool = False) -> str:
    """Draw one pose of a figure, the first with the arrow of the movement; without `alt` it is hidden from the ear."""
    left, bottom, width = figure.frame
    height = width * HEIGHT
    named = {"role": "img", "aria-label": alt} if alt else {"aria-hidden": "true"}
    box = f"{left:g} {-bottom - height:g} {width:g} {height:g}"
    picture = Element("svg", {"xmlns": "http://www.w3.org/2000/svg", "class": "figure", "viewBox": box, **named})
    turned = f"matrix(-1 0 0 -1 {2 * left + width:g} 0)" if mirrored else "scale(1 -1)"
    drawn = SubElement(picture, "g", {"transform": turned, "stroke-linecap": "round"})
    for stroke in strokes_at(figure, pose_ms(figure, pose)) + (trail(figure) if pose == 0 else []):
        (x1, y1), (x2, y2) = stroke.start, stroke.end
        numbers = {"x1": x1, "y1": y1, "x2": x2, "y2": y2, "stroke-width": stroke.width}
        SubElement(drawn, "line", {"class": stroke.tone, **{name: f"{each:.1f}" for name, each in numbers.items()}})
    return tostring(picture, encoding="unicode")
