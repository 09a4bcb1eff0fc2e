"""Carrying a flare from day to day: what is frozen at its start, and what a clinician starts or ends."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal

from steadily.guidance.flare import IN_FLARE, Before, Move, Reading, flare_of, move, read_day, what_came_before
from steadily.guidance.outcome import Flare
from steadily.guidance.phase import Place
from steadily.guidance.protocol import Protocol
from steadily.guidance.state import Episode, State, Usual
from steadily.guidance.terms import Action, ActionKind, Baseline, Day, FlareState
from steadily.guidance.usual import flare_threshold, median

REMEMBERED_ONSETS = 3


@dataclass(frozen=True, slots=True)
class Moved:
    """The state after a day's flare step; `usual` is the level in force, frozen in an episode."""

    state: State
    flare: Flare
    usual: Usual
    reading: Reading
    move: Move


def flare_step(
    protocol: Protocol, state: State, day: Day, usual: Usual, here: Place, actions: Sequence[Action]
) -> Moved:
    """Move the flare on by a day's answers and a clinician's orders."""
    ended = _ending(actions) if state.episode is not None else None
    if ended is not None:
        state = _end(protocol, state, day.on, ended)
    in_force = state.episode.usual if state.episode is not None else usual
    reading = read_day(protocol, in_force, day.pain, day.interference, _declared(day, actions))
    before = what_came_before(protocol, state, day.on)
    if ended is not None and reading.declared is not True:
        moved = _as_it_stands(before)
    else:
        moved = move(protocol, before, reading, day.on, grace=here.grace, ceiling=in_force.ceiling)
    after = _carry(state, moved, in_force)
    shown = after.episode.usual if after.episode is not None else usual
    return Moved(after, flare_of(protocol, moved, day.on), shown, reading, moved)


def _declared(day: Day, actions: Sequence[Action]) -> bool | None:
    """A clinician may start the flare plan as the patient may."""
    return True if any(action.kind is ActionKind.START_FLARE for action in actions) else day.flare


def _ending(actions: Sequence[Action]) -> Action | None:
    endings = [action for action in actions if action.kind is ActionKind.END_FLARE]
    return endings[-1] if endings else None


def _as_it_stands(before: Before) -> Move:
    return Move(before.state, before.onset, before.return_day, before.relapse)


def _end(protocol: Protocol, state: State, on: date, ending: Action) -> State:
    """End an episode; with a new usual level the plan returns in steps from it (R-FL6)."""
    if not ending.value.get("rebaseline"):
        return replace(state, flare=FlareState.NONE, episode=None)
    usual = _last_week(protocol, state, on)
    episode = replace(state.episode, usual=usual, return_day=1) if state.episode is not None else None
    return replace(
        state,
        flare=FlareState.RETURN,
        episode=episode,
        rebaselined=Baseline(usual.pain, usual.interference, usual.morning),
        days=tuple(replace(day, usual=False) for day in state.days),
    )


def _last_week(protocol: Protocol, state: State, on: date) -> Usual:
    """Take the last days' medians as the new usual level."""
    first = on - timedelta(days=protocol.days("rebaseline_days"))
    days = [day for day in state.days if day.on >= first]
    pain = _median([day.pain for day in days])
    threshold, ceiling = flare_threshold(protocol, pain, Decimal(0))
    return Usual(
        pain,
        _median([day.interference for day in days]),
        _median([day.morning for day in days]),
        threshold,
        ceiling,
    )


def _median(readings: Sequence[Decimal | int | None]) -> Decimal | None:
    known = [Decimal(reading) for reading in readings if reading is not None]
    return median(known) if known else None


def _carry(state: State, moved: Move, usual: Usual) -> State:
    """Keep where the day led: the episode, and its days, which no longer shape the usual level."""
    if moved.onset is None or moved.state not in IN_FLARE:
        return replace(state, flare=moved.state, episode=None)
    if state.episode is not None:
        episode = replace(state.episode, return_day=moved.return_day, relapse=moved.relapse)
        return replace(state, flare=moved.state, episode=episode)
    days = tuple(replace(day, usual=False) if day.on >= moved.onset else day for day in state.days)
    onsets = (*state.onsets, moved.onset)[-REMEMBERED_ONSETS:]
    return replace(state, flare=moved.state, episode=Episode(moved.onset, usual), days=days, onsets=onsets)
