"""The page before a visit counts and compares, and advises nothing (R-AP4)."""

from __future__ import annotations

from dataclasses import fields, replace
from decimal import Decimal
from typing import Any

import pytest

from steadily.guidance.before_visit import BeforeVisit, periods, summarise
from steadily.guidance.terms import Visit, VisitStatus
from steadily.guidance.treatment import Course
from tests.backend.guidance.story import NOT_DONE, QUIET, Story, done, march, red, story, trained

SORE = {**QUIET, "now": 6, "worst": 8}


def visits(*days: tuple[int, str]) -> list[Visit]:
    return [Visit(march(day), VisitStatus(status)) for day, status in days]


def summary(amara: Story, day: int, *days: tuple[int, str], first: int = 1) -> BeforeVisit:
    """Summarise at the end of a day of March, from the first of March on."""
    outcomes = [amara.on(each) for each in range(first, day + 1)]
    return summarise(visits(*days), amara.case.diary, outcomes, Decimal("1.2"))


@pytest.mark.parametrize(
    ("days", "since", "before"),
    [
        ((), (-17, 10), None),
        (((10, "ATTENDED"), (12, "BOOKED")), (-17, 10), None),
        (((6, "ATTENDED"),), (6, 10), (-22, 5)),
        (((1, "ATTENDED"), (6, "ATTENDED"), (8, "CANCELLED")), (6, 10), (1, 5)),
        (((-40, "ATTENDED"), (-25, "ATTENDED")), (-17, 10), (-40, -26)),
    ],
)
def test_the_time_since_the_last_visit_stands_beside_the_time_before_it(
    days: tuple[tuple[int, str], ...], since: tuple[int, int], before: tuple[int, int] | None
) -> None:
    expected = (march(since[0]), march(since[1])), None if before is None else (march(before[0]), march(before[1]))

    assert periods(visits(*days), march(10)) == expected


def test_medians_and_flare_days_are_those_of_each_period() -> None:
    days: dict[int, Any] = {7: {**SORE, "flare": True}, 8: {**SORE, "sleep": 4}, 9: None}
    page = summary(story(days, until=10), 10, (1, "ATTENDED"), (6, "ATTENDED"), (12, "BOOKED"))

    assert page.before is not None
    assert (page.since.pain, page.before.pain, page.since.sleep, page.before.sleep) == (Decimal("5.5"), 4, 4, None)
    assert (page.since.flare_days, page.before.flare_days) == (4, 0)
    assert (page.since.logged, page.logged_of_seven, page.visit_on) == (4, 6, march(12))


def test_each_session_counts_once_by_its_last_colour() -> None:
    sessions = {6: done(), 7: done(settled=False), 8: red(), 9: NOT_DONE, 10: done(during=4)}
    days = {day: {**QUIET, "ex": {"B4": session}} for day, session in sessions.items()}
    page = summary(story(days, until=10), 10, (6, "ATTENDED"))

    assert page.lights == {"B4": {"GREEN": 1, "AMBER": 2, "RED": 1}}


def test_sessions_past_the_plan_and_new_precautions_since_the_visit_are_named() -> None:
    days: dict[int, Any] = {
        5: {**QUIET, "ex": {"B4": done(20)}, "safety": ["AC12"]},
        8: {**QUIET, "ex": {"B4": done(20)}, "safety": ["AC12", "RF20"]},
        9: {**QUIET, "ex": {"B4": done(12)}},
    }
    page = summary(story(days, until=10), 10, (6, "ATTENDED"))

    assert (page.overshoots, page.new_precautions) == (1, ("AC12",))


def test_nothing_known_is_none_and_no_advice_is_given() -> None:
    page = summary(story({}, fill={}), 3, first=2)

    assert (page.since.pain, page.since.morning, page.adherence, page.course, page.visit_on) == (None,) * 5
    assert page.logged_of_seven == 0
    assert not {"text", "message", "messages", "advice"} & {each.name for each in fields(BeforeVisit)}


def test_both_ends_of_a_period_belong_to_it() -> None:
    over = {**QUIET, "ex": {"B4": done(20)}}
    days: dict[int, Any] = {5: over, 6: {**over, "flare": True, "safety": ["AC12"]}, 10: over}
    page = summary(story(days, until=10), 10, (1, "ATTENDED"), (6, "ATTENDED"))

    assert page.before is not None
    assert (page.before.first, page.before.last) == (march(1), march(5))
    assert (page.on, page.since.first, page.since.last) == (march(10), march(6), march(10))
    assert (page.overshoots, page.new_precautions, page.since.flare_days) == (2, ("AC12",), 5)


def test_mornings_and_what_pain_kept_from_are_shown_beside_pain() -> None:
    worse = {**QUIET, "am": 5, "interf": 6}
    page = summary(story(dict.fromkeys(range(6, 11), worse), until=10), 10, (1, "ATTENDED"), (6, "ATTENDED"))

    assert page.before is not None
    assert (page.since.morning, page.since.interference) == (5, 6)
    assert (page.before.morning, page.before.interference) == (2, 3)


@pytest.mark.parametrize(
    ("days", "visit_on"),
    [
        (((10, "BOOKED"), (12, "BOOKED")), 10),
        (((9, "BOOKED"), (12, "BOOKED"), (11, "CANCELLED")), 12),
        (((9, "BOOKED"), (12, "CANCELLED")), None),
    ],
)
def test_the_visit_it_is_for_is_the_next_one_booked(days: tuple[tuple[int, str], ...], visit_on: int | None) -> None:
    page = summary(story(until=10), 10, *days)

    assert page.visit_on == (None if visit_on is None else march(visit_on))


def test_what_the_last_day_says_of_the_whole_is_taken_over() -> None:
    boom, bust = {"act": "much_more", "now": 1, "worst": 3}, {"act": "much_less"}
    course = Course("first")
    amara = story(trained(2, 4, 6) | {7: boom, 8: bust}, until=10)
    visit = Visit(march(6), VisitStatus.ATTENDED, minutes=30, course=course)
    case = replace(amara.case, visits=(visit,))
    told = Story(case)

    page = summary(told, 10, (6, "ATTENDED"))

    assert page.boom_bust_cycles == 1
    assert page.adherence is not None
    assert page.adherence == told.on(10).adherence
    assert page.course is not None
    assert (page.course.id, page.course.attended) == ("first", 1)
