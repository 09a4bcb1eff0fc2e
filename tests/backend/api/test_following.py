"""Following a patient: the guidance with its reasons, the diary, decisions, and who needs a look."""

from __future__ import annotations

from typing import Any

import pytest

from steadily.people.models import Clinician, Patient
from steadily.plans.models import ClinicalAction, Plan
from steadily.today.models import Alert
from tests.backend.api.conftest import Caller, check_in, entry_id, later, pointers
from tests.backend.api.test_pack import fits

SHAPE = {
    "on", "protocol_version", "engine", "safety", "index_pain", "threshold", "baseline", "flare", "phase", "pre_review",
    "lights", "reviews", "next", "notes", "boom_bust", "adherence", "course", "messages", "alerts", "trace",
}  # fmt: skip


@pytest.fixture
def sit_to_stand(amara_plan: Plan) -> str:
    """The id of Amara's sit to stand: level 2, twice 10."""
    return str(amara_plan.prescriptions.get(exercise__code="K1").id)


def test_the_guidance_tells_everything_decided_and_why(
    chen: Caller, phone: Caller, amara: Patient, sit_to_stand: str
) -> None:
    red = {"prescription": sit_to_stand, "done": "10", "prescribed": "10", "pain_during": 8, "pain_after": 7}
    phone.post("me/sync", {"entries": [check_in(1), check_in(2) | {"kind": "exercise", "data": red}]})

    guidance = chen.get(f"patients/{amara.id}/guidance/?on=2026-03-10").json()

    assert {*guidance} == SHAPE
    assert fits(guidance, "Guidance") == []
    assert guidance["index_pain"] == "4.0"
    assert [light["provisional"] for light in guidance["lights"]] == ["RED"]
    tomorrow = {dose["prescription"]: dose for dose in guidance["next"]}
    assert tomorrow[sit_to_stand]["v_exact"] == "8.00"
    assert "R-PM4" in {decision["rule"] for decision in guidance["trace"]}
    assert {"rule", "inputs", "threshold", "from", "text"} == {*guidance["trace"][0]}


def test_without_a_day_it_is_the_patients_today(chen: Caller, amara: Patient, amara_plan: Plan) -> None:
    assert chen.get(f"patients/{amara.id}/guidance/").json()["on"] == "2026-03-10"


def test_what_is_not_known_is_null(chen: Caller, amara: Patient, amara_plan: Plan) -> None:
    guidance = chen.get(f"patients/{amara.id}/guidance/").json()

    assert (guidance["index_pain"], guidance["course"], guidance["flare"]["day"]) == (None, None, None)


def test_a_course_under_way_is_told_with_its_numbers(
    chen: Caller, amara: Patient, amara_plan: Plan, names: dict[str, str]
) -> None:
    guidance = chen.get(f"patients/{amara.id}/guidance/").json()

    course = guidance["course"]
    assert fits(guidance, "Guidance") == []
    assert (course["id"], course["attended"], course["hours"]) == (names["courses"], 0, "0.0")
    assert (course["class"], course["action"], course["opened_at"]) == ("CANNOT_JUDGE", "TOO_EARLY", None)
    assert course["domains"][0] == {"domain": "pain", "baseline": None, "current": None, "result": None}


def test_the_trace_says_yes_and_no_in_words(chen: Caller, amara: Patient, amara_plan: Plan) -> None:
    guidance = chen.get(f"patients/{amara.id}/guidance/").json()

    told = {word for decision in guidance["trace"] for word in decision["inputs"].values()}
    assert "no" in told
    assert not told & {"True", "False", "None"}


@pytest.mark.parametrize(
    "query", ["on=tomorrow", "on=20260310", "on=2026-02-30", "on=", "on=2026-03-11", "on=0001-01-01"]
)
def test_a_day_that_makes_no_sense_or_has_not_come_is_named(
    chen: Caller, amara: Patient, amara_plan: Plan, query: str
) -> None:
    response = chen.get(f"patients/{amara.id}/guidance/?{query}")

    assert (response.status_code, pointers(response)) == (400, ["/on"])


