"""The shapes of plans and of the library they are made from."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from steadily.api.fields import Amount, Choice, Day, Identifier, StrictSerializer, Text, WholeNumber, YesNo
from steadily.library.figures.reading import figures_of
from steadily.library.models import Exercise
from steadily.plans.models import Side

MOST_EXERCISES = 20


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

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        amount, maximum = attrs.get("amount"), attrs.get("maximum")
        if amount is not None and maximum is not None and amount > maximum:
            raise serializers.ValidationError({"amount": ["The amount is above the most for this level."]})
        return attrs


class PrescriptionIn(DoseIn):
    """One exercise, with its dose."""

    exercise = Identifier()
    side = Choice(choices=Side.choices, required=False, allow_blank=True)
    priority = YesNo(required=False)


class NewPlanIn(StrictSerializer):
    """A plan, from a template, from exercises, or both."""

    title = Text(max_length=120)
    template = Identifier(required=False)
    starts_on = Day(required=False, allow_null=True)
    prescriptions = serializers.ListField(child=PrescriptionIn(), required=False, max_length=MOST_EXERCISES)


class DoseVersionOut(DoseIn):
    plan_version = serializers.IntegerField()
    starts_on = serializers.DateField(allow_null=True)


class PrescriptionOut(StrictSerializer):
    id = serializers.UUIDField()
    exercise = serializers.CharField(source="exercise.code")
    name = serializers.CharField(source="exercise.name")
    category = serializers.CharField(source="exercise.category")
    unit = serializers.CharField(source="exercise.unit")
    side = serializers.CharField(allow_blank=True)
    priority = serializers.BooleanField()
    ended_on = serializers.DateField(allow_null=True)
    doses = DoseVersionOut(many=True, source="doses.all")


class PlanOut(StrictSerializer):
    """A plan with every dose it has held; a draft until it is activated."""

    id = serializers.UUIDField()
    patient = serializers.UUIDField(source="patient_id")
    assessment = serializers.UUIDField(source="assessment_id", allow_null=True)
    title = serializers.CharField()
    version = serializers.IntegerField()
    starts_on = serializers.DateField(allow_null=True)
    activated_at = serializers.DateTimeField(allow_null=True)
    ended_at = serializers.DateTimeField(allow_null=True)
    prescriptions = PrescriptionOut(many=True, source="prescriptions.all")


class PlanStartIn(StrictSerializer):
    """The day a plan begins: today when it is left out."""

    starts_on = Day(required=False)


class PlanEndIn(StrictSerializer):
    """Why a plan ends."""

    reason = Text(max_length=400)


class DoseChangeIn(DoseIn):
    """A changed dose of one prescription; what is left out stays."""

    prescription = Identifier()

    def get_fields(self) -> dict[str, Any]:
        fields = super().get_fields()
        for name, field in fields.items():
            field.required = name == "prescription"
        return fields


class PlanIn(StrictSerializer):
    """A change to a plan; its start and its doses only while it is a draft."""

    title = Text(max_length=120, required=False)
    starts_on = Day(required=False, allow_null=True)
    doses = serializers.ListField(child=DoseChangeIn(), required=False, max_length=MOST_EXERCISES)


class RevisionIn(StrictSerializer):
    """A change to a live plan from a date on: changed doses, exercises added and ended."""

    starts_on = Day()
    doses = serializers.ListField(child=DoseChangeIn(), required=False, max_length=MOST_EXERCISES)
    added = serializers.ListField(child=PrescriptionIn(), required=False, max_length=MOST_EXERCISES)
    ended = serializers.ListField(child=Identifier(), required=False, max_length=MOST_EXERCISES)
    confirmed = YesNo(required=False, help_text="Repeat with true to confirm a rise over 20 %.")

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if not any(attrs.get(part) for part in ("doses", "added", "ended")):
            raise serializers.ValidationError({"doses": ["Say what changes: doses, added or ended."]})
        return attrs


class TemplateItemOut(StrictSerializer):
    exercise = serializers.CharField(source="exercise.code")
    exercise_id = serializers.UUIDField()
    level = serializers.IntegerField()
    sets = serializers.IntegerField()
    amount = Amount()
    maximum = Amount()
    per_week = serializers.IntegerField()
    hold_s = serializers.IntegerField()
    rest_s = serializers.IntegerField()
    priority = serializers.BooleanField()


class TemplateOut(StrictSerializer):
    """A starting point for a plan."""

    id = serializers.UUIDField()
    code = serializers.CharField()
    name = serializers.CharField()
    region = serializers.CharField()
    for_whom = serializers.CharField(allow_blank=True)
    items = TemplateItemOut(many=True, source="items.all")


class LevelOut(StrictSerializer):
    level = serializers.IntegerField()
    name = serializers.CharField()
    how = serializers.CharField()


class SourceOut(StrictSerializer):
    """What a piece of education rests on, and how it is known."""

    what = serializers.CharField()
    known = serializers.CharField()


class PieceOut(StrictSerializer):
    """A piece of education, as patients read it."""

    id = serializers.UUIDField()
    code = serializers.CharField()
    title = serializers.CharField()
    needles = serializers.BooleanField(help_text="Only for people who have acupuncture.")
    paragraphs = serializers.ListField(child=serializers.CharField())
    sources = SourceOut(many=True)
    reviewed_by = serializers.CharField(allow_blank=True, help_text="Empty until a clinician has signed it.")
    reviewed_on = serializers.DateField(allow_null=True)


class FigureOut(StrictSerializer):
    """The moving figure of some levels: what it shows, and what its poses say ('' where one needs no words)."""

    levels = serializers.ListField(child=serializers.IntegerField())
    alt = serializers.CharField()
    loop_ms = serializers.IntegerField(help_text="How long one round of the movement takes.")
    captions = serializers.ListField(child=serializers.CharField(allow_blank=True))


class StillOut(StrictSerializer):
    """One pose as a picture: SVG whose strokes carry their tone as a class, to be coloured by the page."""

    caption = serializers.CharField(allow_blank=True)
    svg = serializers.CharField()


class FigureStillsOut(StrictSerializer):
    """A level's movement as pictures, pose by pose."""

    exercise = serializers.UUIDField()
    level = serializers.IntegerField()
    alt = serializers.CharField(allow_blank=True)
    stills = StillOut(many=True)


