"""Assessments, plans and what they prescribe, and the clinician's later decisions."""

from __future__ import annotations

from typing import Self, TypeVar

from django.core.exceptions import ValidationError
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import F, Q

from steadily.guidance.terms import ActionKind
from steadily.library.models import Exercise, UsualDose, positive
from steadily.people.models import Patient, Staff
from steadily.records.lists import WordsFrom, short_phrases
from steadily.records.models import Record


class Driver(models.TextChoices):
    """What may be keeping the pain going."""

    STRENGTH = "strength", "Reduced strength"
    STIFFNESS = "stiffness", "Stiffness"
    LOAD_TOLERANCE = "load_tolerance", "Poor load tolerance"
    MOVEMENT_HABITS = "movement_habits", "Changed movement habits"
    WORK = "work", "Work demands"
    SLEEP = "sleep", "Poor sleep"
    PREVIOUS_INJURY = "previous_injury", "Previous injury"


class Screening(models.TextChoices):
    """What keeps the engine off until a clinician turns it on with a reason (protocol, 9.1 no. 16)."""

    UNDER_18 = "under_18", "Under 18"
    PREGNANCY = "pregnancy", "Pregnant"
    RECENT_SURGERY = "recent_surgery", "Surgery in the last 12 weeks"
    ACUTE_FRACTURE = "acute_fracture", "Acute fracture"
    CANCER_TREATMENT = "cancer_treatment", "Active cancer treatment"
    UNSTABLE_CONDITION = "unstable_condition", "Unstable heart or neurological disease"


class Acupuncture(models.TextChoices):
    """What was said about needling at the assessment."""

    OFFERED = "offered", "Offered"
    DECLINED = "declined", "Declined"
    UNSUITABLE = "unsuitable", "Not suitable"


class Side(models.TextChoices):
    """Which side an exercise is for."""

    LEFT = "left", "Left"
    RIGHT = "right", "Right"
    BOTH = "both", "Both sides"


def weekday_numbers(value: object) -> None:
    """Allow a list of different weekdays, 0 for Monday to 6 for Sunday."""
    days = value if isinstance(value, list) else [None]
    if not days or any(type(day) is not int or not 0 <= day <= 6 for day in days) or len(set(days)) < len(days):
        raise ValidationError("Give each weekday once, from 0 for Monday to 6 for Sunday.")


Row = TypeVar("Row", bound=models.Model)


class OfPatient(models.QuerySet[Row]):
    """Rows that belong to a patient."""

    def visible_to(self, staff: Staff) -> Self:
        """Keep the rows of the staff member's own clinic."""
        return self.filter(patient__clinic_id=staff.clinic_id)


class Assessment(Record):
    """What the clinician found; no plan goes live without one."""

    patient = models.ForeignKey(Patient, on_delete=models.PROTECT, related_name="assessments")
    on = models.DateField()
    made_by = models.CharField(max_length=200)
    made_at = models.DateTimeField()
    drivers = models.JSONField(default=list, blank=True, validators=[WordsFrom(Driver.values)])
    findings = models.TextField(max_length=2000, blank=True)
    screening = models.JSONField(default=list, blank=True, validators=[WordsFrom(Screening.values)])
    precautions = models.JSONField(default=list, blank=True, validators=[short_phrases])
    acupuncture = models.CharField(max_length=12, choices=Acupuncture.choices, default=Acupuncture.OFFERED)
    acupuncture_reason = models.CharField(max_length=400, blank=True)
    success = models.TextField("What success looks like, in the patient's words", max_length=2000, blank=True)

    objects = OfPatient.as_manager()

    class Meta:
        ordering = ["-on", "-made_at"]

    def __str__(self) -> str:
        return f"Assessment of {self.patient}, {self.on:%-d %B %Y}"


class Goal(Record):
    """Something the patient wants to do again, in their own words."""

    patient = models.ForeignKey(Patient, on_delete=models.PROTECT, related_name="goals")
    assessment = models.ForeignKey(Assessment, on_delete=models.PROTECT, related_name="goals")
    words = models.CharField(max_length=200)
    position = models.PositiveSmallIntegerField(default=0)

    objects = OfPatient.as_manager()

    class Meta:
        ordering = ["position", "id"]

    def __str__(self) -> str:
        return self.words


class PlanQuerySet(OfPatient["Plan"]):
    """Plans by where they stand."""

    def active(self) -> Self:
        """Keep plans that are live."""
        return self.filter(activated_at__isnull=False, ended_at__isnull=True)


