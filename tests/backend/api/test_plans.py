"""Drafting, activating, revising and ending a plan; and the library it is made from."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from steadily.library.models import Exercise, PlanTemplate, TemplateItem
from steadily.people.models import Clinician, Patient
from steadily.plans.models import Plan
from tests.backend.api.conftest import Caller, pointers

DOSE = {"level": 1, "sets": 2, "amount": "8", "maximum": "12", "per_week": 3}


@pytest.fixture
def template(library: dict[str, Exercise]) -> PlanTemplate:
    template = PlanTemplate.objects.create(code="knee-early", name="Knee: getting going", region="knee")
    for place, code in enumerate(("K1", "G1")):
        TemplateItem.objects.create(
            template=template, exercise=library[code], position=place, amount=Decimal(8), maximum=Decimal(12)
        )
    return template


@pytest.fixture
def draft(chen: Caller, amara: Patient, library: dict[str, Exercise]) -> dict[str, Any]:
    """Amara's draft: one exercise, nothing assessed yet."""
    wanted = {"title": "Knee", "prescriptions": [DOSE | {"exercise": str(library["K1"].id), "priority": True}]}
    made: dict[str, Any] = chen.post(f"patients/{amara.id}/plans/", wanted).json()
    return made


@pytest.fixture
def live(chen: Caller, amara: Patient, draft: dict[str, Any]) -> dict[str, Any]:
    """The same plan, assessed and activated."""
    chen.post(f"patients/{amara.id}/assessments/", {"on": "2026-03-10"})
    activated: dict[str, Any] = chen.post(f"plans/{draft['id']}/activate").json()
    return activated


def test_a_plan_is_drafted_from_a_template_and_more(
    chen: Caller, amara: Patient, template: PlanTemplate, library: dict[str, Exercise]
) -> None:
    extra = DOSE | {"exercise": str(library["K2"].id), "side": "left", "weekdays": [0, 3]}

    response = chen.post(
        f"patients/{amara.id}/plans/", {"title": "Knee", "template": str(template.id), "prescriptions": [extra]}
    )

    plan = response.json()
    assert response.status_code == 201
    assert [each["exercise"] for each in plan["prescriptions"]] == ["K1", "G1", "K2"]
    assert (plan["version"], plan["activated_at"], plan["assessment"]) == (1, None, None)
    assert (
        plan["prescriptions"][2]["doses"][0] | DOSE | {"amount": "8.00", "maximum": "12.00", "weekdays": [0, 3]}
        == (plan["prescriptions"][2]["doses"][0])
    )
    assert chen.get(f"patients/{amara.id}/plans/").json()["results"] == [plan]


@pytest.mark.parametrize(
    ("fields", "place"),
    [
        ({"title": ""}, "/title"),
        ({"template": "5f0c3a52-5b0e-4f57-9d53-0f4e2c1c9a01"}, "/template"),
        ({"template": 7}, "/template"),
        ({"starts_on": "soon"}, "/starts_on"),
        ({"version": 9}, "/version"),
        ({"prescriptions": {}}, "/prescriptions"),
        ({"prescriptions": [{}]}, "/prescriptions/0/level"),
    ],
)
def test_a_draft_that_makes_no_sense_is_named(
    chen: Caller, amara: Patient, fields: dict[str, object], place: str
) -> None:
    response = chen.post(f"patients/{amara.id}/plans/", {"title": "Knee"} | fields)

    assert response.status_code == 400
    assert place in pointers(response)
    assert not Plan.objects.exists()


@pytest.mark.parametrize(
    ("fields", "name"),
    [
        ({"amount": "13"}, "amount"),
        ({"amount": "0"}, "amount"),
        ({"amount": "1e2"}, "amount"),
        ({"amount": "NaN"}, "amount"),
        ({"amount": "8.005"}, "amount"),
        ({"amount": True}, "amount"),
        ({"level": 4}, "level"),
        ({"level": "1"}, "level"),
        ({"per_week": 0}, "per_week"),
        ({"weekdays": [7]}, "weekdays/0"),
        ({"sets": 2.5}, "sets"),
        ({"rest_s": -1}, "rest_s"),
        ({"side": "upside down"}, "side"),
        ({"priority": "yes"}, "priority"),
        ({"exercise": "5f0c3a52-5b0e-4f57-9d53-0f4e2c1c9a01"}, "exercise"),
        ({"position": 1}, "position"),
    ],
)
def test_a_dose_that_makes_no_sense_is_named(
    chen: Caller, amara: Patient, library: dict[str, Exercise], fields: dict[str, object], name: str
) -> None:
    good = DOSE | {"exercise": str(library["K1"].id)}

    response = chen.post(f"patients/{amara.id}/plans/", {"title": "Knee", "prescriptions": [good, good | fields]})

    assert (response.status_code, pointers(response)) == (400, [f"/prescriptions/1/{name}"])
    assert not Plan.objects.exists()


