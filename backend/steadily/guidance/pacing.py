"""Pacing by plan and not by feeling: starting amounts and the weekly review (R-PG1 to R-PG3, R-PG7, R-PM5, R-PM6)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum

from steadily.guidance.adherence import exact_adherence
from steadily.guidance.amounts import HUNDRED, share, text, whole
from steadily.guidance.clinician import HIGHEST_LEVEL
from steadily.guidance.outcome import Message, Review, ReviewResult
from steadily.guidance.protocol import Protocol
from steadily.guidance.state import Changed, Exercise, Held, PastDay, PastSession, State
from steadily.guidance.terms import FlareState, Light, Morning
from steadily.guidance.usual import median

WEEK = timedelta(days=7)


class Basis(StrEnum):
    """What a starting amount rests on (R-PG1)."""

    MEAN = "MEAN"
    MIN = "MIN"
    MIN2 = "MIN2"
    PROVISIONAL = "PROVISIONAL"


@dataclass(frozen=True, slots=True)
class Start:
    """A starting amount for a clinician to confirm."""

    amount: int
    basis: Basis


def starting_amount(trials: Sequence[Decimal], protocol: Protocol) -> Start | None:
    """Work out a starting amount from tolerance trials; None without any (R-PG1)."""
    if not trials:
        return None
    basis, from_amount, key = _basis(trials, protocol)
    return Start(max(1, int(from_amount * protocol[key] / HUNDRED)), basis)


def _basis(trials: Sequence[Decimal], protocol: Protocol) -> tuple[Basis, Decimal, str]:
    if len(trials) == 1:
        return Basis.PROVISIONAL, trials[0], "trial_one_pct"
    if len(trials) == 2:
        return Basis.MIN2, min(trials), "trial_two_pct"
    if max(trials) >= protocol["trial_spread"] * min(trials):
        return Basis.MIN, min(trials), "trial_min_pct"
    return Basis.MEAN, sum(trials, Decimal(0)) / len(trials), "trial_mean_pct"


@dataclass(frozen=True, slots=True)
class WeekFacts:
    """What a closed plan-week says about every exercise. `trend` is the rise of the mornings, None if not known."""

    starts_on: date
    pains: int
    mornings: int
    trend: Decimal | None
    calm: bool
    busts: int
    days: tuple[PastDay, ...]


def week_facts(protocol: Protocol, state: State, review_on: date) -> WeekFacts:
    """Gather the seven days before a review from the remembered days."""
    starts_on = review_on - WEEK
    week = tuple(day for day in state.days if starts_on <= day.on < review_on)
    earlier = [day for day in state.days if starts_on - WEEK <= day.on < starts_on]
    return WeekFacts(
        starts_on=starts_on,
        pains=sum(day.pain is not None for day in week),
        mornings=sum(day.morning is not None for day in week),
        trend=_trend(protocol, week, earlier),
        calm=all(day.state is FlareState.NONE for day in week),
        busts=sum(starts_on <= bust < review_on for bust in state.busts),
        days=week,
    )


def _trend(protocol: Protocol, week: Sequence[PastDay], earlier: Sequence[PastDay]) -> Decimal | None:
    """Compare the mornings of two weeks; None where the earlier has too few (R-PM5)."""
    now = [Decimal(day.morning) for day in week if day.morning is not None]
    before = [Decimal(day.morning) for day in earlier if day.morning is not None]
    if not now or len(before) < protocol["trend_mornings"]:
        return None
    return median(now) - median(before)


@dataclass(frozen=True, slots=True)
class Judged:
    """A reviewed exercise; `key` names the number of its rise, `proposes` asks about the next level (R-PG3)."""

    exercise: Exercise
    review: Review
    key: str | None = None
    proposes: bool = False


@dataclass(frozen=True, slots=True)
class ReviewDay:
    """What the review day itself adds: safety clear, outside any flare or watch, and what the clinician fixed."""

    on: date
    clear: bool
    calm: bool
    locked: bool = False


def review_exercise(protocol: Protocol, week: WeekFacts, today: ReviewDay, exercise: Exercise, per_week: int) -> Judged:
    """Review an exercise's week: a small rise when every gate passes, else a hold with the first that fails (R-PG2)."""
    gate = first_failed(protocol, week, today, exercise, per_week)
    if gate is None:
        return _raise(protocol, week, today.on, exercise)
    proposes = gate == "G_CAP" and ready_for_next_level(protocol, exercise, today.on)
    review = Review(exercise.prescription, ReviewResult.HOLD, None, gate, exercise.amount)
    return Judged(_hold(protocol, week, today.on, exercise, gate, proposes=proposes), review, proposes=proposes)


def _hold(
    protocol: Protocol, week: WeekFacts, review_on: date, exercise: Exercise, gate: str, *, proposes: bool
) -> Exercise:
    """Leave the amount as it is and say why; last week's rise is told no longer, an easing is as long as it holds."""
    why = why_held(protocol, week, exercise, review_on, gate)
    told = (why, Message("T_LEVEL")) if proposes else (why,)
    last = exercise.changed
    eased = None if last is None or last.rule == "R-PG2" else last
    return replace(exercise, raises=0, changed=eased, held=Held(review_on, told))


