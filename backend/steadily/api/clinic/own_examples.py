"""Examples of a clinic's own exercises."""

from __future__ import annotations

from steadily.api.clinic.plan_examples import EXERCISE

OWN_EXERCISE = {
    "name": "Stair carry",
    "regions": ["knee"],
    "category": "STRENGTH",
    "unit": "reps",
    "purpose": "To carry your shopping up the stairs.",
    "position": "Stand at the bottom stair with a bag in one hand.",
    "how": ["Carry nothing.", "Carry a light bag.", "Carry a heavier bag."],
    "steps": ["Hold the rail.", "Go up three stairs.", "Come down slowly."],
    "amount": "4",
    "maximum": "10",
}
PICTURE_SENT = {"image": "(the file)", "caption": "A hand on the rail, a bag in the other."}
PICTURE = {
    "id": "5c3a9f3e-9a5b-4a78-8f3b-2b4f0d1c9e11",
    "caption": "A hand on the rail, a bag in the other.",
    "url": "/media/pictures/Zr0fJ3.webp",
    "sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
}
OWN_EXERCISE_KEPT = {
    **EXERCISE,
    "code": "X5C3A9F3E",
    "name": "Stair carry",
    "own": True,
    "figure": [],
    "pictures": [PICTURE],
}
