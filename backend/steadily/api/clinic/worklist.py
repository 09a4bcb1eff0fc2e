"""Who needs a look, and why."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.utils import timezone
from rest_framework.request import Request
from rest_framework.response import Response

from steadily.api.clinic import examples, serializers
from steadily.api.doors import ForClinic, asked, found
from steadily.api.paging import PageAsked, page, paged
from steadily.api.permissions import IsClinicStaff
from steadily.api.schema import operation
from steadily.today.actions import acknowledge
from steadily.today.models import Alert


class Worklist(ForClinic):
    """The clinic's open alerts."""

    permission_classes = (IsClinicStaff,)

    @operation(
        "worklist",
        "Open alerts, the most urgent and the oldest first",
        gives=paged(serializers.AlertOut),
        got=examples.page_of(examples.ALERT),
        parameters=[PageAsked],
    )
    def get(self, request: Request) -> Response:
        alerts = Alert.objects.open().visible_to(self.staff).select_related("patient")
        return page(asked(request, PageAsked), alerts, ("priority", "raised_at", "id"), _show)


class Acknowledgement(ForClinic):
    """Having seen an alert."""

    permission_classes = (IsClinicStaff,)

    @operation(
        "alert_acknowledge",
        "Say that an alert has been seen; the first to say so stays named",
        gives=serializers.AlertOut,
        got=examples.ACKNOWLEDGED,
    )
    def post(self, request: Request, id: UUID) -> Response:
        alert = found(Alert.objects.visible_to(self.staff).select_related("patient"), id)
        return Response(_show(acknowledge(by=self.staff, at=timezone.now(), alert=alert)))


def _show(alert: Alert) -> dict[str, Any]:
    return serializers.AlertOut(alert).data
