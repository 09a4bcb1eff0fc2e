"""What the guidance answers: everything decided at the end of one day, each decision with its reason.

Amounts are Decimal; what is not known is None. Prescriptions are named by their ids. Text ids name sentences in the
library; a value that starts with "@" is itself a text id, and `values["variant"]` picks the text `<id>.<variant>`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from steadily.guidance.terms import (
    Baseline,
    DoseStatus,
    FlareState,
    Light,
    Morning,
    Phase,
    SafetyState,
    Unit,
)


class Stage(StrEnum):
    """How far the plan is eased in a flare (R-FL5)."""

    SETTLE = "settle"
    STEADY = "steady"
    EARLY = "early"
    LATE = "late"


class ReviewResult(StrEnum):
    UP = "UP"
    HOLD = "HOLD"


class CourseClass(StrEnum):
    """What the measures say together (R-AP6)."""

    MEANINGFUL = "MEANINGFUL"
    PARTIAL = "PARTIAL"
    NO_CHANGE = "NO_CHANGE"
    MIXED = "MIXED"
    WORSE = "WORSE"
    CANNOT_JUDGE = "CANNOT_JUDGE"


class CourseAction(StrEnum):
    """What follows (R-AP5, R-AP7)."""

    TOO_EARLY = "TOO_EARLY"
    EARLY_LOOK = "EARLY_LOOK"
    CONTINUE_TAPER = "CONTINUE_TAPER"
    DISCUSS = "DISCUSS"
    STOP_OR_CHANGE = "STOP_OR_CHANGE"
    COLLECT_DATA = "COLLECT_DATA"
    ADJUST_NOW = "ADJUST_NOW"


class Change(StrEnum):
    """What one measure did."""

    MEANINGFUL = "meaningful"
    PARTIAL = "partial"
    NO_CHANGE = "no_change"
    WORSE = "worse"


class Origin(StrEnum):
    """Where a threshold came from."""

    DEFAULT = "default"
    CLINIC = "clinic"
    PATIENT = "patient"


@dataclass(frozen=True, slots=True)
class Message:
    """A text for the patient, with the numbers to put in it."""

    text: str
    values: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Decision:
    """One step of the trace: the rule, what it read, the threshold it used and where that came from."""

    rule: str
    inputs: Mapping[str, str | None]
    threshold: str | None = None
    origin: Origin = Origin.DEFAULT
    text: str | None = None
    prescription: str | None = None


@dataclass(frozen=True, slots=True)
class Engine:
    """Whether doses are worked out at all, and if not, why (protocol 9.1, no. 16)."""

    on: bool
    off_because: str | None = None


@dataclass(frozen=True, slots=True)
class Safety:
    """The safety state; `message` is the service text of the most urgent positive, `since` the day it was answered."""

    state: SafetyState
    tier: int | None = None
    positives: tuple[str, ...] = ()
    since: date | None = None
    message: str | None = None


@dataclass(frozen=True, slots=True)
class Flare:
    """`day` counts from the onset, from 1; `return_day` from 1 to 4; `stage` is None outside FLARE and RETURN."""

    state: FlareState
    day: int | None = None
    return_day: int | None = None
    stage: Stage | None = None
    onset: date | None = None
    relapse: bool = False


@dataclass(frozen=True, slots=True)
class SessionLight:
    """`final` is None until the morning after has been heard, or its day has ended."""

    prescription: str
    on: date
    provisional: Light
    morning: Morning | None = None
    final: Light | None = None


@dataclass(frozen=True, slots=True)
class Review:
    """A weekly review: `percent` when UP, `gate` the first failed one when HOLD; `v_exact` after it."""

    prescription: str
    result: ReviewResult
    percent: Decimal | None
    gate: str | None
    v_exact: Decimal


@dataclass(frozen=True, slots=True)
class Dose:
    """How much of a prescription on one date, per set. Level, sets and value are None unless the status is DO.

    `percent` is what flare and phase left of the amount; `because` names the rules that changed it and that have not
    been lived yet, `why` gives every reason that still holds, the strongest first.
    """

    status: DoseStatus
    level: int | None = None
    sets: int | None = None
    value: int | None = None
    percent: int = 100
    because: tuple[str, ...] = ()
    why: tuple[Message, ...] = ()


@dataclass(frozen=True, slots=True)
class NextDose:
    """How much of a prescription on the next day if done, per set, and whether that day asks for it (R-SC1).

    Level, sets and value are None unless the status is DO. `percent` is what flare and phase left of the amount.
    """

    prescription: str
    due: bool
    status: DoseStatus
    level: int | None
    sets: int | None
    value: int | None
    unit: Unit
    v_exact: Decimal
    percent: int
    because: tuple[str, ...] = ()
    why: tuple[Message, ...] = ()


@dataclass(frozen=True, slots=True)
class Alert:
    """Something for the clinician: priority 1 same day, 2 next working day, 3 before the next visit."""

    code: str
    priority: int
    prescription: str | None = None


@dataclass(frozen=True, slots=True)
class Adherence:
    """Of the plan-week that closed last; percentages, None where there is not enough to say."""

    week_of: date
    overall: Decimal | None
    logging: Decimal
    by_prescription: Mapping[str, Decimal | None]
    kept: int
    counted: int


@dataclass(frozen=True, slots=True)
class Domain:
    """One measure at the start and now; `result` is None where it can't be compared."""

    domain: str
    baseline: Decimal | None
    current: Decimal | None
    result: Change | None


@dataclass(frozen=True, slots=True)
class Course:
    """The course of treatment under way and what it has brought so far.

    `hours` is the time of the visits attended; `opened_at` when a clinician opened the review to the patient.
    """

    id: str
    attended: int
    hours: Decimal
    course_class: CourseClass
    action: CourseAction
    domains: tuple[Domain, ...]
    opened_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """Everything decided at the end of `on`; `next` is for the day after it."""

    on: date
    protocol_version: str
    engine: Engine
    safety: Safety
    index_pain: Decimal | None
    threshold: Decimal | None
    baseline: Baseline
    flare: Flare
    phase: Phase
    pre_review: bool
    lights: tuple[SessionLight, ...] = ()
    reviews: tuple[Review, ...] = ()
    next: tuple[NextDose, ...] = ()
    notes: tuple[str, ...] = ()
    boom_bust_cycles: int = 0
    adherence: Adherence | None = None
    course: Course | None = None
    messages: tuple[Message, ...] = ()
    alerts: tuple[Alert, ...] = ()
    trace: tuple[Decision, ...] = ()
