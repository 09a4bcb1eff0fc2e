"""Versions of the protocol with their numbers, and a clinic's own defaults with the day each begins."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from steadily.guidance.outcome import Origin
from steadily.guidance.safety import TIERS
from steadily.guidance.terms import ActionKind
from steadily.records.models import Record


class ProtocolVersion(Record):
    """The numbers of one version, kept once, so that old advice can be read beside the numbers that gave it."""

    version = models.CharField(max_length=20, unique=True)
    values = models.JSONField(help_text="Each number as text, by its key.")
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=200)

    class Meta:
        ordering = ["made_at"]

    def __str__(self) -> str:
        return f"Protocol {self.version}"


class ClinicDefault(Record):
    """A number a clinic's lead set for all its patients from a day on. Never changed, only followed by another."""

    clinic_id = models.UUIDField()
    key = models.CharField(max_length=40)
    value = models.DecimalField(max_digits=6, decimal_places=2)
    effective_on = models.DateField()
    reason = models.CharField(max_length=400)
    set_at = models.DateTimeField()
    set_by = models.CharField(max_length=200)

    class Meta:
        ordering = ["set_at", "id"]
        indexes = [models.Index(fields=["clinic_id", "set_at"], name="defaults_of_a_clinic")]
        constraints = [models.CheckConstraint(condition=~Q(reason=""), name="a_default_has_a_reason")]

    def as_decision(self) -> tuple[ActionKind, dict[str, str]]:
        """Say it as a clinician's decision would: a number of everyone's, or a more urgent tier."""
        said = f"{self.value.normalize():f}"
        if self.key in TIERS:
            return ActionKind.RAISE_TIER, {"id": self.key, "tier": said}
        return ActionKind.SET_THRESHOLD, {"key": self.key, "value": said, "origin": str(Origin.CLINIC)}

    def __str__(self) -> str:
        return f"{self.key} is {self.value} from {self.effective_on:%-d %B %Y}"
