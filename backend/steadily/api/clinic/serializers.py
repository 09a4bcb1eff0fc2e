"""The shapes of what clinicians and clinic systems send and get."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from steadily.api.fields import Amount, Choices, Identifier, Instant, StrictSerializer, Text, WholeNumber, YesNo
from steadily.people.models import Nation, Region, real_time_zone
from steadily.plans.decisions import VALUES
from steadily.plans.models import Acupuncture, Driver, Screening, Side
from steadily.visits.models import Visit


class PatientIn(StrictSerializer):
    """A person in the clinic's care."""

    name = Text(max_length=120)
    year_of_birth = WholeNumber(1900, 2026)
    email = serializers.EmailField(required=False, allow_blank=True, max_length=254)
    phone = Text(max_length=40, required=False, allow_blank=True)
    regions = Choices(Region.choices, required=False)
    precautions = serializers.ListField(child=Text(max_length=200), required=False, max_length=40)
    nation = serializers.ChoiceField(choices=Nation.choices, required=False)
    time_zone = Text(max_length=60, required=False, validators=[real_time_zone])


class PatientOut(PatientIn):
    id = serializers.UUIDField()
    language = serializers.CharField()


class InvitationOut(StrictSerializer):
    """An activation code, shown once."""

    code = serializers.CharField()
    link = serializers.CharField()
    qr_svg = serializers.CharField()
    expires_at = serializers.DateTimeField()


class AssessmentIn(StrictSerializer):
    """What was found, and what the patient wants to do again."""

    on = serializers.DateField()
    drivers = Choices(Driver.choices, required=False)
    findings = Text(required=False, allow_blank=True)
    screening = Choices(Screening.choices, required=False)
    precautions = serializers.ListField(child=Text(max_length=200), required=False, max_length=40)
    acupuncture = serializers.ChoiceField(choices=Acupuncture.choices, required=False)
    acupuncture_reason = Text(max_length=400, required=False, allow_blank=True)
    success = Text(required=False, allow_blank=True)


class NewAssessment(AssessmentIn):
    goals = serializers.ListField(child=Text(max_length=200), required=False, max_length=5)


class GoalOut(StrictSerializer):
    id = serializers.UUIDField()
    words = serializers.CharField()


class AssessmentOut(AssessmentIn):
    id = serializers.UUIDField()
    made_by = serializers.CharField()
    made_at = serializers.DateTimeField()
    goals = GoalOut(many=True, source="goals.all")


class DoseIn(StrictSerializer):
    """How much, in the exercise's own unit, for each set."""

    level = WholeNumber(1, 3)
    sets = WholeNumber(1, 10)
    amount = Amount()
    maximum = Amount()
    per_week = WholeNumber(1, 7)
    weekdays = serializers.ListField(
        child=WholeNumber(0, 6), required=False, allow_null=True, max_length=7, help_text="0 is Monday."
    )
    hold_s = WholeNumber(0, 600, required=False)
    rest_s = WholeNumber(0, 600, required=False)


class PrescriptionIn(DoseIn):
    """One exercise, with its dose."""

    exercise = Identifier()
    side = serializers.ChoiceField(choices=Side.choices, required=False, allow_blank=True)
    priority = YesNo(required=False)


class PlanIn(StrictSerializer):
    """A plan, from a template, from exercises, or both."""

    title = Text(max_length=120)
    template = Identifier(required=False)
    starts_on = serializers.DateField(required=False, allow_null=True)
    prescriptions = PrescriptionIn(many=True, required=False, max_length=20)


class DoseOut(DoseIn):
    plan_version = serializers.IntegerField()
    starts_on = serializers.DateField(allow_null=True)


class PrescriptionOut(StrictSerializer):
    id = serializers.UUIDField()
    exercise = serializers.CharField(source="exercise.code")
    name = serializers.CharField(source="exercise.name")
    category = serializers.CharField(source="exercise.category")
    unit = serializers.CharField(source="exercise.unit")
    side = serializers.CharField()
    priority = serializers.BooleanField()
    ended_on = serializers.DateField(allow_null=True)
    doses = DoseOut(many=True, source="doses.all")


