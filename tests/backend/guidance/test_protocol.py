"""Each number stands once, within its bracket."""

from __future__ import annotations

from decimal import Decimal

import pytest

from steadily.guidance.outcome import Origin
from steadily.guidance.protocol import DEFAULT, THRESHOLDS, OutsideBracket, Threshold


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
