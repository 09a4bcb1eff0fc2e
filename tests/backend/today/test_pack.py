"""The pack: three weeks without signal, for one patient and no other."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from pytest_django.fixtures import DjangoAssertNumQueries

from steadily.guidance.terms import ActionKind
from steadily.library.models import Exercise
from steadily.people.models import Clinician, Patient
from steadily.plans.actions import activate_plan, draft_plan, end_plan, prescribe, record_assessment
from steadily.plans.decisions import decide
from steadily.plans.models import Plan, Prescription
from steadily.today.pack import render
from steadily.visits.actions import book_visit, plan_course
from tests.backend.today.conftest import TOMORROW, YESTERDAY, Telling
from tests.conftest import NOW, TODAY

MOST_COMPRESSED = 15 * 1024
QUERIES = 7
COLUMNS = {"due", "steady", "eased", "flare_settle", "flare_steady", "return_early", "return_late", "hold"}
Pack = dict[str, Any]


@pytest.fixture
def eight_exercises(amara: Patient, dr_chen: Clinician, db: None) -> Plan:
    """A plan as large as plans get: eight exercises, two visits a week."""
    kinds = ["STRENGTH", "STRENGTH", "STRENGTH", "MOTOR", "MOBILITY", "MOBILITY", "AEROBIC", "RELAX"]
    rows = [Exercise(code=f"E{n}", name=f"Exercise {n}", category=kind, unit="reps") for n, kind in enumerate(kinds)]
    record_assessment(by=dr_chen, at=NOW, patient=amara, on=TODAY)
    plan = draft_plan(by=dr_chen, at=NOW, patient=amara, title="Knee: stronger")
    for number, exercise in enumerate(Exercise.objects.bulk_create(rows)):
        dose: dict[str, Any] = {
            "level": 2,
            "sets": 2,
            "amount": Decimal(8 + number),
            "maximum": Decimal(20),
            "per_week": 3,
        }
        prescribe(by=dr_chen, at=NOW, plan=plan, exercise=exercise, **dose)
    course = plan_course(by=dr_chen, at=NOW, patient=amara, starts_on=TODAY, planned_visits=6)
    for days in (2, 5, 9, 12, 16, 19):
        book_visit(by=dr_chen, at=NOW, course=course, starts_at=NOW + timedelta(days=days))
    return activate_plan(by=dr_chen, at=NOW, plan=plan)


def doses_of(pack: Pack, prescription: Prescription, on: object) -> Pack:
    """Give one exercise's doses on a date."""
    doses: Pack = pack["days"][str(on)]["doses"][str(prescription.id)]
    return doses


@pytest.mark.parametrize("days", [0, 7, 8], ids=["its first day", "a review", "after a held week"])
def test_three_weeks_of_a_large_plan_are_small(
    amara: Patient, eight_exercises: Plan, usual_weeks: Telling, days: int, capsys: pytest.CaptureFixture[str]
) -> None:
    for number, prescription in enumerate(eight_exercises.prescriptions.all()):
        data = {"prescription": str(prescription.id), "done": "8", "prescribed": "8", "pain_during": number}
        usual_weeks("exercise", YESTERDAY, data)

    pack = render(amara, NOW + timedelta(days=days))

    content = json.dumps({key: pack[key] for key in ("days", "grids", "plan")}, separators=(",", ":")).encode()
    compressed = len(gzip.compress(content))
    with capsys.disabled():
        print(f" [days, grids and plan: {len(content)} bytes, {compressed} compressed] ", end="")
    assert len(pack["days"]) == 21
    assert compressed <= MOST_COMPRESSED


def test_everything_is_plain_json(amara: Patient, amara_plan: Plan, usual_weeks: Telling) -> None:
    pack = render(amara, NOW)

    assert json.loads(json.dumps(pack)) == pack


def test_it_says_whose_it_is_and_from_when(amara: Patient, amara_plan: Plan) -> None:
    pack = render(amara, NOW)

    assert (pack["from"], pack["until"]) == ("2026-03-10", "2026-03-30")
    assert pack["patient"]["name"] == "Amara Nwosu"
    assert pack["clinic"]["phone"] == "01632 960 000"
    assert pack["safety_packs"]["daily"] == ["ANY"]
    assert "KN01" in pack["safety_packs"]["weekly"]
    assert [goal["words"] for goal in pack["goals"]] == ["Walk my daughter to school"]


