"""Disks that fill up: a small one of memory where mounting is allowed, else a limit on how long a file may grow."""

from __future__ import annotations

import contextlib
import os
import resource
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Protocol

from tests.harness.server import Server

ROOM = "64m"
BLOCK = 4096


class Disk(Protocol):
    """Something that can be full."""

    called: str

    def fill(self, server: Server, but_for: int) -> None:
        """Leave so many blocks free."""

    def empty(self, server: Server) -> None:
        """Make room again."""


class SmallDisk:
    """A mounted disk with a ballast on it."""

    called = "a small disk"

    def __init__(self, folder: Path) -> None:
        self.ballast = folder / "ballast"

    def fill(self, server: Server, but_for: int) -> None:
        free = os.statvfs(self.ballast.parent).f_bavail
        with self.ballast.open("ab") as ballast:
            os.posix_fallocate(ballast.fileno(), 0, BLOCK * max(1, free - but_for))

    def empty(self, server: Server) -> None:
        self.ballast.unlink()


class LimitedFiles:
    """No disk of its own: the server's processes may not make a file longer than its log is now, and a little."""

    called = "limited files"

    def fill(self, server: Server, but_for: int) -> None:
        self._limit(server, max(_size(file) for file in server.data.glob("*.sqlite3*")) + BLOCK * but_for)

    def empty(self, server: Server) -> None:
        self._limit(server, resource.RLIM_INFINITY)

    def _limit(self, server: Server, length: int) -> None:
        for process in server.processes():
            resource.prlimit(process, resource.RLIMIT_FSIZE, (length, resource.RLIM_INFINITY))


def may_mount(folder: Path) -> bool:
    """Tell whether a disk may be mounted here."""
    folder.mkdir()
    if not _mount(folder):
        return False
    _unmount(folder)
    return True


@contextlib.contextmanager
def small_disk(folder: Path) -> Iterator[SmallDisk]:
    """Mount a small disk of memory there, for a while."""
    assert _mount(folder)
    try:
        yield SmallDisk(folder)
    finally:
        _unmount(folder)


def _mount(folder: Path) -> bool:
    command = ["mount", "-t", "tmpfs", "-o", f"size={ROOM}", "tmpfs", str(folder)]
    try:
        return subprocess.run(command, capture_output=True).returncode == 0
    except OSError:
        return False


def _unmount(folder: Path) -> None:
    subprocess.run(["umount", "--lazy", str(folder)], check=True)


def _size(file: Path) -> int:
    return file.stat().st_size
