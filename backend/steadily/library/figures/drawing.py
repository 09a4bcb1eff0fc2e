"""What is to be seen of a figure at a moment: strokes and the head, from back to front."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from math import atan2, cos, pi, sin

from steadily.library.figures.figure import Figure, Place
from steadily.library.figures.props import Anchor, strokes_of
from steadily.library.figures.skeleton import BONES, FROM, HEAD_RADIUS, TO, View
from steadily.library.figures.solving import Joints, joints_at

WIDTHS = {
    "belly": 10, "chest": 11, "neck": 4,
    "arm": 5.5, "forearm": 4.5, "hand": 4,
    "thigh": 8, "shin": 6.5, "foot": 5,
}  # fmt: skip
"""How wide each bone is drawn; a far limb as wide as its near one."""
BACK_TO_FRONT = (*(bone for bone in BONES if bone.endswith("2")), "belly", "chest", "neck", "thigh", "shin", "foot")
ARMS = ("arm", "forearm", "hand", "arm2", "forearm2", "hand2")
"""The arms, which lie over the trunk with a light edge around them; seen from the side only the near one does."""
TRAIL_STEPS = 12


class Tone(StrEnum):
    """How a stroke is coloured, from back to front."""

    GROUND = "ground"
    PROP = "prop"
    FAR = "far"
    HALO = "halo"
    NEAR = "near"
    WORKING = "working"
    STRIPE = "stripe"
    FACE = "face"
    TRAIL = "trail"


@dataclass(frozen=True)
class Stroke:
    """A line with round ends; from and to alike make a dot."""

    start: Place
    end: Place
    width: float
    tone: Tone


def strokes_at(figure: Figure, ms: float) -> list[Stroke]:
    """Draw a figure as it is `ms` after its loop began, without its trail."""
    joints, turn = joints_at(figure, ms)
    things = [stroke for prop in figure.props for stroke in strokes_of(prop)]
    standing = [_thing(joints, thing) for thing in things if thing[0].joint is None]
    carried = [_thing(joints, thing) for thing in things if thing[0].joint is not None]
    frame = _shoulders_and_hips(joints) if figure.view.facing_us else []
    over = ARMS if figure.view.facing_us else ARMS[:3]
    trunk = [stroke for bone in BACK_TO_FRONT if bone not in over for stroke in _bone(figure, joints, bone)]
    arms = [stroke for bone in over for stroke in _bone(figure, joints, bone)]
    halo = [_halo(joints, bone) for bone in over if bone.rstrip("2") != "arm" or not figure.view.facing_us]
    ground = [] if figure.view is View.ABOVE else [Stroke((0, -2), (140, -2), 1, Tone.GROUND)]
    return [*ground, *standing, *frame, *trunk, *_head(figure, joints, turn), *halo, *arms, *carried]


def trail(figure: Figure) -> list[Stroke]:
    """Draw the way of the trailing joint as an arrow; [] where none is asked for."""
    if figure.trail is None:
        return []
    joint, first, last = figure.trail
    start, end = pose_ms(figure, first) + figure.poses[first].stay_ms, pose_ms(figure, last)
    times = [start + (end - start) * number / TRAIL_STEPS for number in range(TRAIL_STEPS + 1)]
    way = [joints_at(figure, time)[0][joint] for time in times]
    lines = [Stroke(one, other, 1.2, Tone.TRAIL) for one, other in pairwise(way)]
    return [*lines, *_arrow_head(way[-3], way[-1])]


def pose_ms(figure: Figure, pose: int) -> int:
    """Tell when a pose is reached in the loop."""
    return sum(before.stay_ms + after.move_ms for before, after in pairwise(figure.poses[: pose + 1]))


def _thing(joints: Joints, thing: tuple[Anchor, Anchor, float]) -> Stroke:
    start, end, width = thing
    return Stroke(start.place(joints), end.place(joints), width, Tone.PROP)


def _shoulders_and_hips(joints: Joints) -> list[Stroke]:
    return [Stroke(joints[f"{root}_root"], joints[f"{root}_root2"], 9, Tone.NEAR) for root in ("arm", "leg")]


def _bone(figure: Figure, joints: Joints, bone: str) -> list[Stroke]:
    start, end = joints[FROM[bone]], joints[TO[bone]]
    width = WIDTHS[bone.rstrip("2")]
    if bone in figure.highlight:
        return [Stroke(start, end, width + 1, Tone.WORKING), Stroke(start, end, 1.2, Tone.STRIPE)]
    if bone.endswith("2") and figure.view is View.SIDE:
        return [Stroke(start, end, width, Tone.FAR)]
    return [Stroke(start, end, width, Tone.NEAR)]


def _halo(joints: Joints, bone: str) -> Stroke:
    return Stroke(joints[FROM[bone]], joints[TO[bone]], WIDTHS[bone.rstrip("2")] + 2.5, Tone.HALO)


def _head(figure: Figure, joints: Joints, turn: float) -> list[Stroke]:
    """Draw the head, and its nose (from the side) or eyes (from the front), which go the way the head turns."""
    head, neck = joints["head"], joints["shoulder"]
    up = atan2(head[1] - neck[1], head[0] - neck[0])
    drawn = [Stroke(head, head, 2 * HEAD_RADIUS, Tone.NEAR)]
    if figure.view is View.SIDE:
        nose = _from(head, up - pi / 2, HEAD_RADIUS + 0.5)
        return [*drawn, Stroke(nose, nose, 3, Tone.NEAR), *_eyes(head, up, [4])]
    return [*drawn, *_eyes(head, up, [-turn / 20 - 2.5, -turn / 20 + 2.5])]


def _eyes(head: Place, up: float, beside: list[float]) -> list[Stroke]:
    above = _from(head, up, 1)
    places = [_from(above, up - pi / 2, each) for each in beside if abs(each) <= HEAD_RADIUS]
    return [Stroke(place, place, 1.8, Tone.FACE) for place in places]


def _arrow_head(before: Place, tip: Place) -> list[Stroke]:
    back = atan2(before[1] - tip[1], before[0] - tip[0])
    return [Stroke(tip, _from(tip, back + side * pi / 6, 4), 1.2, Tone.TRAIL) for side in (-1, 1)]


def _from(start: Place, direction: float, length: float) -> Place:
    return start[0] + length * cos(direction), start[1] + length * sin(direction)
