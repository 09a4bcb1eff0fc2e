"""Lists in pages by an opaque, signed cursor: it names the last row seen, so no page is counted or skipped."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.core import signing
from django.db.models import Model, Q, QuerySet
from rest_framework import serializers
from rest_framework.response import Response

from steadily.api.fields import StrictSerializer

USUAL_PAGE, LONGEST_PAGE = 50, 200


class PageAsked(StrictSerializer):
    """Which page, and how long."""

    cursor = serializers.CharField(required=False, max_length=600, help_text="Where the last page ended: its `next`.")
    limit = serializers.IntegerField(
        required=False, min_value=1, max_value=LONGEST_PAGE, default=USUAL_PAGE, help_text="Rows a page."
    )


def page(asked: Mapping[str, Any], rows: QuerySet[Any], order: tuple[str, ...], show: Callable[[Any], Any]) -> Response:
    """Answer one page of rows, in an order whose last field is unique."""
    limit = asked["limit"]
    found = list(_after(asked.get("cursor"), rows, order)[: limit + 1])
    more = len(found) > limit
    last = _cursor(found[limit - 1], order, _salt(rows, order)) if more else None
    return Response({"results": [show(row) for row in found[:limit]], "next": last})


def follow(asked: Mapping[str, Any], rows: QuerySet[Any], show: Callable[[list[Any]], list[Any]]) -> Response:
    """Answer one page of rows that are only ever added, in the order of their numbers.

    Its `next` is there after the last row, too: whoever asks with it later gets what was added since.
    """
    order, cursor = ("id",), asked.get("cursor")
    found = list(_after(cursor, rows, order)[: asked["limit"]])
    last = _cursor(found[-1], order, _salt(rows, order)) if found else cursor
    return Response({"results": show(found), "next": last})


def paged(of: type[serializers.Serializer[Any]]) -> type[serializers.Serializer[Any]]:
    """Describe a page of something, for the schema."""
    fields = {
        "results": of(many=True),
        "next": serializers.CharField(allow_null=True, help_text="The cursor of the next page; null after the last."),
        "__doc__": "One page of a list.",
    }
    return type(f"{of.__name__.removesuffix('Out')}Page", (StrictSerializer,), fields)


def _after(cursor: str | None, rows: QuerySet[Any], order: tuple[str, ...]) -> QuerySet[Any]:
    ordered = rows.order_by(*order)
    return ordered if cursor is None else ordered.filter(_beyond(order, _read(cursor, _salt(rows, order))))


def _salt(rows: QuerySet[Any], order: tuple[str, ...]) -> str:
    return ".".join(("cursor", rows.model._meta.label, *order))


def _read(cursor: str, salt: str) -> list[str]:
    try:
        parts: list[str] = signing.loads(cursor, salt=salt)
    except signing.BadSignature:
        words = "This cursor is not one of ours. Start again without it."
        raise serializers.ValidationError({"cursor": [words]}) from None
    return parts


def _beyond(order: tuple[str, ...], after: list[str]) -> Q:
    condition = Q()
    for place, name in enumerate(order):
        same = dict(zip(order[:place], after[:place], strict=True))
        condition |= Q(**same, **{f"{name}__gt": after[place]})
    return condition


def _cursor(row: Model, order: tuple[str, ...], salt: str) -> str:
    return signing.dumps([str(getattr(row, name)) for name in order], salt=salt)
