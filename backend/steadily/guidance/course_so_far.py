"""The course of treatment under way: what was attended and measured, and the review that follows (R-AP5 to R-AP7).

A course is under way from its first visit until it is ended; the one that began last counts. Only visits attended
count; a past booking not yet marked does not. A day is never both before and now: the week before ends on the day
before the first visit, and the last seven days go back no further than that visit.

The class is worked out every day. Alerts are raised where there is something new to judge by: on the day of an attended
visit, and on a day on which a measure was answered since. Each alert is raised once in a course, also when its reason
goes and comes back; an alert for another reason may follow it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from steadily.guidance import treatment
from steadily.guidance.chart import WEEK, Chart
from steadily.guidance.course import CourseReview, Measures, review_course
from steadily.guidance.outcome import Course
from steadily.guidance.protocol import Protocol
from steadily.guidance.state import CourseSoFar, PastDay, State
from steadily.guidance.terms import Day, Visit, VisitStatus
from steadily.guidance.trace import Trace

MINUTES_OF_AN_HOUR = 60


def look_at_course(
    chart: Chart, protocol: Protocol, state: State, day: Day, trace: Trace
) -> tuple[State, Course | None]:
    """Review the course under way at the end of a day, which is among the remembered ones; None without a course."""
    course = _under_way(chart.visits, day.on)
    if course is None:
        return state, None
    visits = [visit for visit in chart.visits if visit.course == course and _attended(visit, day.on)]
    if not visits:
        nothing_yet = _review(protocol, visits, CourseSoFar(course.id, ()), state.days[:0])
        return state, _course(course, visits, nothing_yet, day.on)
    begun_on = visits[0].on
    so_far = _so_far(course, state, day, begun_on)
    review = _review(protocol, visits, so_far, _week(state.days, max(begun_on, day.on - timedelta(days=WEEK - 1))))
    if visits[-1].on == day.on or day.measured.answered:
        so_far = _raise(review, visits, so_far, trace)
    return replace(state, course=so_far), _course(course, visits, review, day.on)


def _under_way(visits: Sequence[Visit], on: date) -> treatment.Course | None:
    """Find the course that began last, else the next one that is booked."""
    begun = [*dict.fromkeys(visit.course for visit in visits if _attended(visit, on))]
    latest = next((course for course in reversed(begun) if course is not None), None)
    if latest is not None and not latest.ended(on):
        return latest
    others = (visit.course for visit in visits if visit.course is not None and visit.course not in begun)
    return next((course for course in others if not course.ended(on)), None)


def _attended(visit: Visit, on: date) -> bool:
    return visit.status is VisitStatus.ATTENDED and visit.on <= on


def _so_far(course: treatment.Course, state: State, day: Day, begun_on: date) -> CourseSoFar:
    so_far = state.course
    if so_far is None or so_far.id != course.id:
        before = _week(state.days, begun_on - timedelta(days=WEEK))
        so_far = CourseSoFar(course.id, tuple(past for past in before if past.on < begun_on))
    return so_far if day.measured.change is None else replace(so_far, change=day.measured.change)


def _week(days: Iterable[PastDay], first: date) -> tuple[PastDay, ...]:
    return tuple(day for day in days if day.on >= first)


def _review(protocol: Protocol, visits: Sequence[Visit], so_far: CourseSoFar, now: Sequence[PastDay]) -> CourseReview:
    """Compare two weeks. Activities are compared where the same ones were rated in both."""
    before = so_far.before
    rated_before, rated_now = _activities(before), _activities(now)
    both = rated_before.keys() & rated_now.keys()
    return review_course(
        protocol,
        attended=len(visits),
        hours=_hours(visits),
        baseline=_measures(before, _of(both or rated_before.keys(), rated_before)),
        current=_measures(now, _of(both, rated_now)),
        activities_count=len(both),
        change=so_far.change,
    )


def _hours(visits: Iterable[Visit]) -> Decimal:
    """Add up the hours; a visit whose length is not known adds none, so this is the least it can have been."""
    return Decimal(sum(visit.minutes for visit in visits if visit.minutes is not None)) / MINUTES_OF_AN_HOUR


def _activities(days: Iterable[PastDay]) -> Mapping[str, Decimal]:
    """Give the mean of each activity over the days it was rated on."""
    rated: dict[str, list[int]] = {}
    for day in days:
        for goal, score in day.measured.activities.items():
            rated.setdefault(goal, []).append(score)
    return {goal: Decimal(sum(scores)) / len(scores) for goal, scores in rated.items()}


def _of(goals: Iterable[str], rated: Mapping[str, Decimal]) -> list[Decimal]:
    return [rated[goal] for goal in sorted(goals)]


def _measures(days: Sequence[PastDay], activities: Sequence[Decimal]) -> Measures:
    pains = [day.pain for day in days if day.pain is not None]
    pegs = [day.measured.peg for day in days if day.measured.peg is not None]
    return Measures(pain=_mean(pains), pain_days=len(pains), activities=_mean(activities), peg=_mean(pegs))


def _mean(values: Sequence[Decimal]) -> Decimal | None:
    return sum(values, Decimal()) / len(values) if values else None


def _raise(review: CourseReview, visits: Sequence[Visit], so_far: CourseSoFar, trace: Trace) -> CourseSoFar:
    codes = [each.code for each in review.alerts if each.code not in so_far.raised]
    for code in codes:
        trace.alert(code)
    judged = {"class": review.course_class, "action": review.action}
    trace.decide("R-AP7", "review_visits", None, None, attended=len(visits), hours=_hours(visits), **judged)
    return replace(so_far, raised=so_far.raised.union(codes))


def _course(course: treatment.Course, visits: Sequence[Visit], review: CourseReview, on: date) -> Course:
    return Course(
        id=course.id,
        attended=len(visits),
        hours=_hours(visits),
        course_class=review.course_class,
        action=review.action,
        domains=review.domains,
        opened_at=course.opened.at if course.opened is not None and course.opened.on <= on else None,
    )