def test_a_patient_without_a_plan_has_no_guidance_yet(chen: Caller, amara: Patient) -> None:
    response = chen.get(f"patients/{amara.id}/guidance/")

    assert (response.status_code, response.json()["type"]) == (404, "/problems/no-plan")


def test_the_clinic_reads_every_entry_and_what_it_corrects(chen: Caller, phone: Caller, amara: Patient) -> None:
    phone.post("me/sync", {"entries": [check_in(1), check_in(2, pain_now=4) | {"supersedes": entry_id(1)}]})

    entries = chen.get(f"patients/{amara.id}/diary/?since=2026-03-10&until=2026-03-10").json()["results"]

    assert [(entry["id"], entry["supersedes"]) for entry in entries] == [
        (entry_id(1), None),
        (entry_id(2), entry_id(1)),
    ]
    assert chen.get(f"patients/{amara.id}/diary/?since=2026-03-11").json()["results"] == []


def test_a_diary_comes_in_pages_that_never_count_it(
    chen: Caller, phone: Caller, amara: Patient, django_assert_max_num_queries: Any
) -> None:
    phone.post("me/sync", {"entries": [check_in(place) for place in range(1, 8)]})

    seen, cursor = [], ""
    while cursor is not None:
        with django_assert_max_num_queries(6) as asked:
            body = chen.get(f"patients/{amara.id}/diary/?limit=3{cursor and '&cursor=' + cursor}").json()
        assert not any("COUNT(" in query["sql"].upper() for query in asked.captured_queries)
        seen += [entry["id"] for entry in body["results"]]
        cursor = body["next"]

    assert seen == [entry_id(place) for place in range(1, 8)]


def test_dr_chen_decides_with_a_reason(chen: Caller, amara: Patient, sit_to_stand: str) -> None:
    wanted = {"kind": "set_dose", "prescription": sit_to_stand, "value": {"v": "8"}, "reason": "Sore from moving house"}

    response = chen.post(f"patients/{amara.id}/actions/", wanted)

    action = response.json()
    assert response.status_code == 201
    assert action == wanted | {
        "id": action["id"],
        "value": {"v": "8"},
        "at": "2026-03-10T18:00:00Z",
        "effective_on": "2026-03-10",
        "by": "Dr Chen",
    }
    assert chen.get(f"patients/{amara.id}/actions/").json()["results"] == [action]


@pytest.mark.parametrize(("kind", "value"), [("set_dose", {"v": "13"}), ("set_level", {"level": 2, "v": "13"})])
def test_a_rise_over_a_fifth_is_asked_back_until_confirmed(
    chen: Caller, amara: Patient, sit_to_stand: str, kind: str, value: dict[str, object]
) -> None:
    wanted = {"kind": kind, "prescription": sit_to_stand, "value": value, "reason": "Two easy weeks"}

    asked = chen.post(f"patients/{amara.id}/actions/", wanted)

    assert (asked.status_code, asked.json()["type"], pointers(asked)) == (409, "/problems/confirm-rise", ["/confirmed"])
    assert not ClinicalAction.objects.exists()
    assert chen.post(f"patients/{amara.id}/actions/", wanted | {"confirmed": True}).status_code == 201


def test_a_rise_of_a_fifth_needs_no_second_word(chen: Caller, amara: Patient, sit_to_stand: str) -> None:
    wanted = {"kind": "set_dose", "prescription": sit_to_stand, "value": {"v": "12"}, "reason": "Two easy weeks"}

    assert chen.post(f"patients/{amara.id}/actions/", wanted).status_code == 201


