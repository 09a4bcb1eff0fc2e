"""Who is asking: a patient's phone, a member of staff, or a clinic's own system."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any

from django.db import OperationalError
from django.utils import timezone
from rest_framework.authentication import BaseAuthentication, SessionAuthentication
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.request import Request

from steadily.people.models import Clinician, ClinicToken, Device, fingerprint

NOTE_CONTACT_EVERY = timedelta(hours=1)
"""A read should not cost a write: contact is noted this often at most."""


class SignInExpired(AuthenticationFailed):
    """The phone keeps everything and asks for a new code."""

    default_detail = "Please sign in again with a new code from your clinic. Nothing you logged is lost."
    default_code = "sign-in-expired"


class DeviceRevoked(AuthenticationFailed):
    """The phone sends nothing, wipes itself and says so."""

    default_detail = "This phone was signed out."
    default_code = "device-revoked"


def bearer(request: Request, prefix: str) -> str | None:
    """Take the bearer token with this prefix from a request, if it carries one."""
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    return token if scheme.lower() == "bearer" and token.startswith(prefix) else None


class ByDevice(BaseAuthentication):
    """A patient's phone, by its token: one query."""

    def authenticate(self, request: Request) -> tuple[Device, str] | None:
        token = bearer(request, "")
        if token is None:
            return None
        device = Device.objects.select_related("patient__clinic").filter(token_fingerprint=fingerprint(token)).first()
        now = timezone.now()
        if device is not None and device.revoked_at is not None:
            raise DeviceRevoked
        if device is None or device.expired(now):
            raise SignInExpired
        _note_contact(device, now)
        return device, token

    def authenticate_header(self, request: Request) -> str:
        return 'Bearer realm="steadily"'


class ByClinicToken(BaseAuthentication):
    """A clinic's own system, by its key."""

    def authenticate(self, request: Request) -> tuple[ClinicToken, str] | None:
        key = bearer(request, "sc_")
        if key is None:
            return None
        tokens = ClinicToken.objects.select_related("clinic").filter(revoked_at=None)
        token = tokens.filter(fingerprint=fingerprint(key)).first()
        if token is None:
            raise AuthenticationFailed("This key is not in use. Make a new one in the clinic's admin.")
        return token, key

    def authenticate_header(self, request: Request) -> str:
        return 'Bearer realm="steadily"'


class BySession(SessionAuthentication):
    """A member of staff signed in to the admin, with CSRF."""

    def authenticate(self, request: Request) -> tuple[Clinician, None] | None:
        found: Any = super().authenticate(request)
        clinician = getattr(found[0], "clinician", None) if found else None
        return None if clinician is None else (clinician, None)


def _note_contact(device: Device, now: datetime) -> None:
    """Note the contact; where nothing can be written just now, reading goes on without."""
    if now - device.last_contact_at >= NOTE_CONTACT_EVERY:
        with suppress(OperationalError):
            Device.objects.filter(pk=device.pk).update(last_contact_at=now)
