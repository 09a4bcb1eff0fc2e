"""Amounts as clients send them: decimals as text, or whole numbers; never a binary float."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated

from msgspec import Meta

Amount = Annotated[str, Meta(pattern=r"\A[0-9]{1,4}(\.[0-9]{1,2})?\Z")] | Annotated[int, Meta(ge=0, le=9999)]
"""From 0 to 9999.99, with at most two decimals."""


def exact(amount: str | int) -> Decimal:
    """Give an amount as the decimal it says."""
    return Decimal(amount)
