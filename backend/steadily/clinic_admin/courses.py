"""Courses of treatment, and their visits in one table."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import path
from django.utils import timezone

from steadily.clinic_admin.course_review import review_view
from steadily.clinic_admin.rows import RowForm, Rows, changed
from steadily.clinic_admin.scoped import ScopedAdmin, stand_in
from steadily.clinic_admin.signed_in import deed
from steadily.guidance.terms import VisitStatus
from steadily.today.actions import look_again
from steadily.today.visiting import book_visit, update_visit
from steadily.visits.actions import plan_course
from steadily.visits.models import Course, Visit

EMPTY_ROWS = 3
COLUMNS = ["starts_at", "minutes", "status", "areas", "chest_near", "limit_reason"]
STATUSES = [
    (VisitStatus.BOOKED.value, "Booked"),
    (VisitStatus.ATTENDED.value, "Attended"),
    (VisitStatus.CANCELLED.value, "Cancelled"),
    (VisitStatus.DNA.value, "Did not attend"),
]


class VisitForm(RowForm):
    """One visit: when, and how it went."""

    new_row = "New visit"

    starts_at = forms.SplitDateTimeField(
        label="When",
        widget=forms.SplitDateTimeWidget(
            date_format="%Y-%m-%d",
            time_format="%H:%M",
            date_attrs={"type": "date", "aria-label": "Day"},
            time_attrs={"type": "time", "aria-label": "Time"},
        ),
    )
    status = forms.ChoiceField(choices=STATUSES, initial=VisitStatus.BOOKED.value)
    chest_near = forms.BooleanField(
        required=False, label="Near the chest", help_text="Needles near the chest, upper back, shoulder or neck base."
    )


class Visits(Rows):
    """A course's visits."""

    model = Visit
    form = VisitForm
    fields = tuple(COLUMNS)
    extra = EMPTY_ROWS
    verbose_name_plural = "Visits"

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).order_by("starts_at")


@admin.register(Course)
class CourseAdmin(ScopedAdmin):
    """Courses of the clinic's patients."""

    fields = ["patient", "starts_on", "planned_visits", "review_after", "success"]
    autocomplete_fields = ["patient"]
    inlines = [Visits]
    list_display = ["patient", "starts_on", "planned_visits", "review_after"]
    list_select_related = ["patient"]
    search_fields = ["patient__name"]
    show_full_result_count = False

    def get_urls(self) -> list[Any]:
        review = self.admin_site.admin_view(review_view)
        return [path("<uuid:course_id>/review/", review, name="review_course"), *super().get_urls()]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).select_related("patient")

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        return [] if obj is None else list(self.fields)  # type: ignore[arg-type]

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        today = {"starts_on": timezone.localdate(), "planned_visits": 6}
        return today | super().get_changeform_initial_data(request)

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        if not change:
            stand_in(obj, plan_course(**deed(request), **form.cleaned_data))

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> None:
        course = self.get_queryset(request).get(pk=form.instance.pk)
        for row, visit in changed(formset):
            if row.kept:
                update_visit(**deed(request), visit=course.visits.get(pk=visit.pk), **row.changes)
            else:
                told = {name: row.cleaned_data[name] for name in COLUMNS}
                book_visit(**deed(request), course=course, **told)
        look_again(patient=course.patient, at=timezone.now())
