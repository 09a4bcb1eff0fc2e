"""What gives each of the 17 must-never rules something to hold, counted in a life (protocol 9.1)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from steadily.guidance.terms import ActionKind, DoseStatus, SafetyState
from tests.backend.guidance.invariants.living import CALM, Lived, LivedDay, turned_on

SCREENS = Path(__file__).resolve().parents[4] / "pwa" / "src"
AROUND_A_TREATMENT = ("T_DAY0", "T_WINDOW", "T_PRE", "T_NEEDLE", "T_COURSE")
STANDING = (SafetyState.HOLD, SafetyState.CAUTION)


@dataclass(frozen=True)
class Situation:
    """A rule in short, what it needs in a life, and how to count that."""

    rule: str
    needs: str
    times: Callable[[Lived], int]


def screens() -> list[Path]:
    """List the app's screens, each of which is searched for free text (no. 17)."""
    return sorted(SCREENS.rglob("*.tsx"))


def _days(holds: Callable[[LivedDay], bool]) -> Callable[[Lived], int]:
    return lambda lived: sum(holds(day) for day in lived.days)


def _uneasy_reviews(lived: Lived) -> int:
    return sum(len(day.outcome.reviews) for day in lived.days if not _clear_and_calm(day))


def _clear_and_calm(day: LivedDay) -> bool:
    return day.outcome.safety.state is SafetyState.CLEAR and day.outcome.flare.state is CALM


def _rises(lived: Lived) -> int:
    return sum(ended.amount > began.amount for _, began, ended in lived.changes())


def _something_missing(day: LivedDay) -> bool:
    said = day.day
    return None in {said.now, said.worst, said.morning, said.interference} or not said.safety or not said.sessions


def _only_a_clinician_may_lift(day: LivedDay) -> bool:
    return any(each.paused for each in day.began.values()) or day.outcome.safety.state in STANDING


def _rests(day: LivedDay) -> bool:
    return any(dose.status is DoseStatus.REST for dose in day.outcome.next)


def _overdone_sessions(lived: Lived) -> int:
    return sum(each.done > each.prescribed for day in lived.days for each in day.day.sessions.values())


def _speaks_of_treatment(day: LivedDay) -> bool:
    return any(each.text.startswith(AROUND_A_TREATMENT) for each in day.outcome.messages)


def _thin_reviews(lived: Lived) -> int:
    return sum(each.gate == "G_DATA" for day in lived.days for each in day.outcome.reviews)


def _doses_set(lived: Lived) -> int:
    return sum(action.kind is ActionKind.SET_DOSE for day in lived.days for action in day.actions)


def _urgent(day: LivedDay) -> bool:
    return any(each.priority == 1 for each in day.outcome.alerts)


def _every_day(lived: Lived) -> int:
    return len(lived.days)


def _before_turned_on(lived: Lived) -> int:
    return sum(day.on < turned_on(lived.written) for day in lived.days)


SITUATIONS = {
    1: Situation("no rise unless safe and calm", "reviews on a day not safe or calm", _uneasy_reviews),
    2: Situation("rises keep to their limits", "rises", _rises),
    3: Situation("what is missing stays unknown", "days with something missing", _days(_something_missing)),
    4: Situation(
        "only a clinician lifts", "days on hold, with a caution or a pause", _days(_only_a_clinician_may_lift)
    ),
    5: Situation(
        "a red flag comes first", "days with a red flag standing", _days(lambda day: bool(day.outcome.safety.positives))
    ),
    6: Situation("a flare-up someone feels is honoured", "days declared", _days(lambda day: day.day.flare is True)),
    7: Situation(
        "no medicine, diagnosis, reassurance", "days with something said", _days(lambda day: bool(day.outcome.messages))
    ),
    8: Situation("no long rest, no pushing", "days that ask for rest", _days(_rests)),
    9: Situation("no prize, no shame", "sessions overdone", _overdone_sessions),
    10: Situation("nothing claimed, nothing sold", "days that speak of treatment", _days(_speaks_of_treatment)),
    11: Situation("a treatment day starts nothing", "treatment days", _days(lambda day: day.treatment)),
    12: Situation("a clinician's word stands", "doses a clinician set", _doses_set),
    13: Situation("nothing from too few days", "reviews of too few days", _thin_reviews),
    14: Situation("urgent help is told at once", "days with an urgent alert", _days(_urgent)),
    15: Situation("all can be told again", "days that could be asked", _every_day),
    16: Situation("off until a clinician turns it on", "days lived with doses off", _before_turned_on),
    17: Situation("free text stands by the 999 line", "screens of the app searched", lambda lived: 0),
}
"""By the rule's number. No. 17 is about the app's screens and no life."""
