"""The library, to read: exercises and plan templates are loaded from reviewed files."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.html import format_html_join
from django.utils.safestring import mark_safe

from steadily.clinic_admin.own_exercises import HOW, OwnExerciseForm
from steadily.clinic_admin.scoped import ReadOnly, ReadOnlyAdmin, ScopedAdmin, TabularInline, stand_in
from steadily.clinic_admin.signed_in import deed, signed_in
from steadily.library.figures.figure import Figure
from steadily.library.figures.reading import figures_of
from steadily.library.figures.svg import svg
from steadily.library.models import Exercise, Piece, PlanTemplate, TemplateItem
from steadily.library.own import add_exercise, add_picture, change_exercise, take_away_picture
from steadily.people.models import Clinician, Region
from steadily.records.models import AuditEvent


class LibraryAdmin(ReadOnlyAdmin):
    """Content that every clinic shares."""

    def visible(self, rows: QuerySet[Any], clinician: Clinician) -> QuerySet[Any]:
        return rows

    def trail(self, row: Any) -> QuerySet[AuditEvent]:
        """Show what was done to the content itself, in no clinic's name."""
        return super().trail(row).filter(clinic_id=None)


@admin.register(Exercise)
class ExerciseAdmin(ScopedAdmin):
    """Exercises, as patients read them: the library's to read, the clinic's own to write."""

    form = OwnExerciseForm
    list_display = ["code", "name", "for_regions", "category", "unit", "whose", "review"]
    list_display_links = ["code", "name"]
    list_filter = ["category"]
    search_fields = ["name", "code"]
    usual = ("sets", "amount", "maximum", "per_week", "hold_s", "rest_s")
    fieldsets = [
        (None, {"fields": ["code", "name", "for_regions", "category", "unit", "each_side", "purpose", "position"]}),
        ("How to do it", {"fields": ["pictures", "versions", "steps_to_take", "cues_to_give", "common_error"]}),
        ("Care", {"fields": ["cautions_to_heed", "needs", "review"]}),
        ("Usual dose, for each set", {"fields": [usual]}),
    ]
    own_fieldsets = [
        (None, {"fields": ["name", "regions", "category", "unit", "each_side", "purpose", "position"]}),
        ("How to do it", {"fields": [*HOW, "steps", "cues", "common_error", "cautions", "equipment"]}),
        ("Usual dose, for each set", {"fields": [usual]}),
        ("Pictures", {"fields": ["uploaded", "image", "caption", "take_away"]}),
    ]
    told = ("for_regions", "pictures", "versions", "steps_to_take", "cues_to_give", "cautions_to_heed", "needs")
    readonly_fields = (*told, "review", "uploaded")

    def visible(self, rows: QuerySet[Any], clinician: Clinician) -> QuerySet[Any]:
        return rows.of_clinic(clinician.clinic_id)  # type: ignore[attr-defined, no-any-return]

    def trail(self, row: Any) -> QuerySet[AuditEvent]:
        return super().trail(row).filter(clinic_id=row.clinic_id)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_change_permission(request, obj) and (obj is None or obj.clinic_id is not None)

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        return self.fieldsets if obj is not None and obj.clinic_id is None else self.own_fieldsets

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        typed, who = form.cleaned_data, deed(request)
        if change:
            exercise = change_exercise(**who, exercise=obj, **form.told())
        else:
            exercise = add_exercise(**who, clinic_id=signed_in(request).clinic_id, **form.told())
            stand_in(obj, exercise)
        for picture in typed["take_away"]:
            take_away_picture(**who, picture=picture)
        if typed["image"]:
            data = typed["image"].read()
            add_picture(**who, exercise=exercise, data=data, caption=typed["caption"])

    def saved(self, obj: Any) -> tuple[str, str]:
        return "admin:library_exercise_change", str(obj.pk)

    @admin.display(description="Whose")
    def whose(self, exercise: Exercise) -> str:
        return "Library" if exercise.clinic_id is None else "Our own"

    @admin.display(description="Pictures so far")
    def uploaded(self, exercise: Exercise) -> str:
        shown = ((each.address, each.caption, each.caption) for each in exercise.pictures.all())
        return format_html_join("", "<img class='uploaded' src='{}' alt='{}'><p>{}</p>", shown) or "None yet"

    @admin.display(description="Regions")
    def for_regions(self, exercise: Exercise) -> str:
        names = {region.value: str(region.label) for region in Region}
        return ", ".join(names.get(region, region.capitalize()) for region in exercise.regions)

    @admin.display(description="Reviewed")
    def review(self, exercise: Exercise) -> str:
        return _review(exercise)

    @admin.display(description="Pictures")
    def pictures(self, exercise: Exercise) -> str:
        """Show every level's poses; the drawing is our own, so its mark-up may stand as it is."""
        rows = [(figure, _level_names(figure)) for figure in figures_of(exercise.code)]
        return format_html_join(
            "",
            "<h3>{}</h3><p>{}</p><ol class='stills'>{}</ol>",
            ((levels, figure.alt, _stills(figure)) for figure, levels in rows),
        )

    @admin.display(description="Three levels")
    def versions(self, exercise: Exercise) -> str:
        lines = (f"{each.get('level')}. {each.get('name')}: {each.get('how')}" for each in exercise.levels)
        return _paragraphs(lines)

    @admin.display(description="Steps")
    def steps_to_take(self, exercise: Exercise) -> str:
        return _paragraphs(exercise.steps)

    @admin.display(description="Cues")
    def cues_to_give(self, exercise: Exercise) -> str:
        return _paragraphs(exercise.cues)

    @admin.display(description="Cautions")
    def cautions_to_heed(self, exercise: Exercise) -> str:
        return _paragraphs(exercise.cautions)

    @admin.display(description="Equipment")
    def needs(self, exercise: Exercise) -> str:
        return ", ".join(exercise.equipment) or "None"


