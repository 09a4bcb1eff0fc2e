"""Who is at the door, and when: the two things every action must be told."""

from __future__ import annotations

from datetime import datetime
from typing import Any, TypedDict

from django.contrib.auth import get_user_model
from django.contrib.auth.backends import ModelBackend
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.utils import timezone

from steadily.people.models import Clinician


class StaffBackend(ModelBackend):
    """Sign-in by name and password; a session's user comes with their clinic, in one query."""

    def get_user(self, user_id: int) -> Any:
        users = get_user_model().objects.select_related("clinician__clinic")
        user = users.filter(pk=user_id).first()
        return user if user is not None and self.user_can_authenticate(user) else None


class Deed(TypedDict):
    """The actor and the instant of what is done now."""

    by: Clinician
    at: datetime


def clinician_of(request: HttpRequest) -> Clinician | None:
    """Find the clinician who is signed in; None for anyone else, a superuser too."""
    if not hasattr(request, "clinician"):
        request.clinician = _find(request)  # type: ignore[attr-defined]
    return request.clinician  # type: ignore[attr-defined, no-any-return]


def signed_in(request: HttpRequest) -> Clinician:
    """Give the clinician who is signed in, or refuse the request."""
    clinician = clinician_of(request)
    if clinician is None:
        raise PermissionDenied
    return clinician


def deed(request: HttpRequest) -> Deed:
    """Say who acts and when, for an action."""
    return {"by": signed_in(request), "at": timezone.now()}


def _find(request: HttpRequest) -> Clinician | None:
    user: Any = request.user
    if not (user.is_active and user.is_staff):
        return None
    try:
        clinician: Clinician = user.clinician
    except Clinician.DoesNotExist:
        return None
    return clinician
