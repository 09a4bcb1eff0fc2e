"""Decisions about a running plan: each says what it must, and why."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

import pytest

from steadily.guidance.terms import ActionKind
from steadily.library.models import Exercise
from steadily.people.models import Clinician, Patient
from steadily.plans.actions import draft_plan, prescribe, revise_plan
from steadily.plans.decisions import ABOUT_ONE_EXERCISE, VALUES, decide, read_value
from steadily.plans.models import ClinicalAction, Plan, Prescription
from steadily.records.models import AuditEvent
from steadily.records.refusals import Refused

PROPOSAL = "5f0c3a52-5b0e-4f57-9d53-0f4e2c1c9a01"
SAYS: dict[ActionKind, dict[str, object]] = {
    ActionKind.SET_DOSE: {"v": "11"},
    ActionKind.SET_LEVEL: {"level": 2, "v": "7.5"},
    ActionKind.SET_RANGE: {"max": 20},
    ActionKind.SET_PAIN_MODE: {"mode": "relative"},
    ActionKind.SET_BASELINE: {"pain": "4.5", "interference": None},
    ActionKind.END_FLARE: {"rebaseline": True},
    ActionKind.ACCEPT: {"proposal": PROPOSAL},
    ActionKind.DECLINE: {"proposal": PROPOSAL},
    ActionKind.SET_THRESHOLD: {"key": "red_pct", "value": "75"},
    ActionKind.RAISE_TIER: {"id": "RF14", "tier": 3},
}
"""What the kinds that must say something say."""


@pytest.fixture
def squat(amara_plan: Plan) -> Prescription:
    return amara_plan.prescriptions.get(exercise__code="K1")


@pytest.mark.parametrize("kind", VALUES)
def test_every_kind_of_decision_is_kept_with_who_when_and_why(
    amara: Patient, squat: Prescription, dr_chen: Clinician, now: datetime, kind: ActionKind
) -> None:
    about = squat if kind in ABOUT_ONE_EXERCISE else None

    action = decide(
        by=dr_chen, at=now, patient=amara, kind=kind, reason="Spoke today", prescription=about, value=SAYS.get(kind)
    )

    kept = ClinicalAction.objects.get(pk=action.pk)
    assert (kept.kind, kept.by, kept.at, kept.reason) == (kind, "Dr Chen", now, "Spoke today")
    assert (kept.prescription, kept.effective_on) == (about, date(2026, 3, 10))
    assert AuditEvent.objects.get(verb=kind).subject_id == str(action.pk)


def test_amounts_are_kept_as_text_and_what_is_not_known_is_left_out() -> None:
    assert read_value(ActionKind.SET_RANGE, {"max": 20}) == {"max": "20"}
    assert read_value(ActionKind.SET_BASELINE, {"pain": "4.5", "interference": None}) == {"pain": "4.5"}
    assert read_value(ActionKind.SET_BASELINE, {"pain": "0"}) == {"pain": "0"}


@pytest.mark.parametrize(
    ("kind", "value", "field"),
    [
        (ActionKind.SET_DOSE, {}, "value/v"),
        (ActionKind.SET_DOSE, {"v": "0"}, "value"),
        (ActionKind.SET_DOSE, {"v": "1000"}, "value"),
        (ActionKind.SET_DOSE, {"v": "NaN"}, "value/v"),
        (ActionKind.SET_DOSE, {"v": "1e2"}, "value/v"),
        (ActionKind.SET_DOSE, {"v": "11\n"}, "value/v"),
        (ActionKind.SET_DOSE, {"v": 10.5}, "value/v"),
        (ActionKind.SET_DOSE, {"v": "10", "w": 1}, "value/w"),
        (ActionKind.SET_LEVEL, {"level": 4, "v": "10"}, "value/level"),
        (ActionKind.SET_LEVEL, {"level": "2", "v": "10"}, "value/level"),
        (ActionKind.SET_PAIN_MODE, {"mode": "brave"}, "value/mode"),
        (ActionKind.SET_BASELINE, {}, "value"),
        (ActionKind.SET_BASELINE, {"pain": "10.5"}, "value"),
        (ActionKind.PAUSE, {"v": "10"}, "value/v"),
        (ActionKind.ACCEPT, {"proposal": "1"}, "value/proposal"),
        (ActionKind.DECLINE, {}, "value/proposal"),
        (ActionKind.ACCEPT, {"proposal": PROPOSAL, "v": "20"}, "value/v"),
        (ActionKind.SET_THRESHOLD, {"key": "red_pct"}, "value/value"),
        (ActionKind.SET_THRESHOLD, {"key": "red_pct", "value": "69.99"}, "value/value"),
        (ActionKind.SET_THRESHOLD, {"key": "red_pct", "value": "91"}, "value/value"),
        (ActionKind.SET_THRESHOLD, {"key": "hard_pct", "value": "30"}, "value/key"),
        (ActionKind.SET_THRESHOLD, {"key": "pain_mode_usual", "value": "6"}, "value/key"),
        (ActionKind.SET_THRESHOLD, {"key": "bravery", "value": "6"}, "value/key"),
        (ActionKind.RAISE_TIER, {"id": "RF14", "tier": 4}, "value/tier"),
        (ActionKind.RAISE_TIER, {"id": "RF14", "tier": 0}, "value/tier"),
        (ActionKind.RAISE_TIER, {"id": "RF01", "tier": 1}, "value/id"),
        (ActionKind.RAISE_TIER, {"id": "RF99", "tier": 1}, "value/id"),
    ],
)
def test_what_a_decision_says_is_read_strictly(kind: ActionKind, value: dict[str, object], field: str) -> None:
    with pytest.raises(Refused) as refusal:
        read_value(kind, value)

    assert refusal.value.field == field


@pytest.mark.parametrize("kind", sorted(ABOUT_ONE_EXERCISE))
def test_a_decision_about_one_exercise_names_it(
    amara: Patient, dr_chen: Clinician, now: datetime, kind: ActionKind
) -> None:
    with pytest.raises(Refused) as refusal:
        decide(by=dr_chen, at=now, patient=amara, kind=kind, reason="Why", value=SAYS.get(kind))

    assert refusal.value.field == "prescription"


def test_a_decision_about_the_whole_plan_names_no_exercise(
    amara: Patient, squat: Prescription, dr_chen: Clinician, now: datetime
) -> None:
    with pytest.raises(Refused) as refusal:
        decide(by=dr_chen, at=now, patient=amara, kind=ActionKind.CLEAR_SAFETY, reason="Rang her", prescription=squat)

    assert refusal.value.field == "prescription"


def test_an_exercise_of_another_patient_is_refused(
    ben: Patient, squat: Prescription, dr_chen: Clinician, now: datetime
) -> None:
    with pytest.raises(Refused) as refusal:
        decide(by=dr_chen, at=now, patient=ben, kind=ActionKind.PAUSE, reason="Sore", prescription=squat)

    assert refusal.value.field == "prescription"


def test_an_exercise_of_a_draft_or_taken_out_is_refused(
    amara: Patient,
    amara_plan: Plan,
    squat: Prescription,
    dr_chen: Clinician,
    now: datetime,
    library: dict[str, Exercise],
) -> None:
    draft = draft_plan(by=dr_chen, at=now, patient=amara, title="Next")
    drafted = prescribe(by=dr_chen, at=now, plan=draft, exercise=library["K5"])
    revise_plan(by=dr_chen, at=now, plan=amara_plan, starts_on=date(2026, 3, 10), ended=[squat])

    for prescription in (drafted, squat):
        with pytest.raises(Refused) as refusal:
            decide(by=dr_chen, at=now, patient=amara, kind=ActionKind.PAUSE, reason="Sore", prescription=prescription)
        assert refusal.value.field == "prescription"


def test_a_decision_cannot_take_effect_yesterday(amara: Patient, dr_chen: Clinician, now: datetime) -> None:
    with pytest.raises(Refused) as refusal:
        decide(
            by=dr_chen,
            at=now,
            patient=amara,
            kind=ActionKind.NOTE,
            reason="Rang her",
            effective_on=date(2026, 3, 9),
        )

    assert refusal.value.field == "effective_on"


def test_a_decision_needs_a_reason(amara: Patient, dr_chen: Clinician, now: datetime) -> None:
    with pytest.raises(Refused) as refusal:
        decide(by=dr_chen, at=now, patient=amara, kind=ActionKind.CLEAR_SAFETY, reason="  ")

    assert refusal.value.field == "reason"


def test_a_large_rise_waits_until_it_is_confirmed(
    amara: Patient, squat: Prescription, dr_chen: Clinician, now: datetime
) -> None:
    asked = {
        "patient": amara,
        "kind": ActionKind.SET_DOSE,
        "reason": "Ready for it",
        "prescription": squat,
        "value": {"v": "14"},
        "rise": Decimal(40),
    }

    with pytest.raises(Refused) as question:
        decide(by=dr_chen, at=now, **asked)
    assert not ClinicalAction.objects.exists()
    decide(by=dr_chen, at=now, confirmed=True, **asked)

    assert (question.value.code, question.value.status, question.value.field) == ("confirm-rise", 409, "confirmed")
    assert "40 %" in question.value.detail
    assert ClinicalAction.objects.get().value == {"v": "14"}