@admin.register(Piece)
class PieceAdmin(LibraryAdmin):
    """Education, as patients read it."""

    fields = ["title", "needles", "text", "rests_on", "review"]
    readonly_fields = ["text", "rests_on", "review"]
    list_display = ["title", "needles", "review"]
    search_fields = ["title"]

    @admin.display(description="What patients read")
    def text(self, piece: Piece) -> str:
        return _paragraphs(piece.paragraphs)

    @admin.display(description="What it rests on")
    def rests_on(self, piece: Piece) -> str:
        return _paragraphs(f"{source['what']} ({source['known']})" for source in piece.sources)

    @admin.display(description="Reviewed")
    def review(self, piece: Piece) -> str:
        return _review(piece)


class Items(ReadOnly, TabularInline):
    """A template's exercises."""

    model = TemplateItem
    fields = ["exercise", "level", "sets", "amount", "maximum", "per_week", "hold_s", "rest_s", "priority"]
    extra = 0
    verbose_name_plural = "Exercises"

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).select_related("exercise", "template")


@admin.register(PlanTemplate)
class PlanTemplateAdmin(LibraryAdmin):
    """Plan templates."""

    fields = ["name", "region", "for_whom"]
    list_display = ["name", "region", "for_whom"]
    search_fields = ["name"]
    inlines = [Items]


def _review(reviewed: Exercise | Piece) -> str:
    if reviewed.reviewed_on is None:
        return "Not yet signed by a clinician"
    return f"{reviewed.reviewed_by}, {reviewed.reviewed_on:%d %B %Y}"


def _level_names(figure: Figure) -> str:
    return "Level " + " and ".join(str(level) for level in figure.levels)


def _stills(figure: Figure) -> str:
    drawn = ((mark_safe(svg(figure, place)), pose.words) for place, pose in enumerate(figure.poses))  # noqa: S308
    return format_html_join("", "<li>{}<p>{}</p></li>", drawn)


def _paragraphs(lines: Iterable[str]) -> str:
    return format_html_join("", "<p>{}</p>", ((line,) for line in lines)) or "None"
