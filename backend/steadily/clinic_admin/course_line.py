"""What a course of treatment has brought so far, in a clinician's words and with the numbers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal

from steadily.guidance.outcome import Change, Course, CourseAction, CourseClass, Domain

CLASSES = {
    CourseClass.MEANINGFUL: "A change that matters",
    CourseClass.PARTIAL: "Some change for the better",
    CourseClass.NO_CHANGE: "No clear change",
    CourseClass.MIXED: "Better in some ways, worse in others",
    CourseClass.WORSE: "Worse than before the course",
    CourseClass.CANNOT_JUDGE: "Too few answers to say",
}
ACTIONS = {
    CourseAction.TOO_EARLY: "too early to act on",
    CourseAction.EARLY_LOOK: "an early look, not a verdict",
    CourseAction.CONTINUE_TAPER: "space the visits out and build self-management",
    CourseAction.DISCUSS: "talk over what to do next",
    CourseAction.STOP_OR_CHANGE: "stop or change the plan",
    CourseAction.COLLECT_DATA: "collect the missing answers",
    CourseAction.ADJUST_NOW: "change the plan now",
}
DOMAINS = {"pain": "Mean pain", "activities": "Own activities", "peg": "PEG", "change": "Own word (-5 to +5)"}
RESULTS = {
    Change.MEANINGFUL: "a change that matters",
    Change.PARTIAL: "some change for the better",
    Change.NO_CHANGE: "no clear change",
    Change.WORSE: "worse",
    None: "not enough to compare",
}


@dataclass(frozen=True)
class CourseLine:
    """What the page says of the course under way."""

    id: str
    verdict: str
    attended: str
    measures: list[str]
    opened_at: datetime | None


def course_line(course: Course) -> CourseLine:
    """Say what the course has brought, what follows, and from which numbers."""
    visits = "1 visit" if course.attended == 1 else f"{course.attended} visits"
    return CourseLine(
        id=course.id,
        verdict=f"{CLASSES[course.course_class]}: {ACTIONS[course.action]}",
        attended=f"{visits} attended, {_number(course.hours)} hours",
        measures=[_measure(domain) for domain in course.domains],
        opened_at=course.opened_at,
    )


def _measure(domain: Domain) -> str:
    name, result = DOMAINS[domain.domain], RESULTS[domain.result]
    if domain.domain == "change":
        return f"{name}: {_number(domain.current)}" + ("" if domain.result is None else f", {result}")
    return f"{name}: {_number(domain.baseline)} before, {_number(domain.current)} now, {result}"


def _number(value: Decimal | None) -> str:
    """Write a number with one decimal; one that is not known is not zero."""
    return "not known" if value is None else str(value.quantize(Decimal("0.1"), ROUND_HALF_UP))
