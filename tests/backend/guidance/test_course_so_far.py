"""Amara's course of treatment as it is lived: what counts, what is compared, what is told once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from steadily.guidance.evaluate import evaluate, fold
from steadily.guidance.measured import Measured
from steadily.guidance.outcome import Course as Brought
from steadily.guidance.outcome import Outcome
from steadily.guidance.protocol import DEFAULT
from steadily.guidance.terms import Day, Plan, Visit, VisitStatus
from steadily.guidance.treatment import Course, Opened

COURSE = Course("first")
FIRST_VISIT = date(2026, 3, 9)
PLAN = Plan(starts_on=date(2026, 3, 2), prescriptions=())


def weekly(times: int, course: Course = COURSE, first: date = FIRST_VISIT) -> tuple[Visit, ...]:
    """Attend half an hour a week."""
    return tuple(attended(first + timedelta(weeks=week), course) for week in range(times))


def attended(on: date, course: Course = COURSE, minutes: int | None = 30) -> Visit:
    return Visit(on, VisitStatus.ATTENDED, minutes=minutes, course=course)


def visit_day(number: int) -> date:
    """Name the day of a weekly visit, from 1."""
    return FIRST_VISIT + timedelta(weeks=number - 1)


def answered(measures: Mapping[date, Measured]) -> dict[date, Day]:
    return {on: Day(on, measured=measured) for on, measured in measures.items()}


def look(visits: Iterable[Visit], diary: Mapping[date, Day], on: date) -> Outcome:
    return evaluate(DEFAULT, PLAN, tuple(visits), (), diary, on)


def brought(visits: Iterable[Visit], diary: Mapping[date, Day], on: date) -> Brought:
    course = look(visits, diary, on).course
    assert course is not None
    return course


def course_codes(outcome: Outcome) -> list[str]:
    return [alert.code for alert in outcome.alerts if alert.code.startswith("A_COURSE")]


def test_without_a_course_there_is_nothing_to_say() -> None:
    assert look((), {}, FIRST_VISIT).course is None


def test_a_visit_that_belongs_to_no_course_opens_none() -> None:
    alone = Visit(FIRST_VISIT, VisitStatus.BOOKED, 30)

    assert look([alone], {}, FIRST_VISIT).course is None
    assert brought([alone, Visit(visit_day(2), VisitStatus.BOOKED, course=COURSE)], {}, FIRST_VISIT).id == "first"


def test_only_visits_attended_so_far_count_with_their_time() -> None:
    others = [Visit(visit_day(2), status, 30, course=COURSE) for status in VisitStatus if status != "ATTENDED"]

    course = brought(
        [*weekly(1), *others, attended(visit_day(3), minutes=45), attended(visit_day(4))], {}, visit_day(3)
    )

    assert (course.id, course.attended, course.hours) == ("first", 2, Decimal("1.25"))
    assert (course.course_class, course.action, course.opened_at) == ("CANNOT_JUDGE", "TOO_EARLY", None)


def test_a_booked_course_has_brought_nothing_yet() -> None:
    course = brought([Visit(visit_day(2), VisitStatus.BOOKED, course=COURSE)], {}, FIRST_VISIT)

    assert (course.attended, course.hours, course.course_class) == (0, Decimal(0), "CANNOT_JUDGE")


def test_a_review_is_open_from_the_patients_own_day_of_it() -> None:
    at = datetime(2026, 3, 11, 23, 30, tzinfo=UTC)
    reviewed = Course("first", opened=Opened(at, date(2026, 3, 12)))

    told = [brought(weekly(1, reviewed), {}, date(2026, 3, day)).opened_at for day in (11, 12, 13)]

    assert told == [None, at, at]


def test_the_week_before_is_compared_with_the_last_week() -> None:
    peg_then, peg_now = Measured(peg=Decimal(20) / 3), Measured(peg=Decimal(14) / 3)
    diary = answered({date(2026, 3, 2): peg_then, visit_day(6) - timedelta(days=6): peg_now})

    course = brought(weekly(6), diary, visit_day(6))

    results = {domain.domain: domain.result for domain in course.domains}
    assert results == {"pain": None, "activities": None, "peg": "meaningful", "change": None}
    assert (course.course_class, course.action) == ("MEANINGFUL", "CONTINUE_TAPER")


def test_an_answer_older_than_the_week_before_is_no_start() -> None:
    early, now = date(2026, 3, 1), visit_day(6)
    diary = answered({early: Measured(peg=Decimal(6)), now: Measured(peg=Decimal(3))}) | {early: Day(early, now=1)}

    assert brought(weekly(6), diary, now).course_class == "CANNOT_JUDGE"


def test_an_answer_is_never_both_before_and_now() -> None:
    diary = answered({date(2026, 3, 7): Measured(peg=Decimal(6))})

    peg = brought(weekly(1), diary, FIRST_VISIT).domains[2]

    assert (peg.baseline, peg.current, peg.result) == (Decimal(6), None, None)


def test_an_answer_of_the_first_visits_day_is_of_now() -> None:
    diary = answered({FIRST_VISIT: Measured(peg=Decimal(6))})

    peg = brought(weekly(1), diary, FIRST_VISIT).domains[2]

    assert (peg.baseline, peg.current) == (None, Decimal(6))


def test_an_answer_seven_days_old_is_no_longer_of_now() -> None:
    diary = answered({visit_day(5): Measured(peg=Decimal(6))})

    tellings = [brought(weekly(6), diary, visit_day(6) - timedelta(days=days)).domains[2] for days in (1, 0)]

    assert [peg.current for peg in tellings] == [Decimal(6), None]


def test_nothing_is_compared_before_the_first_visit() -> None:
    diary = answered({date(2026, 3, 2): Measured(peg=Decimal(6))})

    peg = brought([Visit(visit_day(2), VisitStatus.BOOKED, course=COURSE)], diary, FIRST_VISIT).domains[2]

    assert (peg.baseline, peg.current) == (None, None)


def test_an_activity_rated_twice_in_a_week_counts_by_its_mean() -> None:
    then = {date(2026, 3, day): Measured(activities={"walk": rated}) for day, rated in ((3, 2), (5, 5))}
    now = {visit_day(6) - timedelta(days=days): Measured(activities={"walk": 6 + days}) for days in (0, 1)}

    activities = brought(weekly(6), answered(then | now), visit_day(6)).domains[1]

    assert (activities.baseline, activities.current, activities.result) == (
        Decimal("3.5"),
        Decimal("6.5"),
        "meaningful",
    )


def test_only_activities_rated_both_times_are_compared() -> None:
    then, now = Measured(activities={"walk": 3, "lift": 8}), Measured(activities={"walk": 5, "swim": 9})
    diary = answered({date(2026, 3, 8): then, visit_day(6): now})

    activities = brought(weekly(6), diary, visit_day(6)).domains[1]

    assert (activities.baseline, activities.current, activities.result) == (Decimal(3), Decimal(5), "partial")


def test_her_word_that_it_is_worse_is_told_on_the_day_she_gives_it_and_once() -> None:
    told = visit_day(1) + timedelta(days=2)
    diary = answered({told: Measured(change=-2), visit_day(3): Measured(change=-4)})

    assert course_codes(look(weekly(3), diary, told)) == ["A_COURSE_WORSE"]
    assert course_codes(look(weekly(3), diary, visit_day(3))) == []
    assert brought(weekly(3), diary, visit_day(3)).action == "ADJUST_NOW"


def test_her_word_from_before_the_course_is_not_about_it() -> None:
    diary = answered({date(2026, 3, 8): Measured(change=-5)})

    assert brought(weekly(1), diary, FIRST_VISIT).course_class == "CANNOT_JUDGE"


def test_missing_answers_that_come_later_bring_the_review() -> None:
    late = visit_day(6) + timedelta(days=1)
    diary = answered({date(2026, 3, 8): Measured(peg=Decimal(6)), late: Measured(peg=Decimal(3))})

    assert course_codes(look(weekly(6), diary, visit_day(6))) == ["A_COURSE_DATA"]
    assert course_codes(look(weekly(6), diary, late)) == ["A_COURSE_REVIEW"]


def test_a_review_is_told_with_what_it_rests_on() -> None:
    diary = answered({date(2026, 3, 8): Measured(peg=Decimal(6)), visit_day(6): Measured(peg=Decimal(3))})

    (told,) = [each for each in look(weekly(6), diary, visit_day(6)).trace if each.rule == "R-AP7"]

    rests_on = {"attended": "6", "hours": "3", "class": "MEANINGFUL", "action": "CONTINUE_TAPER"}
    assert (told.inputs, told.threshold, told.text, told.prescription) == (rests_on, "6", None, None)


def test_a_day_with_nothing_new_to_judge_by_tells_nothing() -> None:
    told = [each.rule for each in look(weekly(6), {}, visit_day(6) + timedelta(days=1)).trace]

    assert "R-AP7" not in told


def test_the_limit_of_a_course_is_told_once_beside_the_review() -> None:
    visits = weekly(12)

    told = [course_codes(look(visits, {}, visit_day(number))) for number in (5, 6, 9, 10, 11)]

    assert told == [[], ["A_COURSE_DATA"], [], ["A_COURSE_LIMIT"], []]


def test_the_week_before_is_seven_days_and_the_week_now_is_seven_days() -> None:
    def pains(first: date, days: int) -> dict[date, Day]:
        return {on: Day(on, now=4, worst=6) for on in (first + timedelta(days=n) for n in range(days))}

    before, now = pains(date(2026, 3, 2), 7), pains(visit_day(6) - timedelta(days=6), 7)

    pain = brought(weekly(6), pains(date(2026, 3, 1), 1) | before | now, visit_day(6)).domains[0]

    assert (pain.domain, pain.baseline, pain.current, pain.result) == ("pain", Decimal(5), Decimal(5), "no_change")


def test_a_mean_is_taken_over_the_days_that_were_answered() -> None:
    then = {date(2026, 3, 3): Measured(peg=Decimal(4)), date(2026, 3, 5): Measured(peg=Decimal(6))}
    now = {visit_day(6) - timedelta(days=1): Measured(activities={"walk": 2}), visit_day(6): Measured(peg=Decimal(2))}

    peg = brought(weekly(6), answered(then | now), visit_day(6)).domains[2]

    assert (peg.baseline, peg.current, peg.result) == (Decimal(5), Decimal(2), "meaningful")


def test_what_was_rated_before_is_shown_until_it_is_rated_again() -> None:
    diary = answered({date(2026, 3, 8): Measured(activities={"walk": 3, "lift": 8})})

    activities = brought(weekly(6), diary, visit_day(6)).domains[1]

    assert (activities.baseline, activities.current, activities.result) == (Decimal("5.5"), None, None)


def test_her_latest_word_stands() -> None:
    diary = answered({visit_day(2): Measured(change=-2), visit_day(3): Measured(change=1)})

    word = brought(weekly(6), diary, visit_day(6)).domains[3]

    assert (word.domain, word.current, word.result) == ("change", Decimal(1), "no_change")


def test_a_course_that_is_booked_follows_one_that_was_ended() -> None:
    ended = Course("first", ended_on=visit_day(3))
    visits = [*weekly(2, ended), Visit(visit_day(5), VisitStatus.BOOKED, course=Course("second"))]

    assert brought(visits, {}, visit_day(3)).id == "second"


def test_a_second_course_begins_anew() -> None:
    second = Course("second")
    visits = [*weekly(6), *weekly(6, second, visit_day(8))]

    early, end = brought(visits, {}, visit_day(8)), look(visits, {}, visit_day(13))

    assert (early.id, early.attended) == ("second", 1)
    assert course_codes(end) == ["A_COURSE_DATA"]


def test_a_course_that_was_ended_is_not_under_way() -> None:
    ended = Course("first", ended_on=visit_day(3))

    assert brought(weekly(2, ended), {}, visit_day(3) - timedelta(days=1)).attended == 2
    assert look(weekly(2, ended), {}, visit_day(3)).course is None


def test_going_on_from_a_kept_day_says_the_same() -> None:
    diary = answered({date(2026, 3, 8): Measured(peg=Decimal(6)), visit_day(6): Measured(peg=Decimal(3))})
    kept, _ = fold(DEFAULT, PLAN, weekly(6), (), diary, visit_day(5))

    resumed = evaluate(DEFAULT, PLAN, weekly(6), (), {visit_day(6): diary[visit_day(6)]}, visit_day(6), kept)

    assert resumed == look(weekly(6), diary, visit_day(6))
    assert course_codes(resumed) == ["A_COURSE_REVIEW"]
