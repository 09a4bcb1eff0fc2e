"""The review of a course in the admin: a decision, a reason, and the patient may read it."""

from __future__ import annotations

from uuid import UUID

from django import forms
from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse

from steadily.clinic_admin.signed_in import deed, signed_in
from steadily.records.refusals import Refused
from steadily.today.visiting import review_course
from steadily.visits.models import Course, ReviewDecision


class Review(forms.Form):
    """What to do with the course, and why. Nothing is chosen beforehand."""

    decision = forms.ChoiceField(choices=[("", "\N{EM DASH}"), *ReviewDecision.choices], label="Decision")
    reason = forms.CharField(
        max_length=2000,
        label="Reason",
        help_text="The patient then reads what the course has brought. This reason stays with the clinic.",
        widget=forms.Textarea(attrs={"rows": 3}),
    )


def review_view(request: HttpRequest, course_id: UUID) -> HttpResponse:
    """Ask for the decision, keep it and open it to the patient."""
    mine = Course.objects.visible_to(signed_in(request)).select_related("patient", "latest_review")
    course = get_object_or_404(mine, pk=course_id)
    form = Review(request.POST or None, label_suffix="")
    if request.method == "POST" and form.is_valid() and _reviewed(request, course, form):
        messages.success(request, "Kept. The patient can read it from their next contact.")
        return redirect("admin:patient_hub", course.patient_id)
    context = {
        **admin.site.each_context(request),
        "title": f"Review: {course}",
        "patient": course.patient,
        "form": form,
        "parts": [{"heading": "", "boxes": list(form)}],
        "submit": "Keep and open it to the patient",
    }
    return TemplateResponse(request, "clinic_admin/form.html", context)


def _reviewed(request: HttpRequest, course: Course, form: Review) -> bool:
    try:
        review_course(**deed(request), course=course, **form.cleaned_data)
    except Refused as refusal:
        form.add_error(refusal.field if refusal.field in form.fields else None, refusal.detail)
        return False
    return True
