"""What no figure may do: bend past what joints allow, slip where it stands, sink, leave the picture, or rush."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from math import atan2, degrees, hypot

from steadily.library.figures.drawing import pose_ms
from steadily.library.figures.figure import Figure, Place, Pose
from steadily.library.figures.skeleton import BONES, FROM, HEAD_RADIUS, LENGTHS, LIMBS, TO, View
from steadily.library.figures.solving import Joints, joints_at

EVERY_MS = 25
FASTEST_DEG_S = 240
MOST_SLIP = 1.5
MOST_SINK = 1
MOST_SEAM = 0.5
FRAME = (0, 140, -2, 108)
"""Left, right, bottom and top of the picture."""


@dataclass(frozen=True)
class Bend:
    """How far one bone may turn against another, in degrees: `upper + straight` is no bend at all."""

    joint: str
    upper: str
    lower: str
    straight: float
    least: float
    most: float


SIDE = tuple(
    Bend(f"{joint}{end}", upper if upper in ("belly", "chest") else f"{upper}{end}", f"{lower}{end}", *limits)
    for end in ("", "2")
    for joint, upper, lower, *limits in (
        ("hip", "belly", "thigh", 180, -35, 140),
        ("knee", "thigh", "shin", 0, -150, 5),
        ("ankle", "shin", "foot", 90, -70, 35),
        ("shoulder", "chest", "arm", 180, -65, 185),
        ("elbow", "arm", "forearm", 0, -5, 155),
        ("wrist", "forearm", "hand", 0, -90, 90),
    )
)
SPINE = (
    Bend("back", "belly", "chest", 0, -75, 40),
    Bend("neck", "chest", "neck", 0, -70, 60),
)
FRONT = tuple(
    Bend(f"{joint}{end}", upper if upper in ("belly", "chest") else f"{upper}{end}", f"{lower}{end}", straight, -m, m)
    for end in ("", "2")
    for joint, upper, lower, straight, m in (
        ("hip", "belly", "thigh", 180, 130),
        ("knee", "thigh", "shin", 0, 150),
        ("shoulder", "chest", "arm", 180, 185),
        ("elbow", "arm", "forearm", 0, 155),
        ("wrist", "forearm", "hand", 0, 90),
    )
)


def faults(figure: Figure) -> list[str]:
    """Say everything that is wrong with a figure, each once; [] when it may be shown."""
    if figure.trail is not None and max(figure.trail[1:]) >= len(figure.poses):
        return [f"{figure.exercise} {list(figure.levels)}: its trail leads to a pose it doesn't have"]
    moments = [joints_at(figure, ms)[0] for ms in range(0, figure.loop_ms + EVERY_MS, EVERY_MS)]
    found = [
        *_bones_change(figure, moments),
        *_bends_too_far(figure, moments),
        *_slips(figure),
        *_leaves_the_picture(moments),
        *([] if figure.view is View.ABOVE else _sinks(figure, moments)),
        *_rushes(moments),
        *_jumps(figure),
    ]
    return list(dict.fromkeys(f"{figure.exercise} {list(figure.levels)}: {each}" for each in found))


def _bones_change(figure: Figure, moments: list[Joints]) -> Iterator[str]:
    """A bone keeps its length; seen from the front it may look shorter where it points at us, but never longer."""
    for joints in moments:
        for bone, length in LENGTHS.items():
            seen = _far(joints[FROM[bone]], joints[TO[bone]])
            if seen > length + 0.01 or (figure.view is View.SIDE and seen < length - 0.01):
                yield f"the {bone} changes its length"


def _bends_too_far(figure: Figure, moments: list[Joints]) -> Iterator[str]:
    bends = (*SPINE, *(SIDE if figure.view is View.SIDE else FRONT))
    for joints in moments:
        for bend in bends:
            if _points_at_us(joints, bend.upper) or _points_at_us(joints, bend.lower):
                continue
            turned = _turned(_direction(joints, bend.upper) + bend.straight, _direction(joints, bend.lower), bend)
            if not bend.least - 0.5 <= turned <= bend.most + 0.5:
                yield f"the {bend.joint} bends to {round(turned, -1):.0f}, beyond {bend.least} to {bend.most}"


def _points_at_us(joints: Joints, bone: str) -> bool:
    """Tell whether a bone is seen so short that its direction says little."""
    return _far(joints[FROM[bone]], joints[TO[bone]]) < LENGTHS[bone] * 0.7


def _slips(figure: Figure) -> Iterator[str]:
    """A held end stays where it is held: over the whole way between two poses that hold it at one place."""
    begins = 0
    for before, after in _around(figure):
        ends = begins + before.stay_ms + after.move_ms
        for limb, place in before.held.items():
            if after.held.get(limb) != place:
                continue
            joint = TO[LIMBS[limb].lower]
            slip = max(_far(joints_at(figure, ms)[0][joint], place) for ms in range(begins, ends, EVERY_MS))
            if slip > MOST_SLIP:
                yield f"the {joint} slips by {slip:.1f} (it can't reach {place})"
        begins = ends
    yield from _reaches_short(figure)


def _reaches_short(figure: Figure) -> Iterator[str]:
    for number, pose in enumerate(figure.poses):
        joints = joints_at(figure, pose_ms(figure, number))[0]
        for limb, place in pose.held.items():
            joint = TO[LIMBS[limb].lower]
            if _far(joints[joint], place) > MOST_SLIP:
                yield f"the {joint} can't reach {place} in pose {number + 1}"


def _leaves_the_picture(moments: list[Joints]) -> Iterator[str]:
    left, right, bottom, top = FRAME
    for joints in moments:
        for joint, (x, y) in joints.items():
            room = HEAD_RADIUS if joint == "head" else 2
            if not (left + room <= x <= right - room and bottom <= y <= top - room):
                yield f"the {joint} leaves the picture"


def _sinks(figure: Figure, moments: list[Joints]) -> Iterator[str]:
    """Nothing sinks into the ground by more than a unit; a head is as thick as it is."""
    for joints in moments:
        for joint, (_, y) in joints.items():
            under = (HEAD_RADIUS if joint == "head" else 1) - y
            if under > MOST_SINK + 1:
                yield f"the {joint} sinks into the ground"
    yield from _goes_through(figure, moments)


def _goes_through(figure: Figure, moments: list[Joints]) -> Iterator[str]:
    """No joint goes into a wall, a step or the top of a table."""
    for prop in figure.props:
        if prop.kind == "wall":
            x = float(prop.where[0])
            side = 1 if moments[0]["hip"][0] < x else -1
            yield from (
                f"the {joint} goes through the wall"
                for joints in moments
                for joint, place in joints.items()
                if side * (place[0] - x) > MOST_SINK
            )
        if prop.kind == "step":
            left, right, high = (float(each) for each in prop.where)
            yield from (
                f"the {joint} goes into the step"
                for joints in moments
                for joint, (x, y) in joints.items()
                if left + 2 < x < right - 2 and y < high - MOST_SINK
            )


def _rushes(moments: list[Joints]) -> Iterator[str]:
    for one, other in pairwise(moments):
        for bone in BONES:
            turned = abs((_direction(other, bone) - _direction(one, bone) + 180) % 360 - 180)
            if turned * 1000 / EVERY_MS > FASTEST_DEG_S:
                yield f"the {bone} moves faster than {FASTEST_DEG_S} degrees a second"


def _jumps(figure: Figure) -> Iterator[str]:
    """Where the loop closes, and where a limb is taken hold of or let go, nothing jumps."""
    begins = 0
    for before, after in _around(figure):
        begins += before.stay_ms + after.move_ms
        one, other = joints_at(figure, begins - 0.001)[0], joints_at(figure, begins + 0.001)[0]
        for joint in one:
            if _far(one[joint], other[joint]) > MOST_SEAM:
                yield f"the {joint} jumps at {begins} ms"


def _around(figure: Figure) -> Iterator[tuple[Pose, Pose]]:
    return zip(figure.poses, (*figure.poses[1:], figure.poses[0]), strict=True)


def _direction(joints: Joints, bone: str) -> float:
    (x, y), (to_x, to_y) = joints[FROM[bone]], joints[TO[bone]]
    return degrees(atan2(to_y - y, to_x - x))


def _turned(straight: float, lower: float, bend: Bend) -> float:
    """How far the lower bone is turned from straight, in the round nearest to the middle of what is allowed."""
    middle = (bend.least + bend.most) / 2
    turned = lower - straight
    return turned - 360 * round((turned - middle) / 360)


def _far(one: Place, other: Place) -> float:
    return hypot(one[0] - other[0], one[1] - other[1])
