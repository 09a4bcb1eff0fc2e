"""What is derived from the diary and kept: alerts, whose acknowledgement is a fact, and a place to resume the fold."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import Q

from steadily.people.models import Patient
from steadily.plans.models import OfPatient, Prescription
from steadily.records.models import Record


class AlertQuerySet(OfPatient["Alert"]):
    """Alerts by where they stand."""

    def open(self) -> AlertQuerySet:
        """Keep those that still hold and that no one has acknowledged."""
        return self.filter(acknowledged_at=None, withdrawn_at=None)

    def of_days(self, first: date, last: date) -> AlertQuerySet:
        """Keep those raised about a period."""
        return self.filter(on__gte=first, on__lte=last)


class Alert(Record):
    """Something in a patient's diary that a clinician should look at.

    An alert that no longer follows, because the diary was corrected, is kept as withdrawn; once acknowledged it stays.
    """

    patient = models.ForeignKey(Patient, on_delete=models.PROTECT, related_name="alerts")
    prescription = models.ForeignKey(Prescription, null=True, on_delete=models.PROTECT, related_name="+")
    code = models.CharField(max_length=40)
    priority = models.PositiveSmallIntegerField()
    on = models.DateField()
    raised_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)
    acknowledged_at = models.DateTimeField(null=True)
    acknowledged_by = models.CharField(max_length=200, blank=True)

    objects = AlertQuerySet.as_manager()

    class Meta:
        ordering = ["priority", "-on"]
        constraints = [
            models.UniqueConstraint(
                fields=["patient", "code", "on", "prescription"], name="an_exercise_alert_is_raised_once"
            ),
            models.UniqueConstraint(
                fields=["patient", "code", "on"], condition=Q(prescription=None), name="an_alert_is_raised_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} on {self.on}"


class Checkpoint(models.Model):
    """The fold's state at the end of a day, so that a long diary needn't be read again; can be deleted at any time.

    `basis` is the fingerprint of everything the state rests on. When it no longer matches, the state is not used.
    """

    patient = models.OneToOneField(Patient, on_delete=models.CASCADE, primary_key=True, related_name="checkpoint")
    on = models.DateField()
    basis = models.CharField(max_length=64)
    state = models.JSONField()

    def __str__(self) -> str:
        return f"State of {self.patient_id} on {self.on}"