def test_a_draft_is_changed_by_whoever_has_read_the_latest(chen: Caller, draft: dict[str, Any]) -> None:
    prescription = draft["prescriptions"][0]["id"]

    response = chen.change(
        f"plans/{draft['id']}/",
        {
            "title": "Knee, early",
            "starts_on": "2026-03-12",
            "doses": [{"prescription": prescription, "amount": "9.50"}],
        },
    )

    plan = response.json()
    assert (plan["title"], plan["starts_on"]) == ("Knee, early", "2026-03-12")
    assert plan["prescriptions"][0]["doses"][0]["amount"] == "9.50"
    assert chen.patch(f"plans/{draft['id']}/", {"title": "Blind"}).status_code == 428


def test_a_changed_dose_above_its_most_is_named(chen: Caller, draft: dict[str, Any]) -> None:
    prescription = draft["prescriptions"][0]["id"]

    response = chen.change(f"plans/{draft['id']}/", {"doses": [{"prescription": prescription, "amount": "13"}]})

    assert (response.status_code, pointers(response)) == (400, ["/doses/0/amount"])


def test_the_doses_of_a_live_plan_are_revised_instead(chen: Caller, live: dict[str, Any]) -> None:
    prescription = live["prescriptions"][0]["id"]

    response = chen.change(f"plans/{live['id']}/", {"doses": [{"prescription": prescription, "amount": "9"}]})

    assert (response.status_code, response.json()["type"]) == (409, "/problems/plan-is-live")


def test_no_plan_goes_live_without_an_assessment(chen: Caller, draft: dict[str, Any]) -> None:
    response = chen.post(f"plans/{draft['id']}/activate")

    assert (response.status_code, response.json()["type"]) == (409, "/problems/no-assessment")
    assert pointers(response) == ["/assessment"]
    assert Plan.objects.get().activated_at is None


def test_an_assessed_plan_goes_live_once(chen: Caller, live: dict[str, Any]) -> None:
    assert (live["starts_on"], live["activated_at"]) == ("2026-03-10", "2026-03-10T18:00:00Z")
    assert live["prescriptions"][0]["doses"][0]["starts_on"] == "2026-03-10"

    again = chen.post(f"plans/{live['id']}/activate")

    assert (again.status_code, again.json()["type"]) == (409, "/problems/plan-is-live")


def test_a_second_plan_waits_until_the_first_has_ended(chen: Caller, amara: Patient, live: dict[str, Any]) -> None:
    wanted = {"title": "More", "prescriptions": [DOSE | {"exercise": str(Exercise.objects.get(code="G1").id)}]}
    second = chen.post(f"patients/{amara.id}/plans/", wanted).json()["id"]

    refused = chen.post(f"plans/{second}/activate")

    assert (refused.status_code, refused.json()["type"]) == (409, "/problems/second-plan")
    chen.post(f"plans/{live['id']}/end", {"reason": "Goals met"})
    assert chen.post(f"plans/{second}/activate").status_code == 200


def test_a_revision_is_a_new_version_beside_the_old(chen: Caller, live: dict[str, Any]) -> None:
    prescription = live["prescriptions"][0]["id"]
    walk = DOSE | {"exercise": str(Exercise.objects.get(code="G1").id)}
    change = {"starts_on": "2026-03-17", "doses": [{"prescription": prescription, "amount": "9"}], "added": [walk]}

    plan = chen.post(f"plans/{live['id']}/revise", change).json()

    assert plan["version"] == 2
    assert [dose["amount"] for dose in plan["prescriptions"][0]["doses"]] == ["8.00", "9.00"]
    assert plan["prescriptions"][1]["doses"][0]["starts_on"] == "2026-03-17"


def test_an_exercise_taken_out_ends_on_that_day(chen: Caller, live: dict[str, Any]) -> None:
    prescription = live["prescriptions"][0]["id"]

    plan = chen.post(f"plans/{live['id']}/revise", {"starts_on": "2026-03-11", "ended": [prescription]}).json()

    assert plan["prescriptions"][0]["ended_on"] == "2026-03-11"


