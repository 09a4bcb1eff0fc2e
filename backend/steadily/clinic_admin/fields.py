"""Form fields for lists, one line each or boxes to tick, and for days; a box to search in."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django import forms
from django.contrib.admin.widgets import AutocompleteSelect
from django.core.exceptions import ValidationError

LONGEST_LINE = 200


class Lines(forms.CharField):
    """A list of short texts, one to a line."""

    widget = forms.Textarea(attrs={"rows": 4})

    def __init__(self, *, most: int, **kwargs: Any) -> None:
        kwargs.setdefault("help_text", "One to a line.")
        super().__init__(required=False, **kwargs)
        self.most = most

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list) else value

    def clean(self, value: Any) -> Any:
        lines = _lines(super().clean(value))
        if len(lines) > self.most:
            raise ValidationError(f"Keep it to {self.most} lines.")
        if any(len(line) > LONGEST_LINE for line in lines):
            raise ValidationError(f"Keep each line to {LONGEST_LINE} letters.")
        return lines

    def has_changed(self, initial: Any, data: Any) -> bool:
        return _lines(data) != list(initial or [])


class Boxes(forms.MultipleChoiceField):
    """Any of a few choices, as boxes to tick."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, choices: Iterable[Any], **kwargs: Any) -> None:
        super().__init__(choices=choices, required=False, **kwargs)


class Picker(AutocompleteSelect):
    """A box to search for a row in; words that are no row's id choose nothing."""

    def optgroups(self, name: str, value: Any, attr: Any = None) -> Any:
        return super().optgroups(name, [each for each in value if _is_id(each)], attr)


def day_picker() -> forms.DateInput:
    """Make a box for a day that the browser itself shows as a calendar."""
    return forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})


def _is_id(words: object) -> bool:
    try:
        UUID(str(words))
    except ValueError:
        return False
    return True


def _lines(text: str | None) -> list[str]:
    return [line.strip() for line in (text or "").splitlines() if line.strip()]
