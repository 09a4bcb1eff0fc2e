"""How much work the guidance is: one day, a history, a pack, and whether a long diary makes it more."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from steadily.guidance.evaluate import evaluate, fold
from steadily.people.models import Patient
from steadily.today.ahead import Ahead
from steadily.today.gather import Gathered, gather
from steadily.today.models import Checkpoint
from steadily.today.outcomes import day_by_day
from steadily.today.pack import render
from tests.bench.diaries import Diarist, Raw
from tests.bench.table import TIMES, Measured, at_most, cpu_ms, taking_turns
from tests.conftest import NOW, TODAY

Tell = Callable[[Measured], None]
LiveFor = Callable[[int], Diarist]
A_DAY = timedelta(days=1)
YESTERDAY = TODAY - A_DAY
HISTORY = 84
LENGTHS = {"3 months": 13 * 7 + 1, "1 year": 52 * 7 + 1, "3 years": 156 * 7 + 1}
"""Days of a diary up to yesterday; none of them ends on the day of a weekly review, which costs a little more."""
ROUNDS = 60

pytestmark = pytest.mark.django_db(transaction=True)


def test_one_day_and_a_history(live_for: LiveFor, tell: Tell) -> None:
    gathered = gather(live_for(HISTORY - 1).patient)
    assert gathered.plan is not None
    facts = (gathered.protocol, gathered.plan, gathered.visits, gathered.actions, gathered.diary)
    state, _ = fold(*facts, YESTERDAY)

    one_day = cpu_ms(lambda: evaluate(*facts, TODAY, state), times=200)
    history = cpu_ms(lambda: evaluate(*facts, TODAY), times=20)

    tell(at_most("evaluate one day from a checkpoint, CPU", one_day, 2, "ms"))
    tell(at_most(f"evaluate a history of {HISTORY} days, CPU", history, 60, "ms"))


def test_a_pack(live_for: LiveFor, tell: Tell) -> None:
    patient, reviewed = live_for(HISTORY + 1).patient, live_for(HISTORY).patient
    gathered = gather(patient, first=YESTERDAY)
    assert gathered.start is not None

    whole = cpu_ms(lambda: render(patient, NOW), times=40)
    read = cpu_ms(lambda: gather(patient, first=YESTERDAY), times=40)
    decided = cpu_ms(lambda: _pages(gathered), times=40)
    on_a_review_day = cpu_ms(lambda: render(reviewed, NOW), times=40)

    tell(at_most("pack, cold from a checkpoint: rows read, days decided, rendered, CPU", whole, 15, "ms"))
    tell(Measured("of it, to read the rows", f"{read:.1f} ms"))
    tell(Measured("of it, the days and grids", f"{decided:.1f} ms"))
    tell(Measured("the same pack on the day of a weekly review", f"{on_a_review_day:.1f} ms"))


def _pages(gathered: Gathered) -> None:
    """Decide yesterday and today, and all that may follow."""
    (before, _), (after, _) = day_by_day(gathered, YESTERDAY, TODAY)
    ahead = Ahead(gathered, TODAY)
    ahead.pages(before, after, 21)


def test_one_new_entry_after_months_and_after_years(live_for: LiveFor, tell: Tell) -> None:
    people = {length: live_for(days) for length, days in LENGTHS.items()}
    took = taking_turns({length: _syncing(person) for length, person in people.items()}, ROUNDS)

    for length in ("1 year", "3 years"):
        ratio = took[length] / took["3 months"]
        tell(at_most(f"sync of one new entry, p50 with a diary of {length} against 3 months", ratio, 1.3, TIMES))
    for length, milliseconds in took.items():
        tell(Measured(f"sync of one new entry, p50 with a diary of {length}", f"{milliseconds:.1f} ms"))
    years = people["3 years"].patient
    tell(Measured("with no checkpoint at 3 years, once: all days decided again", f"{_from_scratch(years):.0f} ms"))


def _syncing(person: Diarist) -> Callable[[], object]:
    """Give an act that sends one new entry of today and takes the reply, as a phone does."""
    client, number = Client(headers={"authorization": f"Bearer {person.token}"}), iter(range(10**6))

    def sync() -> None:
        entry = person.check_in(TODAY, NOW + timedelta(seconds=next(number)))
        assert _sent(client, [entry]) == ["kept"]

    sync()
    return sync


def _sent(client: Client, entries: list[Raw]) -> list[str]:
    body = {"client": "1.0.0", "pack_revision": None, "sent_at": timezone.now().isoformat(), "entries": entries}
    answer = client.post("/api/v1/me/sync", json.dumps(body), "application/json")
    assert answer.status_code == 200, answer.content
    return [result["status"] for result in answer.json()["results"]]


def _from_scratch(patient: Patient) -> float:
    def again() -> None:
        Checkpoint.objects.filter(patient=patient).delete()
        gathered = gather(patient, first=TODAY)
        assert gathered.start is None
        list(day_by_day(gathered, TODAY, TODAY))

    return cpu_ms(again, times=3)
