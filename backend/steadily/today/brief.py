"""The summary before a visit, with the patient's own questions and what matters to them next (R-AP4)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from steadily.guidance.before_visit import LONGEST, BeforeVisit, periods, summarise
from steadily.guidance.chart import read_chart
from steadily.logbook.models import Entry, Kind
from steadily.people.models import Patient
from steadily.today.gather import gather
from steadily.today.outcomes import day_by_day, plan_on
from steadily.today.waiting import open_questions


@dataclass(frozen=True, slots=True)
class Brief:
    """What was counted, and what the patient wrote down for the visit."""

    counted: BeforeVisit
    questions: tuple[Entry, ...]
    next_focus: str | None


def brief(patient: Patient, on: date) -> Brief:
    """Put the page before a visit together, as of the end of a day."""
    whole = gather(patient, first=on - 2 * LONGEST)
    since, before = periods(whole.visits, on)
    outcomes = [outcome for _, outcome in day_by_day(whole, before[0] if before else since[0], on)]
    orders = read_chart(whole.protocol, plan_on(whole, on), whole.visits, whole.actions).orders(on)
    stand = whole.rows.standing
    focuses = [each.data["text"] for each in stand if each.kind == Kind.NEXT_FOCUS and each.data]
    return Brief(
        counted=summarise(whole.visits, whole.diary, outcomes, orders.protocol["overshoot"]),
        questions=tuple(open_questions(whole, stand)),
        next_focus=focuses[-1] if focuses else None,
    )
