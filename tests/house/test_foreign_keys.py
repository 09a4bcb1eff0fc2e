"""Foreign keys given as strings escape the import linter; they too may only point down, or stay at home."""

from __future__ import annotations

import configparser
import re
from collections.abc import Iterable
from pathlib import Path

from django.apps import apps
from django.db import models
from django.test.utils import isolate_apps

from tests.house.tree import REPOSITORY


def floors(linter: Path) -> dict[str, int]:
    """Read which floor each room stands on, counted from the top."""
    settings = configparser.ConfigParser()
    settings.read(linter, encoding="utf-8")
    lines = settings["importlinter:contract:floors"]["layers"].split("\n")
    return {room: floor for floor, line in enumerate(lines) for room in re.findall(r"\w+", line)}


def keys_upward(rows: Iterable[type[models.Model]], floor_of: dict[str, int]) -> list[str]:
    """Name each relation that points to a higher floor, or across to a neighbour on the same one."""
    return [
        f"{row._meta.label}.{field.name} points to {_target(field)}"
        for row in rows
        for field in row._meta.get_fields()
        if field.is_relation and field.concrete and _is_upward(row._meta.app_label, _target(field), floor_of)
    ]


def _target(field: models.Field[object, object]) -> str:
    aim = field.related_model
    return aim if isinstance(aim, str) else aim._meta.label if aim is not None else ""


def _is_upward(home: str, target: str, floor_of: dict[str, int]) -> bool:
    room = target.partition(".")[0]
    return room in floor_of and room != home and floor_of[room] <= floor_of[home]


def _own_rows() -> list[type[models.Model]]:
    return [row for row in apps.get_models() if row.__module__.startswith("steadily.")]


def test_every_foreign_key_points_down() -> None:
    assert keys_upward(_own_rows(), floors(REPOSITORY / ".importlinter")) == []


def test_a_key_from_a_patient_up_to_a_plan_is_found() -> None:
    with isolate_apps("steadily.people"):

        class Planted(models.Model):
            plan = models.ForeignKey("plans.Plan", on_delete=models.CASCADE)

            class Meta:
                app_label = "people"

        found = keys_upward([Planted], floors(REPOSITORY / ".importlinter"))

    assert found == ["people.Planted.plan points to plans.Plan"]


def test_a_key_across_to_a_neighbour_is_found() -> None:
    with isolate_apps("steadily.visits"):

        class Planted(models.Model):
            entry = models.ForeignKey("logbook.Entry", on_delete=models.CASCADE)

            class Meta:
                app_label = "visits"

        found = keys_upward([Planted], floors(REPOSITORY / ".importlinter"))

    assert found == ["visits.Planted.entry points to logbook.Entry"]


def test_every_room_with_rows_stands_on_a_floor() -> None:
    known = floors(REPOSITORY / ".importlinter")

    assert {row._meta.app_label for row in _own_rows()} <= set(known)
