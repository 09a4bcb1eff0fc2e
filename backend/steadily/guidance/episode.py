"""Carrying a flare from day to day: what is frozen at its start, and what a clinician starts or ends."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal

from steadily.guidance.chart import Orders
from steadily.guidance.flare import IN_FLARE, Before, Move, Reading, flare_of, move, read_day, what_came_before
from steadily.guidance.outcome import Flare
from steadily.guidance.phase import Place
from steadily.guidance.protocol import Protocol
from steadily.guidance.state import Episode, State, Usual
from steadily.guidance.terms import Action, ActionKind, Baseline, Day, FlareState
from steadily.guidance.usual import flare_threshold, median, usual_level

REMEMBERED_ONSETS = 3


@dataclass(frozen=True, slots=True)
class Opening:
    """A flare as a day begins. `today` is the usual level by the window, `usual` the one in force, maybe frozen.

    `started` and `ended` say what a clinician ordered for the day.
    """

    state: State
    today: Usual
    usual: Usual
    before: Before
    started: bool
    ended: bool


@dataclass(frozen=True, slots=True)
class Moved:
    """The state after a day's flare step; `usual` is the level in force at its end; `left` that a return ended.

    `usual_morning` is never frozen; days of the episode, today's onset included, no longer shape it (R-PM2).
    """

    state: State
    flare: Flare
    usual: Usual
    usual_morning: Decimal | None
    reading: Reading
    move: Move
    left: bool


def open_flare(orders: Orders, state: State, on: date, actions: Sequence[Action]) -> Opening:
    """Begin a day's flare step, with what a clinician starts, ends or sets as usual."""
    protocol = orders.protocol
    kinds = {action.kind for action in actions}
    if ActionKind.SET_BASELINE in kinds:
        state = replace(state, rebaselined=None)
    ending = _ending(actions) if state.episode is not None else None
    if ending is not None:
        state = _end(protocol, state, on, ending)
    today = usual_level(protocol, state.days, on, state.rebaselined or orders.baseline)
    return Opening(
        state=state,
        today=today,
        usual=state.episode.usual if state.episode is not None else today,
        before=what_came_before(protocol, state, on),
        started=ActionKind.START_FLARE in kinds,
        ended=ending is not None,
    )


def _ending(actions: Sequence[Action]) -> Action | None:
    endings = [action for action in actions if action.kind is ActionKind.END_FLARE]
    return endings[-1] if endings else None


def move_on(orders: Orders, opening: Opening, day: Day, here: Place) -> Moved:
    """Move the flare on by a day's answers."""
    protocol = orders.protocol
    reading = read_day(protocol, opening.usual, day.pain, day.interference, day.flare)
    moved = move_for(protocol, opening, reading, day.on, here)
    after = _carry(opening.state, moved, opening.usual)
    return Moved(
        state=after,
        flare=flare_of(protocol, moved, day.on),
        usual=after.episode.usual if after.episode is not None else opening.today,
        usual_morning=usual_morning_after(orders, opening, moved.onset, day.on),
        reading=reading,
        move=moved,
        left=opening.before.state is FlareState.RETURN and moved.state is FlareState.NONE,
    )


def usual_morning_after(orders: Orders, opening: Opening, onset: date | None, on: date) -> Decimal | None:
    """Give the usual morning once a flare with this onset is entered; the days from its onset on are left out."""
    state = opening.state
    if onset is None or onset >= on or state.episode is not None:
        return opening.today.morning
    days = tuple(day for day in state.days if day.on < onset)
    return usual_level(orders.protocol, days, on, state.rebaselined or orders.baseline).morning


def move_for(protocol: Protocol, opening: Opening, reading: Reading, on: date, here: Place) -> Move:
    """Tell where a day leads for a reading of it. A clinician may start the flare plan as the patient may.

    What a clinician ended today stays ended, unless the patient calls today a flare.
    """
    if opening.started:
        reading = replace(reading, declared=True)
    if opening.ended and reading.declared is not True:
        before = opening.before
        return Move(before.state, before.onset, before.return_day, before.relapse)
    return move(protocol, opening.before, reading, on, grace=here.grace, ceiling=opening.usual.ceiling)


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
