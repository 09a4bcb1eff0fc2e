"""Putting the library's files into the database."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import msgspec
from django.db import transaction

from steadily.library import sheets
from steadily.library.models import Exercise, Piece, PlanTemplate, TemplateItem
from steadily.library.sheets import (
    DATA,
    PRACTICE,
    Dose,
    Education,
    ExerciseSheet,
    ItemSheet,
    PieceSheet,
    Sheet,
    TemplateSheet,
)
from steadily.records.models import audit


@transaction.atomic
def load_library(*, by: object, at: datetime, data: Path = DATA) -> list[str]:
    """Make exercises, templates and education say what the files say, and give the codes of those that changed.

    The files are the only source of what they name; what they don't name stays as it is. Raise Refused when a file is
    malformed.
    """
    exercises = {each.code: each for each in sheets.exercises(data)}
    templates = sheets.templates(exercises, data)
    changed = _load_exercises(by, at, exercises)
    changed += _load_templates(by, at, templates, {code: each.dose for code, each in exercises.items()})
    return changed + _load_education(by, at, sheets.education(data))


def _load_exercises(by: object, at: datetime, told: Mapping[str, ExerciseSheet]) -> list[str]:
    standing = {each.code: each for each in Exercise.objects.all()}
    rows = [(standing.get(code) or Exercise(code=code), sheet) for code, sheet in told.items()]
    return [row.code for row, sheet in rows if _write(by, at, row, _fields(sheet))]


def _load_templates(by: object, at: datetime, told: list[TemplateSheet], usual: Mapping[str, Dose]) -> list[str]:
    standing = {each.code: each for each in PlanTemplate.objects.prefetch_related("items")}
    ids = dict(Exercise.objects.values_list("code", "id"))
    rows = [(standing.get(sheet.code) or PlanTemplate(code=sheet.code), sheet) for sheet in told]
    return [row.code for row, sheet in rows if _write_template(by, at, row, sheet, usual, ids)]


def _load_education(by: object, at: datetime, told: Education) -> list[str]:
    standing = {each.code: each for each in Piece.objects.all()}
    rows = [(standing.get(sheet.code) or Piece(code=sheet.code), sheet) for sheet in told.pieces]
    return [
        row.code
        for position, (row, sheet) in enumerate(rows)
        if _write(by, at, row, _piece_fields(sheet, told) | {"position": position})
    ]


def _piece_fields(sheet: PieceSheet, told: Education) -> dict[str, Any]:
    named = dict.fromkeys(name for paragraph in sheet.paragraphs for name in paragraph.sources if name != PRACTICE)
    return _fields(sheet) | {
        "paragraphs": [paragraph.text for paragraph in sheet.paragraphs],
        "sources": [msgspec.structs.asdict(told.sources[name]) for name in named],
    }


def _write_template(
    by: object,
    at: datetime,
    row: PlanTemplate,
    sheet: TemplateSheet,
    usual: Mapping[str, Dose],
    ids: Mapping[str, UUID],
) -> bool:
    items = [
        _item_fields(each, usual[each.exercise]) | {"position": position, "exercise_id": ids[each.exercise]}
        for position, each in enumerate(sheet.items)
    ]
    same = items == [{name: getattr(item, name) for name in items[0]} for item in row.items.all()]
    heading = _fields(sheet)
    del heading["items"]
    if not _write(by, at, row, heading, also_changed=[] if same else ["items"]):
        return False
    row.items.all().delete()
    TemplateItem.objects.bulk_create(TemplateItem(template=row, **fields) for fields in items)
    return True


def _write(
    by: object,
    at: datetime,
    row: Exercise | PlanTemplate | Piece,
    fields: Mapping[str, Any],
    also_changed: list[str] | None = None,
) -> bool:
    """Write a row where it differs from its file, and say whether it did."""
    differing = [name for name, value in fields.items() if getattr(row, name) != value] + (also_changed or [])
    if not differing and not row._state.adding:
        return False
    for name, value in fields.items():
        setattr(row, name, value)
    row.save()
    audit(by=by, at=at, verb=f"load_{row._meta.model_name}", subject=row, changed=differing)
    return True


def _item_fields(item: ItemSheet, usual: Dose) -> dict[str, Any]:
    dose = item.dose.on_top_of(usual)
    return msgspec.structs.asdict(dose) | {"level": item.level, "priority": item.priority}


def _fields(sheet: Sheet) -> dict[str, Any]:
    """Give a sheet as the row's fields; its dose, if it has one, lies flat among them."""
    told: dict[str, Any] = msgspec.to_builtins(sheet, builtin_types=(date,))
    dose: dict[str, Any] = told.pop("dose", {})
    return told | dose
