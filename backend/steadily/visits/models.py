"""Courses of acupuncture and their visits."""

from __future__ import annotations

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

from steadily.guidance.terms import VisitStatus
from steadily.people.models import Patient
from steadily.plans.models import OfPatient
from steadily.records.models import Record


class Course(Record):
    """A course of treatment with a planned end and a point at which it is reviewed."""

    patient = models.ForeignKey(Patient, on_delete=models.PROTECT, related_name="courses")
    starts_on = models.DateField()
    planned_visits = models.PositiveSmallIntegerField(validators=[MinValueValidator(1), MaxValueValidator(40)])
    review_after = models.PositiveSmallIntegerField(default=6, validators=[MinValueValidator(1), MaxValueValidator(40)])
    success = models.TextField("What success looks like, in the patient's words", max_length=2000, blank=True)
    ended_at = models.DateTimeField(null=True, editable=False)
    ended_by = models.CharField(max_length=200, editable=False)

    objects = OfPatient.as_manager()

    class Meta:
        ordering = ["-starts_on"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True, ended_by="") | Q(ended_at__isnull=False) & ~Q(ended_by=""),
                name="a_course_ended_by_someone_at_some_time",
            )
        ]

    def __str__(self) -> str:
        return f"Course of {self.planned_visits} from {self.starts_on:%-d %B %Y}"


class Visit(Record):
    """One appointment of a course."""

    Status = models.TextChoices("Status", [(status.name, status.value) for status in VisitStatus])  # type: ignore[call-overload]

    course = models.ForeignKey(Course, on_delete=models.PROTECT, related_name="visits")
    # Its own index would only repeat the beginning of visit_by_day.
    patient = models.ForeignKey(Patient, on_delete=models.PROTECT, related_name="visits", db_index=False)
    starts_at = models.DateTimeField()
    on = models.DateField(editable=False, help_text="The patient's own day of it.")
    minutes = models.PositiveSmallIntegerField(default=30, validators=[MinValueValidator(5), MaxValueValidator(180)])
    status = models.CharField(max_length=10, choices=Status.choices, default=VisitStatus.BOOKED.value)
    areas = models.CharField("Areas needled", max_length=200, blank=True)
    chest_near = models.BooleanField("Near the chest, upper back, shoulder or neck base", default=False)

    objects = OfPatient.as_manager()

    class Meta:
        ordering = ["starts_at"]
        indexes = [models.Index(fields=["patient", "on"], name="visit_by_day")]

    def __str__(self) -> str:
        return f"Visit on {self.on:%-d %B %Y}"
