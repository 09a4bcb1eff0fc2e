"""Whatever happens, in whatever order: going on from a checkpoint says what the whole diary says."""

from __future__ import annotations

from random import Random
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from steadily.people.models import Clinician, Patient
from steadily.plans.models import Plan
from steadily.today.actions import look_again
from steadily.today.gather import gather
from steadily.today.models import Alert, Checkpoint
from steadily.today.outcomes import outcome
from steadily.today.pack import render
from steadily.today.proposals import open_proposals
from tests.backend.today.turns import A_DAY, Course
from tests.conftest import NOW, Phone

EVENTS = ["told", "told late", "corrected", "withdrawn", "decided", "visit", "visit changed", "course ended"]
RARE = ["revised", "plan ended", "new plan", "plan replaced", "visit"]
turns = st.one_of(st.just("a day"), st.just("looked at"), st.sampled_from(EVENTS), st.sampled_from(RARE))


@pytest.fixture
def written(amara: Patient, amara_plan: Plan, amara_phone: Phone, dr_chen: Clinician) -> Course:
    """Amara's first three weeks with her plan."""
    course = Course(amara, amara_phone.device, dr_chen, NOW, Random(11))
    for _ in range(21):
        course.tell(course.today)
        course.now += A_DAY
    look_again(patient=amara, at=course.now)
    return course


def said(course: Course) -> list[Any]:
    """Read all that is said about a patient now."""
    patient, today = course.patient, course.today
    days = [outcome(patient, today - number * A_DAY) for number in (0, 1, 4, 15)]
    proposed = open_proposals(patient, today, gather(patient, first=today))
    return [days, render(patient, course.now), proposed]


def said_afresh(course: Course) -> list[Any]:
    """Read the same from the whole diary: with no checkpoint kept, and as it was again afterwards."""
    with transaction.atomic():
        Checkpoint.objects.all().delete()
        afresh = said(course)
        transaction.set_rollback(True)
    return afresh


def alerts() -> list[Any]:
    return [*Alert.objects.order_by("id").values_list("id", "code", "on", "prescription", "withdrawn_at")]


def alerts_afresh(course: Course) -> list[Any]:
    """Look again with no checkpoint kept."""
    with transaction.atomic():
        Checkpoint.objects.all().delete()
        look_again(patient=course.patient, at=course.now)
        afresh = alerts()
        transaction.set_rollback(True)
    return afresh


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 2**16), taken=st.lists(turns, min_size=2, max_size=14))
def test_a_checkpoint_never_changes_what_is_said(written: Course, seed: int, taken: list[str]) -> None:
    with transaction.atomic():
        course = Course(
            written.patient, written.device, written.clinician, written.now, Random(seed), list(written.told)
        )
        for turn in taken:
            if turn == "looked at":
                look_again(patient=course.patient, at=course.now)
            else:
                course.take(turn)
        assert said(course) == said_afresh(course)

        look_again(patient=course.patient, at=course.now)

        assert said(course) == said_afresh(course)
        assert alerts() == alerts_afresh(course)
        transaction.set_rollback(True)
