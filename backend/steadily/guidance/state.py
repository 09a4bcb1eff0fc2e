"""What the fold carries from day to day: enough of the last four weeks, so that yesterday's diary is never read again.

Everything here is frozen and comparable; a State kept at the end of a day is a checkpoint to go on from.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

from steadily.guidance.measured import Measured
from steadily.guidance.outcome import Adherence, Message
from steadily.guidance.terms import Baseline, FlareState, Light, Morning

REMEMBERED_DAYS = 28
REMEMBERED_SESSIONS = 10


@dataclass(frozen=True, slots=True)
class PastDay:
    """One day as later days need it. `usual` is False where the day may not shape the usual level (R-FL1)."""

    on: date
    logged: bool
    pain: Decimal | None
    interference: int | None
    morning: int | None
    declared: bool | None
    state: FlareState
    elevated: bool
    usual: bool
    held: bool
    away: bool = False
    measured: Measured = field(default_factory=Measured)


@dataclass(frozen=True, slots=True)
class Usual:
    """A usual level and the threshold above it; `ceiling` says the usual is too high to tell a flare by pain alone."""

    pain: Decimal | None
    interference: Decimal | None
    morning: Decimal | None
    threshold: Decimal | None
    ceiling: bool = False


@dataclass(frozen=True, slots=True)
class Episode:
    """A flare from its onset to its last return day, with the usual level frozen on the day it was entered."""

    onset: date
    usual: Usual
    return_day: int | None = None
    relapse: bool = False
    raised: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Positive:
    """A safety question answered yes that no clinician has cleared."""

    id: str
    at: datetime
    on: date


@dataclass(frozen=True, slots=True)
class PastSession:
    """A logged session. `calm` says the day was outside a flare; `met` that the prescribed amount was reached."""

    on: date
    done: Decimal
    ratio: Decimal | None
    provisional: Light
    calm: bool
    met: bool = False
    two_more: bool | None = None
    morning: Morning | None = None
    final: Light | None = None

    @property
    def light(self) -> Light:
        """The final light, or the provisional one until it is known."""
        return self.final or self.provisional


@dataclass(frozen=True, slots=True)
class NextLevel:
    """A level that waits to start on a day without treatment (R-AP2)."""

    level: int
    amount: Decimal


@dataclass(frozen=True, slots=True)
class Changed:
    """The last time the rules changed an amount or level, and the texts that say why."""

    on: date
    rule: str
    why: tuple[Message, ...]


@dataclass(frozen=True, slots=True)
class Held:
    """The last weekly review, where it left the amount as it was and nothing has changed it since."""

    on: date
    why: tuple[Message, ...]


@dataclass(frozen=True, slots=True)
class Exercise:
    """Where a prescription stands: `amount` is the exact carried one, `reference` the last a clinician set.

    `amounts` are those at the ends of the last seven days at this level, oldest first; `plan_days` the recent dates
    whose plan was to do it.
    """

    prescription: str
    level: int
    amount: Decimal
    reference: Decimal
    maximum: Decimal
    paused: bool = False
    level_changed_on: date | None = None
    raises: int = 0
    done_on: date | None = None
    set_on: date | None = None
    next_level: NextLevel | None = None
    changed: Changed | None = None
    held: Held | None = None
    sessions: tuple[PastSession, ...] = ()
    plan_days: tuple[date, ...] = ()
    amounts: tuple[Decimal, ...] = ()

    def session_on(self, on: date) -> PastSession | None:
        """Find the logged session of a date."""
        return next((session for session in reversed(self.sessions) if session.on == on), None)


@dataclass(frozen=True, slots=True)
class Week:
    """A closed plan-week: whether it was kept, None where it can't be judged (R-AD3)."""

    starts_on: date
    kept: bool | None


@dataclass(frozen=True, slots=True)
class Boom:
    """A day well past the plan that may yet be followed by a bust (R-PG5)."""

    on: date
    pain: Decimal | None


@dataclass(frozen=True, slots=True)
class CourseSoFar:
    """A course under way: the week before it, the patient's latest own word since, and what was raised already."""

    id: str
    before: tuple[PastDay, ...]
    change: int | None = None
    raised: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class State:
    """Everything the next day starts from, at the end of `on`."""

    on: date
    exercises: tuple[Exercise, ...] = ()
    days: tuple[PastDay, ...] = ()
    flare: FlareState = FlareState.NONE
    episode: Episode | None = None
    onsets: tuple[date, ...] = ()
    rebaselined: Baseline | None = None
    answered_on: date | None = None
    positives: tuple[Positive, ...] = ()
    booms: tuple[Boom, ...] = ()
    busts: tuple[date, ...] = ()
    support_on: tuple[date, ...] = ()
    silent_days: int = 0
    silence_told: bool = False
    flare_silent_days: int = 0
    once: frozenset[str] = frozenset()
    weeks: tuple[Week, ...] = ()
    adherence: Adherence | None = None
    course: CourseSoFar | None = None

    def day(self, on: date) -> PastDay | None:
        """Find a remembered day."""
        return next((day for day in reversed(self.days) if day.on == on), None)
