"""How far the phone's frozen answers drift from fresh ones while there is no signal, counted."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import Any

from steadily.guidance.ahead import COLUMNS, HOLD_COLUMN
from steadily.guidance.outcome import NextDose, Outcome
from steadily.guidance.terms import DoseStatus, SafetyState

Json = dict[str, Any]
PERIODS = {
    "on the first day": (1, 1),
    "on day 7": (7, 7),
    "on day 21": (21, 21),
    "days 1 to 7": (1, 7),
    "days 1 to 21": (1, 21),
}
MEASURES = ("flare state", "column of doses", "any dose", "phone shows more", "phone shows less")
ORDER = {"SUSPENDED": 0, "PAUSED": 0, "REST": 1, "DO": 2}


class Drift:
    """Counts, by the number of days since the last sync, on how many the phone differs from the rules.

    `synced` counts the days of a sync, on which it may not differ at all.
    """

    def __init__(self) -> None:
        self.synced = 0
        self.days: Counter[int] = Counter()
        self.differ: Counter[tuple[int, str]] = Counter()

    def measure(self, walked: list[Json], fresh: dict[date, Outcome]) -> None:
        """Hold a walk against what the rules say for each of its dates, from the evening before."""
        for number, seen in enumerate(walked, start=1):
            self.days[number] += 1
            for measure in _differences(seen, fresh[date.fromisoformat(seen["on"])]):
                self.differ[number, measure] += 1

    def table(self) -> str:
        """Write the shares as a table."""
        lines = [
            "| Without signal | days compared | " + " | ".join(MEASURES) + " |",
            "|---" * (2 + len(MEASURES)) + "|",
        ]
        for name, (first, last) in PERIODS.items():
            numbers = range(first, last + 1)
            days = sum(self.days[number] for number in numbers)
            shares = [100 * sum(self.differ[number, each] for number in numbers) / max(1, days) for each in MEASURES]
            lines.append(f"| {name} | {days} | " + " | ".join(f"{share:.1f} %" for share in shares) + " |")
        return "\n".join(lines)


def _differences(seen: Json, fresh: Outcome) -> list[str]:
    held = fresh.safety.state is SafetyState.HOLD
    column = HOLD_COLUMN if held else COLUMNS[fresh.flare.stage]
    shown_column = HOLD_COLUMN if seen["held"] else seen["before"]["column"]
    pairs = [(_amount(seen["doses"][each.prescription]), _ruled(each)) for each in fresh.next]
    found = {
        "flare state": seen["before"]["state"] != fresh.flare.state.value,
        "column of doses": shown_column != column,
        "any dose": any(shown != ruled for shown, ruled in pairs),
        "phone shows more": any(shown > ruled for shown, ruled in pairs),
        "phone shows less": any(shown < ruled for shown, ruled in pairs),
    }
    return [name for name, differs in found.items() if differs]


def _amount(dose: Json) -> tuple[int, int, int]:
    return (ORDER[dose["status"]], dose.get("level") or 0, dose.get("value") or 0)


def _ruled(dose: NextDose) -> tuple[int, int, int]:
    do = dose.status is DoseStatus.DO
    return (ORDER[dose.status.value], (dose.level or 0) if do else 0, (dose.value or 0) if do else 0)