def test_a_large_rise_is_asked_back_once(chen: Caller, live: dict[str, Any]) -> None:
    change = {"starts_on": "2026-03-11", "doses": [{"prescription": live["prescriptions"][0]["id"], "amount": "12"}]}

    asked = chen.post(f"plans/{live['id']}/revise", change)

    assert (asked.status_code, asked.json()["type"]) == (409, "/problems/confirm-rise")
    assert chen.post(f"plans/{live['id']}/revise", change | {"confirmed": True}).json()["version"] == 2


def test_a_revision_that_names_a_passed_version_is_refused(chen: Caller, live: dict[str, Any]) -> None:
    tag = chen.get(f"plans/{live['id']}/").headers["ETag"]
    change = {"starts_on": "2026-03-11", "doses": [{"prescription": live["prescriptions"][0]["id"], "sets": 1}]}
    assert chen.post(f"plans/{live['id']}/revise", change, if_match=tag).status_code == 200

    again = chen.post(f"plans/{live['id']}/revise", change, if_match=tag)

    assert again.status_code == 412
    assert Plan.objects.get().version == 2


@pytest.mark.parametrize(
    ("change", "place"),
    [
        ({"starts_on": "2026-03-09"}, "/starts_on"),
        ({"doses": [], "ended": []}, "/doses"),
        ({"doses": [{"prescription": "5f0c3a52-5b0e-4f57-9d53-0f4e2c1c9a01"}]}, "/doses/0/prescription"),
        ({"doses": [{"sets": 1}]}, "/doses/0/prescription"),
        ({"ended": ["5f0c3a52-5b0e-4f57-9d53-0f4e2c1c9a01"]}, "/ended/0"),
        ({"added": [DOSE | {"exercise": "5f0c3a52-5b0e-4f57-9d53-0f4e2c1c9a01"}]}, "/added/0/exercise"),
    ],
)
def test_a_revision_that_makes_no_sense_is_named(
    chen: Caller, live: dict[str, Any], change: dict[str, object], place: str
) -> None:
    usual = {"starts_on": "2026-03-11", "doses": [{"prescription": live["prescriptions"][0]["id"], "sets": 1}]}

    response = chen.post(f"plans/{live['id']}/revise", usual | change)

    assert (response.status_code, pointers(response)) == (400, [place])
    assert Plan.objects.get().version == 1


def test_a_plan_ends_once_with_a_reason_and_stays_readable(chen: Caller, live: dict[str, Any]) -> None:
    assert pointers(chen.post(f"plans/{live['id']}/end", {})) == ["/reason"]
    assert chen.post(f"plans/{live['id']}/end", {"reason": "Goals met"}).json()["ended_at"] == "2026-03-10T18:00:00Z"

    again = chen.post(f"plans/{live['id']}/end", {"reason": "Twice"})

    assert (again.status_code, again.json()["type"]) == (409, "/problems/plan-ended")
    assert chen.get(f"plans/{live['id']}/").status_code == 200


def test_a_draft_is_neither_revised_nor_ended(chen: Caller, draft: dict[str, Any]) -> None:
    change = {"starts_on": "2026-03-11", "doses": [{"prescription": draft["prescriptions"][0]["id"], "sets": 1}]}

    assert chen.post(f"plans/{draft['id']}/revise", change).json()["type"] == "/problems/plan-is-a-draft"
    assert chen.post(f"plans/{draft['id']}/end", {"reason": "No"}).json()["type"] == "/problems/plan-is-a-draft"


def test_reading_plans_costs_the_same_however_many(
    chen: Caller, amara: Patient, draft: dict[str, Any], dr_chen: Clinician, django_assert_max_num_queries: Any
) -> None:
    for _ in range(4):
        chen.post(f"patients/{amara.id}/plans/", {"title": "Another"})

    with django_assert_max_num_queries(8):
        assert len(chen.get(f"patients/{amara.id}/plans/").json()["results"]) == 5


def test_templates_and_exercises_are_read_and_not_sent_again(
    chen: Caller, template: PlanTemplate, library: dict[str, Exercise]
) -> None:
    for address, name in (("plan-templates/", "knee-early"), ("exercises/", "G1")):
        first = chen.get(address).json()["results"][0]
        read = chen.get(f"{address}{first['id']}/")

        assert (first["code"], read.json()) == (name, first)
        assert chen.get(f"{address}{first['id']}/", if_none_match=read.headers["ETag"]).status_code == 304
