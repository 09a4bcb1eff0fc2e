"""An honest look at a course of treatment: did anything that matters change, and what follows (R-AP5 to R-AP7).

Changes are positive when they are for the better. What was not measured is None and never counts as no change.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from steadily.guidance.amounts import HUNDRED
from steadily.guidance.outcome import Alert, Change, CourseAction, CourseClass, Domain
from steadily.guidance.protocol import Protocol
from steadily.guidance.trace import alert

FINEST = Decimal("0.000001")
"""What means are rounded to before they are compared, so that a third of ten is just as far as it looks."""


@dataclass(frozen=True, slots=True)
class Measures:
    """The means of a week: pain with the days it was known on, the patient's own activities, and the PEG score."""

    pain: Decimal | None = None
    pain_days: int = 0
    activities: Decimal | None = None
    peg: Decimal | None = None


@dataclass(frozen=True, slots=True)
class CourseReview:
    """What a course has brought so far, and what follows."""

    course_class: CourseClass
    action: CourseAction
    domains: tuple[Domain, ...]
    alerts: tuple[Alert, ...]


def review_course(
    protocol: Protocol,
    *,
    attended: int,
    hours: Decimal,
    baseline: Measures,
    current: Measures,
    activities_count: int = 3,
    change: int | None = None,
) -> CourseReview:
    """Review a course from the week before it and the last week.

    `change` is the patient's own word on the whole, -5 to +5; `activities_count` how many activities were rated.
    """
    domains = (
        _pain(protocol, baseline, current),
        _activities(protocol, baseline, current, activities_count),
        _peg(protocol, baseline, current),
        Domain("change", None, None if change is None else Decimal(change), _own_word(protocol, change)),
    )
    course_class = _class(domains)
    action = _action(protocol, course_class, attended)
    return CourseReview(course_class, action, domains, _alerts(protocol, course_class, attended, hours))


def _pain(protocol: Protocol, baseline: Measures, current: Measures) -> Domain:
    enough = min(baseline.pain_days, current.pain_days) >= protocol["course_pain_days"]
    if not enough or baseline.pain is None or current.pain is None:
        return Domain("pain", baseline.pain, current.pain, None)
    fall, before = baseline.pain - current.pain, baseline.pain
    needed = protocol["pain_meaningful"]
    if before >= protocol["pain_pct_from"]:
        needed = min(needed, before * protocol["pain_meaningful_pct"] / HUNDRED)
    partly = max(protocol["pain_partial"], before * protocol["pain_partial_pct"] / HUNDRED)
    return Domain("pain", baseline.pain, current.pain, _judge(fall, needed, partly))


def _activities(protocol: Protocol, baseline: Measures, current: Measures, count: int) -> Domain:
    if baseline.activities is None or current.activities is None:
        return Domain("activities", baseline.activities, current.activities, None)
    needed = protocol["activities_meaningful" if count > 1 else "activity_meaningful"]
    rise = current.activities - baseline.activities
    return Domain(
        "activities", baseline.activities, current.activities, _judge(rise, needed, protocol["activities_partial"])
    )


def _peg(protocol: Protocol, baseline: Measures, current: Measures) -> Domain:
    if baseline.peg is None or current.peg is None:
        return Domain("peg", baseline.peg, current.peg, None)
    fall, before = baseline.peg - current.peg, baseline.peg
    needed = max(protocol["peg_meaningful"], before * protocol["peg_meaningful_pct"] / HUNDRED)
    partly = before * protocol["peg_partial_pct"] / HUNDRED
    return Domain("peg", baseline.peg, current.peg, _judge(fall, needed, partly))


def _judge(better: Decimal, needed: Decimal, partly: Decimal) -> Change:
    better, needed, partly = (amount.quantize(FINEST) for amount in (better, needed, partly))
    if better >= needed:
        return Change.MEANINGFUL
    if better <= -needed:
        return Change.WORSE
    return Change.PARTIAL if better > 0 and better >= partly else Change.NO_CHANGE


def _own_word(protocol: Protocol, change: int | None) -> Change | None:
    """Hear the patient's own word: enough to act on when worse, never alone enough to show benefit."""
    if change is None:
        return None
    if change <= -protocol["change_threshold"]:
        return Change.WORSE
    return Change.PARTIAL if change >= protocol["change_threshold"] else Change.NO_CHANGE


def _class(domains: tuple[Domain, ...]) -> CourseClass:
    *measured, own_word = [domain.result for domain in domains]
    results = {*measured, own_word} - {None}
    if all(result is None for result in measured) and own_word is not Change.WORSE:
        return CourseClass.CANNOT_JUDGE
    if Change.WORSE in results:
        return CourseClass.MIXED if Change.MEANINGFUL in results else CourseClass.WORSE
    if Change.MEANINGFUL in results:
        return CourseClass.MEANINGFUL
    return CourseClass.PARTIAL if Change.PARTIAL in results else CourseClass.NO_CHANGE


ACTIONS = {
    CourseClass.MEANINGFUL: (CourseAction.CONTINUE_TAPER, "A_COURSE_REVIEW"),
    CourseClass.PARTIAL: (CourseAction.DISCUSS, "A_COURSE_REVIEW"),
    CourseClass.MIXED: (CourseAction.DISCUSS, "A_COURSE_REVIEW"),
    CourseClass.NO_CHANGE: (CourseAction.STOP_OR_CHANGE, "A_COURSE_NORESPONSE"),
    CourseClass.CANNOT_JUDGE: (CourseAction.COLLECT_DATA, "A_COURSE_DATA"),
    CourseClass.WORSE: (CourseAction.ADJUST_NOW, "A_COURSE_WORSE"),
}
"""R-AP7: what follows a class at review, and what the clinician is told."""


def _action(protocol: Protocol, course_class: CourseClass, attended: int) -> CourseAction:
    if _acts(protocol, course_class, attended):
        return ACTIONS[course_class][0]
    return CourseAction.TOO_EARLY if attended < protocol["early_visits"] else CourseAction.EARLY_LOOK


def _acts(protocol: Protocol, course_class: CourseClass, attended: int) -> bool:
    return course_class is CourseClass.WORSE or attended >= protocol["review_visits"]


def _alerts(protocol: Protocol, course_class: CourseClass, attended: int, hours: Decimal) -> tuple[Alert, ...]:
    raised = [ACTIONS[course_class][1]] if _acts(protocol, course_class, attended) else []
    if attended >= protocol["limit_visits"] or hours >= protocol["limit_hours"]:
        raised.append("A_COURSE_LIMIT")
    return tuple(alert(code) for code in raised)
