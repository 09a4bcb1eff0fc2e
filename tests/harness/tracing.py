"""Watching a server's own calls to the kernel, or killing it at one of them, by strace."""

from __future__ import annotations

import contextlib
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

from tests.harness.server import Server

STRACE = shutil.which("strace")
LEFT_OUT = "LEFT OUT: there is no strace here"


@contextlib.contextmanager
def traced(server: Server, into: Path, *words: str) -> Iterator[None]:
    """Watch the process that answers, from here on; what it calls is written into a file."""
    worker = max(server.processes())
    command = [str(STRACE), "-f", "-y", "-s", "40", "-o", str(into), *words, "-p", str(worker)]
    into.write_text("")
    watching = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    assert watching.stderr is not None
    try:
        assert "attached" in watching.stderr.readline()
        yield
    finally:
        _end(watching)
        watching.stderr.close()


def _end(watching: subprocess.Popen[str]) -> None:
    """Ask strace to let go; one that waits for a process that is gone is ended."""
    watching.terminate()
    try:
        watching.wait(10)
    except subprocess.TimeoutExpired:
        watching.kill()
        watching.wait()
