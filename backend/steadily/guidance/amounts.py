"""Arithmetic on amounts of exercise: exact decimals, rounded half up to two places, shown as whole numbers."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

HUNDRED = Decimal(100)
CENT = Decimal("0.01")
TENTH = Decimal("0.1")


def round2(amount: Decimal) -> Decimal:
    """Round half up to two decimal places."""
    return amount.quantize(CENT, ROUND_HALF_UP)


def round1(percent: Decimal) -> Decimal:
    """Round half up to one decimal place."""
    return percent.quantize(TENTH, ROUND_HALF_UP)


def share(amount: Decimal, percent: Decimal) -> Decimal:
    """Give so many percent of an amount, to two places."""
    return round2(amount * percent / HUNDRED)


def whole(amount: Decimal) -> int:
    """Show an amount as a whole number: rounded down, at least 1."""
    return max(1, int(amount))


def text(amount: Decimal | int) -> str:
    """Write a number without trailing zeros: 11, 8.8, 2.5."""
    written = f"{amount:f}"
    return written.rstrip("0").rstrip(".") if "." in written else written
