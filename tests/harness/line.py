"""The line between a phone and the server, with everything that can happen on a line."""

from __future__ import annotations

import contextlib
import json
import select
import socket
import struct
import threading
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field

RESET_AT_CLOSE = struct.pack("ii", 1, 0)
SYNC = "POST /api/v1/me/sync"
BLOCK = 65_536


@dataclass
class Asked:
    """A sync as it came down the line: the ids in it, and when it began and ended."""

    ids: list[str]
    began: float
    ended: float | None = None


@dataclass
class Call:
    """One request on the line, half way between the two."""

    phone: socket.socket
    server_port: int
    head: bytes
    body: bytes

    def forward(self) -> bytes:
        """Let the server answer; give its whole answer."""
        with socket.create_connection(("127.0.0.1", self.server_port)) as server:
            server.sendall(self.head.replace(b"\r\n", b"\r\nConnection: close\r\n", 1) + self.body)
            return b"".join(iter(lambda: server.recv(BLOCK), b""))

    def answer(self, raw: bytes) -> None:
        """Hand an answer to the phone."""
        self.phone.sendall(raw)

    def reset(self) -> None:
        """Break the connection, not close it."""
        self.phone.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET_AT_CLOSE)

    def wait_for_hanging_up(self, seconds: float) -> None:
        """Hold the line until the phone gives up."""
        select.select([self.phone], [], [], seconds)


Fault = Callable[[Call], None]


def sound(call: Call) -> None:
    """Nothing happens: the server is asked, and its answer comes."""
    call.answer(call.forward())


def reset_before_arrival(call: Call) -> None:
    """The request gets lost on its way."""
    call.reset()


def lost_answer(call: Call) -> None:
    """The server has kept everything; not a byte of its answer arrives."""
    call.forward()


def reset_mid_answer(call: Call) -> None:
    """The server has kept everything; the connection breaks in the middle of its answer."""
    raw = call.forward()
    call.answer(raw[: len(raw) // 2])
    time.sleep(0.05)
    call.reset()


def half_answer(call: Call) -> None:
    """Half an answer, that looks whole: its length is not said, and the connection closes properly."""
    raw = call.forward()
    head, _, body = raw.partition(b"\r\n\r\n")
    lines = [line for line in head.split(b"\r\n") if not line.lower().startswith((b"content-length", b"transfer"))]
    call.answer(b"\r\n".join(lines) + b"\r\n\r\n" + body[: len(body) // 2])


def stranger(status: str, kind: str, body: str, *headers: str, server_too: bool = False) -> Fault:
    """Make a fault by which somebody else answers; where `server_too`, the server has kept everything all the same."""
    lines = [f"HTTP/1.1 {status}", f"Content-Type: {kind}", f"Content-Length: {len(body.encode())}", *headers]
    raw = "\r\n".join([*lines, "Connection: close", "", body]).encode()

    def answers(call: Call) -> None:
        if server_too:
            call.forward()
        call.answer(raw)

    return answers


def stalled(seconds: float) -> Fault:
    """Make a fault by which the server has kept everything, and no answer comes until the phone hangs up."""

    def stalls(call: Call) -> None:
        call.forward()
        call.wait_for_hanging_up(seconds)

    return stalls


@dataclass
class Line:
    """A line to the server at `server_port`; each sync meets the next of `faults`, then `always`."""

    server_port: int
    faults: deque[Fault] = field(default_factory=deque)
    always: Fault = sound
    asked: list[Asked] = field(default_factory=list)
    most_at_once: int = 0

    def __post_init__(self) -> None:
        self._listening = socket.create_server(("127.0.0.1", 0), backlog=64)
        self.port: int = self._listening.getsockname()[1]
        self._counting = threading.Lock()
        threading.Thread(target=self._listen, daemon=True).start()

    @property
    def url(self) -> str:
        return f"http://localhost:{self.port}"

    def hang_up(self) -> None:
        """Take no more calls."""
        self._listening.close()

    def _listen(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                phone, _ = self._listening.accept()
                threading.Thread(target=self._carry, args=(phone,), daemon=True).start()

    def _carry(self, phone: socket.socket) -> None:
        with phone, contextlib.suppress(OSError):
            head, body = _request(phone)
            if not head:
                return
            call = Call(phone, self.server_port, head, body)
            if head.decode("latin-1").startswith(SYNC):
                self._sync(call)
            else:
                sound(call)

    def _sync(self, call: Call) -> None:
        asked = Asked([entry["id"] for entry in json.loads(call.body)["entries"]], time.monotonic())
        with self._counting:
            fault = self.faults.popleft() if self.faults else self.always
            self.asked.append(asked)
            self.most_at_once = max(self.most_at_once, sum(each.ended is None for each in self.asked))
        try:
            fault(call)
        finally:
            asked.ended = time.monotonic()


def _request(phone: socket.socket) -> tuple[bytes, bytes]:
    """Read one whole request: its head with the empty line, and its body."""
    raw = b""
    while b"\r\n\r\n" not in raw:
        raw += (block := phone.recv(BLOCK))
        if not block:
            return b"", b""
    head, _, body = raw.partition(b"\r\n\r\n")
    lines = head.decode("latin-1").lower().split("\r\n")
    length = sum(int(line.partition(":")[2]) for line in lines if line.startswith("content-length:"))
    while len(body) < length:
        body += phone.recv(BLOCK)
    kept = [line for line in head.split(b"\r\n") if not line.lower().startswith(b"connection:")]
    return b"\r\n".join(kept) + b"\r\n\r\n", body
