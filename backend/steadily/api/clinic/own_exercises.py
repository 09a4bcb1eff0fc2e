"""A clinic's own exercises and their pictures."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.utils import timezone
from rest_framework import serializers
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response

from steadily.api.clinic import own_examples as examples
from steadily.api.clinic.plan_serializers import ExerciseOut, PictureOut
from steadily.api.doors import ForClinic, found, sent
from steadily.api.fields import Amount, Choice, StrictSerializer, Text, WholeNumber, YesNo
from steadily.api.permissions import IsClinicStaff
from steadily.api.schema import operation
from steadily.guidance.terms import Category, Unit
from steadily.library.models import Exercise, Picture
from steadily.library.own import add_exercise, add_picture, take_away_picture

REGIONS = ("neck", "shoulder", "elbow", "low_back", "hip", "knee", "ankle", "general")
MOST_LINES = 12


class Lines(serializers.ListField):
    """A few short lines."""

    def __init__(self) -> None:
        super().__init__(child=Text(max_length=300), max_length=MOST_LINES, required=False)


class OwnExerciseIn(StrictSerializer):
    """An exercise of the clinic's own; `how` says how each of three versions is done, easiest first."""

    name = Text(max_length=80)
    regions = serializers.ListField(child=Choice([(each, each) for each in REGIONS]), min_length=1, max_length=8)
    category = Choice([(each.value, each.value) for each in Category])
    unit = Choice([(each.value, each.value) for each in Unit])
    each_side = YesNo(required=False)
    purpose = Text(max_length=300)
    position = Text(max_length=200)
    how = serializers.ListField(child=Text(max_length=300), min_length=3, max_length=3)
    steps = Lines()
    cues = Lines()
    common_error = Text(max_length=300, required=False, allow_blank=True)
    cautions = Lines()
    equipment = Lines()
    sets = WholeNumber(1, 10, required=False)
    amount = Amount(required=False)
    maximum = Amount(required=False)
    per_week = WholeNumber(1, 7, required=False)
    hold_s = WholeNumber(0, 600, required=False)
    rest_s = WholeNumber(0, 600, required=False)


class PictureIn(StrictSerializer):
    """An uploaded picture: JPEG, PNG or WebP of at most 10 MB, and what it shows."""

    image = serializers.FileField()
    caption = Text(max_length=200)


class OwnExercises(ForClinic):
    """Adding exercises of the clinic's own."""

    permission_classes = (IsClinicStaff,)

    @operation(
        "add_exercise",
        "Add an exercise of the clinic's own",
        takes=OwnExerciseIn,
        gives=ExerciseOut,
        status=201,
        sent=examples.OWN_EXERCISE,
        got=examples.OWN_EXERCISE_KEPT,
    )
    def post(self, request: Request) -> Response:
        told = sent(request, OwnExerciseIn)
        exercise = add_exercise(by=self.staff, at=timezone.now(), clinic_id=self.staff.clinic_id, **told)
        return Response(ExerciseOut(exercise).data, status=201)


class Pictures(ForClinic):
    """Pictures of an exercise of the clinic's own."""

    permission_classes = (IsClinicStaff,)
    parser_classes = (MultiPartParser,)

    @operation(
        "add_picture",
        "Upload a picture to an exercise of the clinic's own",
        takes={"multipart/form-data": PictureIn},
        gives=PictureOut,
        status=201,
        sent=examples.PICTURE_SENT,
        got=examples.PICTURE,
    )
    def post(self, request: Request, id: UUID) -> Response:
        exercise = found(Exercise.objects.filter(clinic_id=self.staff.clinic_id), id)
        told: dict[str, Any] = sent(request, PictureIn)
        data = told["image"].read()
        picture = add_picture(by=self.staff, at=timezone.now(), exercise=exercise, data=data, caption=told["caption"])
        return Response(PictureOut(picture).data, status=201)


class PictureDocument(ForClinic):
    """One uploaded picture."""

    permission_classes = (IsClinicStaff,)

    @operation("take_away_picture", "Take a picture away", status=204)
    def delete(self, request: Request, id: UUID) -> Response:
        picture = found(Picture.objects.filter(exercise__clinic_id=self.staff.clinic_id), id)
        take_away_picture(by=self.staff, at=timezone.now(), picture=picture)
        return Response(status=204)