@pytest.mark.parametrize(("near", "asked"), [(True, True), (False, False)])
def test_breathing_is_asked_about_in_every_list_after_needles_near_the_chest(
    amara: Patient, dr_chen: Clinician, near: bool, asked: bool
) -> None:
    course = plan_course(by=dr_chen, at=NOW, patient=amara, starts_on=TODAY, planned_visits=6)
    book_visit(by=dr_chen, at=NOW, course=course, starts_at=NOW - timedelta(days=5), chest_near=near)

    assert ("AC01" in render(amara, NOW)["safety_packs"]["weekly"]) is asked


def test_the_plan_names_each_exercise_and_how_it_is_done(
    amara: Patient, amara_plan: Plan, sit_to_stand: Prescription
) -> None:
    plan = render(amara, NOW)["plan"]

    assert (plan["id"], plan["version"], plan["starts_on"]) == (str(amara_plan.id), 1, "2026-03-10")
    assert plan["prescriptions"][0] == {
        "id": str(sit_to_stand.id),
        "exercise": "K1",
        "category": "STRENGTH",
        "side": None,
        "per_week": 3,
        "priority": True,
        "unit": "reps",
        "level": 2,
        "amount": "10",
        "sets": 2,
        "hold_s": 0,
        "rest_s": 0,
    }


def test_each_day_has_the_planned_dose_and_every_gentler_one(
    amara: Patient, amara_plan: Plan, sit_to_stand: Prescription
) -> None:
    doses = doses_of(render(amara, NOW), sit_to_stand, TODAY)

    assert {*doses} == COLUMNS
    assert doses["steady"] == {"status": "DO", "level": 2, "sets": 2, "value": 10}
    assert (doses["eased"][0]["value"], doses["eased"][1]["level"]) == (8, 1)
    assert doses["flare_settle"]["status"] == "REST"
    assert (doses["flare_steady"]["level"], doses["flare_steady"]["value"]) == (1, 7)
    assert (doses["return_early"]["value"], doses["return_late"]["value"]) == (8, 9)
    assert doses["hold"]["status"] == "SUSPENDED"


def test_the_same_content_has_the_same_revision_whenever_it_is_made(amara: Patient, amara_plan: Plan) -> None:
    first, second = render(amara, NOW), render(amara, NOW + timedelta(hours=2))

    assert first["revision"] == second["revision"]
    assert first["made_at"] != second["made_at"]
    assert len(first["revision"]) <= 40


def test_a_new_entry_and_a_new_day_each_make_another_revision(amara: Patient, amara_plan: Plan, tell: Telling) -> None:
    before = render(amara, NOW)["revision"]
    tell("check_in", TODAY, {"pain_now": 3})
    after = render(amara, NOW)["revision"]
    tomorrow = render(amara, NOW + timedelta(days=1))["revision"]

    assert len({before, after, tomorrow}) == 3


def test_what_today_tells_changes_the_days_after_and_not_today(
    amara: Patient, amara_plan: Plan, tell: Telling, sit_to_stand: Prescription, session: Callable[..., Pack]
) -> None:
    tell("exercise", TODAY, session(pain_during=7))

    pack = render(amara, NOW)

    assert doses_of(pack, sit_to_stand, TODAY)["steady"]["value"] == 10
    assert doses_of(pack, sit_to_stand, TOMORROW)["steady"]["status"] == "REST"
    assert doses_of(pack, sit_to_stand, TODAY + timedelta(days=2))["steady"]["value"] == 8


def test_a_flare_told_today_is_how_things_stand_but_not_where_today_began(
    amara: Patient, amara_plan: Plan, usual_weeks: Telling
) -> None:
    usual_weeks("check_in", TODAY, {"flare": True})

    pack = render(amara, NOW)

    assert pack["as_of"]["flare"]["state"] == "FLARE"
    assert (pack["start"]["column"], pack["start"]["flare"]["state"]) == ("steady", "NONE")
    assert render(amara, NOW + timedelta(days=1))["start"]["column"] == "flare_settle"


