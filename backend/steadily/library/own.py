"""A clinic's own exercises: written by its clinicians, with pictures they have uploaded."""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import Sum

from steadily.library.images.taking_in import take_in
from steadily.library.models import Exercise, Picture
from steadily.records.models import audit
from steadily.records.refusals import Refused, refuse_unclean

MOST_PICTURES, MOST_BYTES = 200, 100 * 1024 * 1024
"""How much one clinician may keep."""
LEVELS = ("Easier", "As usual", "Harder")


@transaction.atomic
def add_exercise(*, by: object, at: datetime, clinic_id: UUID, how: list[str], **told: Any) -> Exercise:
    """Add an exercise of the clinic's own; `how` says how each of its three versions is done, easiest first."""
    exercise = Exercise(clinic_id=clinic_id, code=f"X{secrets.token_hex(4).upper()}")
    _write(exercise, how, told)
    audit(by=by, at=at, verb="add_exercise", subject=exercise, clinic_id=clinic_id, name=exercise.name)
    return exercise


@transaction.atomic
def change_exercise(*, by: object, at: datetime, exercise: Exercise, how: list[str], **told: Any) -> Exercise:
    """Change an exercise of the clinic's own; the library's come from their files alone."""
    _refuse_the_librarys(exercise)
    before = Exercise.objects.select_for_update().get(pk=exercise.pk)  # a form may have changed `exercise` already
    _write(exercise, how, told)
    changed = [name for name in (*told, "levels") if getattr(before, name) != getattr(exercise, name)]
    audit(by=by, at=at, verb="change_exercise", subject=exercise, clinic_id=exercise.clinic_id, changed=changed)
    return exercise


def add_picture(*, by: object, at: datetime, exercise: Exercise, data: bytes, caption: str) -> Picture:
    """Take in an uploaded picture; raise Refused when it can't be one, says nothing, or is one too many."""
    _refuse_the_librarys(exercise)
    if not caption.strip():
        raise Refused("Say what the picture shows.", field="caption", code="required")
    drawn = take_in(data)  # outside the transaction: redrawing takes its time
    return _keep_picture(by, at, exercise, drawn, caption.strip())


@transaction.atomic
def take_away_picture(*, by: object, at: datetime, picture: Picture) -> None:
    """Remove a picture, its file too."""
    clinic_id = picture.exercise.clinic_id
    audit(by=by, at=at, verb="take_away_picture", subject=picture, clinic_id=clinic_id, caption=picture.caption)
    file = file_of(picture.name)
    picture.delete()
    transaction.on_commit(lambda: file.unlink(missing_ok=True))


def file_of(name: str) -> Path:
    """Tell where a picture's file lies."""
    return Path(settings.MEDIA_ROOT) / "pictures" / f"{name}.webp"


def _write(exercise: Exercise, how: list[str], told: dict[str, Any]) -> None:
    for name, value in told.items():
        setattr(exercise, name, value)
    pairs = enumerate(zip(LEVELS, how, strict=True), start=1)
    exercise.levels = [{"level": level, "name": name, "how": text} for level, (name, text) in pairs]
    refuse_unclean(exercise, only=[name for name in told if not isinstance(told[name], list)])  # a list may be empty
    exercise.save()


@transaction.atomic
def _keep_picture(by: object, at: datetime, exercise: Exercise, drawn: bytes, caption: str) -> Picture:
    Exercise.objects.select_for_update().get(pk=exercise.pk)  # two uploads at once are counted one after the other
    _refuse_one_too_many(exercise.clinic_id, str(by), len(drawn))
    picture = Picture(exercise=exercise, name=secrets.token_urlsafe(32), caption=caption)
    picture.sha256, picture.size_bytes = hashlib.sha256(drawn).hexdigest(), len(drawn)
    picture.added_at, picture.added_by = at, str(by)
    refuse_unclean(picture)
    picture.save()
    clinic_id = exercise.clinic_id
    audit(by=by, at=at, verb="add_picture", subject=picture, clinic_id=clinic_id, size_bytes=len(drawn))
    _keep_file(file_of(picture.name), drawn)  # last: where there is no room for it, nothing else is kept either
    return picture


def _keep_file(file: Path, drawn: bytes) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    try:
        file.write_bytes(drawn)
    except OSError:
        file.unlink(missing_ok=True)
        raise


def _refuse_one_too_many(clinic_id: UUID | None, by: str, size_bytes: int) -> None:
    kept = Picture.objects.filter(exercise__clinic_id=clinic_id, added_by=by)  # another clinic may have a namesake
    total = kept.aggregate(total=Sum("size_bytes"))["total"] or 0
    if kept.count() >= MOST_PICTURES or total + size_bytes > MOST_BYTES:
        raise Refused(
            f"You have {MOST_PICTURES} pictures or 100 MB of them. Take some away first.",
            field="image",
            code="too-many-pictures",
            status=413,
        )


def _refuse_the_librarys(exercise: Exercise) -> None:
    if exercise.clinic_id is None:
        raise Refused("The library's exercises can't be changed here. Add one of your own.", code="library-exercise")
