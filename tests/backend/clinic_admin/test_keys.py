"""Keys for the clinic's own system."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from steadily.people.models import Clinician, ClinicToken, fingerprint
from steadily.records.models import AuditEvent
from tests.backend.clinic_admin.pages import text

pytestmark = pytest.mark.django_db


def test_a_key_is_shown_once_and_kept_only_as_its_fingerprint(chen: Client, dr_chen: Clinician) -> None:
    answer = chen.post("/admin/people/clinictoken/add/", {"name": "Booking system"})

    shown = re.search(r'id="key">(sc_[\w-]+)<', answer.content.decode())
    token = ClinicToken.objects.get()
    assert shown is not None
    assert token.fingerprint == fingerprint(shown[1])
    assert (token.clinic, token.made_by) == (dr_chen.clinic, "Dr Chen")
    assert shown[1] not in text(chen.get(f"/admin/people/clinictoken/{token.pk}/change/"))
    assert AuditEvent.objects.filter(verb="make_clinic_token", clinic_id=dr_chen.clinic_id).exists()


def test_a_key_is_ended_at_once(chen: Client) -> None:
    chen.post("/admin/people/clinictoken/add/", {"name": "Booking system"})
    token = ClinicToken.objects.get()

    chen.post(f"/admin/people/clinictoken/{token.pk}/revoke/")

    token.refresh_from_db()
    assert token.revoked_at is not None
    assert AuditEvent.objects.filter(verb="revoke_clinic_token").exists()


def test_a_link_alone_never_ends_a_key(chen: Client) -> None:
    chen.post("/admin/people/clinictoken/add/", {"name": "Booking system"})
    token = ClinicToken.objects.get()

    answer = chen.get(f"/admin/people/clinictoken/{token.pk}/revoke/")

    token.refresh_from_db()
    assert answer.status_code == 405
    assert token.revoked_at is None
