"""The demo clinic: three invented people at different points, always up to this morning."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from io import StringIO
from random import Random
from typing import Any

import pytest
import pytest_django
from django.contrib.auth import authenticate
from django.core.management import call_command
from django.db import transaction

from steadily.demo.cast import PEOPLE
from steadily.demo.clinic import bring_up_to_date
from steadily.demo.diaries import Pages
from steadily.demo.sign_ins import fresh_sign_ins
from steadily.guidance.terms import FlareState, Phase, SafetyState
from steadily.logbook.actions import keep_entries
from steadily.logbook.models import Entry
from steadily.people.actions import activate, invite, sign_out
from steadily.people.models import Clinic, ClinicToken, Device, Patient, fingerprint
from steadily.plans.actions import end_plan
from steadily.records.refusals import Refused
from steadily.today.models import Alert
from steadily.today.outcomes import outcome

TODAY = date(2026, 3, 10)
ROSA, TOM, NADIA = PEOPLE


@pytest.fixture(scope="module")
def built_once(django_db_setup: None, django_db_blocker: pytest_django.DjangoDbBlocker) -> Iterator[None]:
    """Build the demo once for all these tests; each test's own changes are undone as ever, and the demo at the end."""
    with django_db_blocker.unblock(), transaction.atomic():
        bring_up_to_date(datetime(2026, 3, 10, 18, tzinfo=UTC))
        yield
        transaction.set_rollback(True)


@pytest.fixture
def demo(built_once: None, db: None) -> Clinic:
    return Clinic.objects.get(demo=True)


def named(name: str) -> Patient:
    return Patient.objects.get(name=name)


def days_written(patient: Patient) -> list[date]:
    return sorted({*patient.entries.values_list("on", flat=True)})


def test_each_diary_is_six_weeks_long_and_ends_today(demo: Clinic) -> None:
    six_weeks = [TODAY - timedelta(days=number) for number in range(42, -1, -1)]

    assert [days_written(patient) for patient in demo.patients.all()] == [six_weeks] * 3


def test_rosa_is_steady_tom_in_a_flare_and_nadia_treated_today(demo: Clinic) -> None:
    rosa, tom, nadia = (outcome(named(person.name), TODAY) for person in PEOPLE)

    assert rosa is not None
    assert tom is not None
    assert nadia is not None
    assert (rosa.flare.state, rosa.phase) == (FlareState.NONE, Phase.MAINTAIN)
    assert (tom.flare.state, tom.flare.day) == (FlareState.FLARE, 3)
    assert (nadia.flare.state, nadia.phase) == (FlareState.NONE, Phase.DAY0)
    assert {each.safety.state for each in (rosa, tom, nadia)} == {SafetyState.CLEAR}


def test_toms_flare_is_on_the_worklist(demo: Clinic) -> None:
    told = Alert.objects.open()

    assert [(alert.patient.name, alert.code) for alert in told] == [(TOM.name, "A_FLARE_NEW")]


def test_each_course_has_days_before_it_to_be_compared_with(demo: Clinic) -> None:
    courses = [outcome(patient, TODAY).course for patient in Patient.objects.all()]  # type: ignore[union-attr]

    pains = [domain for course in courses if course for domain in course.domains if domain.domain == "pain"]
    assert len(pains) == len(PEOPLE)
    assert all(pain.baseline is not None and pain.current is not None for pain in pains)


def test_today_is_left_for_whoever_looks_around(demo: Clinic) -> None:
    today = Entry.objects.filter(on=TODAY)

    assert {entry.kind for entry in today} == {"check_in", "settled"}
    assert {entry.data.get("pain_now") for entry in today} == {None}


def test_what_was_done_follows_what_the_guidance_asked(demo: Clinic) -> None:
    rosa = named(ROSA.name)
    yesterday = outcome(rosa, TODAY - timedelta(days=2))
    assert yesterday is not None
    asked = {dose.prescription: str(dose.value) for dose in yesterday.next if dose.due}

    done = rosa.entries.filter(on=TODAY - timedelta(days=1), kind="exercise")

    assert done
    assert all(entry.data["prescribed"] == asked[entry.data["prescription"]] for entry in done)


def test_a_visit_that_has_been_was_attended_and_the_others_are_booked(demo: Clinic) -> None:
    visits = named(NADIA.name).visits.values_list("on", "status")

    assert [*visits] == [(TODAY + timedelta(weeks=week), "ATTENDED" if week < 0 else "BOOKED") for week in range(-5, 3)]


def test_making_it_again_on_the_same_day_changes_nothing(demo: Clinic, now: datetime) -> None:
    before = [*Entry.objects.order_by("id").values()]

    again = bring_up_to_date(now)

    assert again == demo
    assert [*Entry.objects.order_by("id").values()] == before
    assert (Clinic.objects.count(), Patient.objects.count(), Device.objects.count()) == (1, 3, 3)


