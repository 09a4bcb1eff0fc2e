"""The day a gap begins is not over: what Amara does today may still end it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from steadily.people.models import Patient
from steadily.plans.models import Plan, Prescription
from steadily.today.pack import render
from tests.backend.today.conftest import Telling
from tests.conftest import NOW, TODAY

GAP = timedelta(days=10)
"""From so many days after a session the amount is lower (R-PG6)."""


def test_tomorrow_is_lower_after_a_gap_only_once_today_has_passed_without_a_session(
    amara: Patient, amara_plan: Plan, sit_to_stand: Prescription, tell: Telling, session: Callable[..., dict[str, Any]]
) -> None:
    tell("exercise", TODAY, session())
    on = TODAY + GAP - timedelta(days=1)

    days = render(amara, NOW + (on - TODAY))["days"]

    tomorrow, after = (
        days[(on + timedelta(days=n)).isoformat()]["doses"][str(sit_to_stand.id)]["steady"] for n in (1, 2)
    )
    assert (tomorrow["value"], after["value"]) == (10, 8)
