"""The fold resumes, repeats and never breaks what must never happen (section 9.1)."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from steadily.guidance.chart import read_chart
from steadily.guidance.evaluate import beginning, evaluate, fold, live
from steadily.guidance.outcome import Outcome
from steadily.guidance.phase import place
from steadily.guidance.protocol import DEFAULT
from steadily.guidance.state import State
from steadily.guidance.terms import Category, Day, DoseStatus, FlareState, Light, Phase, SafetyState
from tests.backend.guidance.people import Person, person

CENT = Decimal("0.01")
seeds = st.integers(0, 10**6)


def lived(patient: Person) -> list[tuple[State, Outcome]]:
    chart = read_chart(DEFAULT, patient.plan, patient.visits, patient.actions)
    state = beginning(patient.plan, patient.diary, patient.last_day)
    days = []
    while state.on < patient.last_day:
        state, outcome = live(chart, state, patient.diary, state.on + timedelta(days=1))
        days.append((state, outcome))
    return days


@pytest.mark.parametrize("seed", range(6))
def test_a_resumed_fold_is_the_whole_fold(seed: int) -> None:
    patient = person(seed)
    whole = fold(DEFAULT, patient.plan, patient.visits, patient.actions, patient.diary, patient.last_day)

    for state, _ in lived(patient)[5:-1:7]:
        recent = {on: day for on, day in patient.diary.items() if on >= state.on}
        resumed = fold(DEFAULT, patient.plan, patient.visits, patient.actions, recent, patient.last_day, state)
        assert resumed == whole


def test_a_checkpoint_that_is_not_earlier_is_left_aside() -> None:
    patient = person(1)
    (same, early), (late, _) = lived(patient)[20], lived(patient)[30]
    asked = (DEFAULT, patient.plan, patient.visits, patient.actions, patient.diary, early.on)

    again = [evaluate(*asked, checkpoint) for checkpoint in (late, same)]

    assert again == [early, early]


def test_the_same_diary_gives_the_same_outcome() -> None:
    assert lived(person(3)) == lived(person(3))


def test_the_state_does_not_grow_with_the_diary() -> None:
    state, _ = lived(person(2, days=200))[-1]

    assert len(state.days) <= 28
    assert all(len(exercise.sessions) <= 10 and len(exercise.plan_days) <= 8 for exercise in state.exercises)


@settings(max_examples=40, deadline=None)
@given(seeds)
def test_nothing_is_raised_unless_all_is_calm_and_clear(seed: int) -> None:
    patient = person(seed)
    patient = Person(patient.plan, patient.visits, (), patient.diary)
    days = lived(patient)

    for (before, _), (after, outcome) in pairwise(days):
        amounts = {each.prescription: each for each in before.exercises}
        for each in after.exercises:
            earlier = amounts[each.prescription]
            assert each.level <= earlier.level
            if each.amount > earlier.amount:
                assert outcome.safety.state is SafetyState.CLEAR
                assert all(day.state is FlareState.NONE for day in after.days[-8:])
                assert each.amount <= earlier.amount * Decimal("1.10") + CENT
                assert not each.paused
            assert not (earlier.paused and not each.paused)
        if any(positive in after.positives for positive in before.positives):
            assert outcome.safety.state in (SafetyState.HOLD, SafetyState.CAUTION)


@settings(max_examples=40, deadline=None)
@given(seeds)
def test_a_dose_never_passes_what_is_carried_and_follows_the_day(seed: int) -> None:
    patient = person(seed)
    categories = {each.id: each.category for each in patient.plan.prescriptions}
    chart = read_chart(DEFAULT, patient.plan, patient.visits, patient.actions)

    for state, outcome in lived(patient):
        tomorrow = place(DEFAULT, chart.sessions, outcome.on + timedelta(days=1))
        today = [light for light in outcome.lights if light.on == state.on]
        red_today = {light.prescription for light in today if light.provisional is Light.RED}
        for dose in outcome.next:
            assert (dose.status is DoseStatus.SUSPENDED) == (outcome.safety.state is SafetyState.HOLD)
            assert (dose.value is None) == (dose.status is not DoseStatus.DO)
            assert dose.value is None or 1 <= dose.value <= max(1, dose.v_exact)
            assert not dose.due or dose.status is DoseStatus.DO
            if dose.prescription in red_today or (
                tomorrow.phase is Phase.DAY0 and categories[dose.prescription] is Category.STRENGTH
            ):
                assert dose.status is not DoseStatus.DO


@settings(max_examples=40, deadline=None)
@given(seeds)
def test_a_declared_flare_is_always_honoured(seed: int) -> None:
    patient = person(seed)

    for _, outcome in lived(patient):
        day = patient.diary.get(outcome.on, Day(outcome.on))
        if day.flare:
            assert outcome.flare.state is FlareState.FLARE


@settings(max_examples=20, deadline=None)
@given(seeds)
def test_silence_is_never_read_as_an_answer(seed: int) -> None:
    patient = person(seed)
    silent = patient.last_day + timedelta(days=1)

    outcome = evaluate(DEFAULT, patient.plan, patient.visits, patient.actions, patient.diary, silent)

    assert outcome.index_pain is None
    assert not [light for light in outcome.lights if light.on == silent]
    assert all(light.morning != "SETTLED" or light.on < silent for light in outcome.lights)
    assert not [alert for alert in outcome.alerts if alert.code.startswith("A_REDFLAG")]
