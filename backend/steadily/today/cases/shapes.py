"""What may stand in a diary case: one struct for each part of the format, read strictly."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Literal

import msgspec
from msgspec import UNSET, Meta, Struct, UnsetType

from steadily.guidance.terms import (
    Activity,
    Category,
    NotDoneReason,
    PainMode,
    Phase,
    SafetyState,
    StopSymptom,
    Unit,
    VisitStatus,
)

Score = Annotated[int, Meta(ge=0, le=10)] | None

Mapped = dict[Any, Any]
"""A mapping whose values are read one by one, so that a mistake can be named by its key."""


class Exact(Struct, forbid_unknown_fields=True):
    """A mapping in which no unknown key may stand."""


class Exercise(Exact):
    """One exercise of the plan; `v` and `max` are per set, in `unit`."""

    cat: Category
    level: Annotated[int, Meta(ge=1, le=3)]
    sets: Annotated[int, Meta(ge=1, le=10)]
    unit: Unit
    v: Decimal
    max: Decimal
    freq: Annotated[int, Meta(ge=1, le=7)]
    weekdays: list[Annotated[int, Meta(ge=0, le=6)]] | None = None
    priority: bool = False


class Usual(Exact):
    """A baseline set by the clinician."""

    P: Decimal | None = None
    I: Decimal | None = None  # noqa: E741  (the format's own letter)
    am: Decimal | None = None


class Visit(Exact):
    """A treatment visit; without a status it was attended."""

    on: date
    status: VisitStatus = VisitStatus.ATTENDED
    minutes: Annotated[int, Meta(ge=5, le=180)] = 30
    chest_near: bool = False


class Decision(Exact):
    """A clinician's action, with an exercise's key for `prescription`."""

    kind: str
    prescription: str | None = None
    value: dict[str, Any] = msgspec.field(default_factory=dict)
    reason: str = "As the case says"
    effective_on: date | None = None


class Session(Exact):
    """One exercise on one day; `settled` is the answer of the next morning."""

    done: Decimal
    presc: Decimal
    before: Score = None
    during: Score = None
    after: Score = None
    settled: bool | None = None
    plus2: bool | None = None
    stop: StopSymptom | None = None
    reason: NotDoneReason | None = None


class DiaryDay(Exact):
    """One day of the diary; what is absent was not answered."""

    am: Score = None
    now: Score = None
    worst: Score = None
    interf: Score = None
    sleep: Score = None
    flare: bool | None = None
    act: Activity | None = None
    safety: list[str] | None = None
    note: str | None = None
    ex: Mapped | None = None


class Logs(Exact):
    """The diary: stretches of like days, and single days laid over them."""

    fill: list[Mapped] = msgspec.field(default_factory=list)
    days: Mapped = msgspec.field(default_factory=dict)


class KeptWeeks(Exact):
    kept: int
    counted: int


class Expected(Exact):
    """What must hold at the end of one date; what is not listed is not under test."""

    P: Decimal | UnsetType | None = UNSET
    T: Decimal | UnsetType | None = UNSET
    safety: SafetyState | UnsetType = UNSET
    flare: str | UnsetType = UNSET
    phase: Phase | UnsetType = UNSET
    pre_review: bool | UnsetType = UNSET
    lights_today: dict[str, str | None] = msgspec.field(default_factory=dict)
    lights_yesterday: dict[str, str | None] = msgspec.field(default_factory=dict)
    next: dict[str, str] = msgspec.field(default_factory=dict)
    review: dict[str, str | None] = msgspec.field(default_factory=dict)
    alerts: list[str] | UnsetType = UNSET
    adherence: dict[str, Decimal | None] = msgspec.field(default_factory=dict)
    kept_weeks: KeptWeeks | UnsetType = UNSET
    due: dict[str, bool] = msgspec.field(default_factory=dict)
    texts: list[str] = msgspec.field(default_factory=list)
    note: str | None = None


class Head(Exact, kw_only=True):
    """What every case may have."""

    id: str
    title: str = ""
    name: str = ""
    note: str | None = None


class Diary(Head, kw_only=True):
    """A patient's diary with what the protocol must say about it."""

    plan_start: date
    exercises: Mapped
    expect: Mapped
    logs: Logs = msgspec.field(default_factory=Logs)
    kind: Literal["diary"] = "diary"
    sessions: list[date] = msgspec.field(default_factory=list)
    visits: list[Visit] = msgspec.field(default_factory=list)
    pain_mode: PainMode = PainMode.ABSOLUTE
    baseline_manual: Usual | None = None
    locked: list[str] = msgspec.field(default_factory=list)
    clinician_clears: list[date] = msgspec.field(default_factory=list)
    regions: list[str] = msgspec.field(default_factory=list)
    actions: Mapped = msgspec.field(default_factory=dict)
    protocol: dict[str, Any] = msgspec.field(default_factory=dict)


class Measured(Exact):
    """Means of one period of a course."""

    P: Decimal | None = None
    PSFS: Decimal | None = None
    PEG: Decimal | None = None


class CourseExpected(Exact):
    class_: str | UnsetType = msgspec.field(name="class", default=UNSET)
    action: str | UnsetType = UNSET
    alerts: list[str] | UnsetType = UNSET


class Course(Head, kw_only=True):
    """A course review alone."""

    kind: Literal["course"]
    attended: int
    expect: CourseExpected
    hours: Decimal = Decimal(0)
    base_days: int = 0
    now_days: int = 0
    base: Measured = msgspec.field(default_factory=Measured)
    now: Measured = msgspec.field(default_factory=Measured)
    groc: Annotated[int, Meta(ge=-5, le=5)] | None = None
    psfs_items: int = 3


class TrialsExpected(Exact):
    start: int
    basis: str


class Trials(Head, kw_only=True):
    """Tolerance trials alone."""

    kind: Literal["trials"]
    trials: list[Decimal]
    expect: TrialsExpected
