"""The day's sessions: returns after a gap, yesterday's final lights, today's, and their step-backs (section 0.2.3)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal

from steadily.guidance.amounts import text, whole
from steadily.guidance.chart import Orders
from steadily.guidance.easing import Eased, Step, ease_for
from steadily.guidance.gaps import come_back, gap_days, gap_key
from steadily.guidance.lights import final_light, morning_answer, morning_rise, provisional_light
from steadily.guidance.outcome import Message, SessionLight
from steadily.guidance.protocol import Protocol
from steadily.guidance.state import REMEMBERED_SESSIONS, Changed, Exercise, PastSession
from steadily.guidance.terms import Day, Light, Morning, Session
from steadily.guidance.trace import SAFETY_QUESTIONS, Trace

LIGHT_TEXTS = {Light.GREEN: "T_LIGHT_G", Light.AMBER: "T_LIGHT_A", Light.RED: "T_LIGHT_R", Light.GREY: "T_LIGHT_X"}
MORNING_TEXTS = {Morning.SETTLED: "T_SETTLED", Morning.NOT_SETTLED: "T_UNSETTLED", Morning.UNKNOWN: None}
STEP_ALERTS = {Step.SMALLEST: "A_DOSE_FLOOR", Step.EASIER_LEVEL: "A_STEP_LEVEL", Step.PAUSED: "A_PAUSED_EX"}


SORE = Message("T_SORE")
"""The cause of a step back where a session was too much."""


@dataclass(frozen=True, slots=True)
class Heard:
    """The morning after a session. `rise` is over the usual morning, or over the morning of the session itself."""

    answer: Morning
    rise: Decimal | None = None
    over_usual: bool = True


@dataclass(frozen=True, slots=True)
class Lived:
    """An exercise after a day's sessions: the gap it came back from, and what yesterday's and today's cost it."""

    exercise: Exercise
    gap: str | None
    finished: PastSession | None
    steps: tuple[tuple[PastSession, Eased], ...]


def live_sessions(
    protocol: Protocol,
    exercise: Exercise,
    on: date,
    *,
    engine_on: bool,
    heard: Heard,
    today: PastSession | None,
) -> Lived:
    """Take an exercise through a day: the return after a gap, yesterday's morning, and today's session."""
    gap = None
    if today is not None and today.done > 0:
        gap = gap_key(protocol, exercise, on) if engine_on else None
        exercise = _come_back(protocol, exercise, on) if gap else replace(exercise, done_on=on)
    steps = []
    finished = exercise.session_on(on - timedelta(days=1))
    if finished is not None:
        known_red = finished.provisional is Light.RED
        finished = replace(finished, morning=heard.answer, final=final_light(finished.provisional, heard.answer))
        exercise = _with_session(exercise, finished)
        if not known_red:
            steps.append((finished, _eased(protocol, exercise, finished, on, heard, engine_on=engine_on)))
            exercise = steps[-1][1].exercise
    if today is not None:
        exercise = _with_session(exercise, today)
        if today.provisional is Light.RED:
            steps.append((today, _eased(protocol, exercise, today, on, heard, engine_on=engine_on)))
            exercise = steps[-1][1].exercise
    return Lived(exercise, gap, finished, tuple(steps))


def _come_back(protocol: Protocol, exercise: Exercise, on: date) -> Exercise:
    returned = come_back(protocol, exercise, on)
    return replace(returned, changed=Changed(on, "R-PG6", (Message("T_BACK"),)), held=None)


def _with_session(exercise: Exercise, session: PastSession) -> Exercise:
    others = tuple(each for each in exercise.sessions if each.on != session.on)
    return replace(exercise, sessions=(*others, session)[-REMEMBERED_SESSIONS:])


def _eased(
    protocol: Protocol, exercise: Exercise, session: PastSession, on: date, heard: Heard, *, engine_on: bool
) -> Eased:
    eased = ease_for(protocol, exercise, session, on) if engine_on else Eased(exercise)
    if eased.step is None:
        return eased
    cause = SORE if session.provisional is Light.RED else why_unsettled(protocol, heard)
    return replace(eased, exercise=with_reason(eased, on, cause))


def with_reason(eased: Eased, on: date, cause: Message) -> Exercise:
    """Give an eased exercise with what caused it. A pause leaves what was said of the amount for when it ends."""
    if eased.step in (None, Step.PAUSED):
        return eased.exercise
    said = why_eased(eased)
    why = (said,) if eased.step is Step.EASIER_LEVEL else (cause, said)
    return replace(eased.exercise, changed=Changed(on, "R-PM4", why), held=None)


def why_eased(eased: Eased) -> Message:
    """Say how an exercise was eased."""
    if eased.step is Step.EASIER_LEVEL:
        return Message("T_STEP")
    if eased.step is Step.PAUSED:
        return Message("T_PAUSE")
    return Message("T_EASE", {"x": text(whole(eased.exercise.amount))})


