"""Serializer fields and bases that take only what they were given to take."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from rest_framework import serializers

from steadily.records.wording import seen

TEXT_LIMIT = 2000
RFC_3339 = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?(Z|[+-]\d\d:\d\d)", re.ASCII)
CIVIL_DATE = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
AMOUNT = re.compile(r"\d{1,4}(\.\d{1,2})?", re.ASCII)
FIRST_YEAR, LAST_YEAR = 1990, 2089
"""The years a date here can lie in: calendars further out run over the ends of what databases and clocks can hold."""


class StrictSerializer(serializers.Serializer[Any]):
    """A serializer that refuses fields it doesn't know, instead of dropping them."""

    def to_internal_value(self, data: Any) -> Any:
        if isinstance(data, Mapping):
            writable = {name for name, field in self.fields.items() if not field.read_only}
            unknown = {name: ["We do not know this field."] for name in data if name not in writable}
            if unknown:
                raise serializers.ValidationError(unknown)
        return super().to_internal_value(data)


class WholeNumber(serializers.IntegerField):
    """A whole number sent as a number, within bounds."""

    def __init__(self, least: int, most: int, **kwargs: Any) -> None:
        super().__init__(min_value=least, max_value=most, **kwargs)

    def to_internal_value(self, data: Any) -> int:
        if isinstance(data, bool) or not isinstance(data, int):
            self.fail("invalid")
        return super().to_internal_value(data)


class YesNo(serializers.BooleanField):
    """True or false, and nothing that merely looks like it."""

    def to_internal_value(self, data: Any) -> bool:
        if not isinstance(data, bool):
            self.fail("invalid", input=data)
        return data


class Text(serializers.CharField):
    """Text sent as text; what can't be seen, or turns its direction, is taken out."""

    def __init__(self, max_length: int = TEXT_LIMIT, **kwargs: Any) -> None:
        super().__init__(max_length=max_length, **kwargs)

    def run_validation(self, data: Any = serializers.empty) -> Any:
        return super().run_validation(seen(data) if isinstance(data, str) else data)

    def to_internal_value(self, data: Any) -> str:
        if not isinstance(data, str):
            self.fail("invalid")
        return super().to_internal_value(data)


class Email(serializers.EmailField):
    """An e-mail address sent as text."""

    def to_internal_value(self, data: Any) -> str:
        if not isinstance(data, str):
            self.fail("invalid")
        return super().to_internal_value(data)


class Choice(serializers.ChoiceField):
    """One word from a fixed set, sent as text."""

    def to_internal_value(self, data: Any) -> Any:
        if not isinstance(data, str):
            self.fail("invalid_choice", input=data)
        return super().to_internal_value(data)


class Choices(serializers.ListField):
    """A list of different words from a fixed set."""

    def __init__(self, choices: Any, **kwargs: Any) -> None:
        super().__init__(child=Choice(choices=choices), max_length=len(choices), **kwargs)

    def to_internal_value(self, data: Any) -> list[str]:
        return list(dict.fromkeys(super().to_internal_value(data)))


class Amount(serializers.DecimalField):
    """An amount with up to two decimals; text such as "12.50" or a number in, text out."""

    def __init__(self, least: int = 1, most: int = 999, **kwargs: Any) -> None:
        super().__init__(max_digits=6, decimal_places=2, min_value=least, max_value=most, **kwargs)

    def to_internal_value(self, data: Any) -> Any:
        text = data if isinstance(data, str) else str(data)
        if isinstance(data, bool) or not AMOUNT.fullmatch(text):
            self.fail("invalid")
        return super().to_internal_value(text)


class Exact(serializers.CharField):
    """A number as it was worked out, in text, with at least so many decimals; for answers only."""

    def __init__(self, places: int = 0, **kwargs: Any) -> None:
        self.places = places
        super().__init__(read_only=True, **kwargs)

    def to_representation(self, value: Any) -> str:
        exact = Decimal(value).normalize()
        shown = -int(exact.as_tuple().exponent)
        return f"{exact:.{max(shown, self.places)}f}"


class Identifier(serializers.UUIDField):
    """A UUID sent as text."""

    def to_internal_value(self, data: Any) -> UUID:
        if not isinstance(data, str):
            self.fail("invalid", value=data)
        return super().to_internal_value(data)


class Day(serializers.DateField):
    """A civil date such as 2026-03-10."""

    default_error_messages = {"not_a_day": f"Send a date such as 2026-03-10, from {FIRST_YEAR} to {LAST_YEAR}."}

    def to_internal_value(self, value: Any) -> date:
        if not isinstance(value, str) or not CIVIL_DATE.fullmatch(value) or not _in_our_time(value):
            self.fail("not_a_day")
        return super().to_internal_value(value)


class Instant(serializers.DateTimeField):
    """An instant with its offset from UTC: without one nobody knows when it was."""

    default_error_messages = {"no_offset": "Send an instant such as 2026-03-10T19:02:11+00:00, with its offset."}

    def enforce_timezone(self, value: Any) -> Any:
        return value

    def to_internal_value(self, value: Any) -> datetime:
        if not isinstance(value, str) or not RFC_3339.fullmatch(value) or not _in_our_time(value):
            self.fail("no_offset")
        return super().to_internal_value(value)


def _in_our_time(text: str) -> bool:
    return FIRST_YEAR <= int(text[:4]) <= LAST_YEAR
