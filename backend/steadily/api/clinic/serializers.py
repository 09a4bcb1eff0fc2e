"""The shapes of patients, their assessments, treatment, diary and decisions, as clinicians send and get them."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from rest_framework import serializers

from steadily.api.fields import (
    Choice,
    Choices,
    Day,
    Email,
    Exact,
    Identifier,
    Instant,
    StrictSerializer,
    Text,
    WholeNumber,
    YesNo,
)
from steadily.api.paging import PageAsked
from steadily.guidance.outcome import CourseAction, CourseClass
from steadily.people.models import Nation, Region, real_time_zone
from steadily.plans.decisions import VALUES
from steadily.plans.models import Acupuncture, Driver, Screening
from steadily.visits.models import ReviewDecision, Visit

FIRST_BIRTH_YEAR = 1900


class PatientIn(StrictSerializer):
    """A person in the clinic's care."""

    name = Text(max_length=120)
    year_of_birth = WholeNumber(FIRST_BIRTH_YEAR, 2100)
    email = Email(required=False, allow_blank=True, max_length=254)
    phone = Text(max_length=40, required=False, allow_blank=True)
    regions = Choices(Region.choices, required=False)
    precautions = serializers.ListField(child=Text(max_length=200), required=False, max_length=40)
    nation = Choice(choices=Nation.choices, required=False)
    time_zone = Text(max_length=60, required=False, validators=[real_time_zone])

    def validate_year_of_birth(self, year: int) -> int:
        if year > timezone.now().year:
            raise serializers.ValidationError("This year has not come yet.")
        return year


class PatientOut(PatientIn):
    id = serializers.UUIDField()
    language = serializers.CharField()


class InvitationOut(StrictSerializer):
    """An activation code, shown once: to type, or to scan."""

    code = serializers.CharField()
    link = serializers.CharField(help_text="What the QR code holds.")
    qr_svg = serializers.CharField()
    expires_at = serializers.DateTimeField()


class AssessmentIn(StrictSerializer):
    """What was found."""

    on = Day()
    drivers = Choices(Driver.choices, required=False)
    findings = Text(required=False, allow_blank=True)
    screening = Choices(Screening.choices, required=False)
    precautions = serializers.ListField(child=Text(max_length=200), required=False, max_length=40)
    acupuncture = Choice(choices=Acupuncture.choices, required=False)
    acupuncture_reason = Text(max_length=400, required=False, allow_blank=True)
    success = Text(required=False, allow_blank=True)


class NewAssessmentIn(AssessmentIn):
    """What was found, and what the patient wants to do again, in their own words."""

    goals = serializers.ListField(child=Text(max_length=200), required=False, max_length=5)


class GoalOut(StrictSerializer):
    id = serializers.UUIDField()
    words = serializers.CharField()


class AssessmentOut(AssessmentIn):
    id = serializers.UUIDField()
    patient = serializers.UUIDField(source="patient_id")
    made_by = serializers.CharField()
    made_at = serializers.DateTimeField()
    goals = GoalOut(many=True, source="goals.all")


class CourseIn(StrictSerializer):
    """A course of treatment with its review point."""

    starts_on = Day()
    planned_visits = WholeNumber(1, 40)
    review_after = WholeNumber(1, 40, required=False)
    success = Text(required=False, allow_blank=True)


class ReviewIn(StrictSerializer):
    """What the clinician decided about a course, and why."""

    decision = Choice(choices=ReviewDecision.choices)
    reason = Text()


class ReviewedOut(ReviewIn):
    """A review as it was opened to the patient, with what the course had brought by then."""

    id = serializers.UUIDField()
    course = serializers.UUIDField(source="course_id")
    attended = serializers.IntegerField()
    hours = Exact(1)
    action = serializers.ChoiceField(choices=[(each.value, each.value) for each in CourseAction])
    opened_at = serializers.DateTimeField()
    opened_by = serializers.CharField()

    def get_fields(self) -> dict[str, Any]:
        found = serializers.ChoiceField(choices=[(each.value, each.value) for each in CourseClass], source="found")
        return super().get_fields() | {"class": found}  # Python's own word


class CourseOut(CourseIn):
    id = serializers.UUIDField()
    patient = serializers.UUIDField(source="patient_id")
    ended_at = serializers.DateTimeField(allow_null=True)
    review = ReviewedOut(source="latest_review", allow_null=True)


class VisitIn(StrictSerializer):
    """An appointment, or how it went."""

    starts_at = Instant()
    minutes = WholeNumber(5, 180, required=False)
    status = Choice(choices=Visit.Status.choices, required=False)
    areas = Text(max_length=200, required=False, allow_blank=True)
    chest_near = YesNo(required=False)
    limit_reason = Text(
        max_length=400, required=False, allow_blank=True, help_text="Why, for a visit beyond the course's limit."
    )


class VisitOut(VisitIn):
    id = serializers.UUIDField()
    course = serializers.UUIDField(source="course_id")
    on = serializers.DateField(help_text="The patient's own day of it.")


class ActionIn(StrictSerializer):
    """A clinician's decision about a running plan."""

    kind = Choice(choices=[(kind.value, kind.value) for kind in VALUES])
    prescription = Identifier(required=False, allow_null=True)
    value = serializers.DictField(
        required=False,
        help_text="What the kind needs. A `proposal` is named by the id of its alert A_LEVEL_PROPOSAL, or by the id of "
        "the latest trial that a starting amount rests on.",
    )
    reason = Text(max_length=400)
    effective_on = Day(required=False, allow_null=True)
    confirmed = YesNo(required=False, help_text="Repeat with true to confirm a rise over 20 %.")


class ActionOut(StrictSerializer):
    id = serializers.UUIDField()
    kind = serializers.CharField()
    prescription = serializers.UUIDField(source="prescription_id", allow_null=True)
    value = serializers.DictField()
    reason = serializers.CharField()
    at = serializers.DateTimeField()
    effective_on = serializers.DateField()
    by = serializers.CharField()


class DiaryAsked(PageAsked):
    """Which days, and which page."""

    since = Day(required=False, help_text="The first day.")
    until = Day(required=False, help_text="The last day.")


class EntryOut(StrictSerializer):
    """One diary entry as it was sent; a correction names what it supersedes."""

    id = serializers.UUIDField()
    kind = serializers.CharField()
    on = serializers.DateField()
    at = serializers.DateTimeField()
    tz = serializers.CharField()
    received_at = serializers.DateTimeField()
    supersedes = serializers.UUIDField(allow_null=True)
    pack_revision = serializers.CharField(allow_blank=True)
    plan_version = serializers.IntegerField(allow_null=True, help_text="The version of the plan that was followed.")
    shown = serializers.DictField(allow_null=True)
    data = serializers.DictField(allow_null=True)  # type: ignore[assignment]  # a field may be called so


class AlertPatient(StrictSerializer):
    id = serializers.UUIDField()
    name = serializers.CharField()


class AlertOut(StrictSerializer):
    """Something a clinician should look at; priority 1 today, 2 the next working day, 3 before the next visit."""

    id = serializers.UUIDField()
    patient = AlertPatient()
    code = serializers.CharField()
    priority = serializers.IntegerField()
    on = serializers.DateField()
    raised_at = serializers.DateTimeField()
    prescription = serializers.UUIDField(source="prescription_id", allow_null=True)
    acknowledged_at = serializers.DateTimeField(allow_null=True)
    acknowledged_by = serializers.CharField(allow_blank=True)
