"""Who needs a look, how soon and why."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from steadily.clinic_admin.signed_in import deed, signed_in
from steadily.clinic_admin.words import WHEN, WHY, spoken
from steadily.people.models import Staff
from steadily.today.actions import acknowledge
from steadily.today.models import Alert

MOST_AT_ONCE = 200


@dataclass(frozen=True)
class Waiting:
    """One alert in a clinician's words."""

    alert: Alert
    when: str
    why: str


def waiting(staff: Staff) -> list[Waiting]:
    """List a clinic's open alerts, the most urgent first, then the oldest."""
    alerts = Alert.objects.open().visible_to(staff).select_related("patient", "prescription__exercise")
    return in_words(alerts.order_by("priority", "raised_at")[:MOST_AT_ONCE])


def in_words(alerts: Iterable[Alert]) -> list[Waiting]:
    """Say alerts as a clinician would."""
    return [Waiting(alert, WHEN.get(alert.priority, ""), spoken(alert.code, WHY)) for alert in alerts]


@require_POST
def acknowledge_alert(request: HttpRequest, alert_id: UUID) -> HttpResponse:
    """Take an alert off the worklist, and go back to the page it stood on."""
    alert = get_object_or_404(Alert.objects.visible_to(signed_in(request)), pk=alert_id)
    acknowledge(**deed(request), alert=alert)
    messages.success(request, f"{alert.patient}: seen and taken off the list.")
    return redirect(_page_it_stood_on(request))


def _page_it_stood_on(request: HttpRequest) -> str:
    page = request.POST.get("next", "")
    return page if page and url_has_allowed_host_and_scheme(page, allowed_hosts=None) else "admin:index"
