"""R-05: three phones of one patient; what they send is shuffled, sent twice and lost, and all come to the same."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from random import Random

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, precondition, rule, run_state_machine_as_test

from tests.harness.diaries import Json, Life, Model
from tests.harness.phones import Phone
from tests.harness.server import Server
from tests.harness.table import Tried, count

STEPS = 2000
"""Steps of a long run: an entry logged, a correction, a send. A rule of Hypothesis makes two or three of them."""
PHONES = st.integers(0, 2)
CHANCES = st.integers(0, 2**32).map(Random)
FATES = st.sampled_from(["no signal"] * 5 + ["arrives"] * 3 + ["the question is lost", "the answer is lost"])


@dataclass
class Seen:
    """What all the runs came to."""

    runs: int = 0
    steps: int = 0
    lost: int = 0
    doubled: int = 0
    fates: Counter[str] = field(default_factory=Counter)


@dataclass
class Waiting:
    """A phone with what it has not heard of yet."""

    phone: Phone
    outbox: list[Json] = field(default_factory=list)


class ThreePhones(RuleBasedStateMachine):
    """One patient's diary from three phones at once."""

    def __init__(self, people: Iterator[list[Phone]], seen: Seen) -> None:
        super().__init__()
        self.seen, self.model = seen, Model()
        seen.runs += 1
        self.life = Life(seen.runs)
        self.phones = [Waiting(phone) for phone in next(people)]
        self.logged: list[Json] = []

    @rule(number=PHONES, chance=CHANCES, how_many=st.integers(1, 9))
    def log(self, number: int, chance: Random, how_many: int) -> None:
        """Log something, with signal or without."""
        for _ in range(how_many):
            self._write(number, self.life.check_in(chance))

    @precondition(lambda self: self.logged)
    @rule(number=PHONES, chance=CHANCES)
    def correct(self, number: int, chance: Random) -> None:
        """Correct or withdraw what this phone or another has logged."""
        self._write(number, self.life.correct(chance.choice(self.logged[-20:]), chance))

    @precondition(lambda self: self.logged)
    @rule(number=PHONES, chance=CHANCES, fate=FATES)
    def send(self, number: int, chance: Random, fate: str) -> None:
        """Send some of what waits, shuffled, with something sent before; when there is signal."""
        self._step(fate)
        if fate == "no signal":
            return
        waiting = self.phones[number]
        batch = chance.sample(waiting.outbox, chance.randint(0, min(len(waiting.outbox), 490)))
        batch += chance.choices(self.logged, k=chance.randrange(4))
        chance.shuffle(batch)
        if fate != "the question is lost":
            self._deliver(waiting, batch, hears=fate == "arrives")

    @precondition(lambda self: self.model.kept)
    @rule(number=PHONES, chance=CHANCES, fate=FATES)
    def send_another_content(self, number: int, chance: Random, fate: str) -> None:
        """Send other content under an id that is taken; when there is signal."""
        if fate != "the answer is lost":
            return
        self._step("another content")
        taken = chance.choice([*self.model.kept.values()])
        self._deliver(self.phones[number], [{**taken, "data": {"pain_now": 10, "note": "not this"}}], hears=True)

    def teardown(self) -> None:
        """Let every phone bring home what it has; then hold the server against the model."""
        for waiting in [*self.phones, *self.phones, *self.phones]:
            self._deliver(waiting, waiting.outbox[:500], hears=True)
        packs = [waiting.phone.pack().body for waiting in self.phones]
        told = self.phones[0].phone.ask("GET", "/api/v1/me/diary").body["entries"]
        expected = self.model.standing()
        self.seen.lost += len(expected.keys() - {entry["id"] for entry in told})
        self.seen.doubled += len(told) - len({entry["id"] for entry in told})
        assert [waiting.outbox for waiting in self.phones] == [[], [], []]
        assert {entry["id"]: entry["data"] for entry in told} == expected
        assert len(told) == len(expected)
        assert len({_bytes(pack) for pack in packs}) == 1

    def _write(self, number: int, entry: Json) -> None:
        self._step("logged")
        self.logged.append(entry)
        self.phones[number].outbox.append(entry)

    def _deliver(self, waiting: Waiting, batch: list[Json], *, hears: bool) -> None:
        expected = self.model.take(batch)
        answer = waiting.phone.sync(batch)
        assert (answer.status, answer.statuses) == (200, expected)
        if hears:
            gone = {entry["id"] for entry, said in zip(batch, expected, strict=True) if said != "refused"}
            waiting.outbox = [entry for entry in waiting.outbox if entry["id"] not in gone]

    def _step(self, fate: str) -> None:
        self.seen.steps += 1
        self.seen.fates[fate] += 1


def _bytes(pack: Json) -> str:
    """A pack as it is held; when it was made is the only thing two of the same may differ in."""
    return repr({key: value for key, value in pack.items() if key != "made_at"})


def test_three_phones_and_the_server_come_to_the_same(server: Server, tell: Callable[[Tried], None]) -> None:
    server.start()
    seen, runs = Seen(), count(3, 200)
    chosen = settings(
        max_examples=runs,
        stateful_step_count=count(40, STEPS // 2),
        suppress_health_check=[*HealthCheck],
        phases=[Phase.generate],  # to shrink a failure against a real server would take an hour
        database=None,
    )
    try:
        run_state_machine_as_test(lambda: ThreePhones(_people(server), seen), settings=chosen)
    finally:
        said = f"{seen.runs} runs; " + ", ".join(f"{number:,} {fate}" for fate, number in sorted(seen.fates.items()))
        what = "3 phones: shuffled, sent twice, lost"
        tell(Tried("R-05", server.on, what, seen.steps, seen.lost, seen.doubled, said))


def _people(server: Server) -> Iterator[list[Phone]]:
    for _ in itertools.count():
        yield from (server.phones(tokens) for tokens in server.admit(patients=count(4, 25), phones=3, plan=True))
