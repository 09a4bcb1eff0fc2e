"""The pack of a patient who is far from home, or has two phones: it begins on their day, and leaves nothing out."""

from __future__ import annotations

from datetime import timedelta

from steadily.people.models import Patient
from steadily.plans.models import Plan
from steadily.today.pack import render
from tests.backend.today.conftest import TOMORROW, Telling
from tests.conftest import NOW, TODAY


def test_it_begins_on_the_date_the_patient_lives(amara: Patient, amara_plan: Plan) -> None:
    pack = render(amara, NOW, today=TOMORROW)

    assert (pack["from"], pack["until"]) == ("2026-03-11", "2026-03-31")


def test_a_red_flag_told_on_a_date_still_to_come_holds_the_plan_today(
    amara: Patient, amara_plan: Plan, tell: Telling
) -> None:
    tell("safety", TOMORROW, {"pack": "daily", "asked": ["RF01"], "answers": ["RF01"]}, at=NOW)

    pack = render(amara, NOW, today=TODAY)

    assert (pack["as_of"]["safety"], pack["as_of"]["positives"]) == ("HOLD", ["RF01"])


def test_the_version_of_the_plan_can_be_told_from_the_revision(amara: Patient, amara_plan: Plan) -> None:
    assert render(amara, NOW)["revision"].startswith("1-")


def test_without_a_plan_the_revision_names_none(amara: Patient) -> None:
    assert render(amara, NOW)["revision"].startswith("0-")


def test_a_change_another_phone_made_rides_beside_the_one_that_counts(
    amara: Patient, amara_plan: Plan, tell: Telling
) -> None:
    first = tell("check_in", TODAY, {"pain_now": 3})
    tell("check_in", TODAY, {"pain_now": 5}, supersedes=first, at=NOW)
    tell("check_in", TODAY, None, supersedes=first, at=NOW - timedelta(hours=1))

    (entry,) = render(amara, NOW)["diary"]

    assert entry["data"] == {"pain_now": 5}
    assert entry["rivals"] == [{"at": "2026-03-10T17:00:00+00:00", "data": None}]
    assert entry["placed_at"] == "2026-03-10T12:00:00+00:00"
