"""How an action says no: which field, and what to do next."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models


class Refused(Exception):
    """A request that can't be carried out as asked; nothing was changed.

    `field` names what to mend (empty for the whole request), `detail` says how in plain words, `code` is for programs.
    """

    def __init__(self, detail: str, *, field: str = "", code: str = "refused", status: int = 400) -> None:
        super().__init__(detail)
        self.detail = detail
        self.field = field
        self.code = code
        self.status = status


def refuse_unclean(row: models.Model, *, only: Iterable[str] | None = None) -> None:
    """Refuse a row with a field that can't be what it is, naming the first such field.

    Looked at are the fields people fill in (or `only` those named), not what the row points to.
    """
    left_out = {field.name for field in row._meta.fields if _empty_by_design(field, row)}
    if only is not None:
        left_out |= {field.name for field in row._meta.fields} - {*only}
    try:
        row.clean_fields(exclude=left_out)
    except ValidationError as error:
        name, messages = next(iter(error.message_dict.items()))
        raise Refused(" ".join(messages), field=name, code="invalid") from error


def _empty_by_design(field: Any, row: models.Model) -> bool:
    return field.is_relation or not field.editable or (field.null and getattr(row, field.attname) is None)
