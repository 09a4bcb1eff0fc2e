"""Who may pass a route. Every route names one of these; the default lets nobody in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rest_framework.permissions import SAFE_METHODS, BasePermission
from rest_framework.request import Request

from steadily.people.models import Clinician, ClinicToken, Device, Role

if TYPE_CHECKING:
    from rest_framework.views import APIView  # at run time a circle: the views read their defaults from here


class Nobody(BasePermission):
    """The default, for a route that forgot to say."""

    def has_permission(self, request: Request, view: APIView) -> bool:
        return False


class Anyone(BasePermission):
    """For the few routes that need no sign-in."""

    def has_permission(self, request: Request, view: APIView) -> bool:
        return True


class IsPatient(BasePermission):
    """A patient, by one of their phones."""

    def has_permission(self, request: Request, view: APIView) -> bool:
        return isinstance(request.user, Device)


class IsClinicStaff(BasePermission):
    """A clinician, or the clinic's own system."""

    def has_permission(self, request: Request, view: APIView) -> bool:
        return isinstance(request.user, Clinician | ClinicToken)


class StaffReadLeadChanges(BasePermission):
    """Anybody of the clinic reads; only its lead, in person, changes."""

    message = "Only the clinic's lead can change this for everyone."

    def has_permission(self, request: Request, view: APIView) -> bool:
        staff: object = request.user
        if request.method in SAFE_METHODS:
            return isinstance(staff, Clinician | ClinicToken)
        return isinstance(staff, Clinician) and staff.role == Role.LEAD
