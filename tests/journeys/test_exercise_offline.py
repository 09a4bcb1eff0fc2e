"""Dr Chen assigns, Amara logs without signal, and tomorrow is smaller for a reason she can read."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from steadily.people.models import Patient
from tests.journeys.desk import Desk
from tests.journeys.phone import Phone

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_plan_assigned_at_the_desk_answers_a_red_session_logged_without_signal(
    desk: Desk, phone: Phone, shelves: None, staff: Client, clock: Any
) -> None:
    # Dr Chen takes Amara in and gives her a plan and a code.
    desk.sign_in()
    desk.add_patient("Amara Nwosu", 1984, "Knee")
    desk.record_assessment(findings="Stairs are hard", goal="Walk my daughter to school")
    desk.draft_plan("Knee, first weeks")
    desk.set_dose("Sit to stand", amount=10, level=2)
    desk.activate()
    code = desk.give_code()

    # Amara signs in, and loses signal on the bus.
    phone.activate(code, year_of_birth=1984)
    phone.sees("2 sets of 10")
    phone.lose_signal()
    phone.start_again()
    phone.open_exercise("Sit to stand")
    phone.log_as_planned(before=2, during=6, after=4)

    # The phone says at once what it makes of it, and keeps it.
    phone.sees("Too much")
    phone.sees("Saved on this phone.")
    phone.sees("Tomorrow: Rest from this one.")
    phone.start_again()
    phone.sees("1 entry waits to be sent")
    amara = Patient.objects.get(name="Amara Nwosu")
    assert not amara.entries.exists()

    # Signal returns; Dr Chen sees the session.
    phone.find_signal()
    phone.sees("All sent to your clinic")
    desk.open_patient("Amara Nwosu")
    desk.sees("Sit to stand: 10 of 10, pain before/during/after 2/6/4")

    # Her system hears the light and the smaller amount; the day after the rest, the phone shows it with its reason.
    guidance = staff.get(f"/api/v1/patients/{amara.pk}/guidance/", {"on": "2026-03-10"}).json()
    [red] = guidance["lights"]
    [eased] = [dose for dose in guidance["next"] if dose["prescription"] == red["prescription"]]
    assert (red["provisional"], eased["status"], eased["v_exact"]) == ("RED", "REST", "8.00")
    clock.next_morning()
    clock.next_morning()
    phone.start_again()
    phone.open_exercise("Sit to stand")
    phone.sees("2 sets of 8")
    phone.ask_why()
    phone.sees("Your amount is now 8. Easing back is part of the plan")
