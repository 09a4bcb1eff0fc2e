"""The nouns of the guidance: what the rules read and the words they answer in.

Pain, interference and sleep are whole numbers 0-10. Missing is None and never 0. Dates are civil dates of the
patient's own time zone. Ids are plain text; the rules never look inside them.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from steadily.guidance.away import Away
from steadily.guidance.measured import Measured
from steadily.guidance.treatment import Course


class Category(StrEnum):
    STRENGTH = "STRENGTH"
    MOTOR = "MOTOR"
    MOBILITY = "MOBILITY"
    AEROBIC = "AEROBIC"
    RELAX = "RELAX"


class Unit(StrEnum):
    REPS = "reps"
    SECONDS = "s"
    MINUTES = "min"


class Light(StrEnum):
    """How a session sat with the pain-monitoring rules; GREY is unknown, never comfortable."""

    GREEN = "GREEN"
    AMBER = "AMBER"
    RED = "RED"
    GREY = "GREY"


class Morning(StrEnum):
    """The answer of the next morning to a session."""

    SETTLED = "SETTLED"
    NOT_SETTLED = "NOT_SETTLED"
    UNKNOWN = "UNKNOWN"


class FlareState(StrEnum):
    NONE = "NONE"
    WATCH = "WATCH"
    FLARE = "FLARE"
    RETURN = "RETURN"


class SafetyState(StrEnum):
    CLEAR = "CLEAR"
    STALE = "STALE"
    CAUTION = "CAUTION"
    HOLD = "HOLD"


class Phase(StrEnum):
    """Where a date lies between treatments."""

    DAY0 = "DAY0"
    WINDOW = "WINDOW"
    PRE = "PRE"
    MAINTAIN = "MAINTAIN"
    NO_COURSE = "NO_COURSE"


class DoseStatus(StrEnum):
    DO = "DO"
    REST = "REST"
    PAUSED = "PAUSED"
    SUSPENDED = "SUSPENDED"


class PainMode(StrEnum):
    ABSOLUTE = "absolute"
    RELATIVE = "relative"


class StopSymptom(StrEnum):
    SHARP = "sharp"
    GIVING_WAY = "giving_way"
    LOCKING = "locking"
    NEW_NUMB_WEAK = "new_numb_weak"
    DIZZY = "dizzy"


class NotDoneReason(StrEnum):
    SORE = "sore"
    TIRED = "tired"
    FORGOT = "forgot"
    NO_TIME = "no_time"
    NOT_SURE_HOW = "not_sure_how"
    WORRIED_ABOUT_HARM = "worried_about_harm"
    LOW_MOOD = "low_mood"
    NO_SPACE_OR_KIT = "no_space_or_kit"
    UNWELL = "unwell"
    BORED = "bored"
    AWAY = "away"
    OTHER = "other"


class Activity(StrEnum):
    """The day's activity compared with the plan, in the patient's own judgement."""

    MUCH_LESS = "much_less"
    LESS = "less"
    AS_PLANNED = "as_planned"
    MORE = "more"
    MUCH_MORE = "much_more"


class VisitStatus(StrEnum):
    BOOKED = "BOOKED"
    ATTENDED = "ATTENDED"
    CANCELLED = "CANCELLED"
    DNA = "DNA"


class ActionKind(StrEnum):
    """What a clinician may do to a patient's guidance."""

    CLEAR_SAFETY = "clear_safety"
    PAUSE = "pause"
    RESUME = "resume"
    SET_DOSE = "set_dose"
    SET_LEVEL = "set_level"
    SET_RANGE = "set_range"
    LOCK = "lock"
    UNLOCK = "unlock"
    SET_PAIN_MODE = "set_pain_mode"
    SET_BASELINE = "set_baseline"
    START_FLARE = "start_flare"
    END_FLARE = "end_flare"
    ACCEPT = "accept"
    DECLINE = "decline"
    SET_THRESHOLD = "set_threshold"
    RAISE_TIER = "raise_tier"
    TURN_ON_ENGINE = "turn_on_engine"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class DoseVersion:
    """A dose as a clinician set it, from a date on; it sets the carried amount, the level and the reference.

    `amount` and `maximum` are in the prescription's unit, per set; weekdays count from 0 = Monday, None is any day.
    """

    starts_on: date
    level: int
    sets: int
    amount: Decimal
    maximum: Decimal
    per_week: int
    weekdays: frozenset[int] | None = None


