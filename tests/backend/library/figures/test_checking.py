"""A figure that no body could follow is caught, each fault by its name."""

from __future__ import annotations

from typing import Any

import pytest

from steadily.library.figures.checking import faults
from steadily.library.figures.reading import Unreadable, read

Raw = dict[str, Any]


def standing(*poses: Raw, **more: Any) -> Raw:
    """Write a figure of someone who stands, then takes these poses."""
    first = {"hip": [70, 44.9], "hold": {"leg": [70, 3], "leg2": [70, 3]}}
    return {"exercise": "X1", "levels": [1], "alt": "A person stands.", "poses": [first, *poses], **more}


def test_whoever_just_stands_has_no_fault() -> None:
    assert faults(read(standing())) == []


@pytest.mark.parametrize(
    ("pose", "said"),
    [
        ({"arm": -90, "forearm": 110, "move": 3000}, "the elbow bends to"),
        ({"forearm": -130}, "the elbow bends to"),
        ({"hold": {"leg": None}, "thigh": -90, "shin": -60}, "the knee bends to"),
        ({"foot": 60}, "the ankle bends to"),
        ({"neck": 190, "move": 3000}, "the neck bends to"),
        ({"hip": [70, 60]}, "the ankle slips by"),
        ({"hip": [70, 40], "hold": {"arm": [120, 40]}}, "the wrist can't reach"),
        ({"hip": [70, 90], "hold": {"leg": None, "leg2": None}}, "the head leaves the picture"),
        ({"hip": [70, 35], "hold": {"leg": None, "leg2": None}}, "sinks into the ground"),
        ({"arm": 20, "forearm": 30, "move": 300}, "moves faster than 240 degrees"),
    ],
)
def test_what_a_body_cannot_do_is_named(pose: Raw, said: str) -> None:
    assert any(said in fault for fault in faults(read(standing(pose))))


def test_nobody_walks_through_a_wall_or_a_step() -> None:
    there = {"hip": [100, 44.9], "hold": {"leg": [100, 3], "leg2": [100, 3]}}

    through = faults(read(standing(there, props=[{"wall": [90]}])))
    into = faults(read(standing(there, props=[{"step": [92, 120, 12]}])))

    assert any("goes through the wall" in fault for fault in through)
    assert any("goes into the step" in fault for fault in into)


def test_a_limb_may_be_let_go_from_where_it_is() -> None:
    held = read(standing({"hold": {"leg": [80, 20]}}, {"hold": {"leg": None}, "thigh": -90, "shin": -90}))

    assert faults(held) == []


def test_a_bone_may_not_grow() -> None:
    grown = read(standing({"short": {"arm": 150}}))

    assert any("the arm changes its length" in fault for fault in faults(grown))


def test_an_arrow_to_nowhere_is_named() -> None:
    assert faults(read(standing(trail=["ankle", 0, 4]))) == ["X1 [1]: its trail leads to a pose it doesn't have"]


def test_a_word_that_nothing_draws_is_refused() -> None:
    with pytest.raises(Unreadable, match="tail"):
        read(standing({"tail": 20}))
