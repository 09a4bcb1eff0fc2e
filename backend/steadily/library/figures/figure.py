"""A figure: who is drawn doing what, as a loop of poses."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from steadily.library.figures.skeleton import View

Place = tuple[float, float]


@dataclass(frozen=True)
class Prop:
    """A thing in the picture: its kind, and the numbers or joints that place it (see `props.py`)."""

    kind: str
    where: tuple[float | str, ...]


@dataclass(frozen=True, eq=False)
class Pose:
    """One moment of the loop.

    `move_ms` is how long the way here takes, `stay_ms` how long the figure stays; `at` is where the pinned joint is;
    `angles` are the bones' directions in the order of `skeleton.BONES`, `lengths` their lengths as seen (shorter where
    a bone points at us); `held` are the limbs whose end stays at a place; `turn` is how far the head is turned,
    -100 (left) to 100 (right).
    """

    move_ms: int
    stay_ms: int
    at: Place
    angles: tuple[float, ...]
    lengths: tuple[float, ...]
    held: Mapping[str, Place]
    turn: int
    words: str


@dataclass(frozen=True, eq=False)
class Figure:
    """A loop of poses for some levels of one exercise.

    `frame` is what the picture shows: its left edge, its lower edge and its width; `pin` is the joint that `Pose.at`
    places (`hip` or `shoulder`); `flipped` names limbs that bend the other way; `highlight` names the bones that do
    the work; `trail` is the joint whose way, from one pose to a later one, is drawn as an arrow.
    """

    exercise: str
    levels: tuple[int, ...]
    view: View
    alt: str
    pin: str
    frame: tuple[float, float, float]
    props: tuple[Prop, ...]
    flipped: tuple[str, ...]
    highlight: tuple[str, ...]
    trail: tuple[str, int, int] | None
    poses: tuple[Pose, ...]

    @property
    def loop_ms(self) -> int:
        """How long one round takes; the last pose leads back to the first."""
        return sum(pose.move_ms + pose.stay_ms for pose in self.poses)
