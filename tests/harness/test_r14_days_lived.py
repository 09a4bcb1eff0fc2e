"""Days are kept as they were lived: clocks that change, planes that cross the date line, phones that are wrong."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta

import pytest
import time_machine

from steadily.logbook.diary import lived_at
from steadily.logbook.models import Entry
from steadily.people.models import Clinician
from steadily.today.outcomes import outcome
from tests.harness.days_lived import A_DAY, CASES, LONDON, Case, Moment
from tests.harness.living import Wall, dr_chen, monday_of, noon, take_in
from tests.harness.table import Tried
from tests.phone.phone import Phone as Look

Tell = Callable[[Tried], None]
A_WEEK = timedelta(days=7)


@pytest.fixture(scope="module")
def look() -> Iterator[Look]:
    """The app's own code for its days."""
    phone = Look("wall")
    yield phone
    phone.put_away()


@pytest.mark.django_db
@pytest.mark.parametrize("row", ["R-13", "R-14"])
def test_every_day_is_kept_as_it_was_lived(row: str, look: Look, tell: Tell) -> None:
    chen = dr_chen()
    cases = [case for case in CASES if case.row == row]
    life = [Life(case, look, chen) for case in cases]
    for each in life:
        each.live()

    wrong = [f"{each.case.sentence}: {problem}" for each in life for problem in each.wrong]
    due_right = sum(each.due_right for each in life)
    all_right = sum(not each.wrong for each in life)
    seen = f"due today right in {due_right} of {len(cases)}; dates, order and plan-week in {all_right}"
    lost, doubled = (sum(getattr(each, name) for each in life) for name in ("lost", "doubled"))
    tell(Tried(row, "app and SQLite", "a day of clocks and places", len(cases), lost=lost, doubled=doubled, seen=seen))
    assert wrong == []
    assert (lost, doubled, due_right) == (0, 0, len(cases))


def test_there_are_24_cases() -> None:
    assert len({case.sentence for case in CASES}) == 24


class Life:
    """One case, lived from the Monday of its week to the one after; `wrong` says what was not as it should be."""

    def __init__(self, case: Case, look: Look, by: Clinician) -> None:
        self.case = case
        self.monday = monday_of(min(moment.on for moment in case.moments))
        self.wrong: list[str] = []
        self.sent: list[str] = []
        self.lost = self.doubled = 0
        self.due_right = False
        with time_machine.travel(noon(self.monday) - 2 * A_DAY, tick=False):
            self.phone = Wall(look, take_in(by, home=case.home, monday=self.monday), by)
            self.phone.sign_in()

    def live(self) -> None:
        for number, moment in enumerate(self.case.moments):
            self._look(moment)
            self._log(moment, pain=number)
        self._check_entries()
        self._live_the_rest_of_the_week()
        self._check_week()

    def _look(self, moment: Moment) -> None:
        """Open the app: what it shows as due is that of the last moment in the end."""
        begun = moment.begun or moment.at
        with time_machine.travel(begun, tick=False):
            right = timedelta() if self.case.redated else moment.wrong_by
            stamp = self.phone.shows(moment.zone, begun + right)
            self.phone.sync([], stamp["sent_at"])
            due = self.phone.shows(moment.zone, begun + right)["due"]
        self.due_right = frozenset(due) == self.case.due
        if moment is self.case.moments[-1] and not self.due_right:
            self.wrong.append(f"due were {sorted(due)}, not {sorted(self.case.due)}")

    def _log(self, moment: Moment, pain: int) -> None:
        clock = moment.at + moment.wrong_by
        with time_machine.travel(moment.at, tick=False):
            opened = self.phone.shows(moment.zone, (moment.begun or moment.at) + moment.wrong_by)
            saved = self.phone.shows(moment.zone, clock)
            entries = self.phone.logs({**saved, "on": opened["on"]}, pain)
            statuses = self.phone.sync(entries, saved["sent_at"])
            if self.case.redated:
                self._expect(statuses, "refused")
            if self.phone.refused:
                entries = self.phone.redated(moment.zone, clock)
                statuses = self.phone.sync(entries, saved["sent_at"])
            self._expect(statuses, "kept")
        self.sent += [entry["id"] for entry in entries]

    def _expect(self, statuses: list[str], status: str) -> None:
        if {*statuses} != {status}:
            self.wrong.append(f"the entries were {statuses}, not {status}")

    def _check_entries(self) -> None:
        """Hold each kept entry against the date it was lived on, and their order against the true one."""
        kept = list(self.phone.patient.entries.all())
        self.lost = len({*self.sent} - {str(entry.id) for entry in kept})
        self.doubled = max(0, len(kept) - len({*self.sent}))
        check_ins = sorted((entry for entry in kept if entry.kind == "check_in"), key=lived_at)
        lived = [(entry.on, self._pain(entry)) for entry in check_ins]
        true = [(moment.on, number) for number, moment in enumerate(self.case.moments)]
        if lived != true:
            self.wrong.append(f"kept on {lived}, lived on {true}")
        if any(abs(entry.lived_at - moment.at) > timedelta(seconds=2) for entry, moment in self._pairs(check_ins)):
            self.wrong.append("the instants are not the true ones")

    def _pairs(self, check_ins: list[Entry]) -> Iterator[tuple[Entry, Moment]]:
        yield from zip(check_ins, self.case.moments, strict=False)

    @staticmethod
    def _pain(entry: Entry) -> int | None:
        return entry.data["pain_now"] if entry.data else None

    def _live_the_rest_of_the_week(self) -> None:
        """Log every date of the plan-week that can be, at home, and send it all when the week is over."""
        lived = {moment.on for moment in self.case.moments}
        skipped = _skipped(lived) if self.case.days_of_week < 7 else set()
        rest = [self.monday + number * A_DAY for number in range(7)]
        entries = []
        for on in (day for day in rest if day not in lived | skipped):
            entries += self.phone.logs({**self.phone.shows(LONDON, noon(on)), "on": on.isoformat()}, pain=2)
        after = noon(self.monday + A_WEEK + 2 * A_DAY)
        with time_machine.travel(after, tick=False):
            self._expect(self.phone.sync(entries, self.phone.shows(LONDON, after)["sent_at"]), "kept")

    def _check_week(self) -> None:
        """Hold the week's record against the dates that were lived."""
        found = outcome(self.phone.patient, self.monday + A_WEEK)
        week = found.adherence if found else None
        logging = round(self.case.days_of_week * 100 / 7, 1)
        if week is None or (week.week_of, float(week.logging), week.kept, week.counted) != (self.monday, logging, 1, 1):
            self.wrong.append(f"the plan-week was {week}")


def _skipped(lived: set[date]) -> set[date]:
    """Find the dates between those lived that never were."""
    return {min(lived) + number * A_DAY for number in range(1, (max(lived) - min(lived)).days)}