def test_a_hold_shows_whom_to_contact(amara: Patient, amara_plan: Plan, tell: Telling) -> None:
    tell("safety", TODAY, {"pack": "daily", "asked": ["ANY", "KN02"], "answers": ["ANY", "KN02"]})

    as_of = render(amara, NOW)["as_of"]

    assert (as_of["safety"], as_of["tier"], as_of["positives"]) == ("HOLD", 2, ["KN02"])
    assert (as_of["message"], as_of["since"]) == ("T_AE", "2026-03-10")
    assert render(amara, NOW + timedelta(days=1))["start"]["column"] == "hold"


def test_a_clear_gives_the_plan_back_at_once(
    amara: Patient, amara_plan: Plan, tell: Telling, dr_chen: Clinician
) -> None:
    tell("safety", YESTERDAY, {"pack": "daily", "asked": ["KN02"], "answers": ["KN02"]})

    decide(by=dr_chen, at=NOW, patient=amara, kind=ActionKind.CLEAR_SAFETY, reason="X-ray was fine")

    pack = render(amara, NOW)
    assert pack["as_of"]["safety"] == "CLEAR"
    assert pack["start"]["column"] == "steady"


def test_someone_without_a_plan_still_has_the_clinic_the_texts_and_the_questions(amara: Patient) -> None:
    pack = render(amara, NOW)

    assert pack["plan"] is None
    assert {day["phase"] for day in pack["days"].values()} == {"NO_COURSE"}
    assert not any(day["doses"] for day in pack["days"].values())
    assert pack["grids"]["safety"]["RF01"] == 1
    assert pack["texts"]["T_999"].startswith("This needs help now.")
    assert pack["clinic"]["reads_messages"]


def test_an_ended_plan_asks_for_nothing(amara: Patient, amara_plan: Plan, dr_chen: Clinician) -> None:
    end_plan(by=dr_chen, at=NOW, plan=amara_plan, reason="Going well")

    pack = render(amara, NOW)

    assert pack["plan"] is None
    assert not any(day["doses"] for day in pack["days"].values())


def test_the_diary_goes_back_two_weeks_and_knows_what_it_replaced(
    amara: Patient, amara_plan: Plan, tell: Telling
) -> None:
    old = tell("check_in", TODAY - timedelta(days=14), {"pain_now": 1})
    first = tell("check_in", TODAY - timedelta(days=13), {"pain_now": 8})
    second = tell("check_in", TODAY - timedelta(days=13), {"pain_now": 2}, supersedes=first)

    pack = render(amara, NOW)

    (entry,) = pack["diary"]
    assert (entry["id"], entry["supersedes"], entry["data"]) == (str(second), str(first), {"pain_now": 2})
    assert pack["known"] == sorted([str(first), str(second)])
    assert str(old) not in pack["known"]


def test_amaras_pack_holds_nothing_of_bens(
    amara: Patient, ben: Patient, amara_plan: Plan, tell: Telling, ben_tells: Telling
) -> None:
    own = tell("check_in", TODAY, {"pain_now": 3, "note": "Walked to school"})
    ben_tells("check_in", TODAY, {"pain_now": 9, "note": "Bad back"})

    pack = render(amara, NOW)

    assert pack["known"] == [str(own)]
    assert "Bad back" not in json.dumps(pack)


def test_her_flare_plan_holds_her_latest_words_on_each_part(amara: Patient, tell: Telling) -> None:
    tell("flare_plan", YESTERDAY, {"signs": "Knee puffs up", "helps": "Short walks"})
    tell("flare_plan", TODAY, {"helps": "Heat for ten minutes"})

    plan = render(amara, NOW)["flare_plan"]

    assert plan == {"signs": "Knee puffs up", "helps": "Heat for ten minutes", "says": ""}


def test_no_flare_plan_is_null(amara: Patient) -> None:
    assert render(amara, NOW)["flare_plan"] is None


@pytest.mark.parametrize("weeks", [0, 2])
def test_the_number_of_queries_does_not_grow_with_the_diary(
    amara: Patient,
    eight_exercises: Plan,
    weeks: int,
    request: pytest.FixtureRequest,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    if weeks:
        request.getfixturevalue("usual_weeks")
    patient = Patient.objects.select_related("clinic").get(pk=amara.pk)

    with django_assert_num_queries(QUERIES):
        render(patient, NOW)
