"""Many facts about a day, one answer to each question."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from steadily.guidance.terms import Activity, Day, NotDoneReason, SafetyAnswer, StopSymptom
from steadily.logbook.actions import keep_entries
from steadily.logbook.models import Entry
from steadily.people.models import Clinician, Patient
from steadily.plans.models import Prescription
from steadily.today.gather import gather
from steadily.today.merging import days
from steadily.visits.actions import book_visit, plan_course
from tests.backend.today.conftest import TOMORROW, YESTERDAY, Telling, uuid7
from tests.conftest import NOW, TODAY, Phone

Session = Callable[..., dict[str, Any]]


def told(patient: Patient) -> Day:
    """Give Amara's day as the guidance reads it."""
    return gather(patient).diary[TODAY]


def test_a_later_check_in_fills_in_what_the_first_left_open(amara: Patient, tell: Telling) -> None:
    tell("check_in", TODAY, {"morning_pain": 4, "sleep": 6})
    tell("check_in", TODAY, {"pain_now": 3, "pain_worst": 5})

    day = told(amara)

    assert (day.morning, day.sleep, day.now, day.worst) == (4, 6, 3, 5)


def test_the_later_answer_to_the_same_question_wins(amara: Patient, tell: Telling) -> None:
    tell("check_in", TODAY, {"pain_now": 3, "activity": "less"})
    tell("check_in", TODAY, {"pain_now": 0, "activity": "much_more"})

    assert told(amara).now == 0
    assert told(amara).activity is Activity.MUCH_MORE


def test_an_answer_left_open_later_takes_nothing_back(amara: Patient, tell: Telling) -> None:
    tell("check_in", TODAY, {"flare": True, "pain_now": 3})
    tell("check_in", TODAY, {"flare": None, "pain_now": 4})

    assert told(amara).flare is True


def test_no_to_the_flare_question_is_an_answer(amara: Patient, tell: Telling) -> None:
    tell("check_in", TODAY, {"flare": True})
    tell("check_in", TODAY, {"flare": False})

    assert told(amara).flare is False


def test_a_needle_site_is_sore_since_the_patient_says_and_a_bruise_is_none(
    amara: Patient, dr_chen: Clinician, tell: Telling
) -> None:
    course = plan_course(by=dr_chen, at=NOW, patient=amara, starts_on=TODAY, planned_visits=6)
    visit = str(book_visit(by=dr_chen, at=NOW, course=course, starts_at=NOW).id)
    reactions = [(["mild_ache"], "2026-03-08"), (["mild_ache", "tired"], "2026-03-07"), (["bruise"], "2026-03-01")]
    for signs, since in reactions:
        tell("reaction", TODAY, {"visit": visit, "signs": signs, "since": since})

    assert told(amara).sore_since == date(2026, 3, 7)


def test_what_was_not_answered_is_unknown_and_never_zero(amara: Patient, tell: Telling) -> None:
    tell("check_in", TODAY, {"sleep": 7})

    day = told(amara)

    assert (day.now, day.worst, day.morning, day.flare) == (None, None, None, None)


def test_order_is_by_when_it_was_lived_and_not_by_arrival(amara: Patient, tell: Telling) -> None:
    tell("check_in", TODAY, {"pain_now": 6}, at=datetime(2026, 3, 10, 17, 0, tzinfo=UTC))
    tell("check_in", TODAY, {"pain_now": 2}, at=datetime(2026, 3, 10, 9, 0, tzinfo=UTC), late=timedelta(hours=2))

    assert told(amara).now == 6


def test_a_phone_clock_that_runs_ahead_is_put_right(amara: Patient, amara_phone: Phone) -> None:
    ahead = _check_in(6, NOW - timedelta(hours=3) + timedelta(days=1))
    keep_entries(by=amara_phone.device, at=NOW, sent_at=NOW + timedelta(days=1), raws=[ahead])
    keep_entries(by=amara_phone.device, at=NOW, sent_at=NOW, raws=[_check_in(2, NOW - timedelta(hours=1))])

    assert told(amara).now == 2


