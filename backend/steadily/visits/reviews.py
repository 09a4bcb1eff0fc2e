"""The review of a course: what the clinician decided and why. Keeping it opens it to the patient (R-AP7)."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from steadily.guidance.outcome import Course as SoFar
from steadily.records.models import audit
from steadily.records.refusals import refuse_unclean
from steadily.visits.actions import end_course
from steadily.visits.models import Course, CourseReview, ReviewDecision


@transaction.atomic
def review(*, by: object, at: datetime, course: Course, decision: str, reason: str, so_far: SoFar) -> CourseReview:
    """Keep a review with what the course had brought by then, and open it to the patient. To stop ends the course.

    The same review twice is one. Raises Refused, naming the field that can't be so.
    """
    kept = CourseReview(
        course=course,
        decision=decision,
        reason=reason.strip(),
        attended=so_far.attended,
        hours=so_far.hours,
        found=so_far.course_class,
        action=so_far.action,
        opened_at=at,
        opened_by=str(by),
    )
    refuse_unclean(kept)
    if course.latest_review is not None and course.latest_review.says_the_same_as(kept):
        return course.latest_review
    kept.save(force_insert=True)
    course.latest_review = kept
    course.save(update_fields=["latest_review"])
    audit(
        by=by,
        at=at,
        verb="review_course",
        subject=course,
        patient=course.patient,
        decision=kept.decision,
        reason=kept.reason,
        found=kept.found,
        attended=kept.attended,
    )
    if kept.decision == ReviewDecision.STOP:
        end_course(by=by, at=at, course=course)
    return kept
