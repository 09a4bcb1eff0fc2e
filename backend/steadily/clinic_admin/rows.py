"""Inline tables of our own make: a name for each row, a label for each box, readable on a phone."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from steadily.clinic_admin.scoped import ForClinicians, RefusableForm, TabularInline


class RowForm(RefusableForm):
    """One row. `names_new_rows` is the field that names a row not kept yet; without one it is called `new_row`."""

    names_new_rows: str | None = None
    new_row = "New"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.kept and self.names_new_rows is not None:
            del self.fields[self.names_new_rows]
        for field in self.fields.values():
            field.widget.attrs["aria-label"] = f"{field.label}: {self.row_name}"

    @property
    def kept(self) -> bool:
        """Tell whether the row has been kept before."""
        return not self.instance._state.adding

    @property
    def row_name(self) -> str:
        """Name the row."""
        return str(self.instance) if self.kept else self.new_row

    @property
    def naming(self) -> Any:
        """Give the box that names a new row, if there is one."""
        return None if self.kept or self.names_new_rows is None else self[self.names_new_rows]

    @property
    def columns(self) -> list[Any]:
        """List the boxes of the row beside its name."""
        return [field for field in self.visible_fields() if field.name != self.names_new_rows]

    @property
    def changes(self) -> dict[str, Any]:
        """Give what was changed in the row."""
        return {name: self.cleaned_data[name] for name in self.changed_data if name in self.cleaned_data}


class Rows(ForClinicians, TabularInline):
    """A table of rows that belong to the page's own row."""

    template = "clinic_admin/rows.html"
    can_delete = False


def changed(formset: Any) -> Iterator[tuple[Any, Any]]:
    """Walk the rows that someone changed or added, each with what it stands for."""
    for form in formset.forms:
        if form.has_changed():
            yield form, form.instance
