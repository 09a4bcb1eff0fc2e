"""The day's sessions: returns after a gap, yesterday's final lights, today's, and their step-backs (section 0.2.3)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from decimal import Decimal

from steadily.guidance.amounts import text, whole
from steadily.guidance.chart import Orders
from steadily.guidance.easing import Eased, Step, ease_for
from steadily.guidance.gaps import come_back, gap_days, gap_key
from steadily.guidance.lights import final_light, morning_answer, morning_rise, provisional_light
from steadily.guidance.outcome import Message, SessionLight
from steadily.guidance.state import REMEMBERED_SESSIONS, Changed, Exercise, PastSession
from steadily.guidance.terms import Day, Light, Morning, Session
from steadily.guidance.trace import Trace


@dataclass(frozen=True, slots=True)
class Setting:
    """What a day brings to every exercise. `calm` says the day is outside a flare."""

    orders: Orders
    day: Day
    yesterday: Day | None
    usual_morning: Decimal | None
    calm: bool


def judge(setting: Setting, exercise: Exercise, trace: Trace) -> tuple[Exercise, list[SessionLight]]:
    """Judge yesterday's and today's session of an exercise, and ease it where they ask for it."""
    session = setting.day.sessions.get(exercise.prescription)
    if session is not None and session.done > 0:
        exercise = _return(setting, exercise, trace)
    exercise, lights = _finish_yesterday(setting, exercise, trace)
    light = _light(setting, session)
    if session is None or light is None:
        return exercise, lights
    exercise = _log_today(setting, exercise, session, light, trace)
    return exercise, [*lights, SessionLight(exercise.prescription, setting.day.on, light)]


def _return(setting: Setting, exercise: Exercise, trace: Trace) -> Exercise:
    on = setting.day.on
    if not setting.orders.engine.on:
        return replace(exercise, done_on=on)
    key = gap_key(setting.orders.protocol, exercise, on)
    returned = come_back(setting.orders.protocol, exercise, on)
    if key is None:
        return returned
    trace.decide("R-PG6", key, "T_BACK", exercise.prescription, days=gap_days(exercise, on), amount=returned.amount)
    return replace(returned, changed=Changed(on, "R-PG6", Message("T_BACK")))


def _finish_yesterday(setting: Setting, exercise: Exercise, trace: Trace) -> tuple[Exercise, list[SessionLight]]:
    yesterday = setting.day.on - timedelta(days=1)
    past = exercise.session_on(yesterday)
    if past is None:
        return exercise, []
    morning, rise = _morning(setting, exercise)
    done = replace(past, morning=morning, final=final_light(past.provisional, morning))
    sessions = tuple(done if each.on == yesterday else each for each in exercise.sessions)
    _explain_morning(exercise, done, rise, trace)
    exercise = replace(exercise, sessions=sessions)
    if past.provisional is not Light.RED:
        exercise = _ease(setting, exercise, done, trace)
    return exercise, [SessionLight(exercise.prescription, yesterday, done.provisional, morning, done.final)]


def _morning(setting: Setting, exercise: Exercise) -> tuple[Morning, Decimal | None]:
    """Hear the morning after yesterday's session, with its rise over usual."""
    yesterday = setting.yesterday
    session = yesterday.sessions.get(exercise.prescription) if yesterday is not None else None
    own = yesterday.morning if yesterday is not None else None
    rise = morning_rise(setting.day.morning, setting.usual_morning, own)
    settled = session.settled if session is not None else None
    return morning_answer(setting.orders.protocol, settled, rise), rise


def _explain_morning(exercise: Exercise, session: PastSession, rise: Decimal | None, trace: Trace) -> None:
    texts = {Morning.SETTLED: "T_SETTLED", Morning.NOT_SETTLED: "T_UNSETTLED", Morning.UNKNOWN: None}
    answer = session.morning or Morning.UNKNOWN
    trace.decide(
        "R-PM2", "unsettled_rise", texts[answer], exercise.prescription, session=session.on, rise=rise, morning=answer
    )
    trace.decide(
        "R-PM3", None, None, exercise.prescription, provisional=session.provisional, morning=answer, light=session.final
    )


def _light(setting: Setting, session: Session | None) -> Light | None:
    if session is None:
        return None
    return provisional_light(setting.orders.protocol, setting.orders.pain_mode, session)


def _log_today(setting: Setting, exercise: Exercise, session: Session, light: Light, trace: Trace) -> Exercise:
    past = PastSession(
        on=setting.day.on,
        done=session.done,
        ratio=session.ratio,
        provisional=light,
        calm=setting.calm,
        met=session.done >= session.prescribed,
        two_more=session.two_more,
    )
    _explain_light(setting, exercise, session, light, trace)
    exercise = replace(exercise, sessions=(*exercise.sessions, past)[-REMEMBERED_SESSIONS:])
    return _ease(setting, exercise, past, trace) if light is Light.RED else exercise


LIGHT_TEXTS = {Light.GREEN: "T_LIGHT_G", Light.AMBER: "T_LIGHT_A", Light.RED: "T_LIGHT_R", Light.GREY: "T_LIGHT_X"}


def _explain_light(setting: Setting, exercise: Exercise, session: Session, light: Light, trace: Trace) -> None:
    about = exercise.prescription
    key = {Light.GREEN: "green_max", Light.AMBER: "amber_max", Light.RED: "amber_max"}.get(light)
    said = "T_STOP" if session.stop is not None else LIGHT_TEXTS[light]
    trace.decide(
        "R-PM1",
        key,
        said,
        about,
        before=session.before,
        during=session.during,
        after=session.after,
        stop=session.stop,
        mode=setting.orders.pain_mode,
        light=light,
    )
    if session.stop is not None:
        trace.note("SAFETY_QUESTIONS")
    if session.ratio is not None and session.ratio > setting.orders.protocol["overshoot"]:
        trace.decide("R-PG4", "overshoot", "T_CAP", about, ratio=session.ratio)


def _ease(setting: Setting, exercise: Exercise, session: PastSession, trace: Trace) -> Exercise:
    """Ease an exercise after a judged session, and say so."""
    if not setting.orders.engine.on:
        return exercise
    eased = ease_for(setting.orders.protocol, exercise, session, setting.day.on)
    if eased.step is None:
        return exercise
    about = exercise.prescription
    why = _why(eased)
    trace.decide(
        "R-PM4",
        eased.key,
        why.text,
        about,
        session=session.on,
        light=session.light,
        before=exercise.amount,
        after=eased.exercise.amount,
        level=eased.exercise.level,
        step=eased.step,
    )
    code = ALERTS.get(eased.step)
    if code is not None:
        trace.alert(code, about)
    return replace(eased.exercise, changed=Changed(setting.day.on, "R-PM4", why))


ALERTS = {Step.SMALLEST: "A_DOSE_FLOOR", Step.EASIER_LEVEL: "A_STEP_LEVEL", Step.PAUSED: "A_PAUSED_EX"}


def _why(eased: Eased) -> Message:
    if eased.step is Step.EASIER_LEVEL:
        return Message("T_STEP")
    if eased.step is Step.PAUSED:
        return Message("T_PAUSE")
    return Message("T_EASE", {"x": text(whole(eased.exercise.amount))})
