"""Reading figures from their files, where a pose says only what differs from the one before."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from steadily.library.figures.figure import Figure, Pose, Prop
from steadily.library.figures.skeleton import BONES, LENGTHS, LIMBS, View

FOLDER = Path(__file__).resolve().parents[1] / "data" / "figures"
OF_A_POSE = {"move", "stay", "words", "hip", "shoulder", "hold", "short", "turn", *BONES}
OF_A_FIGURE = {
    "exercise", "levels", "view", "alt", "frame", "props", "flipped", "highlight", "trail", "poses",
}  # fmt: skip
WHOLE = (0, -6, 140)
"""The whole picture, from a little under the ground."""
STANDING = {
    "belly": 90,
    "chest": 90,
    "neck": 90,
    **dict.fromkeys(("arm", "forearm", "arm2", "forearm2", "thigh", "shin", "thigh2", "shin2"), -90),
    **dict.fromkeys(("foot", "foot2"), 0),
}


class Unreadable(ValueError):
    """A figure's file says something that can't be drawn; the message names the figure and the word."""


@cache
def figures() -> tuple[Figure, ...]:
    """Read every figure of the library."""
    return tuple(
        read(raw)
        for file in sorted(FOLDER.glob("*.yaml"))
        for raw in yaml.safe_load(file.read_text(encoding="utf-8")) or []
    )


def figure_of(exercise: str, level: int) -> Figure | None:
    """Find the figure of an exercise's level; None when none is drawn."""
    return next((each for each in figures() if each.exercise == exercise and level in each.levels), None)


def figures_of(exercise: str) -> list[Figure]:
    """Give the figures of an exercise, easiest level first."""
    return sorted((each for each in figures() if each.exercise == exercise), key=lambda figure: figure.levels)


def read(raw: dict[str, Any]) -> Figure:
    """Read one figure as a file writes it."""
    name = f"{raw.get('exercise')} {raw.get('levels')}"
    _refuse_unknown(name, set(raw) - OF_A_FIGURE)
    view = View(raw.get("view", "side"))
    pin = "shoulder" if "shoulder" in raw["poses"][0] else "hip"
    return Figure(
        exercise=raw["exercise"],
        levels=tuple(raw["levels"]),
        view=view,
        alt=raw["alt"],
        frame=tuple(raw.get("frame", WHOLE)),
        pin=pin,
        props=tuple(_prop(each) for each in raw.get("props", [])),
        flipped=tuple(raw.get("flipped", ())),
        highlight=tuple(raw.get("highlight", ())),
        trail=tuple(raw["trail"]) if "trail" in raw else None,
        poses=tuple(_poses(name, raw["poses"], pin)),
    )


def _prop(raw: dict[str, list[float | str]]) -> Prop:
    ((kind, where),) = raw.items()
    return Prop(kind, tuple(where))


def _poses(name: str, raws: list[dict[str, Any]], pin: str) -> Iterator[Pose]:
    said: dict[str, Any] = {"move": 1500, "stay": 300, "turn": 0, "hold": {}, "short": {}, **STANDING}
    for raw in raws:
        _refuse_unknown(name, set(raw) - OF_A_POSE)
        said = said | {key: value for key, value in raw.items() if key not in {"hold", "short"}}
        said["hold"] = _held(said["hold"], raw.get("hold", {}))
        said["short"] = said["short"] | raw.get("short", {})
        yield Pose(
            move_ms=said["move"],
            stay_ms=said["stay"],
            at=tuple(said[pin]),
            angles=tuple(_direction(said, bone) for bone in BONES),
            lengths=tuple(LENGTHS[bone] * said["short"].get(bone, 100) / 100 for bone in BONES),
            held=said["hold"],
            turn=said["turn"],
            words=raw.get("words", ""),
        )


def _held(before: dict[str, Any], now: dict[str, Any] | None) -> dict[str, Any]:
    """Go on holding what was held; null lets go."""
    held = before | {limb: None if place is None else tuple(place) for limb, place in (now or {}).items()}
    return {limb: place for limb, place in held.items() if place is not None and limb in LIMBS}


def _direction(said: dict[str, Any], bone: str) -> float:
    """Give a bone's direction; a hand that isn't spoken of goes on from its forearm."""
    if bone in said:
        return float(said[bone])
    return float(said[bone.replace("hand", "forearm")])


def _refuse_unknown(name: str, words: set[str]) -> None:
    if words:
        raise Unreadable(f"The figure of {name} says {', '.join(sorted(words))}, which nothing draws.")
