"""How much of the plan was logged, and kept weeks without guilt (R-AD1 to R-AD4)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from steadily.guidance.amounts import HUNDRED, round1
from steadily.guidance.flare import IN_FLARE
from steadily.guidance.outcome import Adherence
from steadily.guidance.protocol import Protocol
from steadily.guidance.state import Exercise, PastDay, State, Week
from steadily.guidance.terms import Day, NotDoneReason

WEEK_DAYS = 7
FINE = Decimal("0.0001")
SUPPORT_REASONS = (NotDoneReason.WORRIED_ABOUT_HARM, NotDoneReason.NOT_SURE_HOW)


def exact_adherence(
    protocol: Protocol, week: Sequence[PastDay], exercise: Exercise, per_week: int, starts_on: date
) -> Decimal | None:
    """Give the percentage of an exercise's prescribed sessions that was logged; None where there is not enough to say.

    A bigger session counts as a whole one. Days whose plan was not to do it ask for nothing (R-AD1).
    """
    if any(day.held for day in week) or sum(day.logged for day in week) < protocol["adherence_days"]:
        return None
    ends_on = starts_on + timedelta(days=WEEK_DAYS)
    asked = min(per_week, sum(starts_on <= on < ends_on for on in exercise.plan_days))
    if asked == 0:
        return None
    ratios = [session.ratio for session in exercise.sessions if starts_on <= session.on < ends_on]
    done = sum((min(Decimal(1), ratio) for ratio in ratios if ratio is not None), Decimal(0))
    return min(HUNDRED, (done * HUNDRED / asked).quantize(FINE))


def close_week(
    protocol: Protocol, state: State, week: Sequence[PastDay], exercises: Mapping[str, int], starts_on: date
) -> tuple[State, Adherence]:
    """Close a plan-week: its adherence, and whether it was kept. `exercises` gives the sessions a week of each."""
    exact = {
        each.prescription: exact_adherence(protocol, week, each, exercises[each.prescription], starts_on)
        for each in state.exercises
        if each.prescription in exercises
    }
    known = [percent for percent in exact.values() if percent is not None]
    overall = sum(known, Decimal(0)) / len(known) if known else None
    weeks = (*state.weeks, Week(starts_on, _kept(protocol, week, overall)))[-protocol.days("kept_weeks") :]
    judged = [each.kept for each in weeks if each.kept is not None]
    adherence = Adherence(
        week_of=starts_on,
        overall=None if overall is None else round1(overall),
        logging=round1(Decimal(sum(day.logged for day in week)) * HUNDRED / WEEK_DAYS),
        by_prescription={name: None if value is None else round1(value) for name, value in exact.items()},
        kept=sum(judged),
        counted=len(judged),
    )
    return replace(state, weeks=weeks, adherence=adherence), adherence


def _kept(protocol: Protocol, week: Sequence[PastDay], overall: Decimal | None) -> bool | None:
    """Judge a week; one on hold, away, or with too little written down is left out (R-AD3)."""
    if overall is None or any(day.held or day.away for day in week):
        return None
    in_flare = any(day.state in IN_FLARE for day in week)
    return overall >= protocol["kept_flare_pct" if in_flare else "kept_pct"]


def ask_for_support(protocol: Protocol, state: State, day: Day) -> tuple[State, bool]:
    """Count the times worry or not knowing how kept someone from an exercise; tell when it becomes enough (R-AD4)."""
    first = day.on - timedelta(days=protocol.days("support_days") - 1)
    earlier = tuple(on for on in state.support_on if on >= first)
    now = tuple(day.on for session in day.sessions.values() if session.not_done_reason in SUPPORT_REASONS)
    enough = protocol["support_times"]
    return replace(state, support_on=(*earlier, *now)), len(state.support_on) < enough <= len(earlier) + len(now)
