"""The page Dr Chen reads before Amara comes."""

from __future__ import annotations

from steadily.people.models import Clinician, Patient
from steadily.plans.models import Plan
from steadily.visits.actions import book_visit, plan_course
from tests.backend.api.conftest import Caller, check_in, later
from tests.backend.api.test_pack import fits
from tests.conftest import NOW, TODAY


def test_amaras_days_and_her_own_words_stand_on_one_page(
    chen: Caller, phone: Caller, amara: Patient, amara_plan: Plan, dr_chen: Clinician
) -> None:
    course = plan_course(by=dr_chen, at=NOW, patient=amara, starts_on=TODAY, planned_visits=6)
    book_visit(by=dr_chen, at=NOW, course=course, starts_at=later(days=-3), status="ATTENDED")
    book_visit(by=dr_chen, at=NOW, course=course, starts_at=later(days=2))
    k1 = str(amara_plan.prescriptions.get(exercise__code="K1").id)
    session = {"prescription": k1, "done": "10", "prescribed": "10", "pain_during": 1, "pain_after": 1}
    words = [("question", {"text": "Can I garden?"}), ("next_focus", {"text": "The stairs at work."})]
    told = [("exercise", session), *words]
    entries = [check_in(number + 2) | {"kind": kind, "data": data} for number, (kind, data) in enumerate(told)]
    phone.post("me/sync", {"entries": [check_in(1), *entries]})

    page = chen.get(f"patients/{amara.id}/brief/").json()

    assert fits(page, "Brief") == []
    assert (page["on"], page["visit_on"], page["logged_of_seven"]) == ("2026-03-10", "2026-03-12", 1)
    assert (page["since"]["first"], page["since"]["pain"], page["before"]["pain"]) == ("2026-03-07", "4.0", None)
    assert page["lights"] == {k1: {"GREEN": 1, "AMBER": 0, "RED": 0, "GREY": 0}}
    assert [each["text"] for each in page["questions"]] == ["Can I garden?"]
    assert page["next_focus"] == "The stairs at work."
    assert page["course"]["attended"] == 1


def test_without_a_plan_or_an_entry_nothing_is_made_up(chen: Caller, amara: Patient) -> None:
    page = chen.get(f"patients/{amara.id}/brief/").json()

    assert fits(page, "Brief") == []
    assert (page["since"]["pain"], page["before"], page["adherence"], page["course"]) == (None, None, None, None)


def test_another_clinics_patient_is_as_missing_as_nobody(osei: Caller, amara: Patient) -> None:
    assert osei.get(f"patients/{amara.id}/brief/").status_code == 404
