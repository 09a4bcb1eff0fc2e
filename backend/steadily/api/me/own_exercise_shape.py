"""The shape of a clinic's own exercises in the pack."""

from __future__ import annotations

from rest_framework import serializers

from steadily.api.fields import StrictSerializer

WORD = serializers.CharField


class Shown(StrictSerializer):
    url = WORD()
    caption = WORD()


class PackLevel(StrictSerializer):
    level = serializers.IntegerField()
    name = WORD()
    how = WORD()


class OwnExercise(StrictSerializer):
    """An exercise of the clinic's own, which the app's build doesn't know."""

    name = WORD()
    category = WORD()
    each_side = serializers.BooleanField()
    purpose = WORD()
    position = WORD()
    levels = PackLevel(many=True)
    steps = serializers.ListField(child=WORD())
    cues = serializers.ListField(child=WORD())
    common_error = WORD(allow_blank=True)
    cautions = serializers.ListField(child=WORD())
    equipment = serializers.ListField(child=WORD())
    reviewed_by = WORD(allow_blank=True)
    pictures = Shown(many=True)
