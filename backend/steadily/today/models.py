"""What the guidance raised for the clinician; derived, but an acknowledgement is kept."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from steadily.people.models import Patient
from steadily.plans.models import OfPatient, Prescription
from steadily.records.models import Record


class Alert(Record):
    """Something in a patient's diary that a clinician should look at."""

    patient = models.ForeignKey(Patient, on_delete=models.PROTECT, related_name="alerts")
    prescription = models.ForeignKey(Prescription, null=True, on_delete=models.PROTECT, related_name="+")
    code = models.CharField(max_length=40)
    priority = models.PositiveSmallIntegerField()
    on = models.DateField()
    raised_at = models.DateTimeField()
    acknowledged_at = models.DateTimeField(null=True)
    acknowledged_by = models.CharField(max_length=200, blank=True)

    objects = OfPatient.as_manager()

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
