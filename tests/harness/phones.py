"""Phones of a harness: what they send, over a real connection, and what they are told."""

from __future__ import annotations

import http.client
import json
import os
import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar
from uuid import UUID

Json = dict[str, Any]
Each = TypeVar("Each")
Made = TypeVar("Made")
PATIENCE_S = 120


@dataclass(frozen=True)
class Answer:
    """What a server said; status 0 is no answer at all."""

    status: int
    body: Json
    headers: dict[str, str]

    @property
    def acknowledged(self) -> list[str]:
        """The ids it says it has."""
        told = self.body.get("results", []) if self.status == http.HTTPStatus.OK else []
        return [each["id"] for each in told if each["status"] in ("kept", "duplicate")]

    @property
    def statuses(self) -> list[str]:
        """What became of each entry, in the order sent."""
        return [each["status"] for each in self.body.get("results", [])]


NO_ANSWER = Answer(0, {}, {})


@dataclass
class Phone:
    """A signed-in phone that keeps its connection open, as a browser does."""

    port: int
    token: str
    connection: http.client.HTTPConnection | None = None

    def sync(self, entries: Iterable[object], **more: object) -> Answer:
        """Send entries once."""
        return self.ask("POST", "/api/v1/me/sync", {"entries": list(entries), **more})

    def pack(self) -> Answer:
        """Read the pack."""
        return self.ask("GET", "/api/v1/me/pack")

    def ask(self, verb: str, path: str, body: Json | None = None) -> Answer:
        """Ask once; a connection that broke is no answer, and the next one is new."""
        headers = {"Authorization": f"Bearer {self.token}", "Content-Type": "application/json", "Host": "localhost"}
        if self.connection is None:
            self.connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE_S)
        try:
            self.connection.request(verb, path, None if body is None else json.dumps(body), headers)
            got = self.connection.getresponse()
            return Answer(got.status, json.loads(got.read() or b"{}"), {k.lower(): v for k, v in got.getheaders()})
        except (OSError, http.client.HTTPException, json.JSONDecodeError):
            self.hang_up()
            return NO_ANSWER

    def hang_up(self) -> None:
        """Close the connection."""
        if self.connection is not None:
            self.connection.close()
            self.connection = None


def uuid7(at: datetime | None = None) -> str:
    """Make an id as a phone does: the time in front, chance behind."""
    moment = round((at or datetime.now(UTC)).timestamp() * 1000)
    number = (moment << 80) | int.from_bytes(os.urandom(10))
    number = number & ~(0xF << 76) | 7 << 76
    return str(UUID(int=number & ~(0x3 << 62) | 2 << 62))


def check_in(days_ago: int = 0, **changes: Any) -> Json:
    """Make a check-in, lived so many days ago."""
    at = datetime.now(UTC) - timedelta(days=days_ago, seconds=5)
    data = {"pain_now": 3, "pain_worst": 5, "interference": 2, "note": "Walked to the shops and back."}
    entry = {"id": uuid7(at), "kind": "check_in", "on": at.date().isoformat(), "at": at.isoformat(), "tz": "UTC"}
    return {**entry, "data": data, **changes}


def batches(size: int) -> Iterator[list[Json]]:
    """Go on making batches of check-ins over the last ten days."""
    while True:
        yield [check_in(number % 10) for number in range(size)]


def at_once(do: Callable[[Each], Made], those: Iterable[Each]) -> list[Made]:
    """Do something for all of them at the same time, each in a thread of its own."""
    each = list(those)
    with ThreadPoolExecutor(len(each)) as threads:
        return list(threads.map(do, each))


def until(happened: Callable[[], bool], seconds: float = PATIENCE_S) -> bool:
    """Wait for something to happen; tell whether it did."""
    end = time.monotonic() + seconds
    while not happened():
        if time.monotonic() > end:
            return False
        time.sleep(0.02)
    return True
