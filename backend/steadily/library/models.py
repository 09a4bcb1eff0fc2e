"""Exercises and plan templates: reviewed content, loaded from files, chosen by clinicians."""

from __future__ import annotations

from decimal import Decimal
from uuid import UUID

from django.conf import settings
from django.core.validators import BaseValidator, MaxValueValidator, MinValueValidator
from django.db import models

from steadily.guidance.terms import Category, Unit
from steadily.records.models import Record


def positive(most: int) -> list[BaseValidator]:
    """Bound a whole number or amount that can't be nothing."""
    return [MinValueValidator(1), MaxValueValidator(most)]


class UsualDose(models.Model):
    """How much to start from; a clinician changes it for the patient. Amounts are in the exercise's unit, per set."""

    sets = models.PositiveSmallIntegerField(default=1, validators=positive(10))
    amount = models.DecimalField(max_digits=6, decimal_places=2, default=Decimal(1), validators=positive(999))
    maximum = models.DecimalField(max_digits=6, decimal_places=2, default=Decimal(1), validators=positive(999))
    per_week = models.PositiveSmallIntegerField(default=7, validators=positive(7))
    hold_s = models.PositiveSmallIntegerField(default=0, validators=[MaxValueValidator(600)])
    rest_s = models.PositiveSmallIntegerField(default=0, validators=[MaxValueValidator(600)])

    class Meta:
        abstract = True


class ExerciseQuerySet(models.QuerySet["Exercise"]):
    """Exercises, many at once."""

    def of_clinic(self, clinic_id: UUID) -> ExerciseQuerySet:
        """Keep the library's and this clinic's own."""
        return self.filter(models.Q(clinic_id=None) | models.Q(clinic_id=clinic_id))


class Exercise(Record, UsualDose):
    """One exercise, written for patients, with three versions from easiest to hardest.

    `clinic_id` is the clinic whose own it is; None for those of the library.
    """

    CATEGORIES = [(each.value, each.value.capitalize()) for each in Category]
    UNITS = [(each.value, each.value) for each in Unit]

    code = models.CharField(max_length=12, unique=True)
    clinic_id = models.UUIDField(null=True, blank=True, editable=False, db_index=True)
    name = models.CharField(max_length=80)
    regions = models.JSONField(default=list)
    category = models.CharField(max_length=10, choices=CATEGORIES)
    unit = models.CharField(max_length=4, choices=UNITS)
    each_side = models.BooleanField(default=False, help_text="The amount is done on each side.")
    purpose = models.CharField(max_length=300)
    position = models.CharField(max_length=200)
    levels = models.JSONField(default=list, help_text="Three of {level, name, how}, easiest first.")
    steps = models.JSONField(default=list)
    cues = models.JSONField(default=list)
    common_error = models.CharField(max_length=300, blank=True)
    cautions = models.JSONField(default=list)
    equipment = models.JSONField(default=list)
    reviewed_by = models.CharField(max_length=120, blank=True, help_text="Empty until a clinician has signed it.")
    reviewed_on = models.DateField(null=True, blank=True)

    objects = ExerciseQuerySet.as_manager()

    class Meta:
        ordering = ["code"]

    def __str__(self) -> str:
        return self.name


class Picture(Record):
    """An uploaded picture of a clinic's own exercise, redrawn; its name is a secret that nobody can guess."""

    exercise = models.ForeignKey(Exercise, on_delete=models.CASCADE, related_name="pictures")
    name = models.CharField(max_length=43, unique=True, help_text="Of its file, without the ending.")
    sha256 = models.CharField(max_length=64)
    size_bytes = models.PositiveIntegerField()
    caption = models.CharField(max_length=200, help_text="What it shows, for the ear too.")
    added_at = models.DateTimeField()
    added_by = models.CharField(max_length=200)

    class Meta:
        ordering = ["added_at", "id"]

    def __str__(self) -> str:
        return self.caption

    @property
    def address(self) -> str:
        """Where its file is had from."""
        return f"{settings.MEDIA_URL}pictures/{self.name}.webp"


class Piece(Record):
    """A piece of education, for patients to read when they like."""

    code = models.CharField(max_length=12, unique=True)
    title = models.CharField(max_length=80)
    needles = models.BooleanField(default=False, help_text="Only for people who have acupuncture.")
    paragraphs = models.JSONField(default=list, help_text="What patients read, a list of texts.")
    sources = models.JSONField(default=list, help_text="What it rests on: a list of {what, known}.")
    position = models.PositiveSmallIntegerField(default=0)
    reviewed_by = models.CharField(max_length=120, blank=True, help_text="Empty until a clinician has signed it.")
    reviewed_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["position"]

    def __str__(self) -> str:
        return self.title


class PlanTemplate(Record):
    """A starting point for a plan, to be changed for each patient."""

    code = models.CharField(max_length=40, unique=True)
    name = models.CharField(max_length=120)
    region = models.CharField(max_length=20)
    for_whom = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class TemplateItem(Record, UsualDose):
    """One exercise of a template, with its dose."""

    template = models.ForeignKey(PlanTemplate, on_delete=models.CASCADE, related_name="items")
    exercise = models.ForeignKey(Exercise, on_delete=models.PROTECT, related_name="+")
    level = models.PositiveSmallIntegerField(default=1, validators=positive(3))
    priority = models.BooleanField(default=False)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["template", "exercise"], name="an_exercise_stands_once_in_a_template"),
        ]

    def __str__(self) -> str:
        return f"{self.exercise} in {self.template}"
