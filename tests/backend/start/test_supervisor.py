"""The server and the worker are kept alive, and stop together in good order."""

from __future__ import annotations

import os
import signal
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from steadily.start import supervisor
from steadily.start.progress import Trouble
from steadily.start.supervisor import Child, Supervisor

PATIENT = """
import os, pathlib, signal, sys, time
folder = pathlib.Path(sys.argv[1])
def stop(number, frame):
    (folder / "stopped").write_text(str(number))
    sys.exit(0)
signal.signal(signal.SIGTERM, stop)
with (folder / "lives").open("a") as lives:
    lives.write(f"{os.getpid()}\\n")
time.sleep(60)
"""


def _child(folder: Path, program: str = PATIENT) -> Child:
    return Child("server", [sys.executable, "-c", program, str(folder)], signal.SIGTERM)


def _lives(folder: Path) -> list[int]:
    file = folder / "lives"
    return [int(line) for line in file.read_text().split()] if file.exists() else []


def _watch(child: Child, *, until: Callable[[], bool], is_up: Callable[[], bool] = lambda: True) -> list[str]:
    """Watch one child until something holds, then send the signal of Ctrl-C; return what was announced."""
    announced: list[str] = []
    watched = Supervisor([child], dict(os.environ), is_up, lambda: announced.append("up"))

    def interrupt() -> None:
        try:
            _wait(until)
        finally:
            os.kill(os.getpid(), signal.SIGINT)

    threading.Thread(target=interrupt).start()
    watched.watch()
    return announced


def _wait(until: Callable[[], bool]) -> None:
    ends = time.monotonic() + 20
    while not until() and time.monotonic() < ends:
        time.sleep(0.05)


@pytest.fixture(autouse=True)
def signals_as_before() -> object:
    kept = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}
    yield
    for number, handler in kept.items():
        signal.signal(number, handler)


def test_ctrl_c_lets_the_server_finish_by_itself(tmp_path: Path) -> None:
    _watch(_child(tmp_path), until=lambda: _lives(tmp_path) != [])

    assert (tmp_path / "stopped").read_text() == str(int(signal.SIGTERM))


def test_a_server_that_is_killed_is_started_again(tmp_path: Path) -> None:
    killed: list[int] = []

    def killed_and_back() -> bool:
        lives = _lives(tmp_path)
        if lives and not killed:
            killed.append(lives[0])
            os.kill(lives[0], signal.SIGKILL)
        return len(lives) >= 2

    _watch(_child(tmp_path), until=killed_and_back)

    assert len(set(_lives(tmp_path))) == 2


def test_readiness_is_announced_once_and_only_when_the_server_answers(tmp_path: Path) -> None:
    asked: list[bool] = []

    def third_time() -> bool:
        asked.append(len(asked) >= 2)
        return asked[-1]

    announced = _watch(_child(tmp_path), until=lambda: len(asked) >= 3, is_up=third_time)

    assert announced == ["up"]
    assert asked == [False, False, True]


def test_a_server_that_never_comes_up_is_given_up_with_a_word(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(supervisor, "LONGEST_PAUSE_S", 0)
    broken = _child(tmp_path, "raise SystemExit(3)")

    with pytest.raises(Trouble, match="The server does not start"):
        Supervisor([broken], dict(os.environ), lambda: False, lambda: None).watch()


def test_a_server_that_will_not_stop_is_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(supervisor, "PATIENCE_S", 0.3)
    stubborn = PATIENT.replace("signal.signal(signal.SIGTERM, stop)", "signal.signal(signal.SIGTERM, signal.SIG_IGN)")
    child = _child(tmp_path, stubborn)

    _watch(child, until=lambda: _lives(tmp_path) != [])

    assert child.process is not None
    assert child.process.returncode == -signal.SIGKILL
