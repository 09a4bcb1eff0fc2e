"""What the person at the terminal sees: each step with its time, and what to do when one fails."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

LINES_OF_A_FAILURE = 25


class Trouble(Exception):
    """Something stops the start; the text says what, and what to do next."""


@contextmanager
def step(doing: str) -> Iterator[None]:
    """Print what is being done, then how long it took."""
    print(f"  {doing} … ", end="", flush=True)
    began = time.monotonic()
    try:
        yield
    except BaseException:
        print("failed", flush=True)
        raise
    print(f"{time.monotonic() - began:.1f} s", flush=True)


def run(command: Sequence[str], *, advice: str, cwd: Path | None = None, env: Mapping[str, str] | None = None) -> str:
    """Run a command quietly and return what it printed; when it fails, show its last lines and the advice."""
    try:
        done = subprocess.run(command, cwd=cwd, env=env, capture_output=True, text=True)
    except OSError as error:
        raise Trouble(f"{command[0]} could not be run: {error.strerror}.\n{advice}") from error
    if done.returncode != 0:
        print(flush=True)
        print("\n".join((done.stdout + done.stderr).splitlines()[-LINES_OF_A_FAILURE:]), file=sys.stderr)
        raise Trouble(advice)
    return done.stdout
