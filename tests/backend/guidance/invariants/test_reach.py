"""The lives come to all that the invariants speak of, so that none of them holds for want of a case."""

from __future__ import annotations

from collections.abc import Iterator

from steadily.guidance.outcome import Outcome
from steadily.guidance.terms import SafetyState
from tests.backend.guidance.invariants.lives import Life
from tests.backend.guidance.invariants.living import lived_life, whole_lives
from tests.backend.guidance.invariants.reach import SITUATIONS, screens
from tests.backend.guidance.invariants.recording import Record

MUST_BE_REACHED = {
    "review UP",
    "review G_FLARE",
    "review G_SAFETY",
    "review G_DATA",
    "flare NONE",
    "flare WATCH",
    "flare FLARE",
    "flare RETURN",
    "phase DAY0",
    "dose DO",
    "dose REST",
    "dose PAUSED",
    "dose SUSPENDED",
    *(f"safety {state}" for state in SafetyState),
}


def test_the_lives_of_a_run_reach_every_state_and_every_rule(record: Record) -> None:
    record.found[17] = len(screens())

    @whole_lives
    def count(life: Life) -> None:
        lived = lived_life(life)
        record.lives += 1
        for day in lived.days:
            record.reached.update(_reached(day.outcome))
        record.found.update({number: situation.times(lived) for number, situation in SITUATIONS.items()})

    count()

    assert set(record.reached) >= MUST_BE_REACHED
    assert [number for number in range(1, 18) if record.found[number] == 0] == []


def _reached(outcome: Outcome) -> Iterator[str]:
    yield from (f"flare {outcome.flare.state}", f"safety {outcome.safety.state}", f"phase {outcome.phase}", "day")
    yield from (f"review {each.gate or each.result}" for each in outcome.reviews)
    yield from (f"dose {each.status}" for each in outcome.next)
    yield from (f"alert {each.code}" for each in outcome.alerts)
