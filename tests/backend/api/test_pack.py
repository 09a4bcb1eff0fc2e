"""The pack, as the phone fetches it."""

from __future__ import annotations

import yaml
from jsonschema import Draft202012Validator

from steadily.people.models import Patient
from steadily.plans.models import Plan
from tests.backend.api.conftest import Caller, check_in
from tests.backend.api.test_schema import FORMATS, SCHEMA_FILE


def fits(body: object, component: str) -> list[str]:
    """List where a body departs from a component of the schema."""
    schema = yaml.safe_load(SCHEMA_FILE.read_text(encoding="utf-8"))
    described = {"$ref": f"#/components/schemas/{component}", "components": schema["components"]}
    validator = Draft202012Validator(described, format_checker=FORMATS)
    return [f"{error.json_path}: {error.message[:200]}" for error in validator.iter_errors(body)]


def test_amara_gets_three_weeks_of_her_plan(phone: Caller, amara_plan: Plan) -> None:
    pack = phone.get("me/pack").json()

    assert (pack["from"], pack["until"], len(pack["days"])) == ("2026-03-10", "2026-03-30", 21)
    assert [each["exercise"] for each in pack["plan"]["prescriptions"]] == ["K1", "G1"]


def test_the_pack_is_as_the_schema_says(phone: Caller, amara_plan: Plan) -> None:
    phone.post("me/sync", {"entries": [check_in(1, flare=True, pain_now=7, pain_worst=8)]})

    assert fits(phone.get("me/pack").json(), "Pack") == []


def test_a_patient_without_a_plan_gets_a_pack_too(bens_phone: Caller) -> None:
    pack = bens_phone.get("me/pack").json()

    assert pack["plan"] is None
    assert fits(pack, "Pack") == []


def test_an_unchanged_pack_is_not_sent_again(phone: Caller, amara_plan: Plan) -> None:
    tag = phone.get("me/pack").headers["ETag"]

    for held in (tag, f"W/{tag}", f'"other", {tag}'):
        response = phone.get("me/pack", if_none_match=held)

        assert (response.status_code, response.content, response.headers["ETag"]) == (304, b"", tag)


def test_a_new_entry_makes_a_new_pack(phone: Caller, amara_plan: Plan) -> None:
    tag = phone.get("me/pack").headers["ETag"]
    phone.post("me/sync", {"entries": [check_in(1)]})

    response = phone.get("me/pack", if_none_match=tag)

    assert response.status_code == 200
    assert response.headers["ETag"] != tag


def test_the_pack_is_its_owners_alone(phone: Caller, bens_phone: Caller, amara_plan: Plan, ben: Patient) -> None:
    assert phone.get("me/pack").json()["patient"]["name"] == "Amara Nwosu"
    assert bens_phone.get("me/pack").json()["patient"]["name"] == "Ben Hart"
