"""Lists in pages by an opaque, signed cursor: it names the last row seen, so no page is counted or skipped."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.core import signing
from django.db.models import Model, Q, QuerySet
from drf_spectacular.utils import OpenApiParameter
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from steadily.api.fields import StrictSerializer

USUAL_PAGE, LONGEST_PAGE = 50, 200
CURSOR = OpenApiParameter("cursor", str, description="Where the last page ended.")
LIMIT = OpenApiParameter("limit", int, description=f"Rows a page, at most {LONGEST_PAGE}.")
PAGING = [CURSOR, LIMIT]


class PageAsked(StrictSerializer):
    """Which page, and how long."""

    cursor = serializers.CharField(required=False, max_length=600)
    limit = serializers.IntegerField(required=False, min_value=1, max_value=LONGEST_PAGE, default=USUAL_PAGE)

    def validate_cursor(self, value: str) -> list[str]:
        try:
            return [str(part) for part in signing.loads(value, salt="cursor")]
        except signing.BadSignature:
            raise serializers.ValidationError("This cursor is not one of ours. Start again without it.") from None


def page(request: Request, rows: QuerySet[Any], order: tuple[str, ...], show: Callable[[Any], Any]) -> Response:
    """Answer one page of rows in an order whose last field is unique."""
    asked = PageAsked(data={name: value for name, value in request.query_params.items() if name in ("cursor", "limit")})
    asked.is_valid(raise_exception=True)
    limit, after = asked.validated_data["limit"], asked.validated_data.get("cursor")
    ordered = rows.order_by(*order)
    if after is not None:
        ordered = ordered.filter(_beyond(order, after))
    found = list(ordered[: limit + 1])
    more = len(found) > limit
    return Response(
        {"results": [show(row) for row in found[:limit]], "next": _cursor(found[limit - 1], order) if more else None}
    )


def paged(of: type[serializers.Serializer[Any]]) -> type[serializers.Serializer[Any]]:
    """Describe a page of something, for the schema."""
    fields = {"results": of(many=True), "next": serializers.CharField(allow_null=True)}
    return type(f"{of.__name__}Page", (StrictSerializer,), fields)


def _beyond(order: tuple[str, ...], after: list[str]) -> Q:
    condition = Q()
    for place, name in enumerate(order):
        same = dict(zip(order[:place], after[:place], strict=True))
        condition |= Q(**same, **{f"{name}__gt": after[place]})
    return condition


def _cursor(row: Model, order: tuple[str, ...]) -> str:
    return signing.dumps([str(getattr(row, name)) for name in order], salt="cursor")
