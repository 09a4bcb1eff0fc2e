"""Courses of acupuncture and their visits."""

from __future__ import annotations

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

from steadily.guidance.outcome import CourseAction, CourseClass
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
    latest_review = models.ForeignKey(
        "visits.CourseReview", on_delete=models.PROTECT, null=True, editable=False, related_name="+"
    )

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


class ReviewDecision(models.TextChoices):
    """What a clinician may decide at a course's review."""

    CONTINUE = "continue", "Continue"
    CHANGE = "change", "Change the plan"
    STOP = "stop", "Stop"


class CourseReview(Record):
    """What a clinician decided about a course and why, with what it had brought by then; open to the patient."""

    course = models.ForeignKey(Course, on_delete=models.PROTECT, related_name="reviews")
    decision = models.CharField(max_length=10, choices=ReviewDecision.choices)
    reason = models.TextField(max_length=2000)
    attended = models.PositiveSmallIntegerField()
    hours = models.DecimalField(max_digits=5, decimal_places=2)
    found = models.CharField(max_length=20, choices=[(each.value, each.value) for each in CourseClass])
    action = models.CharField(max_length=20, choices=[(each.value, each.value) for each in CourseAction])
    opened_at = models.DateTimeField()
    opened_by = models.CharField(max_length=200)

    class Meta:
        ordering = ["opened_at"]
        constraints = [models.CheckConstraint(condition=~Q(reason=""), name="a_review_has_a_reason")]

    def __str__(self) -> str:
        return f"Review of {self.opened_at:%-d %B %Y}: {self.get_decision_display()}"

    def says_the_same_as(self, other: CourseReview) -> bool:
        """Tell whether another review decides the same for the same reason, from the same findings."""
        return all(getattr(self, name) == getattr(other, name) for name in SAID)


SAID = ("decision", "reason", "attended", "found", "action")
"""What makes a review another one."""


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
    limit_reason = models.CharField("Why beyond the course's limit", max_length=400, blank=True)

    objects = OfPatient.as_manager()

    class Meta:
        ordering = ["starts_at"]
        indexes = [models.Index(fields=["patient", "on"], name="visit_by_day")]

    def __str__(self) -> str:
        return f"Visit on {self.on:%-d %B %Y}"
