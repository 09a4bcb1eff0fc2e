"""Failures that pass: what they mean for whoever asked."""

from __future__ import annotations

import errno

import psycopg.errors
import pytest
from django.db import DataError, InterfaceError, OperationalError

from steadily.records.trouble import Trouble, trouble


def caused(error: Exception, cause: Exception) -> Exception:
    error.__cause__ = cause
    return error


@pytest.mark.parametrize(
    ("error", "meant"),
    [
        (OperationalError("database is locked"), Trouble.BUSY),
        (OperationalError("database or disk is full"), Trouble.NO_ROOM),
        (caused(OperationalError("could not extend file"), psycopg.errors.DiskFull()), Trouble.NO_ROOM),
        (caused(OperationalError("canceling statement"), psycopg.errors.LockNotAvailable()), Trouble.BUSY),
        (InterfaceError("the connection is closed"), Trouble.BUSY),
        (OSError(errno.ENOSPC, "No space left on device"), Trouble.NO_ROOM),
        (OSError(errno.ENOENT, "No such file"), None),
        (DataError("integer out of range"), None),
        (ValueError("a mistake of ours"), None),
    ],
)
def test_a_failure_is_told_apart_from_a_mistake(error: Exception, meant: Trouble | None) -> None:
    assert trouble(error) is meant
