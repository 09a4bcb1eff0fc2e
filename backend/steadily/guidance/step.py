"""One day of the fold, in the order of section 0: safety, flare, lights, weekly review, phase, doses, alerts."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from steadily.guidance import safety as safety_rules
from steadily.guidance.adherence import ask_for_support
from steadily.guidance.alerts import count_silence, flare_alerts, gap_alerts, silence_alert
from steadily.guidance.boom_bust import boom_bust
from steadily.guidance.chart import Chart, Orders
from steadily.guidance.clinician import act, exercises_on
from steadily.guidance.course_so_far import look_at_course
from steadily.guidance.episode import Moved, Opening, move_on, open_flare
from steadily.guidance.flare import IN_FLARE, is_elevated
from steadily.guidance.next_day import keep_plan_days, next_doses
from steadily.guidance.outcome import NextDose, Outcome, Review, Safety, SessionLight
from steadily.guidance.phase import PHASE_TEXTS, Place, place, sore_for_long
from steadily.guidance.reviewing import review_week
from steadily.guidance.sessions import Setting, judge
from steadily.guidance.state import REMEMBERED_DAYS, Exercise, PastDay, State
from steadily.guidance.telling import tell_flare
from steadily.guidance.terms import Baseline, Day, NotDoneReason, SafetyState
from steadily.guidance.trace import NEEDLE_SITE, Trace


@dataclass(frozen=True, slots=True)
class Opened:
    """A day before its first answer: what a clinician ordered, where it lies, and where everything stands."""

    orders: Orders
    here: Place
    exercises: dict[str, Exercise]
    flare: Opening


def open_day(chart: Chart, state: State, on: date) -> Opened:
    """Begin a day from the state at the end of the day before, with the clinician's actions of that date."""
    orders = chart.orders(on)
    actions = chart.actions.get(on, ())
    return Opened(
        orders=orders,
        here=place(orders.protocol, chart.sessions, on),
        exercises=act(orders.protocol, exercises_on(chart, state.exercises, on), actions),
        flare=open_flare(orders, state, on, actions),
    )


def step(
    chart: Chart, state: State, day: Day, yesterday: Day | None, *, explained: bool = True
) -> tuple[State, Outcome]:
    """Live one day: from the state at the end of the day before to the state at its end, and all that was decided.

    The reasons are only in the outcome of a day that is to be `explained`.
    """
    opened = open_day(chart, state, day.on)
    trace = Trace(opened.orders.protocol, explained)
    answered, safety = _safety(opened.orders, opened.flare.state, day, trace)
    moved = _flare(opened, answered, day, trace)
    exercises, lights = _sessions(opened, moved, day, yesterday, trace)
    state = _close(chart, moved, safety, day, exercises)
    state = boom_bust(opened.orders.protocol, state, day, trace)
    state, reviews = review_week(chart, opened.orders, state, safety.state, moved.usual, trace)
    _phase(opened, day, trace)
    doses = next_doses(chart, state, safety, moved.flare, day.on, trace)
    state = _alerts(chart, opened.orders, keep_plan_days(state, doses, day.on), moved, day, trace)
    state, course = look_at_course(chart, opened.orders.protocol, state, day, trace)
    outcome = _outcome(opened, state, safety, moved, day, lights, reviews, doses, trace)
    return state, replace(outcome, course=course)


def _safety(orders: Orders, state: State, day: Day, trace: Trace) -> tuple[State, Safety]:
    state = safety_rules.answer(orders, state, day)
    safety = safety_rules.safety_of(orders, state, day.on)
    safety_rules.report(orders, safety, day, trace)
    return state, safety


def _flare(opened: Opened, state: State, day: Day, trace: Trace) -> Moved:
    moved = move_on(opened.orders, replace(opened.flare, state=state), day, opened.here)
    tell_flare(opened.orders.protocol, moved, day, trace)
    _hint(opened.orders, moved, day, trace)
    return moved


