"""The pages a phone turns while there is no signal: the calendar of doses and the grids, as the guidance made them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import msgspec

from steadily.guidance.ahead import CalendarDay, Doses, calendar, starting_column
from steadily.guidance.dose_grid import DoseCells, within_reach
from steadily.guidance.grids import Grids, grids
from steadily.guidance.outcome import Dose
from steadily.guidance.state import State
from steadily.guidance.terms import DoseStatus
from steadily.today.gather import Gathered
from steadily.today.outcomes import A_DAY, plan_on

Json = dict[str, Any]

WHOLE = 100
"""Percent of the amount that neither flare nor phase has changed; left out of the pack."""


@dataclass(frozen=True, slots=True)
class Ahead:
    """What may come for a patient from `today` on."""

    gathered: Gathered
    today: date

    def starting_column(self, before: State) -> str:
        """Name the column of doses that today began in, from the state of the evening before."""
        rows = self.gathered
        visits = rows.visits_as_of(self.today)
        return starting_column(rows.protocol, plan_on(rows, self.today), visits, rows.actions, before, self.today)

    def pages(self, before: State, after: State, number: int) -> Json:
        """Give what a phone turns to without signal: `days`, each date with its doses, and `grids`, answer by answer.

        Today's doses come from the evening before, later ones from what today has told so far. Of an exercise of which
        today has told nothing, tomorrow's `steady` is the most that today's answers may still make of it.
        """
        made = self._grids(before)
        days = self._calendar(before, self.today, 1) | self._calendar(after, self.today + A_DAY, number - 1)
        tomorrow = self.today + A_DAY
        if tomorrow in days:
            days[tomorrow] = _reaching(
                days[tomorrow], {name: made.next[name] for name in made.next if self._open(name)}
            )
        written = _Written()
        return {
            "days": {on.isoformat(): _day(day, written) for on, day in days.items()},
            "grids": {name: plain(getattr(made, name)) for name in made.__slots__ if name != "next"}
            | {"next": {prescription: _tomorrow(cells) for prescription, cells in made.next.items()}},
        }

    def _open(self, prescription: str) -> bool:
        """Tell whether today has told nothing yet of an exercise: no session, no word on the morning after one."""
        today, yesterday = (self.gathered.diary.get(on) for on in (self.today, self.today - A_DAY))
        before = None if yesterday is None else yesterday.sessions.get(prescription)
        answered = before is not None and before.settled is not None
        return not answered and (today is None or prescription not in today.sessions)

    def _grids(self, before: State) -> Grids:
        rows = self.gathered
        visits = rows.visits_as_of(self.today)
        return grids(
            rows.protocol, plan_on(rows, self.today), visits, rows.actions, rows.diary, self.today, checkpoint=before
        )

    def _calendar(self, state: State, first: date, number: int) -> dict[date, CalendarDay]:
        rows = self.gathered
        visits = rows.visits_as_of(self.today)
        return calendar(rows.protocol, plan_on(rows, self.today), visits, rows.actions, state, first, number)


def _reaching(day: CalendarDay, cells: Mapping[str, DoseCells]) -> CalendarDay:
    doses = {
        name: replace(each, steady=within_reach(each.steady, cells[name])) if name in cells else each
        for name, each in day.doses.items()
    }
    return replace(day, doses=doses)


def plain(value: object) -> Any:
    """Turn guidance values into what JSON holds: enums and dates as words, decimals and ids as text."""
    return msgspec.json.decode(msgspec.json.encode(value))


class _Written:
    """Doses as they stand in a pack. Many dates share one and the same dose, which is written once."""

    def __init__(self) -> None:
        self.by_identity: dict[int, tuple[Dose, Json]] = {}

    def __call__(self, dose: Dose) -> Json:
        """Write a dose, or give what was written."""
        if id(dose) not in self.by_identity:
            self.by_identity[id(dose)] = dose, dose_json(dose)  # holding the dose keeps its identity its own
        return self.by_identity[id(dose)][1]


def _day(day: CalendarDay, written: _Written) -> Json:
    return {
        "phase": day.phase.value,
        "pre_review": day.pre_review,
        "grace": day.grace,
        "messages": plain(day.messages),
        "doses": {prescription: _doses(doses, written) for prescription, doses in day.doses.items()},
    }


def _doses(doses: Doses, written: _Written) -> Json:
    return {
        "due": doses.due,
        "steady": written(doses.steady),
        "eased": [written(dose) for dose in doses.eased],
        "flare_settle": written(doses.flare_settle),
        "flare_steady": written(doses.flare_steady),
        "return_early": written(doses.return_early),
        "return_late": written(doses.return_late),
        "hold": written(doses.hold),
    }


def _tomorrow(cells: DoseCells) -> Json:
    doses = [dose_json(each.dose) | {"due": each.due} for each in cells.doses]
    return {"doses": doses, "cells": dict(cells.cells)}


def dose_json(dose: Dose) -> Json:
    """Write a dose: an amount only where there is something to do, a reason only where something changed it."""
    written: Json = {"status": dose.status.value}
    if dose.status is DoseStatus.DO:
        written |= {"level": dose.level, "sets": dose.sets, "value": dose.value}
    if dose.status is DoseStatus.DO and dose.percent != WHOLE:
        written["percent"] = dose.percent
    if dose.because:
        written["because"] = [*dose.because]
    if dose.why:
        written["why"] = plain(dose.why)
    return written
