"""Each number stands once, within its bracket."""

from __future__ import annotations

from decimal import Decimal

import pytest

from steadily.guidance.outcome import Origin
from steadily.guidance.protocol import DEFAULT, THRESHOLDS, OutsideBracket, Threshold, Who


def test_every_number_has_one_key_a_rule_and_a_source() -> None:
    assert len({threshold.key for threshold in THRESHOLDS}) == len(THRESHOLDS)
    assert all(threshold.rule.startswith("R-") and threshold.source for threshold in THRESHOLDS)


@pytest.mark.parametrize("threshold", THRESHOLDS, ids=lambda threshold: threshold.key)
def test_every_default_lies_in_its_own_bracket(threshold: Threshold) -> None:
    assert threshold.low is None or threshold.low <= threshold.default
    assert threshold.high is None or threshold.default <= threshold.high


@pytest.mark.parametrize(
    ("key", "value", "origin"),
    [
        ("red_pct", 69, Origin.PATIENT),
        ("red_pct", 91, Origin.CLINIC),
        ("hard_pct", 25, Origin.CLINIC),
        ("severe_pain", 7, Origin.PATIENT),
        ("severe_pain", 9, Origin.CLINIC),
        ("nothing", 1, Origin.CLINIC),
        ("red_pct", 75, Origin.DEFAULT),
    ],
)
def test_a_number_can_not_leave_its_bracket_or_its_owner(key: str, value: int, origin: Origin) -> None:
    with pytest.raises(OutsideBracket, match=key):
        DEFAULT.with_values({key: Decimal(value)}, origin)


def test_a_changed_number_remembers_who_changed_it() -> None:
    clinic = DEFAULT.with_values({"severe_pain": Decimal(7)}, Origin.CLINIC)
    protocol = clinic.with_values({"red_pct": Decimal(70)}, Origin.PATIENT)

    assert (protocol["severe_pain"], protocol.origin("severe_pain")) == (7, Origin.CLINIC)
    assert (protocol["red_pct"], protocol.origin("red_pct")) == (70, Origin.PATIENT)
    assert (protocol["green_max"], protocol.origin("green_max")) == (2, Origin.DEFAULT)
    assert DEFAULT["red_pct"] == 80


@pytest.mark.parametrize(
    ("key", "value", "origin", "detail", "of_value"),
    [
        ("nothing", 1, Origin.CLINIC, "There is no number called nothing.", False),
        ("hard_pct", 25, Origin.CLINIC, "hard_pct is fixed in the protocol. It can't be changed.", False),
        (
            *("severe_pain", 7, Origin.PATIENT),
            *("severe_pain is the same for the whole clinic. Only the clinic's lead can change it.", False),
        ),
        ("red_pct", 69, Origin.PATIENT, "red_pct may be 70 to 90.", True),
    ],
)
def test_a_refused_number_says_why_and_whether_another_would_do(
    key: str, value: int, origin: Origin, detail: str, of_value: bool
) -> None:
    with pytest.raises(OutsideBracket) as refused:
        DEFAULT.with_values({key: Decimal(value)}, origin)

    assert (str(refused.value), refused.value.of_value) == (detail, of_value)


def test_a_name_too_long_is_cut_where_it_is_said_back() -> None:
    with pytest.raises(OutsideBracket) as refused:
        DEFAULT.with_values({"x" * 100: Decimal(1)}, Origin.CLINIC)

    assert str(refused.value) == f"There is no number called {'x' * 60}."


@pytest.mark.parametrize(("value", "origin"), [(70, Origin.PATIENT), (90, Origin.PATIENT), (70, Origin.CLINIC)])
def test_both_ends_of_a_bracket_may_be_chosen(value: int, origin: Origin) -> None:
    assert DEFAULT.with_values({"red_pct": Decimal(value)}, origin)["red_pct"] == value


def test_the_clinic_may_change_what_a_clinician_may_and_what_only_its_lead_may() -> None:
    by_who = {who: next(each for each in THRESHOLDS if each.who is who) for who in Who}

    allowed = {who: [each.allows(each.default, origin) for origin in Origin] for who, each in by_who.items()}

    assert allowed == {Who.CLINICIAN: [False, True, True], Who.LEAD: [False, True, False], Who.FIXED: [False] * 3}


def test_a_changed_protocol_keeps_its_version_and_its_other_numbers() -> None:
    changed = DEFAULT.with_values({"red_pct": Decimal(70)}, Origin.PATIENT)

    assert changed.version == DEFAULT.version == "1.0"
    assert {key for key, value in changed.values.items() if value != DEFAULT[key]} == {"red_pct"}
    assert changed.days("gap_days") == 10