class PlanOut(StrictSerializer):
    id = serializers.UUIDField()
    patient = serializers.UUIDField(source="patient_id")
    assessment = serializers.UUIDField(source="assessment_id", allow_null=True)
    title = serializers.CharField()
    version = serializers.IntegerField()
    starts_on = serializers.DateField(allow_null=True)
    activated_at = serializers.DateTimeField(allow_null=True)
    ended_at = serializers.DateTimeField(allow_null=True)
    prescriptions = PrescriptionOut(many=True, source="prescriptions.all")


class PlanStart(StrictSerializer):
    starts_on = serializers.DateField(required=False)


class Reason(StrictSerializer):
    reason = Text(max_length=400)


class DoseChange(DoseIn):
    """A changed dose of one prescription; what is left out stays."""

    prescription = Identifier()

    def get_fields(self) -> dict[str, Any]:
        fields = super().get_fields()
        for name, field in fields.items():
            field.required = name == "prescription"
        return fields


class Revision(StrictSerializer):
    """A change to a live plan from a date on."""

    starts_on = serializers.DateField()
    doses = DoseChange(many=True, required=False, max_length=20)
    added = PrescriptionIn(many=True, required=False, max_length=20)
    ended = serializers.ListField(child=Identifier(), required=False, max_length=20)


class TemplateItemOut(DoseIn):
    exercise = serializers.CharField(source="exercise.code")
    priority = serializers.BooleanField()


class TemplateOut(StrictSerializer):
    id = serializers.UUIDField()
    code = serializers.CharField()
    name = serializers.CharField()
    region = serializers.CharField()
    items = TemplateItemOut(many=True, source="items.all")


class ExerciseOut(StrictSerializer):
    """One exercise of the library, as patients read it."""

    id = serializers.UUIDField()
    code = serializers.CharField()
    name = serializers.CharField()
    regions = serializers.ListField(child=serializers.CharField())
    category = serializers.CharField()
    unit = serializers.CharField()
    purpose = serializers.CharField()
    position = serializers.CharField()
    levels = serializers.ListField(child=serializers.DictField())
    steps = serializers.ListField(child=serializers.CharField())
    cues = serializers.ListField(child=serializers.CharField())
    common_error = serializers.CharField()
    cautions = serializers.ListField(child=serializers.CharField())
    equipment = serializers.ListField(child=serializers.CharField())
    figure = serializers.CharField(source="code")
    reviewed_by = serializers.CharField(allow_null=True)
    reviewed_on = serializers.DateField(allow_null=True)


class CourseIn(StrictSerializer):
    """A course of treatment with its review point."""

    starts_on = serializers.DateField()
    planned_visits = WholeNumber(1, 40)
    review_after = WholeNumber(1, 40, required=False)
    success = Text(required=False, allow_blank=True)


class CourseOut(CourseIn):
    id = serializers.UUIDField()
    ended_at = serializers.DateTimeField(allow_null=True)


class VisitIn(StrictSerializer):
    """An appointment, or how it went."""

    starts_at = Instant()
    minutes = WholeNumber(5, 180, required=False)
    status = serializers.ChoiceField(choices=Visit.Status.choices, required=False)
    areas = Text(max_length=200, required=False, allow_blank=True)
    chest_near = YesNo(required=False)


class VisitOut(VisitIn):
    id = serializers.UUIDField()
    course = serializers.UUIDField(source="course_id")
    on = serializers.DateField()


class ActionIn(StrictSerializer):
    """A clinician's decision about a running plan."""

    kind = serializers.ChoiceField(choices=[(kind.value, kind.value) for kind in VALUES])
    prescription = Identifier(required=False, allow_null=True)
    value = serializers.DictField(required=False)
    reason = Text(max_length=400)
    effective_on = serializers.DateField(required=False, allow_null=True)
    confirmed = YesNo(required=False)


class ActionOut(StrictSerializer):
    id = serializers.UUIDField()
    kind = serializers.CharField()
    prescription = serializers.UUIDField(source="prescription_id", allow_null=True)
    value = serializers.DictField()
    reason = serializers.CharField()
    at = serializers.DateTimeField()
    effective_on = serializers.DateField()
    by = serializers.CharField()
