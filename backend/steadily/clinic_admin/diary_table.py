"""The last days of a diary as a table: what was answered, what was not, and days with nothing at all."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from steadily.clinic_admin.words import NOT_DONE, STOP
from steadily.library.texts import texts
from steadily.logbook.diary import standing
from steadily.logbook.models import Entry, Kind
from steadily.plans.models import Plan, Prescription

READINGS = {
    "morning_pain": "Morning pain",
    "pain_now": "Pain now",
    "pain_worst": "Worst pain",
    "interference": "In the way",
    "sleep": "Sleep",
}
NOT_ANSWERED = "\N{EN DASH}"
"""Stands where nothing was answered; a 0 is an answer and stands as 0."""


@dataclass(frozen=True)
class DiaryDay:
    """One day: the check-in's readings in the order of READINGS, and everything else as lines. No `lines` and no
    `readings` means that nothing was logged."""

    on: date
    readings: list[str]
    lines: list[str]

    @property
    def silent(self) -> bool:
        """Tell whether nothing at all was logged."""
        return not self.readings and not self.lines

    @property
    def labelled(self) -> list[tuple[str, str]]:
        """Give each reading with its label; dashes where the day has no check-in."""
        return list(zip(READINGS.values(), self.readings or [NOT_ANSWERED] * len(READINGS), strict=True))


@dataclass(frozen=True)
class Known:
    """What the table knows besides the diary: exercises by the id of their prescription, and the plan's version."""

    names: dict[str, str]
    version: int | None


def diary_table(
    entries: Iterable[Entry], prescriptions: Iterable[Prescription], *, plan: Plan | None, last: date, days: int
) -> list[DiaryDay]:
    """Lay out the days up to `last`, newest first; from a later day where the patient has already lived one."""
    names = {str(prescription.pk): prescription.exercise.name for prescription in prescriptions}
    known = Known(names, plan.version if plan else None)
    by_day: dict[date, list[Entry]] = defaultdict(list)
    for entry in standing(entries):
        by_day[entry.on].append(entry)
    last = max([last, *by_day])
    return [_day(on, by_day[on], known) for on in (last - timedelta(days=back) for back in range(days))]


def _day(on: date, entries: list[Entry], known: Known) -> DiaryDay:
    check_ins = [entry.data for entry in entries if entry.kind == Kind.CHECK_IN and entry.data is not None]
    lines = [line for entry in entries for line in _lines(entry, known)]
    return DiaryDay(on, [_latest(check_ins, field) for field in READINGS] if check_ins else [], lines)


def _latest(check_ins: list[dict[str, Any]], field: str) -> str:
    known = [data[field] for data in check_ins if data.get(field) is not None]
    return str(known[-1]) if known else NOT_ANSWERED


def _lines(entry: Entry, known: Known) -> list[str]:
    lines = [] if entry.data is None else _said_in(entry, entry.data, known)
    earlier_plan = entry.plan_version is not None and known.version is not None and entry.plan_version < known.version
    if lines and earlier_plan and entry.kind == Kind.EXERCISE:
        lines = [f"{line} (by version {entry.plan_version} of the plan)" for line in lines]
    return lines + [_contest(entry, rival.data, known) for rival in entry.rivals]


def _said_in(entry: Entry, data: dict[str, Any], known: Known) -> list[str]:
    say = SAY.get(Kind(entry.kind))
    return [] if say is None else say(data, known.names)


def _contest(entry: Entry, other: dict[str, Any] | None, known: Known) -> str:
    """Say that an entry was changed in two places, which change counts, and what the other one said."""
    counts, not_counted = (_in_short(entry, data, known) for data in (entry.data, other))
    return f"Changed on two phones. This counts: {counts}. The other, not counted: {not_counted}"


def _in_short(entry: Entry, data: dict[str, Any] | None, known: Known) -> str:
    if data is None:
        return "taken back"
    readings = [f"{label.lower()} {data[field]}" for field, label in READINGS.items() if data.get(field) is not None]
    return "; ".join([*readings, *_said_in(entry, data, known)]) or "nothing more"


def _check_in(data: dict[str, Any], names: dict[str, str]) -> list[str]:
    flare = ["Says this is a flare-up"] if data.get("flare") else []
    note = [f"Note: {data['note']}"] if data.get("note") else []
    return flare + note


def _exercise(data: dict[str, Any], names: dict[str, str]) -> list[str]:
    name = names.get(data["prescription"], "An earlier exercise")
    reason = data.get("not_done_reason")
    if reason is not None:
        return [f"{name}: not done ({NOT_DONE.get(reason, reason)})"]
    pain = "/".join(_or_dash(data.get(f"pain_{when}")) for when in ("before", "during", "after"))
    line = f"{name}: {data['done']} of {data['prescribed']}, pain before/during/after {pain}"
    stop = data.get("stop")
    return [line] if stop is None else [f"{line}; stopped: {STOP.get(stop, stop)}"]


def _settled(data: dict[str, Any], names: dict[str, str]) -> list[str]:
    name = names.get(data["prescription"], "An earlier exercise")
    return [f"{name} of the day before: {'settled' if data['settled'] else 'not settled'}"]


def _safety(data: dict[str, Any], names: dict[str, str]) -> list[str]:
    answers = data.get("answers") or []
    if not answers:
        return ["Safety questions: nothing new"]
    words = texts()
    return [f"Safety question answered yes: {words.get(answer, answer)}" for answer in answers]


def _reaction(data: dict[str, Any], names: dict[str, str]) -> list[str]:
    return ["After needling: " + ", ".join(sign.replace("_", " ") for sign in data["signs"])]


def _help_sought(data: dict[str, Any], names: dict[str, str]) -> list[str]:
    return [f"Got help from {data['from'].replace('_', ' ')}"]


def _said(label: str) -> Any:
    return lambda data, names: [f"{label}: {data.get('text') or 'no words'}"]


def _or_dash(score: int | None) -> str:
    return NOT_ANSWERED if score is None else str(score)


SAY = {
    Kind.CHECK_IN: _check_in,
    Kind.EXERCISE: _exercise,
    Kind.SETTLED: _settled,
    Kind.SAFETY: _safety,
    Kind.REACTION: _reaction,
    Kind.HELP_SOUGHT: _help_sought,
    Kind.QUESTION: _said("Question"),
    Kind.CONTACT: _said("Asks for contact"),
    Kind.NEXT_FOCUS: _said("What matters next"),
}
