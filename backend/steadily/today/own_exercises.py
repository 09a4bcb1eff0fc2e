"""A clinic's own exercises as the pack carries them: the app's build knows the library's alone."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from steadily.library.models import Exercise, Picture
from steadily.plans.models import Prescription

Json = dict[str, Any]
TOLD = (
    "name", "category", "each_side", "purpose", "position", "levels", "steps", "cues", "common_error", "cautions",
    "equipment", "reviewed_by",
)  # fmt: skip


def told(prescriptions: Sequence[Prescription]) -> Json:
    """Describe the clinic's own exercises among those prescribed, by code, and name their pictures' files."""
    own = {row.exercise_id: row.exercise for row in prescriptions if row.exercise.clinic_id is not None}
    pictures = list(Picture.objects.filter(exercise__in=own)) if own else []
    return {
        "exercises": {exercise.code: _description(exercise, pictures) for exercise in own.values()},
        "media": [{"url": picture.address, "sha256": picture.sha256} for picture in pictures],
    }


def _description(exercise: Exercise, pictures: list[Picture]) -> Json:
    shown = [
        {"url": picture.address, "caption": picture.caption}
        for picture in pictures
        if picture.exercise_id == exercise.id
    ]
    return {name: getattr(exercise, name) for name in TOLD} | {"pictures": shown}