def _hint(orders: Orders, moved: Moved, day: Day, trace: Trace) -> None:
    """Be kind after a short night and a sore morning; no dose changes (R-FL8)."""
    protocol, usual = orders.protocol, moved.usual_morning
    if day.sleep is None or day.morning is None or usual is None:
        return
    if day.sleep <= protocol["hint_sleep"] and day.morning >= usual + protocol["hint_rise"]:
        trace.say("T_HINT")
        trace.decide("R-FL8", "hint_sleep", "T_HINT", sleep=day.sleep, morning=day.morning, usual=usual)


def _sessions(
    opened: Opened, moved: Moved, day: Day, yesterday: Day | None, trace: Trace
) -> tuple[tuple[Exercise, ...], tuple[SessionLight, ...]]:
    calm = moved.flare.state not in IN_FLARE
    setting = Setting(opened.orders, day, yesterday, moved.usual_morning, calm=calm)
    judged = [judge(setting, exercise, trace) for exercise in opened.exercises.values()]
    lights = tuple(light for _, seen in judged for light in seen)
    return tuple(exercise for exercise, _ in judged), lights


def _close(chart: Chart, moved: Moved, safety: Safety, day: Day, exercises: tuple[Exercise, ...]) -> State:
    """Put the day away among the remembered ones."""
    today = PastDay(
        on=day.on,
        logged=day.logged,
        pain=day.pain,
        interference=day.interference,
        morning=day.morning,
        declared=day.flare,
        state=moved.flare.state,
        elevated=is_elevated(moved.usual, day.pain),
        usual=moved.flare.state not in IN_FLARE,
        held=safety.state is SafetyState.HOLD,
        away=chart.away(day.on) or _was_away(day),
        measured=day.measured,
    )
    days = (*moved.state.days, today)[-REMEMBERED_DAYS:]
    return replace(moved.state, on=day.on, days=days, exercises=exercises)


def _was_away(day: Day) -> bool:
    return any(session.not_done_reason is NotDoneReason.AWAY for session in day.sessions.values())


def _phase(opened: Opened, day: Day, trace: Trace) -> None:
    here = opened.here
    text = PHASE_TEXTS.get(here.phase)
    if text is not None:
        trace.say(text)
    trace.decide("R-AP1", "window_days", text, phase=here.phase, pre_review=here.pre_review, grace=here.grace)
    if sore_for_long(opened.orders.protocol, day):
        trace.note(NEEDLE_SITE)
        trace.decide("R-AP3", "needle_sore_days", "AC06", sore_since=day.sore_since)


def _alerts(chart: Chart, orders: Orders, state: State, moved: Moved, day: Day, trace: Trace) -> State:
    protocol = orders.protocol
    state = flare_alerts(protocol, count_silence(state, day), moved, day, trace)
    state = silence_alert(protocol, chart, state, day.on, trace)
    gap_alerts(protocol, state.exercises, day.on, trace)
    state, needs_support = ask_for_support(protocol, state, day)
    if needs_support:
        trace.alert("A_SUPPORT")
        trace.decide("R-AD4", "support_times", None, times=len(state.support_on))
    if day.asks_contact:
        trace.alert("A_CONTACT")
    return state


def _outcome(
    opened: Opened,
    state: State,
    safety: Safety,
    moved: Moved,
    day: Day,
    lights: tuple[SessionLight, ...],
    reviews: tuple[Review, ...],
    doses: tuple[NextDose, ...],
    trace: Trace,
) -> Outcome:
    usual = moved.usual
    return Outcome(
        on=day.on,
        protocol_version=opened.orders.protocol.version,
        engine=opened.orders.engine,
        safety=safety,
        index_pain=day.pain,
        threshold=usual.threshold,
        baseline=Baseline(usual.pain, usual.interference, moved.usual_morning),
        flare=moved.flare,
        phase=opened.here.phase,
        pre_review=opened.here.pre_review,
        lights=lights,
        reviews=reviews,
        next=doses,
        notes=tuple(trace.notes),
        boom_bust_cycles=len(state.busts),
        adherence=state.adherence,
        messages=tuple(trace.messages),
        alerts=tuple(trace.alerts),
        trace=tuple(trace.decisions),
    )
