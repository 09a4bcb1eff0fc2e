"""The form for an exercise of the clinic's own: its words, its usual dose, and pictures one at a time."""

from __future__ import annotations

from typing import Any

from django import forms

from steadily.clinic_admin.fields import Boxes, Lines
from steadily.clinic_admin.scoped import RefusableForm
from steadily.library.models import Exercise, Picture
from steadily.library.own import LEVELS
from steadily.people.models import Region

MOST_LINES = 12
WORDS = ("name", "category", "unit", "each_side", "purpose", "position", "common_error")
DOSE = ("sets", "amount", "maximum", "per_week", "hold_s", "rest_s")
LISTS = ("regions", "steps", "cues", "cautions", "equipment")
HOW = ("easier", "as_usual", "harder")


class OwnExerciseForm(RefusableForm):
    """An exercise of the clinic's own; `image` adds one picture, `take_away` removes some."""

    refused_at = {"image": "image", "caption": "caption"}

    regions = Boxes(choices=[*Region.choices, ("general", "General")])
    easier = forms.CharField(max_length=300, label=f"{LEVELS[0]}: how it is done")
    as_usual = forms.CharField(max_length=300, label=f"{LEVELS[1]}: how it is done")
    harder = forms.CharField(max_length=300, label=f"{LEVELS[2]}: how it is done")
    steps = Lines(most=MOST_LINES)
    cues = Lines(most=MOST_LINES)
    cautions = Lines(most=MOST_LINES)
    equipment = Lines(most=MOST_LINES)
    image = forms.FileField(required=False, label="Add a picture", help_text="JPEG, PNG or WebP, at most 10 MB.")
    caption = forms.CharField(required=False, max_length=200, label="What the picture shows")
    take_away = forms.ModelMultipleChoiceField(
        Picture.objects.none(), required=False, label="Take pictures away", widget=forms.CheckboxSelectMultiple
    )

    class Meta:
        model = Exercise
        fields = [*WORDS, *DOSE]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["take_away"].queryset = Picture.objects.filter(exercise=self.instance)  # type: ignore[attr-defined]
        for name, level in zip(HOW, self.instance.levels, strict=False):
            self.fields[name].initial = level["how"]
        for name in LISTS:
            self.fields[name].initial = getattr(self.instance, name)

    def clean_regions(self) -> list[str]:
        regions: list[str] = self.cleaned_data["regions"]
        if not regions:
            raise forms.ValidationError("Tick at least one region.")
        return regions

    def told(self) -> dict[str, Any]:
        """Give what was typed as the actions take it."""
        typed = {name: self.cleaned_data[name] for name in (*WORDS, *DOSE, *LISTS)}
        return typed | {"how": [self.cleaned_data[name] for name in HOW]}
