"""Clinics, clinicians, patients, and the phones and systems that act for them."""

from __future__ import annotations

import hashlib
from datetime import date, datetime, timedelta
from functools import cache
from typing import Protocol
from uuid import UUID
from zoneinfo import ZoneInfo, available_timezones

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

from steadily.guidance.away import Away
from steadily.records.lists import WordsFrom, short_phrases
from steadily.records.models import Record

DEVICE_SESSION = timedelta(days=90)
"""How long a phone stays signed in after its last contact."""


class Region(models.TextChoices):
    """The body regions the clinic treats; each has its own safety questions."""

    NECK = "neck", "Neck"
    SHOULDER = "shoulder", "Shoulder"
    ELBOW = "elbow", "Elbow"
    LOW_BACK = "low_back", "Low back"
    HIP = "hip", "Hip"
    KNEE = "knee", "Knee"
    ANKLE = "ankle", "Ankle"


class Nation(models.TextChoices):
    """Where the patient lives: decides whom to ring."""

    ENGLAND = "england", "England"
    WALES = "wales", "Wales"
    SCOTLAND = "scotland", "Scotland"
    NORTHERN_IRELAND = "northern_ireland", "Northern Ireland"


class Role(models.TextChoices):
    """What a member of staff may do."""

    CLINICIAN = "clinician", "Clinician"
    LEAD = "lead", "Clinic lead"


class Staff(Protocol):
    """Whoever acts for one clinic: a clinician, or the clinic's own system."""

    @property
    def clinic_id(self) -> UUID: ...


@cache
def time_zones() -> frozenset[str]:
    """List every time zone clocks know; read from the disk once."""
    return frozenset(available_timezones())


def real_time_zone(name: str) -> None:
    """Refuse a time zone that no clock knows."""
    if name not in time_zones():
        raise ValidationError("Choose a time zone such as Europe/London.")


class Clinic(Record):
    """A clinic: whoever reads the alerts and answers the phone."""

    name = models.CharField(max_length=120)
    phone = models.CharField(max_length=40)
    reads_messages = models.CharField(max_length=120, default="weekdays 9 to 5")
    nation = models.CharField(max_length=20, choices=Nation.choices, default=Nation.ENGLAND)
    time_zone = models.CharField(max_length=60, default="Europe/London", validators=[real_time_zone])
    demo = models.BooleanField(default=False, help_text="Invented people only; never served to other machines.")

    def __str__(self) -> str:
        return self.name

    def civil_date(self, at: datetime) -> date:
        """Tell which day it is at the clinic at an instant."""
        return at.astimezone(ZoneInfo(self.time_zone)).date()


class Clinician(Record):
    """A member of a clinic's staff, who signs in as a user."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="clinician")
    clinic = models.ForeignKey(Clinic, on_delete=models.PROTECT, related_name="clinicians")
    name = models.CharField(max_length=120)
    role = models.CharField(max_length=20, choices=Role.choices, default=Role.CLINICIAN)

    def __str__(self) -> str:
        return self.name


class PatientQuerySet(models.QuerySet["Patient"]):
    """Patients, and who may see them."""

    def visible_to(self, staff: Staff) -> PatientQuerySet:
        """Keep the patients of the staff member's own clinic."""
        return self.filter(clinic_id=staff.clinic_id)


class Patient(Record):
    """A person in the clinic's care."""

    # Its own index would only repeat the beginning of patient_by_clinic.
    clinic = models.ForeignKey(Clinic, on_delete=models.PROTECT, related_name="patients", db_index=False)
    name = models.CharField(max_length=120)
    year_of_birth = models.PositiveSmallIntegerField(validators=[MinValueValidator(1900), MaxValueValidator(2100)])
    email = models.EmailField(blank=True)
    phone = models.CharField(max_length=40, blank=True)
    regions = models.JSONField(default=list, blank=True, validators=[WordsFrom(Region.values)])
    precautions = models.JSONField(default=list, blank=True, validators=[short_phrases])
    nation = models.CharField(max_length=20, choices=Nation.choices, default=Nation.ENGLAND)
    time_zone = models.CharField(max_length=60, default="Europe/London", validators=[real_time_zone])
    language = models.CharField(max_length=12, default="en-GB")
    away = models.JSONField(default=list, editable=False, help_text="Times away: first and last day of each.")

    objects = PatientQuerySet.as_manager()

    class Meta:
        ordering = ["name", "id"]
        indexes = [models.Index(fields=["clinic", "name", "id"], name="patient_by_clinic")]

    def __str__(self) -> str:
        return self.name

    def civil_date(self, at: datetime) -> date:
        """Tell which day it is for the patient at an instant."""
        return at.astimezone(ZoneInfo(self.time_zone)).date()

    @property
    def times_away(self) -> tuple[Away, ...]:
        """Every time the patient was, is or will be away, in the order told."""
        return tuple(Away(date.fromisoformat(first), date.fromisoformat(last)) for first, last in self.away)

    def next_away(self, today: date) -> Away | None:
        """Give the time away that has not ended; None while at home with no plans."""
        return next((each for each in self.times_away if each.last >= today), None)

    def may_be_under_18(self, on: date) -> bool:
        """Tell whether the year of birth leaves open that the patient is a child on a day."""
        return on.year - self.year_of_birth <= 18


def fingerprint(secret: str) -> str:
    """Hash a high-entropy secret for keeping; the secret itself is never stored."""
    return hashlib.sha256(secret.encode()).hexdigest()


class Invitation(Record):
    """A code that signs one phone in, once."""

    MAX_TRIES = 5

    patient = models.ForeignKey(Patient, on_delete=models.CASCADE, related_name="invitations")
    typed_fingerprint = models.CharField(max_length=64, unique=True)
    scanned_fingerprint = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=200)
    expires_at = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=0)
    used_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(tries__lte=5), name="an_invitation_is_tried_five_times_at_most")
        ]

    def __str__(self) -> str:
        return f"Code for {self.patient}"


class Device(Record):
    """A phone signed in for one patient."""

    patient = models.ForeignKey(Patient, on_delete=models.CASCADE, related_name="devices")
    name = models.CharField(max_length=80)
    token_fingerprint = models.CharField(max_length=64, unique=True)
    signed_in_at = models.DateTimeField()
    last_contact_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-signed_in_at", "id"]

    def __str__(self) -> str:
        return self.name

    def expired(self, at: datetime) -> bool:
        """Tell whether the phone has been out of contact too long."""
        return at - self.last_contact_at > DEVICE_SESSION


class ClinicToken(Record):
    """A key with which a clinic's own system acts for that clinic."""

    clinic = models.ForeignKey(Clinic, on_delete=models.PROTECT, related_name="tokens")
    name = models.CharField(max_length=80)
    fingerprint = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=200)
    revoked_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return self.name
