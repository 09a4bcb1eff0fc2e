"""Living a few moments with the app's own code for the phone and the real API, at any time and in any zone."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from steadily.library.actions import load_library
from steadily.library.models import Exercise
from steadily.people.actions import activate, add_clinician, invite, open_clinic, register_patient
from steadily.people.models import Clinician, Patient
from steadily.plans.actions import activate_plan, draft_plan, prescribe, record_assessment
from steadily.plans.models import Plan
from tests.harness.phones import uuid7
from tests.phone.phone import Phone as Look

Json = dict[str, Any]
BORN = 1984
MONDAY, WEDNESDAY, FRIDAY = 0, 2, 4
WALKING_DAYS = (MONDAY, WEDNESDAY, FRIDAY)


def dr_chen() -> Clinician:
    """Open a clinic with Dr Chen in it, who has the library on her shelves."""
    at = timezone.now()
    load_library(by="harness", at=at)
    clinic = open_clinic(by="harness", at=at, name="Harbour Street Clinic", phone="01632 960 000")
    who = {"username": "chen", "password": "a long enough password", "name": "Dr Chen", "role": "lead"}
    return add_clinician(by="harness", at=at, clinic=clinic, **who)


def take_in(by: Clinician, *, home: str, monday: date) -> Plan:
    """Take Amara into care, at home in a zone, with a plan from a Monday: sit to stands, and walks on three days."""
    at = timezone.now()
    who = {"clinic": by.clinic, "name": "Amara Nwosu", "year_of_birth": BORN, "regions": ["knee"], "time_zone": home}
    amara = register_patient(by=by, at=at, **who)
    record_assessment(by=by, at=at, patient=amara, on=at.date(), goals=["Walk to school"])
    plan = draft_plan(by=by, at=at, patient=amara, title="Knee: getting going")
    strength = {"level": 2, "sets": 2, "amount": Decimal(10), "maximum": Decimal(15), "per_week": 3}
    walk = {"level": 1, "sets": 1, "amount": Decimal(12), "maximum": Decimal(30), "per_week": 3}
    prescribe(by=by, at=at, plan=plan, exercise=Exercise.objects.get(code="K1"), **strength)
    walks = [*WALKING_DAYS]
    prescribe(by=by, at=at, plan=plan, exercise=Exercise.objects.get(code="G1"), weekdays=walks, **walk)
    return activate_plan(by=by, at=at, plan=plan, starts_on=monday)


@dataclass
class Wall:
    """A phone somewhere, whose clock may be wrong: what the app stamps, sends and shows."""

    look: Look
    plan: Plan
    by: Clinician
    name: str = "Amara's phone"
    pack: Json | None = None
    refused: list[Json] = field(default_factory=list)
    token: str = ""

    @property
    def patient(self) -> Patient:
        return self.plan.patient

    def sign_in(self) -> None:
        at = timezone.now()
        code = invite(by=self.by, at=at, patient=self.patient).typed
        self.token = activate(code=code, year_of_birth=BORN, device_name=self.name, at=at).token

    def shows(self, zone: str, clock: datetime, *, own: list[Json] | None = None, of: date | None = None) -> Json:
        """Give what the app says at a time on the phone's clock: its date and stamps, and with a pack what is due."""
        return self._play(zone, clock, pack=self.pack, own=own or [], of=of.isoformat() if of else None)

    def redated(self, zone: str, clock: datetime) -> Any:
        """Take the first date the app offers for what was refused; give the new entries."""
        return self._play(zone, clock, refused=self.refused)

    def changes(self, zone: str, clock: datetime, seen: Json) -> Any:
        """List what the app says has changed since a plan was read: what, and which exercise."""
        return self._play(zone, clock, pack=self.pack, seen=seen)

    def sync(self, entries: list[Json], sent_at: str) -> list[str]:
        """Send entries and take in the reply; give what became of each."""
        cache.clear()  # nobody is held up for sending often
        body = {"entries": entries, "sent_at": sent_at, "pack_revision": (self.pack or {}).get("revision")}
        headers = {"Authorization": f"Bearer {self.token}"}
        answer = Client().post("/api/v1/me/sync", json.dumps(body), content_type="application/json", headers=headers)
        assert answer.status_code == 200, answer.content
        told = answer.json()
        self.pack = told["pack"] or self.pack
        behind = _ms(datetime.fromisoformat(told["server_time"])) - _ms(datetime.fromisoformat(sent_at))
        results = zip(entries, told["results"], strict=True)
        problems = [(entry, each["problem"]) for entry, each in results if each["status"] == "refused"]
        self.refused = [
            {"entry": entry, "problem": {**problem, "clock_behind_ms": behind}} for entry, problem in problems
        ]
        return [each["status"] for each in told["results"]]

    def logs(self, stamp: Json, pain: int) -> list[Json]:
        """Make what is logged of a date: a check-in and the exercises done, each stamped by the app."""
        strength, walk = self.plan.prescriptions.all()[:2]
        on = date.fromisoformat(stamp["on"])
        done = [strength, walk] if on.weekday() in WALKING_DAYS else [strength]
        facts: list[tuple[str, Json]] = [("check_in", {"pain_now": pain, "pain_worst": pain})]
        facts += [("exercise", {"prescription": str(each.pk), "done": "10", "prescribed": "10"}) for each in done]
        shared = {"on": stamp["on"], "at": stamp["at"], "tz": stamp["tz"], "supersedes": None}
        revision = (self.pack or {}).get("revision")
        return [
            {"id": uuid7(datetime.fromisoformat(stamp["at"])), "kind": kind, "data": data, "pack_revision": revision}
            | shared
            for kind, data in facts
        ]

    def _play(self, zone: str, clock: datetime, **case: Any) -> Any:
        asked = {"pack": None, "own": [], "waiting": [], "of": None, "refused": [], "seen": None}
        waiting = [each["id"] for each in case.get("own", [])]
        return self.look.play({**asked, "zone": zone, "clock": _ms(clock), "waiting": waiting, **case})


def monday_of(on: date) -> date:
    """Give the first day of a plan-week."""
    return on - timedelta(days=on.weekday())


def noon(on: date) -> datetime:
    return datetime(on.year, on.month, on.day, 12, tzinfo=UTC)


def _ms(at: datetime) -> int:
    return round(at.timestamp() * 1000)
