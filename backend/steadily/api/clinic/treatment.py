"""Courses of treatment and their visits."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db import transaction
from django.http import HttpResponse
from django.utils import timezone
from rest_framework.request import Request
from rest_framework.response import Response

from steadily.api.clinic import examples, serializers
from steadily.api.doors import ForClinic, asked, found, sent
from steadily.api.paging import PageAsked, page, paged
from steadily.api.permissions import IsClinicStaff
from steadily.api.schema import ETAG, operation
from steadily.api.tags import IF_MATCH, IF_NONE_MATCH, require_match, tagged
from steadily.today.actions import look_again
from steadily.today.visiting import book_visit, review_course, update_visit
from steadily.visits.actions import plan_course
from steadily.visits.models import Course, Visit


class Courses(ForClinic):
    """A patient's courses of treatment."""

    permission_classes = (IsClinicStaff,)

    @operation(
        "courses",
        "A patient's courses of treatment, oldest first",
        gives=paged(serializers.CourseOut),
        got=examples.page_of(examples.COURSE),
        parameters=[PageAsked],
    )
    def get(self, request: Request, id: UUID) -> Response:
        courses = Course.objects.filter(patient=self.patient_named(id)).select_related("latest_review")
        return page(asked(request, PageAsked), courses, ("starts_on", "id"), _show_course)

    @operation(
        "course_create",
        "Plan a course of treatment with its review point",
        takes=serializers.CourseIn,
        gives=serializers.CourseOut,
        status=201,
        sent=examples.NEW_COURSE,
        got=examples.COURSE,
    )
    def post(self, request: Request, id: UUID) -> Response:
        patient = self.patient_named(id)
        wanted = sent(request, serializers.CourseIn)
        course = plan_course(by=self.staff, at=timezone.now(), patient=patient, **wanted)
        return Response(_show_course(course), status=201)


class Review(ForClinic):
    """The review of a course."""

    permission_classes = (IsClinicStaff,)

    @operation(
        "course_review",
        "Decide to continue, change or stop, with a reason; opens the review to the patient",
        takes=serializers.ReviewIn,
        gives=serializers.ReviewedOut,
        status=201,
        sent=examples.NEW_REVIEW,
        got=examples.REVIEWED,
    )
    def post(self, request: Request, id: UUID) -> Response:
        course = found(Course.objects.visible_to(self.staff).select_related("patient", "latest_review"), id)
        wanted = sent(request, serializers.ReviewIn)
        kept = review_course(by=self.staff, at=timezone.now(), course=course, **wanted)
        return Response(serializers.ReviewedOut(kept).data, status=201)


class Visits(ForClinic):
    """The visits of a course."""

    permission_classes = (IsClinicStaff,)

    @operation(
        "visits",
        "The visits of a course, earliest first",
        gives=paged(serializers.VisitOut),
        got=examples.page_of(examples.VISIT),
        parameters=[PageAsked],
    )
    def get(self, request: Request, id: UUID) -> Response:
        visits = Visit.objects.filter(course=self._course(id))
        return page(asked(request, PageAsked), visits, ("starts_at", "id"), _show_visit)

    @operation(
        "visit_create",
        "Book a visit of a course",
        takes=serializers.VisitIn,
        gives=serializers.VisitOut,
        status=201,
        sent=examples.NEW_VISIT,
        got=examples.VISIT,
        parameters=[ETAG],
    )
    @transaction.atomic
    def post(self, request: Request, id: UUID) -> Response | HttpResponse:
        course, at = self._course(id), timezone.now()
        visit = book_visit(by=self.staff, at=at, course=course, **sent(request, serializers.VisitIn))
        look_again(patient=course.patient, at=at)
        return tagged(request, _show_visit(visit), status=201)

    def _course(self, id: UUID) -> Course:
        return found(Course.objects.visible_to(self.staff).select_related("patient"), id)


class VisitDocument(ForClinic):
    """One visit."""

    permission_classes = (IsClinicStaff,)

    @operation("visit", "One visit", gives=serializers.VisitOut, got=examples.VISIT, parameters=[IF_NONE_MATCH, ETAG])
    def get(self, request: Request, id: UUID) -> Response | HttpResponse:
        return tagged(request, _show_visit(found(Visit.objects.visible_to(self.staff), id)))

    @operation(
        "visit_update",
        "Move a visit, or say how it went",
        takes=serializers.VisitIn,
        gives=serializers.VisitOut,
        sent=examples.VISIT_CHANGE,
        got=examples.VISIT,
        parameters=[IF_MATCH, ETAG],
    )
    @transaction.atomic
    def patch(self, request: Request, id: UUID) -> Response | HttpResponse:
        visit, at = found(Visit.objects.visible_to(self.staff).select_for_update(), id), timezone.now()
        require_match(request, _show_visit(visit))
        changes = sent(request, serializers.VisitIn, partial=True)
        update_visit(by=self.staff, at=at, visit=visit, **changes)
        look_again(patient=visit.patient, at=at)
        return tagged(request, _show_visit(visit))


def _show_course(course: Course) -> dict[str, Any]:
    return serializers.CourseOut(course).data


def _show_visit(visit: Visit) -> dict[str, Any]:
    return serializers.VisitOut(visit).data