@pytest.mark.parametrize(
    ("fields", "place"),
    [
        ({"kind": "guess"}, "/kind"),
        ({"kind": "accept", "value": {"proposal": "8"}}, "/value/proposal"),
        ({"kind": None}, "/kind"),
        ({"reason": ""}, "/reason"),
        ({"reason": None}, "/reason"),
        ({"value": [8]}, "/value"),
        ({"value": {"v": "a lot"}}, "/value/v"),
        ({"value": {"v": "8", "w": 1}}, "/value/w"),
        ({"value": {}}, "/value/v"),
        ({"prescription": None}, "/prescription"),
        ({"prescription": "5f0c3a52-5b0e-4f57-9d53-0f4e2c1c9a01"}, "/prescription"),
        ({"effective_on": "2026-03-09"}, "/effective_on"),
        ({"confirmed": "yes"}, "/confirmed"),
        ({"by": "Someone else"}, "/by"),
        ({"at": "2026-03-01T00:00:00Z"}, "/at"),
    ],
)
def test_a_decision_that_makes_no_sense_is_named(
    chen: Caller, amara: Patient, sit_to_stand: str, fields: dict[str, object], place: str
) -> None:
    good = {"kind": "set_dose", "prescription": sit_to_stand, "value": {"v": "8"}, "reason": "Sore"}

    response = chen.post(f"patients/{amara.id}/actions/", good | fields)

    assert (response.status_code, pointers(response)) == (400, [place])
    assert not ClinicalAction.objects.exists()


def test_a_decision_about_another_patients_exercise_reads_like_one_about_none(
    chen: Caller, ben: Patient, sit_to_stand: str
) -> None:
    wanted = {"kind": "pause", "reason": "No", "prescription": sit_to_stand}

    foreign = chen.post(f"patients/{ben.id}/actions/", wanted)
    missing = chen.post(
        f"patients/{ben.id}/actions/", wanted | {"prescription": "5f0c3a52-5b0e-4f57-9d53-0f4e2c1c9a01"}
    )

    assert (foreign.status_code, foreign.content) == (missing.status_code, missing.content)
    assert not ClinicalAction.objects.exists()


def test_only_the_clinician_lifts_a_red_flag(chen: Caller, phone: Caller, amara: Patient, amara_plan: Plan) -> None:
    flagged = {"pack": "daily", "asked": ["ANY", "RF01"], "answers": ["RF01"]}
    phone.post("me/sync", {"entries": [check_in(1) | {"kind": "safety", "data": flagged}]})
    assert phone.get("me/pack").json()["as_of"]["safety"] == "HOLD"

    chen.post(f"patients/{amara.id}/actions/", {"kind": "clear_safety", "reason": "Seen today, all well"})

    assert phone.get("me/pack").json()["as_of"]["safety"] != "HOLD"


def test_the_worklist_holds_the_most_urgent_and_the_oldest_first(
    chen: Caller, amara: Patient, ben: Patient, now: Any
) -> None:
    for code, priority, patient, hours in (
        ("A_B", 2, ben, 0),
        ("A_C", 1, ben, 1),
        ("A_D", 2, amara, -1),
        ("A_E", 1, amara, 0),
    ):
        Alert.objects.create(
            patient=patient, code=code, priority=priority, on="2026-03-10", raised_at=later(hours=hours)
        )

    alerts = chen.get("worklist/").json()["results"]

    assert [alert["code"] for alert in alerts] == ["A_E", "A_C", "A_D", "A_B"]
    assert alerts[0]["patient"] == {"id": str(amara.id), "name": "Amara Nwosu"}


def test_an_alert_is_acknowledged_by_the_first_to_say_so(
    chen: Caller, system: Caller, amara: Patient, dr_chen: Clinician, now: Any
) -> None:
    alert = Alert.objects.create(patient=amara, code="A_FLARE_NEW", priority=3, on="2026-03-10", raised_at=now)

    first = chen.post(f"alerts/{alert.id}/acknowledge")
    second = system.post(f"alerts/{alert.id}/acknowledge")

    assert first.status_code == second.status_code == 200
    assert first.json() == second.json()
    assert (first.json()["acknowledged_by"], first.json()["acknowledged_at"]) == ("Dr Chen", "2026-03-10T18:00:00Z")
    assert chen.get("worklist/").json()["results"] == []