class PictureOut(StrictSerializer):
    """A picture a clinician uploaded, and what it shows."""

    id = serializers.UUIDField()
    caption = serializers.CharField()
    url = serializers.CharField(source="address")
    sha256 = serializers.CharField()


class ExerciseOut(StrictSerializer):
    """One exercise, as patients read it; `own` marks one of the clinic's own."""

    id = serializers.UUIDField()
    code = serializers.CharField()
    name = serializers.CharField()
    regions = serializers.ListField(child=serializers.CharField())
    category = serializers.CharField()
    unit = serializers.CharField()
    each_side = serializers.BooleanField()
    purpose = serializers.CharField()
    position = serializers.CharField()
    levels = LevelOut(many=True)
    steps = serializers.ListField(child=serializers.CharField())
    cues = serializers.ListField(child=serializers.CharField())
    common_error = serializers.CharField(allow_blank=True)
    cautions = serializers.ListField(child=serializers.CharField())
    equipment = serializers.ListField(child=serializers.CharField())
    own = serializers.SerializerMethodField()
    figure = serializers.SerializerMethodField()
    pictures = PictureOut(many=True, source="pictures.all")
    reviewed_by = serializers.CharField(allow_blank=True, help_text="Empty until a clinician has signed it.")
    reviewed_on = serializers.DateField(allow_null=True)

    def get_own(self, exercise: Exercise) -> bool:
        return exercise.clinic_id is not None

    @extend_schema_field(FigureOut(many=True))
    def get_figure(self, exercise: Exercise) -> list[dict[str, Any]]:
        return [
            {
                "levels": list(figure.levels),
                "alt": figure.alt,
                "loop_ms": figure.loop_ms,
                "captions": [pose.words for pose in figure.poses],
            }
            for figure in figures_of(exercise.code)
        ]
