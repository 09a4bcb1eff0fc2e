"""The plan changes while a patient is a month without signal: what was done stays with the version it was by."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
import time_machine

from steadily.library.models import Exercise
from steadily.logbook.models import Entry, Kind
from steadily.people.models import Clinician
from steadily.plans.actions import revise_plan
from steadily.plans.models import Dose, Plan
from tests.harness.days_lived import A_DAY, LONDON
from tests.harness.living import Wall, dr_chen, noon, take_in
from tests.harness.table import Tried
from tests.phone.phone import Phone as Look

MONDAY = date(2026, 3, 2)
REVISED = datetime(2026, 3, 6, 9, tzinfo=UTC)
OFFLINE_DAYS = 30


@pytest.fixture(scope="module")
def look() -> Iterator[Look]:
    """The app's own code for its plan."""
    phone = Look("wall")
    yield phone
    phone.put_away()


@pytest.mark.django_db
def test_sessions_stay_with_the_version_they_were_done_by(look: Look, tell: Callable[[Tried], None]) -> None:
    with time_machine.travel(noon(MONDAY), tick=False) as traveller:
        chen = dr_chen()
        phone = Wall(look, take_in(chen, home=LONDON, monday=MONDAY), chen)
        phone.sign_in()
        phone.sync([], phone.shows(LONDON, noon(MONDAY))["sent_at"])
        first_pack = phone.pack or {}
        sent = _a_month_by_the_first_plan(phone)
        traveller.move_to(REVISED)
        doses = {dose.pk: str(dose) for dose in Dose.objects.all()}
        _revise(chen, phone.plan)
        back = noon(MONDAY + OFFLINE_DAYS * A_DAY)
        traveller.move_to(back)
        statuses = phone.sync(sent, phone.shows(LONDON, back)["sent_at"])
        changes = phone.changes(LONDON, back, seen=first_pack["plan"])
        after = phone.logs(phone.shows(LONDON, back + A_DAY), pain=1)

    kept = {str(entry.pk): entry for entry in Entry.objects.all()}
    rewritten = [each["id"] for each in sent if each["id"] in kept and _differs(kept[each["id"]], each)]
    stopped = [each for each in kept.values() if each.kind == Kind.EXERCISE and _about(each, phone.plan, "G1")]
    late = [entry for entry in stopped if entry.on > REVISED.date()]
    versions = {entry.plan_version for entry in kept.values()}
    seen = (
        f"{len(rewritten)} rewritten, by versions {versions}; {len(late)} late walks kept; told {len(changes)} changes"
    )
    lost = len(sent) - len(kept)
    tell(Tried("R-09", "app and SQLite", "a plan changed in a month offline", len(sent), lost, seen=seen))
    assert ({*statuses}, lost, rewritten) == ({"kept"}, 0, [])
    assert versions == {1}
    assert {str(dose) for pk, dose in doses.items()} <= {str(dose) for dose in Dose.objects.filter(pk__in=doses)}
    assert len(late) == 10
    assert (phone.pack or {})["plan"]["version"] == 2
    assert changes == [["amount", "K1"], ["new", "K2"], ["ended", "G1"]]
    assert {each["pack_revision"].partition("-")[0] for each in after} == {"2"}


def _a_month_by_the_first_plan(phone: Wall) -> list[dict[str, Any]]:
    days = [noon(MONDAY + number * A_DAY) for number in range(OFFLINE_DAYS)]
    return [entry for at in days for entry in phone.logs(phone.shows(LONDON, at), pain=2)]


def _revise(chen: Clinician, plan: Plan) -> None:
    """Ask for more sit to stands, for another exercise, and for no more walks."""
    strength, walk = plan.prescriptions.all()
    new = {"exercise": Exercise.objects.get(code="K2"), "level": 1, "sets": 1, "amount": Decimal(10)}
    revise_plan(
        by=chen,
        at=REVISED,
        plan=plan,
        starts_on=REVISED.date() + timedelta(days=1),
        doses={strength: {"amount": Decimal(12)}},
        added=[{**new, "maximum": Decimal(15), "per_week": 5}],
        ended=[walk],
    )


def _differs(entry: Entry, raw: dict[str, Any]) -> bool:
    return (entry.data, entry.on.isoformat(), entry.pack_revision) != (raw["data"], raw["on"], raw["pack_revision"])


def _about(entry: Entry, plan: Plan, code: str) -> bool:
    named = plan.prescriptions.get(exercise__code=code)
    return entry.data is not None and entry.data["prescription"] == str(named.pk)
