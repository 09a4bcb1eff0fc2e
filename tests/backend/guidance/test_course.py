"""An honest look at a course of treatment."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from steadily.guidance.course import CourseReview, Measures, review_course
from steadily.guidance.protocol import DEFAULT


def look(before: dict[str, Any], now: dict[str, Any], attended: int = 6, **more: Any) -> CourseReview:
    def week(values: dict[str, Any]) -> Measures:
        read = {name: Decimal(str(value)) for name, value in values.items() if name != "pain_days"}
        return Measures(pain_days=values.get("pain_days", 7), **read)

    hours = Decimal(more.pop("hours", 3))
    return review_course(DEFAULT, attended=attended, hours=hours, baseline=week(before), current=week(now), **more)


@pytest.mark.parametrize(
    ("before", "now", "course_class"),
    [
        ({"pain": 6}, {"pain": 4}, "MEANINGFUL"),
        ({"pain": 3}, {"pain": 2.1}, "MEANINGFUL"),
        ({"pain": 2.9}, {"pain": 1}, "PARTIAL"),
        ({"pain": 6}, {"pain": 5.4}, "PARTIAL"),
        ({"pain": 6}, {"pain": 5.5}, "NO_CHANGE"),
        ({"pain": 2}, {"pain": 1.6}, "NO_CHANGE"),
        ({"pain": 6}, {"pain": 7.8}, "WORSE"),
        ({"pain": 2}, {"pain": 4}, "WORSE"),
        ({"pain": 6, "pain_days": 3}, {"pain": 2}, "CANNOT_JUDGE"),
        ({"pain": 6}, {"pain": 2, "pain_days": 3}, "CANNOT_JUDGE"),
        ({"pain": 6, "pain_days": 4}, {"pain": 2, "pain_days": 4}, "MEANINGFUL"),
        ({"pain": 6}, {}, "CANNOT_JUDGE"),
        ({}, {"pain": 6}, "CANNOT_JUDGE"),
        ({"activities": 4}, {"activities": 6}, "MEANINGFUL"),
        ({"activities": 4}, {"activities": 5}, "PARTIAL"),
        ({"activities": 4}, {"activities": 4.9}, "NO_CHANGE"),
        ({"activities": 4}, {"activities": 2}, "WORSE"),
        ({"peg": 5}, {"peg": 3.5}, "MEANINGFUL"),
        ({"peg": 2}, {"peg": 1.2}, "PARTIAL"),
        ({"peg": 5}, {"peg": 3.6}, "PARTIAL"),
        ({"peg": 5}, {"peg": 4.5}, "PARTIAL"),
        ({"peg": 5}, {"peg": 4.6}, "NO_CHANGE"),
        ({"peg": 0}, {"peg": 0}, "NO_CHANGE"),
        ({"peg": 5}, {"peg": 6.5}, "WORSE"),
        ({"pain": 6, "peg": 5}, {"pain": 4, "peg": 7}, "MIXED"),
        ({"peg": 5}, {}, "CANNOT_JUDGE"),
        ({}, {"activities": 5}, "CANNOT_JUDGE"),
    ],
)
def test_each_measure_is_judged_against_the_week_before(
    before: dict[str, Any], now: dict[str, Any], course_class: str
) -> None:
    assert look(before, now).course_class == course_class


@pytest.mark.parametrize(("count", "course_class"), [(1, "PARTIAL"), (2, "MEANINGFUL")])
def test_a_single_activity_needs_three_points_and_two_need_two(count: int, course_class: str) -> None:
    before, now = {"activities": 4}, {"activities": 6}

    assert look(before, now, activities_count=count).course_class == course_class


def test_what_can_not_be_compared_is_shown_as_far_as_it_is_known() -> None:
    few = look({"pain": 6, "pain_days": 3, "activities": 4, "peg": 5}, {"pain": 2})
    late = look({}, {"activities": 4, "peg": 5})

    assert [(each.domain, each.baseline, each.current, each.result) for each in few.domains] == [
        ("pain", 6, 2, None),
        ("activities", 4, None, None),
        ("peg", 5, None, None),
        ("change", None, None, None),
    ]
    assert [(each.baseline, each.current) for each in late.domains] == [
        (None, None),
        (None, 4),
        (None, 5),
        (None, None),
    ]


def test_each_measure_is_named_with_what_was_compared() -> None:
    review = look({"pain": 6, "activities": 4, "peg": 5}, {"pain": 4, "activities": 5, "peg": 5}, change=1)

    assert [(each.domain, each.baseline, each.current, each.result) for each in review.domains] == [
        ("pain", 6, 4, "meaningful"),
        ("activities", 4, 5, "partial"),
        ("peg", 5, 5, "no_change"),
        ("change", None, 1, "no_change"),
    ]


@pytest.mark.parametrize(
    ("change", "measured", "course_class"),
    [
        (-2, False, "WORSE"),
        (-1, False, "CANNOT_JUDGE"),
        (5, False, "CANNOT_JUDGE"),
        (2, True, "PARTIAL"),
        (1, True, "NO_CHANGE"),
        (-3, True, "WORSE"),
    ],
)
def test_the_patients_own_word_can_warn_but_never_prove_benefit(change: int, measured: bool, course_class: str) -> None:
    week = {"pain": 6} if measured else {}

    assert look(week, week, change=change).course_class == course_class


@pytest.mark.parametrize(
    ("now", "action", "alerts"),
    [
        (4, "CONTINUE_TAPER", ["A_COURSE_REVIEW"]),
        (5.3, "DISCUSS", ["A_COURSE_REVIEW"]),
        (6, "STOP_OR_CHANGE", ["A_COURSE_NORESPONSE"]),
        (8, "ADJUST_NOW", ["A_COURSE_WORSE"]),
    ],
)
def test_what_follows_at_six_visits(now: float, action: str, alerts: list[str]) -> None:
    review = look({"pain": 6}, {"pain": now})

    assert (review.action, [alert.code for alert in review.alerts]) == (action, alerts)


def test_too_little_data_at_six_visits_asks_for_it() -> None:
    review = look({}, {})

    assert (review.action, [alert.code for alert in review.alerts]) == ("COLLECT_DATA", ["A_COURSE_DATA"])


@pytest.mark.parametrize(("attended", "action"), [(2, "TOO_EARLY"), (3, "EARLY_LOOK"), (5, "EARLY_LOOK")])
def test_before_six_visits_the_class_is_known_but_asks_for_nothing(attended: int, action: str) -> None:
    review = look({"pain": 6}, {"pain": 4}, attended=attended)

    assert (review.course_class, review.action, review.alerts) == ("MEANINGFUL", action, ())


def test_getting_worse_is_acted_on_at_any_number() -> None:
    review = look({"pain": 6}, {"pain": 9}, attended=1)

    assert (review.action, [alert.code for alert in review.alerts]) == ("ADJUST_NOW", ["A_COURSE_WORSE"])


@pytest.mark.parametrize(("attended", "hours"), [(10, 3), (4, 5)])
def test_the_limit_of_a_course_comes_in_addition(attended: int, hours: int) -> None:
    review = look({"pain": 6}, {"pain": 4}, attended=attended, hours=hours)

    assert "A_COURSE_LIMIT" in [alert.code for alert in review.alerts]