def _check_in(pain_now: int, at: datetime) -> dict[str, Any]:
    entry = {"id": str(uuid7(1)), "kind": "check_in", "on": TODAY.isoformat(), "at": at.isoformat()}
    return entry | {"tz": "Europe/London", "data": {"pain_now": pain_now}}


def test_a_second_bout_replaces_the_total_and_keeps_the_pain(amara: Patient, tell: Telling, session: Session) -> None:
    tell("exercise", TODAY, session(done="5", pain_during=4))
    tell("exercise", TODAY, session(done="10.5", pain_after=2))

    (merged,) = told(amara).sessions.values()

    assert (merged.done, merged.prescribed) == (Decimal("10.5"), Decimal(10))
    assert (merged.during, merged.after) == (4, 2)


def test_doing_it_later_takes_back_the_reason_for_not_doing_it(amara: Patient, tell: Telling, session: Session) -> None:
    tell("exercise", TODAY, session(done="0", not_done_reason="tired"))
    assert next(iter(told(amara).sessions.values())).not_done_reason is NotDoneReason.TIRED

    tell("exercise", TODAY, session(done="10"))

    assert next(iter(told(amara).sessions.values())).not_done_reason is None


def test_a_stop_symptom_knows_when_it_was_told(amara: Patient, tell: Telling, session: Session) -> None:
    at = datetime(2026, 3, 10, 15, 0, tzinfo=UTC)
    tell("exercise", TODAY, session(done="4", stop="dizzy"), at=at)
    tell("exercise", TODAY, session(done="4", pain_after=1), at=at + timedelta(hours=1))

    (merged,) = told(amara).sessions.values()

    assert (merged.stop, merged.stopped_at) == (StopSymptom.DIZZY, at)


def test_the_next_morning_belongs_to_the_session_it_is_about(
    amara: Patient, tell: Telling, session: Session, sit_to_stand: Prescription
) -> None:
    tell("exercise", YESTERDAY, session())
    tell("settled", TODAY, _settled(sit_to_stand, YESTERDAY, settled=False))

    diary = gather(amara).diary

    assert diary[YESTERDAY].sessions[str(sit_to_stand.id)].settled is False
    assert TODAY not in diary


def test_a_morning_without_a_session_changes_nothing(amara: Patient, tell: Telling, sit_to_stand: Prescription) -> None:
    tell("settled", TODAY, _settled(sit_to_stand, YESTERDAY, settled=True))

    assert gather(amara).diary == {}


def test_a_morning_told_two_days_late_counts_and_three_days_late_does_not(
    amara: Patient, tell: Telling, session: Session, sit_to_stand: Prescription
) -> None:
    early, late = TODAY - timedelta(days=4), TODAY - timedelta(days=3)
    tell("exercise", early, session())
    tell("exercise", late, session())
    tell("settled", TODAY, _settled(sit_to_stand, early, settled=True))
    tell("settled", TODAY, _settled(sit_to_stand, late, settled=True))

    diary = gather(amara).diary

    assert diary[early].sessions[str(sit_to_stand.id)].settled is None
    assert diary[late].sessions[str(sit_to_stand.id)].settled is True


def _settled(prescription: Prescription, for_date: object, *, settled: bool) -> dict[str, Any]:
    return {"prescription": str(prescription.id), "for_date": str(for_date), "settled": settled}


def test_a_correction_replaces_all_the_entry_said(amara: Patient, tell: Telling) -> None:
    first = tell("check_in", TODAY, {"pain_now": 8, "sleep": 3})
    tell("check_in", TODAY, {"pain_now": 2}, supersedes=first)

    assert (told(amara).now, told(amara).sleep) == (2, None)


def test_a_correction_keeps_the_place_of_what_it_corrects(amara: Patient, tell: Telling) -> None:
    morning = tell("check_in", TODAY, {"pain_now": 8})
    tell("check_in", TODAY, {"pain_now": 5})
    tell("check_in", TODAY, {"pain_now": 1}, supersedes=morning)

    assert told(amara).now == 5


