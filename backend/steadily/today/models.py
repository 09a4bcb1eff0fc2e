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

    # Its own index would only repeat the beginning of alert_by_day.
    patient = models.ForeignKey(Patient, on_delete=models.PROTECT, related_name="alerts", db_index=False)
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
        indexes = [models.Index(fields=["patient", "on"], name="alert_by_day")]
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


class Checkpoint(Record):
    """The fold's state at the end of a day, so that a long diary needn't be read again; can be deleted at any time.

    `basis` is the fingerprint of everything the state rests on besides the diary; when it no longer matches, the state
    is not used. `carried` lists the ids of the earlier entries that are still shown or counted, however old.
    """

    patient = models.ForeignKey(Patient, on_delete=models.CASCADE, related_name="checkpoints", db_index=False)
    on = models.DateField()
    basis = models.CharField(max_length=64)
    state = models.TextField(help_text="The state as JSON, read only by the guidance that wrote it.")
    carried = models.JSONField(default=list)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["patient", "on"], name="one_checkpoint_a_day")]

    def __str__(self) -> str:
        return f"State of {self.patient_id} on {self.on}"
