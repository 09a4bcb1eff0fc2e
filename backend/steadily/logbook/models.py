"""The diary: facts the patient sent, never changed. A correction is a new entry."""

from __future__ import annotations

from django.db import models

from steadily.people.models import Device, Patient


class Kind(models.TextChoices):
    """What an entry tells."""

    CHECK_IN = "check_in", "Check-in"
    EXERCISE = "exercise", "Exercise"
    SETTLED = "settled", "Next morning"
    SAFETY = "safety", "Safety questions"
    REACTION = "reaction", "Reaction to needling"
    TRIAL = "trial", "Tolerance trial"
    MEASURE = "measure", "Measure"
    HELP_SOUGHT = "help_sought", "Help sought"
    QUESTION = "question", "Question"
    CONTACT = "contact", "Asks for contact"
    FLARE_PLAN = "flare_plan", "Flare plan"
    NEXT_FOCUS = "next_focus", "What matters next"


class Entry(models.Model):
    """One fact, as it was lived. `on` is the patient's own day, stamped then and never derived again."""

    id = models.UUIDField(primary_key=True)
    patient = models.ForeignKey(Patient, on_delete=models.PROTECT, related_name="entries", db_index=False)
    device = models.ForeignKey(Device, null=True, on_delete=models.SET_NULL, related_name="+", db_index=False)
    kind = models.CharField(max_length=12, choices=Kind.choices)
    on = models.DateField()
    at = models.DateTimeField()
    tz = models.CharField(max_length=60)
    received_at = models.DateTimeField()
    clock_offset_s = models.IntegerField(default=0, help_text="Server time minus the phone's, at the sync.")
    pack_revision = models.CharField(max_length=40, blank=True)
    supersedes = models.UUIDField(null=True)
    shown = models.JSONField(null=True)
    data = models.JSONField(null=True)

    class Meta:
        ordering = ["at", "id"]
        indexes = [models.Index(fields=["patient", "on"], name="entry_by_day")]
        verbose_name_plural = "entries"

    def __str__(self) -> str:
        return f"{self.kind} on {self.on}"