def test_started_three_days_later_the_diaries_reach_that_day(demo: Clinic, now: datetime) -> None:
    bring_up_to_date(now + timedelta(days=3))

    rosa = named(ROSA.name)
    assert days_written(rosa)[-1] == TODAY + timedelta(days=3)
    check_ins = Counter(rosa.entries.filter(kind="check_in").values_list("on", flat=True))
    assert {*check_ins.values()} == {1, 2}
    assert [on for on, count in check_ins.items() if count == 1] == [TODAY + timedelta(days=3)]


def test_a_day_someone_wrote_in_themselves_is_left_alone(demo: Clinic, now: datetime) -> None:
    rosa = named(ROSA.name)
    code = invite(by="tests", at=now, patient=rosa).typed
    phone = activate(code=code, year_of_birth=ROSA.year_of_birth, device_name="My phone", at=now).device
    mine = {
        "id": "019cd8a3-0000-7000-8000-00000000abcd",
        "kind": "check_in",
        "on": "2026-03-10",
        "at": now.isoformat(),
        "tz": "Europe/London",
        "data": {"pain_now": 9},
    }
    keep_entries(by=phone, at=now, sent_at=now, raws=[mine])

    bring_up_to_date(now + timedelta(days=1))

    pains = [entry.data["pain_now"] for entry in rosa.entries.filter(on=TODAY) if "pain_now" in entry.data]
    assert pains == [9]


def test_a_plan_ended_or_a_phone_signed_out_ends_the_writing(demo: Clinic, now: datetime) -> None:
    rosa, tom = named(ROSA.name), named(TOM.name)
    end_plan(by="tests", at=now, plan=rosa.plans.get(), reason="Trying it out")
    sign_out(by="tests", at=now, device=tom.devices.get())

    bring_up_to_date(now + timedelta(days=2))

    assert [days_written(patient)[-1] for patient in (rosa, tom)] == [TODAY, TODAY]
    assert days_written(named(NADIA.name))[-1] == TODAY + timedelta(days=2)


def test_started_in_the_small_hours_nothing_is_written_ahead_of_the_clock(demo: Clinic, now: datetime) -> None:
    at = (now + timedelta(days=1)).replace(hour=0, minute=5)

    bring_up_to_date(at)

    assert max(Entry.objects.values_list("at", flat=True)) == at


@pytest.mark.parametrize("person", PEOPLE, ids=[person.region for person in PEOPLE])
def test_the_same_seed_writes_the_same_days(person: Any) -> None:
    pages, again = (Pages(person, TODAY, "Europe/London") for _ in range(2))
    later = TODAY + timedelta(days=40)

    assert [*pages.evening(later, [])] == [*again.evening(later, [])]
    assert pages.feeling(later) == again.feeling(later)


@pytest.mark.parametrize("person", PEOPLE, ids=[person.region for person in PEOPLE])
def test_a_year_of_feelings_stays_on_the_scale(person: Any) -> None:
    days = [person.story(number, Random(number)) for number in range(365)]

    scores = [score for day in days for score in (day.morning, day.now, day.worst, day.interference, day.sleep)]
    assert all(0 <= score <= 10 for score in scores)
    assert all(day.now <= day.worst for day in days)


def test_the_sign_ins_open_every_door(demo: Clinic, now: datetime) -> None:
    ways_in = fresh_sign_ins(at=now)

    assert [person["username"] for person in ways_in["clinicians"]] == ["helen", "kwame"]
    assert all(authenticate(**person) for person in ways_in["clinicians"])
    assert ClinicToken.objects.get(fingerprint=fingerprint(ways_in["clinic_token"])).clinic == demo
    for person in ways_in["patients"]:
        signed_in = activate(code=person["code"], year_of_birth=person["year_of_birth"], device_name="My phone", at=now)
        assert (str(signed_in.device.patient_id), signed_in.device.patient.name) == (person["id"], person["name"])


def test_new_sign_ins_end_the_ones_before(demo: Clinic, now: datetime) -> None:
    old = fresh_sign_ins(at=now)

    fresh_sign_ins(at=now)

    assert not any(authenticate(**person) for person in old["clinicians"])
    assert ClinicToken.objects.get(fingerprint=fingerprint(old["clinic_token"])).revoked_at == now
    with pytest.raises(Refused) as refusal:
        activate(code=old["patients"][0]["code"], year_of_birth=1989, device_name="My phone", at=now)
    assert refusal.value.code == "expired-code"


def test_without_a_demo_clinic_there_are_no_sign_ins(demo: Clinic, now: datetime) -> None:
    Clinic.objects.update(demo=False)

    with pytest.raises(Clinic.DoesNotExist):
        fresh_sign_ins(at=now)


def test_the_command_says_that_it_is_ready(demo: Clinic) -> None:
    said = StringIO()

    call_command("demo", stdout=said)

    assert said.getvalue() == "Millbrook Movement Clinic is ready, with 3 patients.\n"