def test_of_two_corrections_the_later_one_stands(amara: Patient, tell: Telling) -> None:
    first = tell("check_in", TODAY, {"pain_now": 8})
    tell("check_in", TODAY, {"pain_now": 3}, supersedes=first)
    tell("check_in", TODAY, {"pain_now": 4}, supersedes=first)

    assert told(amara).now == 4


def test_a_withdrawn_check_in_is_as_if_it_had_not_been(amara: Patient, tell: Telling) -> None:
    tell("check_in", TODAY, None, supersedes=tell("check_in", TODAY, {"pain_now": 8}))

    assert gather(amara).diary == {}


def test_safety_answers_stand_beside_each_other(amara: Patient, tell: Telling) -> None:
    tell("safety", TODAY, _asked(["RF06"], yes=["RF06"]))
    tell("safety", TODAY, _asked(["ANY"], yes=[]))

    assert [answer.positives for answer in told(amara).safety] == [("RF06",), ()]


def test_a_withdrawn_yes_still_stands(amara: Patient, tell: Telling) -> None:
    tell("safety", TODAY, None, supersedes=tell("safety", TODAY, _asked(["RF06"], yes=["RF06"])))

    assert [answer.positives for answer in told(amara).safety] == [("RF06",)]


def test_a_yes_corrected_to_none_of_these_still_stands(amara: Patient, tell: Telling) -> None:
    yes = tell("safety", TODAY, _asked(["RF06", "RF07"], yes=["RF06"]))
    tell("safety", TODAY, _asked(["RF06", "RF07"], yes=[]), supersedes=yes)

    assert ("RF06",) in [answer.positives for answer in told(amara).safety]


def test_a_withdrawn_none_of_these_is_no_answer(amara: Patient, tell: Telling) -> None:
    tell("safety", TODAY, None, supersedes=tell("safety", TODAY, _asked(["ANY"], yes=[])))

    assert gather(amara).diary == {}


@pytest.mark.parametrize(
    "left_open",
    [
        {"asked": ["RF01", "RF02"], "answers": [], "unanswered": ["RF02"]},
        {"asked": ["ANY"], "answers": ["ANY"]},
        {"asked": ["ANY"], "answers": [], "unanswered": ["ANY"]},
    ],
)
def test_questions_left_open_are_never_a_no(amara: Patient, tell: Telling, left_open: dict[str, Any]) -> None:
    tell("safety", TODAY, {"pack": "weekly"} | left_open)

    assert gather(amara).diary == {}


def test_a_yes_counts_though_other_questions_were_left_open(amara: Patient, tell: Telling) -> None:
    data = {"pack": "weekly", "asked": ["RF01", "RF02", "RF03"], "answers": ["RF01"], "unanswered": ["RF03"]}
    tell("safety", TODAY, data)

    (answer,) = told(amara).safety

    assert (answer.asked, answer.positives) == (("RF01", "RF02"), ("RF01",))


def test_a_worried_yes_with_each_item_answered_no_is_none_of_these(amara: Patient, tell: Telling) -> None:
    tell("safety", TODAY, {"pack": "daily", "asked": ["ANY", "RF01"], "answers": ["ANY"]})

    (answer,) = told(amara).safety

    assert isinstance(answer, SafetyAnswer)
    assert answer.positives == ()


def _asked(questions: list[str], *, yes: list[str]) -> dict[str, Any]:
    return {"pack": "daily", "asked": questions, "answers": yes}


def test_asking_for_contact_is_seen_on_its_day(amara: Patient, tell: Telling) -> None:
    tell("contact", TODAY, {"about": "worse", "text": "Please ring me"})

    assert told(amara).asks_contact
    assert not told(amara).logged


def test_days_come_in_order_whatever_came_first(amara: Patient, tell: Telling) -> None:
    tell("check_in", TOMORROW, {"pain_now": 1})
    tell("check_in", YESTERDAY, {"pain_now": 1})

    assert [*gather(amara).diary] == [YESTERDAY, TOMORROW]


def test_sessions_of_an_earlier_plan_leave_only_their_day(amara: Patient, tell: Telling, session: Session) -> None:
    tell("exercise", TODAY, session())

    (day,) = days(Entry.objects.all(), prescriptions=()).values()

    assert day.sessions == {}
