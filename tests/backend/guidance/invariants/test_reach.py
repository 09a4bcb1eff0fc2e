"""The lives come to all that the invariants speak of, so that none of them holds for want of a case."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from steadily.guidance.outcome import Outcome
from tests.backend.guidance.invariants.lives import Life
from tests.backend.guidance.invariants.living import lived_life, whole_lives

MUST_BE_REACHED = {
    "review UP",
    "review G_FLARE",
    "review G_SAFETY",
    "review G_DATA",
    "flare NONE",
    "flare WATCH",
    "flare FLARE",
    "flare RETURN",
    "safety CLEAR",
    "safety STALE",
    "safety HOLD",
    "phase DAY0",
    "dose DO",
    "dose REST",
    "dose PAUSED",
    "dose SUSPENDED",
}


def test_the_lives_of_a_run_reach_every_state(reached: Counter[str]) -> None:
    @whole_lives
    def count(life: Life) -> None:
        for day in lived_life(life).days:
            reached.update(_reached(day.outcome))

    count()

    assert set(reached) >= MUST_BE_REACHED


def _reached(outcome: Outcome) -> Iterator[str]:
    yield from (f"flare {outcome.flare.state}", f"safety {outcome.safety.state}", f"phase {outcome.phase}", "day")
    yield from (f"review {each.gate or each.result}" for each in outcome.reviews)
    yield from (f"dose {each.status}" for each in outcome.next)
    yield from (f"alert {each.code}" for each in outcome.alerts)
