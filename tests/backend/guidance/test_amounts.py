"""Amounts are exact, rounded half up, and written as a person would write them."""

from __future__ import annotations

from decimal import Decimal

import pytest

from steadily.guidance.amounts import round1, round2, share, text, whole


def test_a_half_is_always_rounded_up() -> None:
    assert [round2(Decimal(each)) for each in ("8.125", "8.124", "8.135")] == [
        Decimal(n) for n in ("8.13", "8.12", "8.14")
    ]
    assert [round1(Decimal(each)) for each in ("42.25", "42.24", "42.35")] == [
        Decimal(n) for n in ("42.3", "42.2", "42.4")
    ]


def test_a_share_is_taken_to_two_places() -> None:
    assert share(Decimal("8.5"), Decimal("70.5")) == Decimal("5.99")


@pytest.mark.parametrize(("amount", "shown"), [("8.99", 8), ("1", 1), ("0.4", 1), ("0", 1)])
def test_an_amount_is_shown_as_a_whole_number_and_at_least_one(amount: str, shown: int) -> None:
    assert whole(Decimal(amount)) == shown


@pytest.mark.parametrize(
    ("amount", "written"),
    [(10, "10"), (Decimal(100), "100"), (Decimal("8.80"), "8.8"), (Decimal("11.00"), "11"), (Decimal("2.55"), "2.55")],
)
def test_a_number_is_written_without_trailing_zeros(amount: Decimal | int, written: str) -> None:
    assert text(amount) == written
