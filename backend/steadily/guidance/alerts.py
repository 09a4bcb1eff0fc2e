"""What a clinician should look at: flares, silence, gaps and requests, each once per cause (R-FL6, section 9.2)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta

from steadily.guidance.chart import Chart
from steadily.guidance.episode import Moved
from steadily.guidance.gaps import gap_days, reaches_long_gap
from steadily.guidance.protocol import Protocol
from steadily.guidance.state import Episode, Exercise, State, Usual
from steadily.guidance.terms import Day, FlareState
from steadily.guidance.trace import Trace


def flare_alerts(protocol: Protocol, state: State, moved: Moved, day: Day, trace: Trace) -> State:
    """Raise what a flare asks for, each once an episode or at each occurrence."""
    if moved.move.route is not None:
        trace.alert("A_FLARE_NEW")
    if moved.move.relapsed:
        trace.alert("A_FLARE_RELAPSE")
    if moved.move.route is not None and _recurs(protocol, state):
        trace.alert("A_FLARE_RECUR")
    if state.episode is None:
        return _high_pain(protocol, state, moved.usual, day, trace)
    return replace(state, episode=_episode_alerts(protocol, state, state.episode, moved, day, trace))


def _recurs(protocol: Protocol, state: State) -> bool:
    onsets = state.onsets[-protocol.days("recur_onsets") :]
    enough = len(onsets) == protocol.days("recur_onsets")
    return enough and (onsets[-1] - onsets[0]).days < protocol["recur_days"]


def _episode_alerts(
    protocol: Protocol, state: State, episode: Episode, moved: Moved, day: Day, trace: Trace
) -> Episode:
    in_flare = moved.flare.state is FlareState.FLARE
    flare_day = moved.flare.day or 1
    if in_flare and flare_day % protocol["setback_days"] == 0:
        trace.alert("A_SETBACK")
    asked = {
        "A_FLARE_PROLONGED": in_flare and flare_day >= protocol["prolonged_day"],
        "A_FLARE_SEVERE": _severe(protocol, state, episode, day),
        "A_NODATA_FLARE": in_flare and state.flare_silent_days >= protocol["flare_silent_days"],
    }
    new = [code for code, holds in asked.items() if holds and code not in episode.raised]
    for code in new:
        trace.alert(code)
    return replace(episode, raised=episode.raised | set(new)) if new else episode


def _severe(protocol: Protocol, state: State, episode: Episode, day: Day) -> bool:
    """Tell whether today and the known day before it in this episode were both very high (section 0.2.6)."""
    earlier = [past.pain for past in state.days if episode.onset <= past.on < day.on and past.pain is not None]
    if day.pain is None or not earlier:
        return False
    least = max(protocol["severe_pain"], episode.usual.threshold or 0)
    return min(day.pain, earlier[-1]) >= least


def _high_pain(protocol: Protocol, state: State, usual: Usual, day: Day, trace: Trace) -> State:
    """Tell the clinician of very high pain where there is no usual level to judge a flare by; once ever."""
    if "A_HIGH_PAIN" in state.once or state.flare is not FlareState.NONE or usual.pain is not None:
        return state
    first = day.on - timedelta(days=protocol.days("sustained_days"))
    earlier = [past.pain for past in state.days if first <= past.on < day.on and past.pain is not None]
    if day.pain is None or not earlier or min(day.pain, earlier[-1]) < protocol["high_pain"]:
        return state
    trace.alert("A_HIGH_PAIN")
    return replace(state, once=state.once | {"A_HIGH_PAIN"})


def count_silence(state: State, day: Day) -> State:
    """Count the days in a row without any log, and those of them lived in a flare."""
    if day.logged:
        return replace(state, silent_days=0, silence_told=False, flare_silent_days=0)
    in_flare = state.flare is FlareState.FLARE
    flare_silent_days = state.flare_silent_days + 1 if in_flare else 0
    return replace(state, silent_days=state.silent_days + 1, flare_silent_days=flare_silent_days)


def silence_alert(protocol: Protocol, chart: Chart, state: State, on: date, trace: Trace) -> State:
    """Tell the clinician of a silent week, once per silence, from the plan's start on."""
    if state.silence_told or on < chart.plan.starts_on or state.silent_days < protocol["silent_days"]:
        return state
    trace.alert("A_NODATA")
    trace.decide("R-AD2", "silent_days", silent_days=state.silent_days)
    return replace(state, silence_told=True)


def gap_alerts(protocol: Protocol, exercises: Iterable[Exercise], on: date, trace: Trace) -> None:
    """Tell the clinician of an exercise left for long, once per gap (R-PG6)."""
    for exercise in exercises:
        if reaches_long_gap(protocol, exercise, on):
            trace.alert("A_GAP", exercise.prescription)
            days = gap_days(exercise, on + timedelta(days=1))
            trace.decide("R-PG6", "long_gap_days", "T_BACK", exercise.prescription, days=days)
