"""The figure's bones, in units of which a standing person is about 95 high.

Directions are degrees: 0 points right (where a figure seen from the side faces), 90 up. Places are (x, y), y upwards,
the ground at 0. Near limbs are the right ones, far limbs (`2`) the left ones; a figure seen from the front faces us,
its right side on our left. `pwa/src/figure/skeleton.ts` holds the same numbers; a test holds the two together.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

LENGTHS = {
    "belly": 14,
    "chest": 17,
    "neck": 12,
    "arm": 15,
    "forearm": 13,
    "hand": 5,
    "arm2": 15,
    "forearm2": 13,
    "hand2": 5,
    "thigh": 21,
    "shin": 21,
    "foot": 8,
    "thigh2": 21,
    "shin2": 21,
    "foot2": 8,
}
"""Each bone's length, in the order a pose lists its directions."""
BONES = tuple(LENGTHS)

FROM = {
    "belly": "hip",
    "chest": "waist",
    "neck": "shoulder",
    "arm": "arm_root",
    "forearm": "elbow",
    "hand": "wrist",
    "arm2": "arm_root2",
    "forearm2": "elbow2",
    "hand2": "wrist2",
    "thigh": "leg_root",
    "shin": "knee",
    "foot": "ankle",
    "thigh2": "leg_root2",
    "shin2": "knee2",
    "foot2": "ankle2",
}
"""The joint each bone grows from."""
TO = {
    "belly": "waist",
    "chest": "shoulder",
    "neck": "head",
    "arm": "elbow",
    "forearm": "wrist",
    "hand": "fingers",
    "arm2": "elbow2",
    "forearm2": "wrist2",
    "hand2": "fingers2",
    "thigh": "knee",
    "shin": "ankle",
    "foot": "toes",
    "thigh2": "knee2",
    "shin2": "ankle2",
    "foot2": "toes2",
}
"""The joint each bone leads to."""

HEAD_RADIUS = 7
SHOULDERS_FRONT = 9
"""Half the width between the arms' roots, seen from the front."""
HIPS_FRONT = 5


class View(StrEnum):
    """Where we look from."""

    SIDE = "side"
    FRONT = "front"
    ABOVE = "above"
    """Looking down on someone lying on their back: drawn as from the front, with no ground."""

    @property
    def facing_us(self) -> bool:
        """Tell whether both sides of the body are seen, left and right apart."""
        return self is not View.SIDE


@dataclass(frozen=True)
class Limb:
    """Two bones whose end can be held at a place: the upper, the lower, and which way the joint between them bends.

    Bends are +1 where the upper bone turns anticlockwise of the straight line to the end, else -1.
    """

    upper: str
    lower: str
    bend_side: int
    bend_front: int


LIMBS = {
    "arm": Limb("arm", "forearm", -1, -1),
    "arm2": Limb("arm2", "forearm2", -1, 1),
    "leg": Limb("thigh", "shin", 1, -1),
    "leg2": Limb("thigh2", "shin2", 1, 1),
}
