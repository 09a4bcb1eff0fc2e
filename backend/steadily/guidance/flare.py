"""Flare-ups: entering, staying, returning (R-FL3, R-FL4), and how far the plan is eased meanwhile (R-FL5).

The moves read a day only as a Reading, words without numbers, so that the same function answers for a real day and
for every cell of the grids.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from steadily.guidance.amounts import HUNDRED
from steadily.guidance.outcome import Flare, Stage
from steadily.guidance.protocol import Protocol
from steadily.guidance.state import Episode, PastDay, State, Usual
from steadily.guidance.terms import Category, FlareState

IN_FLARE = (FlareState.FLARE, FlareState.RETURN)
POST_NEEDLING_REACTION = "POST_NEEDLING_REACTION"


@dataclass(frozen=True, slots=True)
class Reading:
    """One day against a usual level. `near` and `function_near` mean back at usual, `worse` well above in function.

    Where the usual pain is not known, any known pain is near it.
    """

    known: bool
    elevated: bool
    near: bool
    worse: bool
    function_near: bool
    declared: bool | None
    usual_known: bool = True

    @property
    def settled(self) -> bool:
        """Whether the day was a settled one; with no usual to compare with, only an explicit "no flare" is (R-FL4)."""
        no_flare = self.declared is not True if self.usual_known else self.declared is False
        return self.known and self.near and self.function_near and no_flare


@dataclass(frozen=True, slots=True)
class Earlier:
    """The latest day with known pain, at most two days back (R-FL3)."""

    on: date
    elevated: bool
    in_episode: bool


@dataclass(frozen=True, slots=True)
class Before:
    """What a day starts from, as far as a flare is concerned."""

    state: FlareState
    pain_known: bool = False
    settled: bool = False
    earlier: Earlier | None = None
    onset: date | None = None
    return_day: int | None = None
    relapse: bool = False


@dataclass(frozen=True, slots=True)
class Move:
    """Where a day leads. `route` names what led into a flare: A sustained, B with function, C self-declared."""

    state: FlareState
    onset: date | None = None
    return_day: int | None = None
    relapse: bool = False
    route: str | None = None
    relapsed: bool = False
    reaction: bool = False


def read_day(
    protocol: Protocol, usual: Usual, pain: Decimal | None, interference: int | None, declared: bool | None
) -> Reading:
    """Read a day against a usual level."""
    return Reading(
        known=pain is not None,
        elevated=is_elevated(usual, pain),
        near=is_near(protocol, usual, pain),
        worse=function_worse(protocol, usual, interference),
        function_near=function_near(protocol, usual, interference),
        declared=declared,
        usual_known=usual.pain is not None,
    )


def is_elevated(usual: Usual, pain: Decimal | None) -> bool:
    """Tell whether pain is at or above the flare threshold; unknown never is."""
    return pain is not None and usual.threshold is not None and pain >= usual.threshold


def is_near(protocol: Protocol, usual: Usual, pain: Decimal | None) -> bool:
    """Tell whether known pain is back at usual; any known pain is where there is no usual to compare with."""
    return pain is not None and (usual.pain is None or pain <= usual.pain + protocol["settled_margin"])


def function_worse(protocol: Protocol, usual: Usual, interference: int | None) -> bool:
    """Tell whether pain gets in the way clearly more than usual."""
    known = interference is not None and usual.interference is not None
    return known and interference >= usual.interference + protocol["function_rise"]  # type: ignore[operator]


def function_near(protocol: Protocol, usual: Usual, interference: int | None) -> bool:
    """Tell whether function is back at usual. Without a usual pain or function there is nothing to wait for."""
    if usual.interference is None or usual.pain is None:
        return True
    return interference is not None and interference <= usual.interference + protocol["settled_margin"]


def what_came_before(protocol: Protocol, state: State, on: date) -> Before:
    """Read from the state what a day starts from."""
    yesterday = state.day(on - timedelta(days=1))
    episode = state.episode
    return Before(
        state=state.flare,
        pain_known=yesterday is not None and yesterday.pain is not None,
        settled=yesterday is not None and episode is not None and _was_settled(protocol, episode, yesterday),
        earlier=_earlier(protocol, state, on),
        onset=episode.onset if episode else None,
        return_day=episode.return_day if episode else None,
        relapse=episode.relapse if episode else False,
    )


def _was_settled(protocol: Protocol, episode: Episode, day: PastDay) -> bool:
    return read_day(protocol, episode.usual, day.pain, day.interference, day.declared).settled


def _earlier(protocol: Protocol, state: State, on: date) -> Earlier | None:
    first = on - timedelta(days=protocol.days("sustained_days"))
    for day in reversed(state.days):
        if day.on < first:
            return None
        if day.pain is not None:
            return Earlier(day.on, day.elevated, not day.usual)
    return None


def move(protocol: Protocol, before: Before, reading: Reading, on: date, *, grace: bool, ceiling: bool) -> Move:
    """Move the flare state on by one day (R-FL3, R-FL4)."""
    if before.state is FlareState.FLARE:
        return _stay_or_return(protocol, before, reading, on)
    if before.state is FlareState.RETURN:
        return _return_or_relapse(protocol, before, reading)
    route = _route(before, reading, grace=grace, ceiling=ceiling)
    if route is not None:
        return Move(FlareState.FLARE, onset=_onset(before.earlier, on), route=route)
    if reading.elevated:
        return Move(FlareState.NONE, reaction=True) if grace else Move(FlareState.WATCH)
    still_watched = not reading.known and before.state is FlareState.WATCH and before.pain_known
    return Move(FlareState.WATCH if still_watched else FlareState.NONE)


def _route(before: Before, reading: Reading, *, grace: bool, ceiling: bool) -> str | None:
    if reading.declared is True:
        return "C"
    if grace or not reading.elevated:
        return None
    if reading.worse:
        return "B"
    sustained = before.earlier is not None and before.earlier.elevated
    return "A" if sustained and not ceiling else None


def _onset(earlier: Earlier | None, on: date) -> date:
    if earlier is not None and earlier.elevated and not earlier.in_episode:
        return earlier.on
    return on


def _stay_or_return(protocol: Protocol, before: Before, reading: Reading, on: date) -> Move:
    long_enough = before.onset is not None and flare_day(before.onset, on) >= protocol["flare_days_least"]
    if reading.settled and before.settled and long_enough:
        return Move(FlareState.RETURN, before.onset, return_day=1, relapse=before.relapse)
    return Move(FlareState.FLARE, before.onset, relapse=before.relapse)


def _return_or_relapse(protocol: Protocol, before: Before, reading: Reading) -> Move:
    day = before.return_day or 1
    if reading.declared is True or (reading.elevated and not reading.settled):
        return Move(FlareState.FLARE, before.onset, relapse=True, relapsed=True)
    if reading.settled and day >= protocol["return_days"]:
        return Move(FlareState.NONE)
    return Move(FlareState.RETURN, before.onset, return_day=day + reading.settled, relapse=before.relapse)


def flare_day(onset: date, on: date) -> int:
    """Count the calendar days of a flare from its onset, which is day 1."""
    return (on - onset).days + 1


def flare_of(protocol: Protocol, moved: Move, on: date) -> Flare:
    """Describe where a move leads, with the stage of the plan."""
    if moved.onset is None or moved.state not in IN_FLARE:
        return Flare(moved.state)
    day = flare_day(moved.onset, on)
    in_return = moved.state is FlareState.RETURN
    stage = (
        return_stage(protocol, moved.return_day or 1)
        if in_return
        else flare_stage(protocol, day, relapse=moved.relapse)
    )
    return Flare(moved.state, day, moved.return_day, stage, moved.onset, moved.relapse)


def flare_stage(protocol: Protocol, day: int, *, relapse: bool) -> Stage:
    """Give the stage of a flare day: settle first, steady afterwards and after a relapse."""
    return Stage.SETTLE if day <= protocol["settle_days"] and not relapse else Stage.STEADY


def return_stage(protocol: Protocol, return_day: int) -> Stage:
    """Give the stage of a return day."""
    return Stage.EARLY if return_day <= protocol["return_early_days"] else Stage.LATE


def flare_key(stage: Stage | None, category: Category) -> str | None:
    """Name the share of an amount a stage leaves; None where it leaves all of it (R-FL5)."""
    if stage is None or category is Category.RELAX:
        return None
    if stage is Stage.SETTLE:
        return "settle_strength_pct" if category is Category.STRENGTH else "settle_pct"
    return {Stage.STEADY: "steady_pct", Stage.EARLY: "return_early_pct", Stage.LATE: "return_late_pct"}[stage]


def flare_percent(protocol: Protocol, stage: Stage | None, category: Category) -> int:
    """Give the share of an amount a stage leaves (R-FL5)."""
    key = flare_key(stage, category)
    return int(HUNDRED if key is None else protocol[key])


def flare_level(level: int, stage: Stage | None, category: Category) -> int:
    """Give the level at a stage: one easier, at least 1, until the return begins; RELAX keeps its level."""
    eased = stage in (Stage.SETTLE, Stage.STEADY) and category is not Category.RELAX
    return max(1, level - 1) if eased else level


def opens_questions(
    protocol: Protocol, usual: Usual, state: FlareState, pain: Decimal | None, *, entered: bool
) -> bool:
    """Tell whether the safety questions come before anything else today (R-FL7)."""
    very_high = state is FlareState.WATCH and pain is not None and pain >= protocol["screen_pain"]
    far_above = pain is not None and usual.pain is not None and pain - usual.pain >= protocol["screen_rise"]
    return entered or very_high or far_above
