"""The diary as Dr Chen reads it: what two phones changed, which plan was followed, and days ahead of the clinic's."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from steadily.clinic_admin.diary_table import DiaryDay, diary_table
from steadily.logbook.models import Entry
from steadily.people.models import Patient
from steadily.plans.models import Plan
from tests.conftest import NOW, TODAY


def entry(patient: Patient, number: int, data: dict[str, Any] | None, **changes: Any) -> Entry:
    """Make an entry of today, a minute after the one before it."""
    lived = {"kind": "check_in", "on": TODAY, "at": NOW + timedelta(minutes=number), "received_at": NOW}
    return Entry(
        **{"id": UUID(int=number), "patient": patient, "tz": "Europe/London", "data": data, **lived, **changes}
    )


def table(entries: list[Entry], plan: Plan, last: date = TODAY) -> list[DiaryDay]:
    return diary_table(entries, plan.prescriptions.all(), plan=plan, last=last, days=2)


def test_of_two_phones_the_table_says_which_counts_and_what_the_other_said(amara: Patient, amara_plan: Plan) -> None:
    first = UUID(int=1)
    entries = [
        entry(amara, 1, {"pain_now": 3}),
        entry(amara, 2, {"pain_now": 8}, supersedes=first),
        entry(amara, 3, {"pain_now": 5}, supersedes=first),
    ]

    today, _ = table(entries, amara_plan)

    assert today.lines == ["Changed on two phones. This counts: pain now 5. The other, not counted: pain now 8"]


def test_an_entry_taken_back_on_one_phone_and_changed_on_the_other_is_not_silent(
    amara: Patient, amara_plan: Plan
) -> None:
    first = UUID(int=1)
    entries = [
        entry(amara, 1, {"pain_now": 3}),
        entry(amara, 2, {"pain_now": 8}, supersedes=first),
        entry(amara, 3, None, supersedes=first),
    ]

    today, _ = table(entries, amara_plan)

    assert today.lines == ["Changed on two phones. This counts: taken back. The other, not counted: pain now 8"]
    assert today.readings == []


def test_a_session_by_an_earlier_version_of_the_plan_says_so(amara: Patient, amara_plan: Plan) -> None:
    walk = amara_plan.prescriptions.get(exercise__code="G1")
    done = {"prescription": str(walk.pk), "done": "12", "prescribed": "12"}
    amara_plan.version = 2
    entries = [entry(amara, 1, done, kind="exercise", pack_revision="1-5d41402a")]

    today, _ = table(entries, amara_plan)

    assert today.lines[0].startswith("Easy walk: 12 of 12")
    assert today.lines[0].endswith("(by version 1 of the plan)")


def test_a_day_lived_ahead_of_the_clinics_own_is_shown(amara: Patient, amara_plan: Plan) -> None:
    tomorrow = TODAY + timedelta(days=1)

    newest, _ = table([entry(amara, 1, {"pain_now": 3}, on=tomorrow)], amara_plan)

    assert (newest.on, newest.silent) == (tomorrow, False)
