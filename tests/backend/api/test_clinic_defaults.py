"""The numbers of a whole clinic: its lead changes them, from tomorrow."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from steadily.people.actions import add_clinician, make_clinic_token
from steadily.people.models import Clinic, Clinician, Patient
from steadily.plans.models import Plan
from steadily.protocols.models import ClinicDefault
from steadily.records.models import AuditEvent
from tests.backend.api.conftest import Caller, at_the_desk, check_in, pointers
from tests.backend.api.test_pack import fits
from tests.conftest import NOW

WANTED = {"key": "red_pct", "value": "75", "reason": "Agreed by the team"}


@pytest.fixture
def dr_silva(clinic: Clinic) -> Caller:
    """A clinician of Dr Chen's clinic, who does not lead it."""
    account = {"username": "silva", "password": "a long enough password", "name": "Dr Silva"}
    return at_the_desk(add_clinician(by="tests", at=NOW, clinic=clinic, **account))


def number(caller: Caller, key: str) -> dict[str, Any]:
    listed = caller.get("clinic-defaults/").json()
    assert fits(listed, "ClinicNumberPage") == []
    (found,) = [each for each in listed["results"] if each["key"] == key]
    return dict(found)


def test_dr_chen_changes_a_number_from_tomorrow_with_a_reason(chen: Caller) -> None:
    response = chen.post("clinic-defaults/", WANTED)

    row = response.json()
    assert response.status_code == 201
    assert row == row | WANTED | {"effective_on": "2026-03-11", "set_by": "Dr Chen"}
    shown = number(chen, "red_pct")
    assert (shown["value"], shown["standing"], shown["coming"]) == ("80", None, row)


def test_the_next_day_it_is_in_force_and_says_who_set_it_and_why(
    chen: Caller, system: Caller, tuesday_evening: Any
) -> None:
    chen.post("clinic-defaults/", WANTED)
    tuesday_evening.move_to(NOW + timedelta(days=1))

    shown = number(system, "red_pct")

    assert (shown["value"], shown["coming"], shown["standing"]["reason"]) == ("75", None, "Agreed by the team")
    assert (shown["meaning"], shown["default"], shown["low"], shown["high"]) == (
        "Amount left after a red session, %",
        "80",
        "70",
        "90",
    )


def test_every_number_anybody_may_change_is_listed_and_none_that_is_fixed(chen: Caller) -> None:
    keys = [each["key"] for each in chen.get("clinic-defaults/").json()["results"]]

    assert {"red_pct", "prolonged_day", "RF14"} <= {*keys}
    assert not {"hard_pct", "stale_days", "RF01"} & {*keys}


def test_the_same_value_twice_is_once(chen: Caller) -> None:
    first, second = (chen.post("clinic-defaults/", WANTED) for _ in range(2))

    assert (first.json(), first.status_code) == (second.json(), second.status_code)
    assert (ClinicDefault.objects.count(), AuditEvent.objects.filter(verb="set_clinic_default").count()) == (1, 1)


@pytest.mark.parametrize(
    ("wanted", "place", "detail"),
    [
        ({"value": "95"}, "/value", "red_pct may be 70 to 90."),
        ({"value": "-1"}, "/value", "A valid number is required."),
        ({"value": None}, "/value", "This field may not be null."),
        ({"key": "hard_pct"}, "/key", "hard_pct is fixed in the protocol. It can't be changed."),
        ({"key": "bravery"}, "/key", "There is no number called bravery."),
        ({"key": "RF14", "value": "4"}, "/value", "RF14 has tier 4. A tier can only be made more urgent: 1 to 3."),
        ({"key": "RF14", "value": "2.5"}, "/value", "RF14 has tier 4. A tier can only be made more urgent: 1 to 3."),
        ({"key": "RF01", "value": "1"}, "/key", "RF01 has the most urgent tier already."),
        ({"reason": " "}, "/reason", "This field may not be blank."),
    ],
)
def test_what_the_protocol_does_not_allow_is_refused_by_name(
    chen: Caller, wanted: dict[str, Any], place: str, detail: str
) -> None:
    response = chen.post("clinic-defaults/", WANTED | wanted)

    assert (response.status_code, pointers(response)) == (400, [place])
    assert response.json()["errors"][0]["detail"] == detail
    assert not ClinicDefault.objects.exists()


def test_a_clinician_who_does_not_lead_reads_and_changes_nothing(dr_silva: Caller) -> None:
    response = dr_silva.post("clinic-defaults/", WANTED)

    assert (response.status_code, response.json()["detail"]) == (
        403,
        "Only the clinic's lead can change this for everyone.",
    )
    assert number(dr_silva, "red_pct")["value"] == "80"
    assert not ClinicDefault.objects.exists()


def test_a_number_is_a_persons_decision_so_the_clinics_own_system_only_reads(system: Caller) -> None:
    assert system.post("clinic-defaults/", WANTED).status_code == 403
    assert number(system, "red_pct")["coming"] is None


def test_another_clinic_sees_nothing_of_it(chen: Caller, osei: Caller, dr_osei: Clinician) -> None:
    _, key = make_clinic_token(by=dr_osei, at=NOW, clinic=dr_osei.clinic, name="Bookings")
    chen.post("clinic-defaults/", WANTED)

    for caller in (osei, Caller(token=key)):
        assert number(caller, "red_pct")["coming"] is None
        assert "Agreed by the team" not in caller.get("clinic-defaults/").content.decode()


def test_a_question_made_more_urgent_for_everyone_holds_amaras_plan_from_tomorrow(
    chen: Caller, system: Caller, phone: Caller, amara: Patient, amara_plan: Plan, tuesday_evening: Any
) -> None:
    chen.post("clinic-defaults/", {"key": "RF14", "value": "3", "reason": "Rheumatology asked us to"})
    tuesday_evening.move_to(NOW + timedelta(days=1))
    said = {"pack": "weekly", "asked": ["RF14"], "answers": ["RF14"], "unanswered": []}
    on = {"on": "2026-03-11", "at": "2026-03-11T17:58:00+00:00", "kind": "safety", "data": said}

    phone.post("me/sync", {"entries": [check_in() | on]})

    today, before = (system.get(f"patients/{amara.id}/guidance/?on=2026-03-{day}").json() for day in (11, 10))
    assert (today["safety"]["state"], today["safety"]["tier"]) == ("HOLD", 3)
    assert before["safety"]["positives"] == []


def test_a_tier_of_the_clinic_is_never_softened_again(chen: Caller) -> None:
    chen.post("clinic-defaults/", {"key": "RF14", "value": "2", "reason": "Rheumatology asked us to"})

    response = chen.post("clinic-defaults/", {"key": "RF14", "value": "3", "reason": "Too many alarms"})

    assert (response.status_code, pointers(response)) == (400, ["/value"])
    assert response.json()["detail"] == "RF14 has tier 2 here already. It can only be made more urgent."
