"""What a failure of a database, or of a full disk, means for whoever asked: come back soon, or there is no room."""

from __future__ import annotations

import errno
from enum import StrEnum

from django.db import InterfaceError, OperationalError

POSTGRES_DISK_FULL = "53100"
SQLITE_FULL = "database or disk is full"
FILES_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


class Trouble(StrEnum):
    """A failure that passes: nothing was changed, and the same request may be sent again."""

    BUSY = "busy"
    NO_ROOM = "no-room"


def trouble(error: Exception) -> Trouble | None:
    """Tell what kind of passing failure an error is: a lock, a lost connection, a full disk; None for any other."""
    if isinstance(error, OSError):
        return Trouble.NO_ROOM if error.errno in FILES_FULL else None
    if not isinstance(error, OperationalError | InterfaceError):
        return None
    full = getattr(error.__cause__, "sqlstate", None) == POSTGRES_DISK_FULL or SQLITE_FULL in str(error)
    return Trouble.NO_ROOM if full else Trouble.BUSY