@dataclass(frozen=True, slots=True)
class Prescription:
    """One exercise in a plan, with every dose a clinician has set for it, oldest first."""

    id: str
    exercise: str
    category: Category
    unit: Unit
    versions: tuple[DoseVersion, ...]
    priority: bool = False
    locked: bool = False
    ended_on: date | None = None


@dataclass(frozen=True, slots=True)
class Baseline:
    """A patient's usual day as a clinician set it; each reading may be unknown."""

    pain: Decimal | None
    interference: Decimal | None
    morning: Decimal | None


@dataclass(frozen=True, slots=True)
class Plan:
    starts_on: date
    prescriptions: tuple[Prescription, ...]
    regions: tuple[str, ...] = ()
    pain_mode: PainMode = PainMode.ABSOLUTE
    baseline: Baseline | None = None
    engine_off_because: str | None = None
    away: tuple[Away, ...] = ()


@dataclass(frozen=True, slots=True)
class SafetyAnswer:
    """One answered safety pack: what was asked and what was answered yes. No positives is "none of these"."""

    at: datetime
    asked: tuple[str, ...]
    positives: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Session:
    """One exercise on one day, merged: the day's total, per set, against the amount prescribed, per set."""

    done: Decimal
    prescribed: Decimal
    before: int | None = None
    during: int | None = None
    after: int | None = None
    settled: bool | None = None
    two_more: bool | None = None
    stop: StopSymptom | None = None
    not_done_reason: NotDoneReason | None = None
    effort: int | None = None
    stopped_at: datetime | None = None

    @property
    def not_done(self) -> bool:
        """Whether this is an explicit "not done", which has no light."""
        readings = (self.during, self.after, self.stop)
        return self.done == 0 and all(reading is None for reading in readings)

    @property
    def ratio(self) -> Decimal | None:
        """How much of the prescribed amount was done, uncapped; None where nothing was prescribed."""
        return self.done / self.prescribed if self.prescribed > 0 else None


@dataclass(frozen=True, slots=True)
class Day:
    """Everything known of one diary day. Sessions are keyed by prescription; no key means unknown, not undone.

    `sore_since` is the day since which a needle site has been sore, where the patient told of it today.
    """

    on: date
    morning: int | None = None
    now: int | None = None
    worst: int | None = None
    interference: int | None = None
    sleep: int | None = None
    flare: bool | None = None
    activity: Activity | None = None
    safety: tuple[SafetyAnswer, ...] = ()
    sessions: Mapping[str, Session] = field(default_factory=dict)
    asks_contact: bool = False
    sore_since: date | None = None
    measured: Measured = field(default_factory=Measured)

    @property
    def pain(self) -> Decimal | None:
        """The index of the day's pain: the mean of now and worst, None unless both are known."""
        if self.now is None or self.worst is None:
            return None
        return Decimal(self.now + self.worst) / 2

    @property
    def logged(self) -> bool:
        """Whether anything at all was written down for this day."""
        answers = (self.morning, self.now, self.worst, self.interference, self.sleep, self.flare, self.activity)
        return bool(self.safety or self.sessions) or any(answer is not None for answer in answers)


@dataclass(frozen=True, slots=True)
class Visit:
    """A treatment visit. `chest_near` says whether needles went in near the chest, shoulder or base of the neck."""

    on: date
    status: VisitStatus
    minutes: int | None = None
    chest_near: bool = False
    course: Course | None = None


@dataclass(frozen=True, slots=True)
class Action:
    """Something a clinician did. It counts from its instant `at`; `on` is the date it takes effect."""

    kind: ActionKind
    at: datetime
    on: date
    prescription: str | None = None
    value: Mapping[str, object] = field(default_factory=dict)
