"""Versions of the protocol are kept, and a clinic's defaults count from the next day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.management import CommandError, call_command

from steadily.guidance.outcome import Outcome
from steadily.guidance.protocol import DEFAULT
from steadily.guidance.terms import ActionKind
from steadily.people.models import Clinician, Patient, Role
from steadily.plans.decisions import decide
from steadily.plans.models import Plan
from steadily.protocols.actions import keep_version, set_clinic_default
from steadily.protocols.models import ClinicDefault, ProtocolVersion
from steadily.records.models import AuditEvent
from steadily.records.refusals import Refused
from steadily.today.outcomes import outcome
from tests.conftest import NOW, TODAY

TOMORROW = TODAY + timedelta(days=1)


def set_default(by: Clinician, key: str = "window_days", value: str = "2") -> ClinicDefault:
    return set_clinic_default(by=by, at=NOW, today=TODAY, key=key, value=Decimal(value), reason="Agreed by the team")


def window(patient: Patient, on: date) -> tuple[str | None, str]:
    """Give the number of R-AP1 in force on a day, and whose it is."""
    decided = outcome(patient, on)
    assert isinstance(decided, Outcome)
    (step,) = [each for each in decided.trace if each.rule == "R-AP1"]
    return step.threshold, step.origin


@pytest.mark.django_db
def test_a_version_is_kept_once_with_all_its_numbers() -> None:
    call_command("keep_protocol")
    call_command("keep_protocol")

    kept = ProtocolVersion.objects.get()
    assert (kept.version, kept.values["red_pct"], len(kept.values)) == ("1.0", "80", len(DEFAULT.values))
    assert AuditEvent.objects.filter(verb="keep_version").count() == 1


@pytest.mark.django_db
def test_other_numbers_need_another_name() -> None:
    keep_version(by="tests", at=NOW, protocol=replace(DEFAULT, values={**DEFAULT.values, "red_pct": Decimal(75)}))

    with pytest.raises(CommandError, match="Name these anew"):
        call_command("keep_protocol")

    assert ProtocolVersion.objects.get().values["red_pct"] == "75"


def test_a_default_counts_from_tomorrow_and_leaves_todays_advice_alone(
    amara: Patient, amara_plan: Plan, dr_chen: Clinician
) -> None:
    set_default(dr_chen)

    assert window(amara, TODAY) == ("3", "default")
    assert window(amara, TOMORROW) == ("2", "clinic")


def test_a_later_default_overrules_from_its_own_day(amara: Patient, amara_plan: Plan, dr_chen: Clinician) -> None:
    set_default(dr_chen)
    later = NOW + timedelta(days=2)
    set_clinic_default(
        by=dr_chen, at=later, today=later.date(), key="window_days", value=Decimal(1), reason="After the audit"
    )

    seen = [window(amara, TODAY + timedelta(days=days))[0] for days in range(4)]

    assert seen == ["3", "2", "2", "1"]


def test_amaras_own_number_stays_in_force(amara: Patient, amara_plan: Plan, dr_chen: Clinician) -> None:
    own = {"key": "window_days", "value": "1"}
    decide(by=dr_chen, at=NOW, patient=amara, kind=ActionKind.SET_THRESHOLD, reason="Tires quickly", value=own)
    set_default(dr_chen)

    assert window(amara, TOMORROW) == ("1", "patient")


def test_another_clinics_default_is_nothing_to_amara(
    amara: Patient, amara_plan: Plan, dr_chen: Clinician, dr_osei: Clinician
) -> None:
    dr_osei.role = Role.LEAD
    set_default(dr_osei)

    assert window(amara, TOMORROW) == ("3", "default")


def test_a_change_is_written_down_with_what_stood_before(dr_chen: Clinician) -> None:
    set_default(dr_chen)

    written = AuditEvent.objects.get(verb="set_clinic_default")
    assert (written.by, written.clinic_id) == ("Dr Chen", dr_chen.clinic_id)
    assert written.detail | {"before": "3", "after": "2", "reason": "Agreed by the team"} == written.detail


def test_only_the_lead_changes_it_for_everyone(dr_osei: Clinician) -> None:
    with pytest.raises(Refused) as refusal:
        set_default(dr_osei)

    assert (refusal.value.status, ClinicDefault.objects.count()) == (403, 0)


@pytest.mark.parametrize(
    ("key", "value", "field"),
    [("hard_pct", "30", "key"), ("bravery", "1", "key"), ("window_days", "4", "value"), ("red_pct", "69", "value")],
)
def test_what_is_fixed_or_beyond_its_bracket_is_refused(dr_chen: Clinician, key: str, value: str, field: str) -> None:
    with pytest.raises(Refused) as refusal:
        set_default(dr_chen, key, value)

    assert (refusal.value.field, ClinicDefault.objects.count()) == (field, 0)


def test_the_lead_may_change_what_a_clinician_may_not(dr_chen: Clinician) -> None:
    assert set_default(dr_chen, "pain_mode_usual", "6").effective_on == TOMORROW


def test_a_default_without_a_reason_is_refused(dr_chen: Clinician) -> None:
    with pytest.raises(Refused) as refusal:
        set_clinic_default(by=dr_chen, at=NOW, today=TODAY, key="red_pct", value=Decimal(75), reason=" ")

    assert refusal.value.field == "reason"
