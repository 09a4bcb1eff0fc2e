"""The same history under other numbers of the protocol: which days would have differed, and how."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal

from steadily.guidance.outcome import NextDose, Origin, Outcome
from steadily.guidance.protocol import OutsideBracket, Protocol
from steadily.guidance.terms import Action, ActionKind
from steadily.records.refusals import Refused
from steadily.today.gather import Gathered
from steadily.today.outcomes import day_by_day

MOST_DAYS = 120
MOST_VALUES = 20
USUAL_DAYS = 28
PARTS = ("flare", "phase", "lights", "reviews", "next", "alerts")
"""What is compared, by the names it has in an outcome."""


@dataclass(frozen=True, slots=True)
class DifferingDay:
    """A day that would have ended otherwise; `differs` names the parts of the outcome that do."""

    on: date
    differs: tuple[str, ...]
    was: Outcome
    would_be: Outcome


@dataclass(frozen=True, slots=True)
class Comparison:
    """A period lived twice: as it was, and with `values` in force throughout."""

    since: date
    until: date
    values: Mapping[str, Decimal]
    days: tuple[DifferingDay, ...]


def what_if(
    gathered: Gathered,
    values: Mapping[str, Decimal],
    *,
    today: date,
    since: date | None = None,
    until: date | None = None,
) -> Comparison:
    """Live a patient's history again with other numbers. Nothing is kept.

    Looks at the 28 days up to today unless told otherwise. Raises Refused, naming the field.
    """
    if gathered.plan is None:
        raise Refused("This patient has no plan yet.", code="no-plan", status=404)
    until = until or today
    since = since or until - timedelta(days=USUAL_DAYS - 1)
    _check_period(since, until, today)
    other = _under(gathered, values)
    return Comparison(since, until, dict(values), tuple(_differing(gathered, other, since, until)))


def _check_period(since: date, until: date, today: date) -> None:
    if until > today:
        raise Refused("This day has not come yet.", field="until")
    if since > until:
        raise Refused("The first day comes after the last.", field="since")
    if (until - since).days >= MOST_DAYS:
        raise Refused(f"Ask about {MOST_DAYS} days at most.", field="since")


def _under(gathered: Gathered, values: Mapping[str, Decimal]) -> Gathered:
    """Put other numbers in force for the whole history, also over what was set for this patient since."""
    if not 1 <= len(values) <= MOST_VALUES:
        raise Refused(f"Give 1 to {MOST_VALUES} numbers to change.", field="values")
    protocol = gathered.protocol
    for key, value in values.items():
        protocol = _with_value(protocol, key, value)
    actions = tuple(action for action in gathered.actions if not _sets(action, values))
    return replace(gathered, protocol=protocol, actions=actions)


def _with_value(protocol: Protocol, key: str, value: Decimal) -> Protocol:
    try:
        return protocol.with_values({key: value}, Origin.CLINIC)
    except OutsideBracket as refusal:
        raise Refused(str(refusal), field=f"values/{key}", code="outside-bracket") from None


def _sets(action: Action, values: Mapping[str, Decimal]) -> bool:
    return action.kind is ActionKind.SET_THRESHOLD and action.value.get("key") in values


def _differing(gathered: Gathered, other: Gathered, since: date, until: date) -> Iterator[DifferingDay]:
    pairs = zip(day_by_day(gathered, since, until), day_by_day(other, since, until), strict=True)
    for (_, was), (_, would_be) in pairs:
        differs = tuple(part for part in PARTS if _seen(was, part) != _seen(would_be, part))
        if differs:
            yield DifferingDay(was.on, differs, was, would_be)


def _seen(outcome: Outcome, part: str) -> object:
    """Give a part of an outcome without the words that explain it."""
    return tuple(_dose(dose) for dose in outcome.next) if part == "next" else getattr(outcome, part)


def _dose(dose: NextDose) -> tuple[object, ...]:
    return dose.prescription, dose.due, dose.status, dose.level, dose.sets, dose.value, dose.v_exact
