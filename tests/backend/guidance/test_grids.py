"""The phone's look-up and the rules give the same answer."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from random import Random

import pytest

from steadily.guidance.ahead import COLUMNS, CalendarDay, calendar
from steadily.guidance.dose_grid import DoseCells, DueDose, within_reach
from steadily.guidance.evaluate import fold
from steadily.guidance.grids import Grids, grids
from steadily.guidance.outcome import Dose, Message, NextDose, Outcome
from steadily.guidance.protocol import DEFAULT
from steadily.guidance.state import State
from steadily.guidance.terms import Day, DoseStatus, FlareState, SafetyState
from tests.backend.guidance.people import Person, person
from tests.backend.guidance.walker import ONE_DAY, column, later_code, tonight

LETTERS = {SafetyState.CLEAR: "C", SafetyState.STALE: "x", SafetyState.CAUTION: "x", SafetyState.HOLD: "H"}
STATUS_ORDER = {DoseStatus.SUSPENDED: 0, DoseStatus.PAUSED: 0, DoseStatus.REST: 1, DoseStatus.DO: 2}


def live_to(patient: Person, on: date, checkpoint: State | None = None) -> tuple[State, Outcome]:
    return fold(DEFAULT, patient.plan, patient.visits, patient.actions, patient.diary, on, checkpoint)


def write_grids(patient: Person, today: date, state: State, diary: dict[date, Day]) -> Grids:
    return grids(DEFAULT, patient.plan, patient.visits, patient.actions, diary, today, state)


@pytest.mark.parametrize("seed", range(12))
def test_on_the_day_of_a_sync_phone_and_server_agree(seed: int) -> None:
    patient = person(seed)
    state: State | None = None

    for n in range(1, 57):
        today = min(patient.diary) + timedelta(days=n)
        day = patient.diary.get(today, Day(today))
        state, _ = live_to(patient, today - ONE_DAY, state)
        received = Random(n).random() < 0.3
        diary = patient.diary if received else {on: each for on, each in patient.diary.items() if on != today}
        pages = write_grids(patient, today, state, diary)
        seen = tonight(pages, patient.diary.get(today - ONE_DAY), day, received=received)
        _, told = live_to(patient, today, state)

        assert (seen.flare.state, seen.flare.day, seen.flare.return_day, seen.flare.relapse) == (
            told.flare.state,
            told.flare.day,
            told.flare.return_day,
            told.flare.relapse,
        )
        assert seen.flare.column == COLUMNS[told.flare.stage]
        assert seen.safety == LETTERS[told.safety.state]
        for dose in told.next:
            looked_up = seen.doses[dose.prescription]
            if looked_up is None:
                assert dose.status is DoseStatus.SUSPENDED
            else:
                assert _amount(looked_up.dose) == _amount(dose)
                assert _reasons(looked_up.dose) == _reasons(dose)
                assert looked_up.due == dose.due


def _amount(dose: Dose | NextDose) -> tuple[object, ...]:
    return tuple(getattr(dose, name) for name in ("status", "level", "sets", "value", "percent", "because"))


def _reasons(dose: Dose | NextDose) -> list[Message]:
    """Read why; a cell says of today's morning that it was unsettled, and cannot say by how much."""
    return [Message(each.text) if each.text == "T_UNSETTLED" else each for each in dose.why]


def _less_or_same(dose: Dose, steady: Dose) -> bool:
    if dose.status is not DoseStatus.DO or steady.status is not DoseStatus.DO:
        return STATUS_ORDER[dose.status] <= STATUS_ORDER[steady.status]
    assert dose.level is not None
    assert steady.level is not None
    assert dose.value is not None
    assert steady.value is not None
    return dose.level <= steady.level and dose.value <= steady.value


def days_ahead(patient: Person, state: State, first: date) -> dict[date, CalendarDay]:
    return calendar(DEFAULT, patient.plan, patient.visits, (), state, first, 20)


@pytest.mark.parametrize("seed", range(20))
def test_no_column_ever_shows_more_than_steady(seed: int) -> None:
    patient = person(seed, days=40)
    state, _ = live_to(patient, patient.last_day)

    for day in days_ahead(patient, state, patient.last_day + ONE_DAY).values():
        for doses in day.doses.values():
            columns = [getattr(doses, name) for name in COLUMNS.values()]
            assert all(_less_or_same(dose, doses.steady) for dose in (*columns, *doses.eased, doses.hold))


@pytest.mark.parametrize("seed", range(20))
def test_tomorrow_in_the_calendar_is_tomorrow_in_the_outcome(seed: int) -> None:
    patient = person(seed, days=40)
    state, told = live_to(patient, patient.last_day)

    tomorrow = days_ahead(patient, state, patient.last_day + ONE_DAY)[patient.last_day + ONE_DAY]

    name = COLUMNS[told.flare.stage] if told.safety.state is not SafetyState.HOLD else "hold"
    for dose in told.next:
        doses = tomorrow.doses[dose.prescription]
        ahead = getattr(doses, name)
        assert (ahead.status, ahead.level, ahead.value) == (dose.status, dose.level, dose.value)


@pytest.mark.parametrize("seed", range(20))
def test_without_signal_a_flare_is_never_left(seed: int) -> None:
    patient = replace(person(seed, days=60), actions=())
    synced = min(patient.diary) + timedelta(days=30)
    state, _ = live_to(patient, synced - ONE_DAY)
    pages = write_grids(patient, synced, state, patient.diary)
    outcome = tonight(
        pages, patient.diary.get(synced - ONE_DAY), patient.diary.get(synced, Day(synced)), received=True
    ).flare
    shown = outcome.column
    day, relapse = outcome.day, outcome.relapse
    assert shown is not None

    for n in range(1, 21):
        on = synced + timedelta(days=n)
        before = outcome.context
        outcome = pages.flare.outcomes[later_code(pages, before, patient.diary.get(on, Day(on)), grace=False)]
        relapse = outcome.relapse or (relapse and outcome.context == "F")
        day = outcome.day if outcome.day is not None else day and day + 1
        shown = column(pages, outcome, shown, day, relapse)
        if before in "FR":
            assert outcome.state in (FlareState.FLARE, FlareState.RETURN)
            assert shown != "steady"
        if before == "F":
            assert outcome.context == "F"


def test_tomorrows_most_is_what_today_may_still_make_of_it() -> None:
    known = Dose(DoseStatus.DO, level=1, sets=2, value=4)
    larger = Dose(DoseStatus.DO, level=1, sets=2, value=6)
    rest, held = Dose(DoseStatus.REST), Dose(DoseStatus.SUSPENDED)
    cells = DoseCells((DueDose(rest, due=False), DueDose(larger, due=True), DueDose(held, due=False)), {})

    assert within_reach(known, cells) == larger
    assert within_reach(larger, cells) is larger
    assert within_reach(held, DoseCells((DueDose(rest, due=False),), {})) == rest
