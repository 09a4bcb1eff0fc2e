"""Two phones change the same entry with no signal: both changes are kept, one counts everywhere, all are told."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import product
from typing import Any

import pytest

from tests.harness.phones import Phone, uuid7
from tests.harness.server import Server, rows
from tests.harness.table import Tried
from tests.phone.phone import Phone as Look

Json = dict[str, Any]
LONDON = "Europe/London"
B_IS_AHEAD_BY = {"A": timedelta(hours=-3), "B": timedelta(hours=3)}
"""The second phone's clock is out, behind where A arrives first and ahead where B does: the clinic's clock decides."""
CHANGES = ("sets and repetitions", "pain", "taken back against changed")
READ_TABLE = """
import django; django.setup()
from django.utils import timezone
from steadily.clinic_admin.hub import look_up, outlined
from steadily.people.models import Patient
import json
patient = outlined(Patient.objects.all()).get()
print(json.dumps([line for day in look_up(patient, at=timezone.now()).diary for line in day.lines]))
"""


@dataclass(frozen=True)
class Contest:
    """One of the twelve: what is changed, whose change was made first, and whose arrives first."""

    change: str
    made_first: str
    arrives_first: str


CONTESTS = [Contest(*each) for each in product(CHANGES, "AB", "AB")]


@pytest.fixture(scope="module")
def look() -> Iterator[Look]:
    """The app's own code for its diary."""
    phone = Look("wall")
    yield phone
    phone.put_away()


def test_both_changes_are_kept_and_everyone_agrees_on_the_one_that_counts(
    server: Server, look: Look, tell: Callable[[Tried], None]
) -> None:
    ((token_a, token_b),) = server.admit(phones=2, plan=True)
    server.start()
    two = TwoPhones(*server.phones([token_a, token_b]), look)
    played = [two.play(contest, number) for number, contest in enumerate(CONTESTS)]

    kept = {each[0].replace("-", "") for each in rows(server, "select cast(id as varchar(40)) from logbook_entry")}
    lost = len({each.replace("-", "") for each in two.sent} - kept)
    agreed = sum(each == [] for each in played)
    told = json.loads(server.run("-c", READ_TABLE))
    at_the_desk = sum(line.startswith("Changed on two phones") for line in told)
    seen = f"one winner on server and phones, and told on both, in {agreed}; {at_the_desk} told the clinician"
    silent = len(CONTESTS) - at_the_desk
    tell(Tried("R-08", server.on, "two phones change one entry", len(CONTESTS), lost=lost, seen=seen))
    assert [f"{contest}: {wrong}" for contest, found in zip(CONTESTS, played, strict=True) for wrong in found] == []
    assert (lost, silent, len(kept)) == (0, 0, len(two.sent))


class TwoPhones:
    """Amara's two phones, both without signal while they change something."""

    def __init__(self, a: Phone, b: Phone, look: Look) -> None:
        self.phones = {"A": a, "B": b}
        self.look = look
        self.sent: list[str] = []
        pack = a.sync([], sent_at=_written(datetime.now(UTC))).body["pack"]
        self.exercises = [each["id"] for each in pack["plan"]["prescriptions"]]

    def play(self, contest: Contest, number: int) -> list[str]:
        """Play one contest; list what was not as it should be."""
        first = self._original(contest, number)
        self._send("A", first)
        changes = self._changes(contest, first)
        for who in (contest.arrives_first, _other(contest.arrives_first)):
            self._send(who, changes[who], ahead=B_IS_AHEAD_BY[contest.arrives_first])
        winner = changes[_other(contest.made_first)]
        loser = changes[contest.made_first]
        return [*self._on_server(winner, loser), *self._on_phones(first, changes, winner, loser)]

    def _original(self, contest: Contest, number: int) -> Json:
        """Make the session, or the check-in, that both will change: each contest on a day of its own."""
        lived = datetime.now(UTC) - timedelta(days=number, minutes=40)
        if contest.change == "pain":
            return _entry("check_in", lived, {"pain_now": 3, "pain_worst": 5})
        return _entry("exercise", lived, self._session("10", 2))

    def _session(self, done: str, during: int) -> Json:
        return {"prescription": self.exercises[0], "done": done, "prescribed": "10", "pain_during": during}

    def _changes(self, contest: Contest, first: Json) -> dict[str, Json]:
        """Make both changes, ten minutes from one to the other; B stamps its own by its wrong clock."""
        lived = datetime.fromisoformat(first["at"])
        minutes = {contest.made_first: 10, _other(contest.made_first): 20}
        data = {
            "sets and repetitions": (self._session("8", 2), self._session("6", 2)),
            "pain": ({"pain_now": 4, "pain_worst": 5}, {"pain_now": 7, "pain_worst": 8}),
            "taken back against changed": (None, self._session("6", 4)),
        }[contest.change]
        made = {}
        for who, facts in zip("AB", data, strict=True):
            at = (
                lived
                + timedelta(minutes=minutes[who])
                + (B_IS_AHEAD_BY[contest.arrives_first] if who == "B" else timedelta())
            )
            made[who] = {**_entry(first["kind"], at, facts), "on": first["on"], "supersedes": first["id"]}
        return made

    def _send(self, who: str, *entries: Json, ahead: timedelta = timedelta()) -> None:
        now = datetime.now(UTC) + (ahead if who == "B" else timedelta())
        answer = self.phones[who].sync(entries, sent_at=_written(now))
        assert answer.statuses == ["kept"] * len(entries), answer.body
        self.sent += [entry["id"] for entry in entries]

    def _on_server(self, winner: Json, loser: Json) -> Iterator[str]:
        """Ask the clinic's side what counts, and what it stands against."""
        diary = self.phones["A"].ask("GET", f"/api/v1/me/diary?since={winner['on']}&until={winner['on']}").body
        counting = [each for each in diary["entries"] if each["id"] == winner["id"]]
        if not counting or counting[0]["data"] != winner["data"]:
            yield "another change counts on the server"
        elif [(each["id"], each["data"]) for each in counting[0]["rivals"]] != [(loser["id"], loser["data"])]:
            yield "the server is silent about the other change"

    def _on_phones(self, first: Json, changes: dict[str, Json], winner: Json, loser: Json) -> Iterator[str]:
        """Ask the app itself, on each phone with all that phone holds, what counts and what it tells."""
        for who, own in (("A", [first, changes["A"]]), ("B", [changes["B"]])):
            pack = self.phones[who].sync([], sent_at=_written(datetime.now(UTC))).body["pack"]
            shown = self.look.play(_case(pack, own, first["on"]))
            told = [(each["id"], each["counts"], each["others"]) for each in shown["contests"]]
            if winner["id"] not in shown["stands"] or loser["id"] in shown["stands"]:
                yield f"another change counts on phone {who}"
            elif (winner["id"], winner["data"], [loser["data"]]) not in told:
                yield f"phone {who} is silent about the other change"


def _case(pack: Json, own: list[Json], of: str) -> Json:
    clock = round(datetime.now(UTC).timestamp() * 1000)
    shared = {"zone": LONDON, "clock": clock, "waiting": [], "refused": [], "seen": None}
    return {**shared, "pack": pack, "own": own, "of": of}


def _entry(kind: str, at: datetime, data: Json | None) -> Json:
    on = at.date().isoformat()
    return {"id": uuid7(at), "kind": kind, "on": on, "at": _written(at), "tz": LONDON, "supersedes": None, "data": data}


def _written(at: datetime) -> str:
    return at.isoformat(timespec="milliseconds")


def _other(who: str) -> str:
    return "B" if who == "A" else "A"