def why_unsettled(protocol: Protocol, heard: Heard) -> Message:
    """Say how far a morning was above usual, or above the one before; in plain words where no number says it."""
    if heard.rise is None or heard.rise < protocol["unsettled_rise"]:
        return Message("T_UNSETTLED", {"variant": "plain"})
    number = {"x": text(heard.rise)}
    return Message("T_UNSETTLED", number if heard.over_usual else {"variant": "before", **number})


@dataclass(frozen=True, slots=True)
class Setting:
    """What a day brings to every exercise. `calm` says the day is outside a flare."""

    orders: Orders
    day: Day
    yesterday: Day | None
    usual_morning: Decimal | None
    calm: bool


def judge(setting: Setting, exercise: Exercise, trace: Trace) -> tuple[Exercise, list[SessionLight]]:
    """Judge yesterday's and today's session of an exercise, ease it where they ask for it, and keep the reasons."""
    on, name = setting.day.on, exercise.prescription
    protocol = setting.orders.protocol
    heard = _morning(setting, exercise)
    today = _today(setting, exercise)
    lived = live_sessions(protocol, exercise, on, engine_on=setting.orders.engine.on, heard=heard, today=today)
    lights = []
    if lived.gap is not None:
        trace.decide("R-PG6", lived.gap, "T_BACK", name, days=gap_days(exercise, on), before=exercise.amount)
    if lived.finished is not None:
        lights.append(_finished_light(name, lived.finished))
        _explain_morning(name, lived.finished, heard.rise, trace)
    if today is not None:
        lights.append(SessionLight(name, on, today.provisional))
        _explain_light(setting, name, setting.day.sessions[name], today, trace)
    _explain_steps(exercise, lived, trace)
    return lived.exercise, lights


def _finished_light(name: str, session: PastSession) -> SessionLight:
    return SessionLight(name, session.on, session.provisional, session.morning, session.final)


def _morning(setting: Setting, exercise: Exercise) -> Heard:
    """Hear the morning after yesterday's session."""
    yesterday = setting.yesterday
    session = yesterday.sessions.get(exercise.prescription) if yesterday is not None else None
    own = yesterday.morning if yesterday is not None else None
    rise = morning_rise(setting.day.morning, setting.usual_morning, own)
    settled = session.settled if session is not None else None
    answer = morning_answer(setting.orders.protocol, settled, rise)
    return Heard(answer, rise, over_usual=setting.usual_morning is not None)


def _today(setting: Setting, exercise: Exercise) -> PastSession | None:
    """Give today's logged session with its light; None without one, and for an explicit "not done"."""
    session = setting.day.sessions.get(exercise.prescription)
    if session is None:
        return None
    light = provisional_light(setting.orders.protocol, setting.orders.pain_mode, session)
    if light is None:
        return None
    return PastSession(
        on=setting.day.on,
        done=session.done,
        ratio=session.ratio,
        provisional=light,
        calm=setting.calm,
        met=session.done >= session.prescribed,
        two_more=session.two_more,
    )


def _explain_morning(name: str, session: PastSession, rise: Decimal | None, trace: Trace) -> None:
    answer = session.morning or Morning.UNKNOWN
    said = MORNING_TEXTS[answer]
    trace.decide("R-PM2", "unsettled_rise", said, name, session=session.on, rise=rise, morning=answer)
    trace.decide("R-PM3", None, None, name, provisional=session.provisional, morning=answer, light=session.final)


def _explain_light(setting: Setting, name: str, session: Session, judged: PastSession, trace: Trace) -> None:
    stopped = session.stop is not None
    if stopped:
        trace.note(SAFETY_QUESTIONS)
    trace.decide(
        "R-PM1",
        "green_max" if judged.provisional is Light.GREEN else "amber_max",
        "T_STOP" if stopped else LIGHT_TEXTS[judged.provisional],
        name,
        before=session.before,
        during=session.during,
        after=session.after,
        stop=session.stop,
        mode=setting.orders.pain_mode,
        light=judged.provisional,
    )
    if session.ratio is not None and session.ratio > setting.orders.protocol["overshoot"]:
        trace.decide("R-PG4", "overshoot", "T_CAP", name, done=session.done, prescribed=session.prescribed)


def _explain_steps(before: Exercise, lived: Lived, trace: Trace) -> None:
    for session, eased in lived.steps:
        if eased.step is None:
            continue
        trace.decide(
            "R-PM4",
            eased.key,
            why_eased(eased).text,
            before.prescription,
            session=session.on,
            light=session.light,
            step=eased.step,
            before=before.amount,
            after=eased.exercise.amount,
            level=eased.exercise.level,
        )
        code = STEP_ALERTS.get(eased.step)
        if code is not None:
            trace.alert(code, before.prescription)
