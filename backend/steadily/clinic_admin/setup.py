"""The first clinic and its lead, through a link that works once, for a day, on this machine only."""

from __future__ import annotations

from datetime import datetime, timedelta
from ipaddress import ip_address
from typing import Any

from django import forms
from django.conf import settings
from django.contrib import admin, messages
from django.contrib.auth import get_user_model
from django.contrib.auth.password_validation import validate_password
from django.core import signing
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache

from steadily.people.actions import add_clinician, open_clinic
from steadily.people.models import Clinic, Nation, Role
from steadily.records.refusals import Refused

LINK_LIFE = timedelta(hours=24)
SALT = "steadily.setup"
BY = "the set-up link"


class SetUp(forms.Form):
    """The clinic, and who leads it."""

    name = forms.CharField(max_length=120, label="Name of the clinic")
    phone = forms.CharField(max_length=40, label="Phone of the clinic", help_text="Patients see it in the app.")
    reads_messages = forms.CharField(
        max_length=120,
        initial="weekdays 9 to 5",
        label="When the clinic reads messages",
        help_text="The app tells patients so.",
    )
    nation = forms.ChoiceField(choices=Nation.choices, label="Nation", help_text="It decides whom patients ring.")
    lead_name = forms.CharField(max_length=120, label="Your name")
    username = forms.CharField(max_length=150, label="Your sign-in name")
    password = forms.CharField(
        label="Your password",
        help_text="At least 12 letters.",
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    again = forms.CharField(
        label="The password again", widget=forms.PasswordInput(attrs={"autocomplete": "new-password"})
    )

    def clean_username(self) -> str:
        username: str = self.cleaned_data["username"]
        if get_user_model().objects.filter(username=username).exists():
            self.add_error("username", "This sign-in name is taken.")
        return username

    def clean_password(self) -> str:
        password: str = self.cleaned_data["password"]
        validate_password(password)
        return password

    def clean(self) -> dict[str, Any]:
        told: dict[str, Any] = super().clean() or {}
        if "password" in told and told.get("again") != told["password"]:
            self.add_error("again", "The two passwords differ.")
        return told


def setup_link(at: datetime) -> str:
    """Make a link that is good for a day from an instant, as long as there is no clinic."""
    token = signing.dumps(at.isoformat(), salt=SALT)
    return str(settings.ORIGIN) + reverse("setup", args=[token])


@never_cache
def setup(request: HttpRequest, token: str) -> HttpResponse:
    """Set up the first clinic and its lead."""
    now = timezone.now()
    try:
        _check(request, token, now)
        form = SetUp(request.POST or None)
        if request.method == "POST" and form.is_valid():
            _open(form.cleaned_data, now)
            messages.success(request, "The clinic is open. Sign in with the name and password you chose.")
            return redirect("admin:index")
    except Refused as refusal:
        return _page(request, {"detail": refusal.detail}, status=refusal.status)
    return _page(request, {"form": form}, status=200)


def _check(request: HttpRequest, token: str, now: datetime) -> None:
    if not _from_this_machine(request):
        raise Refused("This link works only on the machine that Steadily runs on.", status=403)
    if Clinic.objects.exists():
        raise Refused("A clinic has been set up. This link no longer works.", status=410)
    if _minted_at(token) + LINK_LIFE < now:
        raise Refused("This link has run out. Start Steadily again for a new one.", status=410)


def _from_this_machine(request: HttpRequest) -> bool:
    """Tell whether the request comes from here, and through nobody who speaks for others."""
    address = request.META.get("REMOTE_ADDR", "")
    forwarded = {"HTTP_X_FORWARDED_FOR", "HTTP_FORWARDED", "HTTP_X_REAL_IP"} & request.META.keys()
    try:
        return ip_address(address).is_loopback and not forwarded
    except ValueError:
        return False


def _minted_at(token: str) -> datetime:
    try:
        return datetime.fromisoformat(signing.loads(token, salt=SALT))
    except signing.BadSignature:
        raise Refused("We do not know this link. Use the one that Steadily printed.", status=404) from None


@transaction.atomic
def _open(told: dict[str, Any], now: datetime) -> None:
    if Clinic.objects.exists():
        raise Refused("A clinic has been set up. This link no longer works.", status=410)
    own = {name: told[name] for name in ("name", "phone", "reads_messages", "nation")}
    clinic = open_clinic(by=BY, at=now, **own)
    lead = {"username": told["username"], "password": told["password"], "name": told["lead_name"]}
    add_clinician(by=BY, at=now, clinic=clinic, role=Role.LEAD, **lead)


def _page(request: HttpRequest, context: dict[str, Any], status: int) -> HttpResponse:
    common = {"site_header": admin.site.site_header, "site_title": admin.site.site_title, "title": "Set up Steadily"}
    return TemplateResponse(request, "clinic_admin/setup.html", common | context, status=status)
