"""Where every joint is at a moment of the loop. `pwa/src/figure/solve.ts` does the same, held by golden vectors."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from math import acos, atan2, cos, degrees, hypot, pi, sin

from steadily.library.figures.figure import Figure, Place, Pose
from steadily.library.figures.skeleton import BONES, FROM, HIPS_FRONT, LIMBS, SHOULDERS_FRONT, TO

Joints = dict[str, Place]
Angles = dict[str, float]


@dataclass(frozen=True)
class Body:
    """Each bone's direction and its length as seen."""

    angles: Angles
    lengths: dict[str, float]


def joints_at(figure: Figure, ms: float) -> tuple[Joints, float]:
    """Give every joint's place, and how far the head is turned, `ms` after the loop began (it goes round)."""
    before, after, share = _moment(figure, ms % figure.loop_ms)
    one, other = _resolved(figure, before, after)
    body = Body(
        {bone: _between(one[bone], other[bone], share) for bone in BONES},
        {
            bone: _between(length, other_length, share)
            for bone, length, other_length in zip(BONES, before.lengths, after.lengths, strict=True)
        },
    )
    at = _place_between(before.at, after.at, share)
    held = {
        limb: _place_between(place, after.held[limb], share)
        for limb, place in before.held.items()
        if limb in after.held
    }
    joints, _ = solve(figure, at, body, held)
    return joints, _between(before.turn, after.turn, share)


def solve(figure: Figure, at: Place, body: Body, held: Mapping[str, Place]) -> tuple[Joints, Angles]:
    """Place every joint of a pose, the held limbs' ends first; the angles come back with theirs bent to reach."""
    bent = dict(body.angles)
    joints = _trunk(figure, at, body)
    for limb, place in held.items():
        upper, lower = LIMBS[limb].upper, LIMBS[limb].lower
        lengths = body.lengths[upper], body.lengths[lower]
        first, second = _reach(joints[FROM[upper]], place, lengths, _bend(figure, limb))
        bent[upper], bent[lower] = _nearest(first, bent[upper]), _nearest(second, bent[lower])
    for bone in BONES[3:]:
        joints[TO[bone]] = _step(joints[FROM[bone]], bent[bone], body.lengths[bone])
    return joints, bent


def _moment(figure: Figure, ms: float) -> tuple[Pose, Pose, float]:
    """Find the two poses around a moment and the eased share of the way between them, 0 to 1."""
    begins = 0.0
    for number, pose in enumerate(figure.poses):
        after = figure.poses[(number + 1) % len(figure.poses)]
        if ms < begins + pose.stay_ms:
            return pose, after, 0.0
        begins += pose.stay_ms
        if ms < begins + after.move_ms:
            share = (ms - begins) / after.move_ms
            return pose, after, share * share * (3 - 2 * share)
        begins += after.move_ms
    return figure.poses[-1], figure.poses[0], 1.0


@lru_cache(maxsize=1024)
def _resolved(figure: Figure, before: Pose, after: Pose) -> tuple[Angles, Angles]:
    """Give both poses' directions with their held limbs bent to reach; the second turns the short way."""
    one = solve(figure, before.at, _body(before), before.held)[1]
    other = solve(figure, after.at, _body(after), after.held)[1]
    for limb, bones in LIMBS.items():
        if limb in before.held or limb in after.held:
            for bone in (bones.upper, bones.lower):
                other[bone] = _nearest(other[bone], one[bone])
    return one, other


def _body(pose: Pose) -> Body:
    return Body(dict(zip(BONES, pose.angles, strict=True)), dict(zip(BONES, pose.lengths, strict=True)))


def _bend(figure: Figure, limb: str) -> int:
    bend = LIMBS[limb].bend_front if figure.view.facing_us else LIMBS[limb].bend_side
    return -bend if limb in figure.flipped else bend


def _trunk(figure: Figure, at: Place, body: Body) -> Joints:
    angles, lengths = body.angles, body.lengths
    hip = at
    if figure.pin == "shoulder":
        waist = _step(at, angles["chest"] + 180, lengths["chest"])
        hip = _step(waist, angles["belly"] + 180, lengths["belly"])
    joints = {"hip": hip}
    for bone in BONES[:3]:
        joints[TO[bone]] = _step(joints[FROM[bone]], angles[bone], lengths[bone])
    shoulders, hips = (SHOULDERS_FRONT, HIPS_FRONT) if figure.view.facing_us else (0, 0)
    joints["arm_root"] = _step(joints["shoulder"], angles["chest"] + 90, shoulders)
    joints["arm_root2"] = _step(joints["shoulder"], angles["chest"] - 90, shoulders)
    joints["leg_root"] = _step(hip, angles["belly"] + 90, hips)
    joints["leg_root2"] = _step(hip, angles["belly"] - 90, hips)
    return joints


def _reach(root: Place, end: Place, lengths: tuple[float, float], bend: int) -> tuple[float, float]:
    """Bend two bones so that the second ends at a place, or as near to it as they reach; directions in degrees."""
    one, two = lengths
    along, up = end[0] - root[0], end[1] - root[1]
    far = min(max(hypot(along, up), abs(one - two) + 0.001), one + two - 0.001)
    first = atan2(up, along) + bend * acos((one * one + far * far - two * two) / (2 * one * far))
    joint = (root[0] + one * cos(first), root[1] + one * sin(first))
    return degrees(first), degrees(atan2(end[1] - joint[1], end[0] - joint[0]))


def _step(start: Place, direction: float, length: float) -> Place:
    turn = direction * pi / 180
    return start[0] + length * cos(turn), start[1] + length * sin(turn)


def _nearest(angle: float, to: float) -> float:
    """Turn an angle by whole rounds until it is within half a round of another."""
    return angle - 360 * round((angle - to) / 360)


def _between(one: float, other: float, share: float) -> float:
    return one + (other - one) * share


def _place_between(one: Place, other: Place, share: float) -> Place:
    return _between(one[0], other[0], share), _between(one[1], other[1], share)
