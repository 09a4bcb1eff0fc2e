"""The library: exercises and plan templates, the same for every clinic."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from rest_framework.request import Request
from rest_framework.response import Response

from steadily.api.clinic import plan_examples as examples
from steadily.api.clinic import plan_serializers as serializers
from steadily.api.clinic.own_exercises import OwnExercises
from steadily.api.doors import ForClinic, asked, found
from steadily.api.paging import PageAsked, page, paged
from steadily.api.permissions import IsClinicStaff
from steadily.api.schema import ETAG, operation
from steadily.api.tags import IF_NONE_MATCH, tagged
from steadily.library.figures.figure import Figure
from steadily.library.figures.reading import figure_of
from steadily.library.figures.svg import svg
from steadily.library.models import Exercise, Piece, PlanTemplate

TEMPLATES = PlanTemplate.objects.prefetch_related("items__exercise")


class Templates(ForClinic):
    """Starting points for plans."""

    permission_classes = (IsClinicStaff,)

    @operation(
        "plan_templates",
        "Plan templates, by name",
        gives=paged(serializers.TemplateOut),
        got=examples.TEMPLATES,
        parameters=[PageAsked],
    )
    def get(self, request: Request) -> Response:
        return page(asked(request, PageAsked), TEMPLATES.all(), ("name", "id"), _show_template)


class TemplateDocument(ForClinic):
    """One plan template."""

    permission_classes = (IsClinicStaff,)

    @operation(
        "plan_template",
        "One plan template",
        gives=serializers.TemplateOut,
        got=examples.TEMPLATE,
        parameters=[IF_NONE_MATCH, ETAG],
    )
    def get(self, request: Request, id: UUID) -> Response | HttpResponse:
        return tagged(request, _show_template(found(TEMPLATES.all(), id)))


class Exercises(OwnExercises):
    """The library's exercises, and the clinic's own."""

    permission_classes = (IsClinicStaff,)

    @operation(
        "exercises",
        "The library's exercises and the clinic's own, by code",
        gives=paged(serializers.ExerciseOut),
        got=examples.EXERCISES,
        parameters=[PageAsked],
    )
    def get(self, request: Request) -> Response:
        return page(asked(request, PageAsked), _exercises(self), ("code", "id"), _show_exercise)


class ExerciseDocument(ForClinic):
    """One exercise."""

    permission_classes = (IsClinicStaff,)

    @operation(
        "exercise",
        "One exercise, as patients read it",
        gives=serializers.ExerciseOut,
        got=examples.EXERCISE,
        parameters=[IF_NONE_MATCH, ETAG],
    )
    def get(self, request: Request, id: UUID) -> Response | HttpResponse:
        return tagged(request, _show_exercise(found(_exercises(self), id)))


class EducationPieces(ForClinic):
    """What patients may read about pain, pacing, flare-ups, sleep and acupuncture."""

    permission_classes = (IsClinicStaff,)

    @operation(
        "education",
        "Education pieces with their sources, in the order patients see them",
        gives=paged(serializers.PieceOut),
        got=examples.EDUCATION,
        parameters=[PageAsked],
    )
    def get(self, request: Request) -> Response:
        return page(asked(request, PageAsked), Piece.objects.all(), ("position", "id"), _show_piece)


class FigureStills(ForClinic):
    """The pictures of one level of an exercise; none of an own exercise, which has uploaded ones."""

    permission_classes = (IsClinicStaff,)

    @operation(
        "exercise_figure",
        "One level's movement as pictures, pose by pose",
        gives=serializers.FigureStillsOut,
        got=examples.FIGURE_STILLS,
    )
    def get(self, request: Request, id: UUID, level: int) -> Response:
        exercise = found(_exercises(self), id)
        if not 1 <= level <= len(exercise.levels):
            raise Http404
        figure = figure_of(exercise.code, level)
        stills = [] if figure is None else _stills(figure)
        alt = "" if figure is None else figure.alt
        return Response({"exercise": exercise.id, "level": level, "alt": alt, "stills": stills})


def _stills(figure: Figure) -> list[dict[str, str]]:
    return [{"caption": pose.words, "svg": svg(figure, place)} for place, pose in enumerate(figure.poses)]


def _exercises(view: ForClinic) -> QuerySet[Exercise]:
    return Exercise.objects.of_clinic(view.staff.clinic_id).prefetch_related("pictures")


def _show_piece(piece: Piece) -> dict[str, Any]:
    return serializers.PieceOut(piece).data


def _show_template(template: PlanTemplate) -> dict[str, Any]:
    return serializers.TemplateOut(template).data


def _show_exercise(exercise: Exercise) -> dict[str, Any]:
    return serializers.ExerciseOut(exercise).data
