"""The usual level and the flare threshold above it."""

from __future__ import annotations

from decimal import Decimal

import pytest

from steadily.guidance.outcome import Origin
from steadily.guidance.protocol import DEFAULT
from steadily.guidance.usual import flare_threshold, median, spread
from tests.backend.guidance.story import march, story


def decimals(*values: float) -> list[Decimal]:
    return [Decimal(str(value)) for value in values]


def test_the_median_of_an_even_count_is_the_mean_of_the_middle_two() -> None:
    assert median(decimals(5, 1, 4, 2)) == 3
    assert median(decimals(9, 1, 2)) == 2


def test_the_spread_is_the_median_distance_from_the_median() -> None:
    assert spread(decimals(1, 1, 2, 2, 4, 6, 9)) == 1
    assert spread([]) == 0


@pytest.mark.parametrize(
    ("usual", "around", "threshold", "ceiling"),
    [
        (4, 0, "6", False),
        (4, 1, "6.9652", False),
        (4, 3, "8", False),
        (0, 0, "3", False),
        (7, 0, "9", False),
        (7.5, 0, "9", True),
        (9, 0, "10", True),
        (9.5, 0, "10.5", True),
    ],
)
def test_the_threshold_lies_two_to_four_above_usual_within_the_scale(
    usual: float, around: int, threshold: str, ceiling: bool
) -> None:
    assert flare_threshold(DEFAULT, Decimal(str(usual)), Decimal(around)) == (Decimal(threshold), ceiling)


def test_a_share_of_the_usual_may_set_the_distance_where_a_clinician_wants_it() -> None:
    protocol = DEFAULT.with_values({"flare_delta_pct": Decimal(50)}, Origin.PATIENT)

    assert flare_threshold(protocol, Decimal(6), Decimal(0)) == (Decimal(9), False)
    assert flare_threshold(protocol, Decimal(2), Decimal(0)) == (Decimal(4), False)


def test_the_smallest_share_counts_instead_of_the_spread() -> None:
    protocol = DEFAULT.with_values({"flare_delta_pct": Decimal(1)}, Origin.PATIENT)

    assert flare_threshold(protocol, Decimal(4), Decimal(1)) == (Decimal(6), False)


def test_without_a_usual_level_there_is_no_threshold() -> None:
    assert flare_threshold(DEFAULT, None, Decimal(0)) == (None, False)


def test_five_known_days_make_a_usual_level() -> None:
    amara = story(since=-1, until=5)

    assert amara.on(3).baseline.pain is None
    assert amara.on(4).baseline.pain == 4


def test_each_reading_needs_its_own_five_values() -> None:
    amara = story({day: {"interf": None} for day in range(-1, 4)}, since=-1, until=5)

    assert amara.on(4).baseline.pain == 4
    assert amara.on(4).baseline.interference is None


def test_too_few_days_in_two_weeks_widen_the_window_to_four() -> None:
    amara = story({day: {"am": 2, "now": 3, "worst": 5} for day in (-14, -13, -12, -11, -2)}, fill=None)

    assert amara.on(2).baseline.pain == 4
    assert amara.on(14).baseline.pain == 4
    assert amara.on(15).baseline.pain is None


def test_the_clinicians_own_value_stands_only_where_the_diary_is_too_thin() -> None:
    amara = story(since=1, until=9, baseline_manual={"P": 7, "I": 6})

    assert amara.on(5).baseline.pain == 7
    assert amara.on(6).baseline.pain == 4
    assert amara.on(5).baseline.morning is None


def test_days_of_a_flare_do_not_become_usual() -> None:
    sore = {day: {"now": 8, "worst": 10, "interf": 8, "flare": True} for day in range(3, 9)}
    amara = story(sore, until=16)

    assert amara.flare(16) == "NONE"
    assert amara.on(16).baseline.pain == 4


def test_a_baseline_set_later_counts_from_its_day() -> None:
    actions = {march(3): [{"kind": "set_baseline", "pain": "6", "interference": "5", "morning": "4"}]}
    amara = story(since=1, until=4, actions=actions)

    usual = amara.on(3).baseline
    assert amara.on(2).baseline.pain is None
    assert (usual.pain, usual.interference, usual.morning) == (6, 5, 4)
