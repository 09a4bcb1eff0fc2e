"""One day of the fold, in the order of section 0: safety, flare, lights, weekly review, phase, doses, alerts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from steadily.guidance import safety as safety_rules
from steadily.guidance.alerts import count_silence, flare_alerts, gap_alerts, silence_alert
from steadily.guidance.chart import Chart, Orders
from steadily.guidance.clinician import act, exercises_on
from steadily.guidance.episode import Moved, flare_step
from steadily.guidance.flare import IN_FLARE, POST_NEEDLING_REACTION, is_elevated, opens_questions
from steadily.guidance.next_day import keep_plan_days, next_doses
from steadily.guidance.outcome import Outcome, Safety, SessionLight
from steadily.guidance.phase import PHASE_TEXTS, Place, place
from steadily.guidance.sessions import Setting, judge
from steadily.guidance.state import REMEMBERED_DAYS, Exercise, PastDay, State, Usual
from steadily.guidance.telling import tell_flare
from steadily.guidance.terms import Action, ActionKind, Baseline, Day, FlareState, NotDoneReason, SafetyState
from steadily.guidance.trace import Trace
from steadily.guidance.usual import usual_level

SAFETY_QUESTIONS = "SAFETY_QUESTIONS"


def step(chart: Chart, state: State, day: Day, yesterday: Day | None) -> tuple[State, Outcome]:
    """Live one day: from the state at the end of the day before to the state at its end, and all that was decided."""
    orders = chart.orders(day.on)
    actions = chart.actions.get(day.on, ())
    trace = Trace(orders.protocol)
    here = place(orders.protocol, chart.sessions, day.on)
    exercises = act(orders.protocol, exercises_on(chart, state, day.on), actions)
    state, safety = _safety(orders, state, day, trace)
    moved = _flare(orders, _forget_rebaseline(state, actions), day, here, actions, trace)
    usual = _usual_now(orders, moved, day)
    exercises, lights = _sessions(orders, moved, usual, day, yesterday, exercises, trace)
    _hint(orders, usual, day, trace)
    _phase(here, trace)
    state = _close(orders, moved, safety, day, exercises)
    doses = next_doses(chart, state, safety, moved.flare, day.on, trace)
    state = _alerts(chart, orders, keep_plan_days(state, doses, day.on), moved, day, trace)
    return state, Outcome(
        on=day.on,
        protocol_version=orders.protocol.version,
        engine=orders.engine,
        safety=safety,
        index_pain=day.pain,
        threshold=moved.usual.threshold,
        baseline=Baseline(moved.usual.pain, moved.usual.interference, usual.morning),
        flare=moved.flare,
        phase=here.phase,
        pre_review=here.pre_review,
        lights=tuple(lights),
        next=doses,
        notes=tuple(trace.notes),
        messages=tuple(trace.messages),
        alerts=tuple(trace.alerts),
        trace=tuple(trace.decisions),
    )


def _safety(orders: Orders, state: State, day: Day, trace: Trace) -> tuple[State, Safety]:
    state = safety_rules.answer(orders, state, day)
    safety = safety_rules.safety_of(orders, state, day.on)
    safety_rules.report(orders, safety, day, trace)
    return state, safety


def _forget_rebaseline(state: State, actions: Sequence[Action]) -> State:
    """A usual level set by hand replaces one taken from a week's medians."""
    set_anew = any(action.kind is ActionKind.SET_BASELINE for action in actions)
    return replace(state, rebaselined=None) if set_anew else state


def _flare(orders: Orders, state: State, day: Day, here: Place, actions: Sequence[Action], trace: Trace) -> Moved:
    usual = usual_level(orders.protocol, state.days, day.on, state.rebaselined or orders.baseline)
    moved = flare_step(orders.protocol, state, day, usual, here, actions)
    if moved.move.reaction:
        trace.note(POST_NEEDLING_REACTION)
        trace.say("T_NEEDLE_OK")
    entered = moved.move.route is not None
    if opens_questions(orders.protocol, moved.usual, moved.flare.state, day, entered=entered):
        trace.note(SAFETY_QUESTIONS)
    left = state.flare is FlareState.RETURN and moved.flare.state is FlareState.NONE
    tell_flare(orders.protocol, moved, day, trace, left=left)
    return moved


def _usual_now(orders: Orders, moved: Moved, day: Day) -> Usual:
    """Give the usual level as it stands after the flare step: a day just taken into an episode no longer shapes it."""
    state = moved.state
    return usual_level(orders.protocol, state.days, day.on, state.rebaselined or orders.baseline)


def _sessions(
    orders: Orders,
    moved: Moved,
    usual: Usual,
    day: Day,
    yesterday: Day | None,
    exercises: Mapping[str, Exercise],
    trace: Trace,
) -> tuple[dict[str, Exercise], list[SessionLight]]:
    setting = Setting(orders, day, yesterday, usual.morning, calm=moved.flare.state not in IN_FLARE)
    judged: dict[str, Exercise] = {}
    lights: list[SessionLight] = []
    for name, exercise in exercises.items():
        judged[name], seen = judge(setting, exercise, trace)
        lights.extend(seen)
    return judged, lights


def _hint(orders: Orders, usual: Usual, day: Day, trace: Trace) -> None:
    """Be kind after a short night and a sore morning; no dose changes (R-FL8)."""
    if day.sleep is None or day.morning is None or usual.morning is None:
        return
    protocol = orders.protocol
    if day.sleep <= protocol["hint_sleep"] and day.morning >= usual.morning + protocol["hint_rise"]:
        trace.say("T_HINT")
        trace.decide("R-FL8", "hint_sleep", "T_HINT", sleep=day.sleep, morning=day.morning, usual=usual.morning)


def _phase(here: Place, trace: Trace) -> None:
    text = PHASE_TEXTS.get(here.phase)
    if text is not None:
        trace.say(text)
    trace.decide("R-AP1", "window_days", text, phase=here.phase, pre_review=here.pre_review, grace=here.grace)


def _close(orders: Orders, moved: Moved, safety: Safety, day: Day, exercises: Mapping[str, Exercise]) -> State:
    """Put the day away among the remembered ones."""
    state = moved.state
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
        away=any(session.not_done_reason is NotDoneReason.AWAY for session in day.sessions.values()),
    )
    days = (*state.days, today)[-REMEMBERED_DAYS:]
    return replace(state, on=day.on, days=days, exercises=tuple(exercises.values()))


def _alerts(chart: Chart, orders: Orders, state: State, moved: Moved, day: Day, trace: Trace) -> State:
    protocol = orders.protocol
    state = count_silence(state, day)
    state = flare_alerts(protocol, state, moved, day, trace)
    state = silence_alert(protocol, chart, state, day.on, trace)
    gap_alerts(protocol, state.exercises, day.on, trace)
    if day.asks_contact:
        trace.alert("A_CONTACT")
    return state