def first_failed(
    protocol: Protocol, week: WeekFacts, today: ReviewDay, exercise: Exercise, per_week: int
) -> str | None:
    """Name the first gate that fails, in the protocol's order; None when all pass."""
    sessions = _week_sessions(week, today.on, exercise)
    adherence = exact_adherence(protocol, week.days, exercise, per_week, week.starts_on)
    gates = {
        "G_SAFETY": today.clear,
        "G_FLARE": week.calm and today.calm,
        "G_DATA": week.pains >= protocol["data_days"] and week.mornings >= protocol["data_mornings"],
        "G_ADH": adherence is not None and adherence >= protocol["adherence_pct"],
        "G_LIGHT": _lights_pass(protocol, sessions, exercise, today.on),
        "G_TREND": week.trend is None or week.trend < protocol["trend_rise"],
        "G_PACE": _overshoots(protocol, sessions) < protocol["overshoot_max"] and week.busts == 0,
        "G_CONS": exercise.raises < protocol["raises_max"],
        "G_MODE": not (today.locked or exercise.paused or _raised_lately(protocol, exercise)),
        "G_CAP": exercise.amount < exercise.maximum,
    }
    return next((gate for gate, passes in gates.items() if not passes), None)


def _week_sessions(week: WeekFacts, review_on: date, exercise: Exercise) -> list[PastSession]:
    return [session for session in exercise.sessions if week.starts_on <= session.on < review_on]


def _lights_pass(protocol: Protocol, sessions: Sequence[PastSession], exercise: Exercise, review_on: date) -> bool:
    today = exercise.session_on(review_on)
    if today is not None and today.light is Light.RED:
        return False
    if any(session.light is Light.RED or session.morning is Morning.NOT_SETTLED for session in sessions):
        return False
    unknown = sum(is_unknown(session) for session in sessions)
    return unknown <= protocol["unknown_max"] and len(sessions) - unknown >= protocol["known_min"]


def why_held(protocol: Protocol, week: WeekFacts, exercise: Exercise, review_on: date, gate: str) -> Message:
    """Say why a review left an amount as it was, with the number of its gate."""
    said = f"T_HOLD_{gate.removeprefix('G_')}"
    match gate:
        case "G_SAFETY":
            return Message(said, {"days": text(protocol["stale_days"])})
        case "G_DATA":
            return Message(said, {"pains": str(week.pains), "mornings": str(week.mornings)})
        case "G_ADH":
            return Message(said, {"percent": text(protocol["adherence_pct"])})
        case "G_LIGHT":
            return Message(said, _say_lights(_week_sessions(week, review_on, exercise), exercise.session_on(review_on)))
        case "G_TREND":
            return Message(said, {"rise": text(week.trend or Decimal(0))})
        case "G_PACE":
            return Message(said, _say_pace(protocol, _overshoots(protocol, _week_sessions(week, review_on, exercise))))
        case "G_CONS":
            return Message(said, {"raises": text(protocol["raises_max"])})
        case "G_CAP":
            return Message(said, {"max": str(whole(exercise.maximum))})
        case _:
            return Message(said)


def _say_lights(sessions: Sequence[PastSession], today: PastSession | None) -> Mapping[str, str]:
    """Count the sore sessions; without any, those with every answer."""
    sore = sum(session.light is Light.RED or session.morning is Morning.NOT_SETTLED for session in sessions)
    sore += today is not None and today.light is Light.RED
    known = sum(not is_unknown(session) for session in sessions)
    return {"sore": str(sore)} if sore else {"variant": "unknown", "known": str(known), "sessions": str(len(sessions))}


def _say_pace(protocol: Protocol, overshoots: int) -> Mapping[str, str]:
    """Count the sessions well past the plan, where they are what held it; else it was a bigger day and a sore one."""
    many = overshoots >= protocol["overshoot_max"]
    return {"times": str(overshoots)} if many else {"variant": "bust"}


def is_unknown(session: PastSession) -> bool:
    """Tell whether a session's light or its morning is not known."""
    return session.light is Light.GREY or session.morning is Morning.UNKNOWN


def _overshoots(protocol: Protocol, sessions: Sequence[PastSession]) -> int:
    return sum(session.ratio is not None and session.ratio > protocol["overshoot"] for session in sessions)


def _raised_lately(protocol: Protocol, exercise: Exercise) -> bool:
    """Tell whether a clinician's rise this week leaves no room below the hard ceiling of any seven days."""
    least = min(exercise.amounts, default=exercise.amount)
    return share(exercise.amount, HUNDRED + protocol["pct_green"]) > share(least, HUNDRED + protocol["hard_pct"])


def _raise(protocol: Protocol, week: WeekFacts, review_on: date, exercise: Exercise) -> Judged:
    known = [session for session in _week_sessions(week, review_on, exercise) if not is_unknown(session)]
    all_green = all(session.light is Light.GREEN for session in known)
    key = "pct_green" if all_green else "pct_amber"
    percent = protocol[key]
    amount = min(exercise.maximum, share(exercise.amount, HUNDRED + percent))
    why = _says_rise(text(whole(exercise.amount)), text(whole(amount)))
    changed = Changed(review_on, "R-PG2", (why,))
    raised = replace(exercise, amount=amount, raises=exercise.raises + 1, changed=changed, held=None)
    return Judged(raised, Review(exercise.prescription, ReviewResult.UP, percent, None, amount), key)


def _says_rise(old: str, new: str) -> Message:
    """Say a rise too small to change the whole number as a step on the way to it."""
    return Message("T_UP", {"variant": "same", "new": new} if old == new else {"old": old, "new": new})


def ready_for_next_level(protocol: Protocol, exercise: Exercise, review_on: date) -> bool:
    """Tell whether the last sessions were all green, complete and with two more in hand (R-PG3)."""
    wanted = protocol.days("level_up_sessions")
    last = [session for session in exercise.sessions if session.on < review_on][-wanted:]
    ready = all(session.final is Light.GREEN and session.met and session.two_more for session in last)
    return exercise.level < HIGHEST_LEVEL and not exercise.next_level and len(last) == wanted and ready
