"""How an action says no: which field, and what to do next."""

from __future__ import annotations


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
