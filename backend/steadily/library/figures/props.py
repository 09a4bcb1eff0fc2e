"""Things a figure uses, as strokes between places, or between joints they hang on.

`pwa/build/props.ts` says the same for the app; a test holds the two together.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from steadily.library.figures.figure import Place, Prop
from steadily.library.figures.solving import Joints


@dataclass(frozen=True)
class Anchor:
    """A place in the picture, or one beside a joint that moves with it."""

    joint: str | None
    x: float
    y: float

    def place(self, joints: Joints) -> Place:
        """Tell where it is now."""
        start = (0.0, 0.0) if self.joint is None else joints[self.joint]
        return start[0] + self.x, start[1] + self.y


Thing = list[tuple[Anchor, Anchor, float]]
"""Strokes: from, to, and width; from and to alike make a dot."""


def strokes_of(prop: Prop) -> Thing:
    """Draw one thing."""
    return KINDS[prop.kind](*prop.where)


def chair(x: float, seat: float) -> Thing:
    """A chair whose seat's back edge is at x."""
    return [*stool(x, seat), _line(x, seat, x - 3, seat + 26, 3)]


def stool(x: float, seat: float) -> Thing:
    legs = [_line(x + 1, 0, x + 1, seat, 2), _line(x + 19, 0, x + 19, seat, 2)]
    return [*legs, _line(x, seat, x + 20, seat, 3)]


def chair_turned(x: float, seat: float) -> Thing:
    """A chair with its back to the figure, at x, to hold on to."""
    return [*stool(x, seat), _line(x, seat, x - 2, seat + 26, 3)]


def table(left: float, right: float, top: float) -> Thing:
    legs = [_line(left + 2, 0, left + 2, top, 2), _line(right - 2, 0, right - 2, top, 2)]
    return [*legs, _line(left, top, right, top, 3)]


def wall(x: float) -> Thing:
    return [_line(x, 0, x, 100, 4)]


def step(left: float, right: float, high: float) -> Thing:
    return [_line(left + 1.5, 0, left + 1.5, high - 1.5, 3), _line(left + 1.5, high - 1.5, right, high - 1.5, 3)]


def mat(left: float, right: float) -> Thing:
    return [_line(left, -1, right, -1, 2)]


def pillow(x: float, y: float, width: float) -> Thing:
    return [_line(x - width / 2, y, x + width / 2, y, 6)]


def bar(x: float, y: float, to_x: float, to_y: float, width: float) -> Thing:
    """Any other straight thing that stands still."""
    return [_line(x, y, to_x, to_y, width)]


def strap(joint: str, x: float, y: float) -> Thing:
    """A band from a joint to a place that stands still."""
    return [(Anchor(joint, 0, 0), Anchor(None, x, y), 1.5)]


def between(joint: str, other: str, width: float) -> Thing:
    """A band, stick or string from one joint to another."""
    return [(Anchor(joint, 0, 0), Anchor(other, 0, 0), width)]


def ball(joint: str, width: float) -> Thing:
    return [(Anchor(joint, 0, 0), Anchor(joint, 0, 0), width)]


def weight(joint: str) -> Thing:
    ends = [(Anchor(joint, x, 0), Anchor(joint, x, 0), 5.0) for x in (-3.5, 3.5)]
    return [(Anchor(joint, -3, 0), Anchor(joint, 3, 0), 2), *ends]


def bag(joint: str) -> Thing:
    return [(Anchor(joint, 0, 0), Anchor(joint, 0, -4), 1), (Anchor(joint, 0, -9), Anchor(joint, 0, -7), 9)]


def pack() -> Thing:
    """A rucksack on the back of someone upright."""
    return [(Anchor("shoulder", -9, -14), Anchor("shoulder", -9, -5), 9)]


def hammer(joint: str, x: float, y: float) -> Thing:
    """A stick from a joint with a heavy end beside it."""
    return [(Anchor(joint, 0, 0), Anchor(joint, x, y), 2), (Anchor(joint, x, y), Anchor(joint, x, y), 5)]


KINDS: Mapping[str, Callable[..., Thing]] = {
    each.__name__: each
    for each in (
        chair, stool, chair_turned, table, wall, step, mat, pillow,
        bar, strap, between, ball, weight, bag, pack, hammer,
    )
}  # fmt: skip


def _line(x: float, y: float, to_x: float, to_y: float, width: float) -> tuple[Anchor, Anchor, float]:
    return Anchor(None, x, y), Anchor(None, to_x, to_y), width