class Plan(Record):
    """A patient's plan; a draft until it is activated."""

    patient = models.ForeignKey(Patient, on_delete=models.PROTECT, related_name="plans")
    assessment = models.ForeignKey(Assessment, null=True, blank=True, on_delete=models.PROTECT, related_name="plans")
    title = models.CharField(max_length=120)
    starts_on = models.DateField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)
    drafted_at = models.DateTimeField()
    drafted_by = models.CharField(max_length=200)
    activated_at = models.DateTimeField(null=True, editable=False)
    activated_by = models.CharField(max_length=200, editable=False)
    ended_at = models.DateTimeField(null=True, editable=False)
    ended_by = models.CharField(max_length=200, editable=False)
    end_reason = models.CharField(max_length=400, editable=False)

    objects = PlanQuerySet.as_manager()

    class Meta:
        ordering = ["-drafted_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["patient"],
                condition=Q(activated_at__isnull=False, ended_at__isnull=True),
                name="one_active_plan_per_patient",
            ),
            models.CheckConstraint(
                condition=Q(activated_at__isnull=True) | Q(assessment__isnull=False, starts_on__isnull=False),
                name="a_live_plan_rests_on_an_assessment",
            ),
            models.CheckConstraint(
                condition=Q(activated_at__isnull=True, activated_by="")
                | Q(activated_at__isnull=False) & ~Q(activated_by=""),
                name="a_plan_activated_by_someone_at_some_time",
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True, ended_by="", end_reason="")
                | Q(ended_at__isnull=False, activated_at__isnull=False) & ~Q(ended_by="") & ~Q(end_reason=""),
                name="a_plan_ended_by_someone_for_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} for {self.patient}"

    @property
    def live(self) -> bool:
        """Tell whether the patient is following this plan now."""
        return self.activated_at is not None and self.ended_at is None

    @property
    def engine_off_because(self) -> str | None:
        """Tell what in the assessment keeps the engine off (a Screening value), or None."""
        return next(iter(self.assessment.screening), None) if self.assessment else None


class Prescription(Record):
    """One exercise in a plan; keeps its id through every revision."""

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="prescriptions")
    exercise = models.ForeignKey(Exercise, on_delete=models.PROTECT, related_name="+")
    side = models.CharField(max_length=5, choices=Side.choices, blank=True)
    priority = models.BooleanField(default=False)
    position = models.PositiveSmallIntegerField(default=0)
    ended_on = models.DateField(null=True, blank=True, help_text="The first day it is no longer asked for.")

    class Meta:
        ordering = ["position", "id"]

    def __str__(self) -> str:
        return self.exercise.name

    def standing_doses(self) -> list[Dose]:
        """List the doses that took or will take effect, oldest first, each from a later day than the one before.

        A later version overrules an earlier one that was to start on the same day or after.
        """
        standing: list[Dose] = []
        for dose in sorted(self.doses.all(), key=lambda dose: dose.plan_version):
            starts_on = dose.starts_on
            standing = [
                earlier for earlier in standing if starts_on and earlier.starts_on and earlier.starts_on < starts_on
            ]
            standing.append(dose)
        return standing


class Dose(Record, UsualDose):
    """How much of a prescription, from a date on: one row for each version of the plan that changed it."""

    prescription = models.ForeignKey(Prescription, on_delete=models.PROTECT, related_name="doses")
    plan_version = models.PositiveIntegerField(default=1)
    starts_on = models.DateField(null=True, blank=True, help_text="Empty while the plan is a draft: from its start.")
    level = models.PositiveSmallIntegerField(default=1, validators=positive(3))
    weekdays = models.JSONField(null=True, blank=True, validators=[weekday_numbers])

    class Meta:
        ordering = ["plan_version"]
        constraints = [
            models.UniqueConstraint(fields=["prescription", "plan_version"], name="one_dose_per_plan_version"),
            models.CheckConstraint(
                condition=Q(level__range=(1, 3), sets__range=(1, 10), per_week__range=(1, 7), amount__gte=1),
                name="a_dose_asks_for_something",
            ),
            models.CheckConstraint(condition=Q(amount__lte=F("maximum")), name="a_dose_stays_within_its_maximum"),
        ]

    def __str__(self) -> str:
        return f"Level {self.level}, {self.sets} x {self.amount:f}"


class ClinicalAction(Record):
    """A clinician's decision after the plan began: who, when, what and why. Never changed, only followed by another."""

    Kind = models.TextChoices("Kind", [(kind.name, kind.value) for kind in ActionKind])  # type: ignore[call-overload]

    patient = models.ForeignKey(Patient, on_delete=models.PROTECT, related_name="actions")
    prescription = models.ForeignKey(Prescription, null=True, on_delete=models.PROTECT, related_name="actions")
    kind = models.CharField(max_length=20, choices=Kind.choices)
    value = models.JSONField(default=dict, blank=True, encoder=DjangoJSONEncoder)
    reason = models.CharField(max_length=400)
    at = models.DateTimeField()
    effective_on = models.DateField()
    by = models.CharField(max_length=200)

    objects = OfPatient.as_manager()

    class Meta:
        ordering = ["at", "id"]
        constraints = [models.CheckConstraint(condition=~Q(reason=""), name="a_decision_has_a_reason")]

    def __str__(self) -> str:
        return f"{self.kind} by {self.by}"
