"""Two processes kept alive: the server and the worker. One that dies is started again; a signal stops both."""

from __future__ import annotations

import ctypes
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import FrameType

from steadily.start.progress import Trouble

LOOK_EVERY_S = 0.2
PATIENCE_S = 10
"""How long a process may take to finish what it has in hand before it is ended."""

SHORT_LIFE_S = 5
LONGEST_PAUSE_S = 30
DEATHS_BEFORE_GIVING_UP = 3
"""Short lives in a row, before anything was ever served, after which starting again is no help."""

TELL_ME_WHEN_MY_PARENT_DIES = 1
"""PR_SET_PDEATHSIG of Linux's prctl."""


@dataclass
class Child:
    """One process: how to start it, and the signal at which it stops in good order."""

    name: str
    command: list[str]
    stops_at: signal.Signals
    process: subprocess.Popen[bytes] | None = None
    started: float = 0
    short_lives: int = 0
    start_at: float = field(default=0)

    def start(self, env: Mapping[str, str]) -> None:
        """Start the process in a group of its own, so that a Ctrl-C reaches it through us alone."""
        self.process = subprocess.Popen(
            self.command, env=env, stdin=subprocess.DEVNULL, process_group=0, preexec_fn=_stop_with_parent
        )
        self.started = time.monotonic()

    def bury(self, dead: subprocess.Popen[bytes]) -> str:
        """End what a dead process left of its group, decide when to start it again, and say what happened."""
        _signal_group(dead, signal.SIGKILL)
        self.short_lives = self.short_lives + 1 if time.monotonic() - self.started < SHORT_LIFE_S else 0
        pause = min(2**self.short_lives - 1, LONGEST_PAUSE_S)
        self.start_at = time.monotonic() + pause
        self.process = None
        when = f"in {pause} s" if pause else "now"
        return f"The {self.name} stopped ({_ending(dead.returncode)}); starting it again {when}."

    def stop(self) -> None:
        """Ask the process to finish; it ends within PATIENCE_S one way or the other."""
        if self.process is None:
            return
        if self.process.poll() is None:
            self.process.send_signal(self.stops_at)
            try:
                self.process.wait(PATIENCE_S)
            except subprocess.TimeoutExpired:
                print(f"The {self.name} did not stop in {PATIENCE_S} s; ending it.", file=sys.stderr, flush=True)
        _signal_group(self.process, signal.SIGKILL)
        self.process.wait()


@dataclass
class Supervisor:
    """Keeps its children alive until a signal comes."""

    children: list[Child]
    env: Mapping[str, str]
    is_up: Callable[[], bool]
    when_up: Callable[[], None]
    up: bool = False
    told_to_stop: threading.Event = field(default_factory=threading.Event)

    def watch(self) -> None:
        """Start the children and keep them going; return once a signal came and all have stopped."""
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, self._stop)
        try:
            while not self.told_to_stop.is_set():
                for child in self.children:
                    self._look_after(child)
                self._notice_up()
                self.told_to_stop.wait(LOOK_EVERY_S)
        finally:
            for child in self.children:
                child.stop()

    def _stop(self, number: int, frame: FrameType | None) -> None:
        self.told_to_stop.set()

    def _look_after(self, child: Child) -> None:
        if child.process is not None and child.process.poll() is not None:
            print(child.bury(child.process), file=sys.stderr, flush=True)
            if not self.up and child.short_lives >= DEATHS_BEFORE_GIVING_UP:
                raise Trouble(f"The {child.name} does not start; the lines above say why.")
        if child.process is None and time.monotonic() >= child.start_at:
            child.start(self.env)

    def _notice_up(self) -> None:
        if not self.up and self.is_up():
            self.up = True
            self.when_up()


def _stop_with_parent() -> None:
    """On Linux, ask to be stopped in good order should the supervisor itself be killed."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(TELL_ME_WHEN_MY_PARENT_DIES, signal.SIGTERM)


def _signal_group(process: subprocess.Popen[bytes], number: signal.Signals) -> None:
    try:
        os.killpg(process.pid, number)
    except ProcessLookupError:
        return


def _ending(code: int) -> str:
    return f"signal {signal.Signals(-code).name}" if code < 0 else f"exit code {code}"
