"""R-12: whoever follows a patient's timeline misses nothing, whichever of many open transactions ends first."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable
from urllib.parse import quote

from tests.harness.phones import Phone
from tests.harness.server import Server
from tests.harness.table import Tried, count


class Follower:
    """Another system that follows a patient's timeline by its cursor."""

    def __init__(self, phone: Phone, patient: str) -> None:
        self.phone, self.address = phone, f"/api/v1/patients/{patient}/timeline/"
        self.cursor: str | None = None
        self.seen: list[int] = []
        self.asked = 0
        self.over = threading.Event()
        self.thread = threading.Thread(target=self._follow)

    def _follow(self) -> None:
        while not self.over.is_set():
            self.ask()
        while self.ask():
            pass

    def ask(self) -> int:
        """Ask what came since; tell how many lines that was."""
        since = "" if self.cursor is None else f"?cursor={quote(self.cursor)}"
        body = self.phone.ask("GET", self.address + since).body
        self.cursor, self.asked = body["next"], self.asked + 1
        self.seen += [each["detail"]["number"] for each in body["results"] if each["verb"] == "look"]
        return len(body["results"])


def test_a_follower_misses_nothing(server: Server, tell: Callable[[Tried], None]) -> None:
    lines = count(150, 1000)
    begun = json.loads(server.run("-m", "tests.harness.interleaving", "begin"))
    server.start()
    follower = Follower(server.phones([begun["key"]])[0], begun["patient"])

    follower.thread.start()
    server.run("-m", "tests.harness.interleaving", "write", str(lines))
    follower.over.set()
    follower.thread.join()

    missed, twice = lines - len(set(follower.seen)), len(follower.seen) - len(set(follower.seen))
    said = f"a follower asked {follower.asked:,} times meanwhile"
    tell(Tried("R-12", server.on, "lines kept by 6 open transactions", lines, missed, twice, said))
    assert (missed, twice) == (0, 0)
    assert follower.asked > 3
