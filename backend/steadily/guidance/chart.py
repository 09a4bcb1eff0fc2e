"""A patient's chart, read once: the plan, the treatment dates, and what the clinician has ordered from each date on."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from decimal import Decimal, InvalidOperation

from steadily.guidance.outcome import Engine, Origin
from steadily.guidance.protocol import PER_EXERCISE, OutsideBracket, Protocol
from steadily.guidance.terms import (
    Action,
    ActionKind,
    Baseline,
    PainMode,
    Plan,
    Prescription,
    Visit,
    VisitStatus,
)

WEEK = 7


@dataclass(frozen=True, slots=True)
class Orders:
    """What a clinician has in force on a day. `cleared_at` is when safety answers were last cleared.

    `own` holds the numbers set for single exercises, by prescription.
    """

    protocol: Protocol
    engine: Engine
    pain_mode: PainMode
    baseline: Baseline | None
    locked: frozenset[str]
    tiers: Mapping[str, int] = field(default_factory=dict)
    cleared_at: datetime | None = None
    own: Mapping[str, Mapping[str, Decimal]] = field(default_factory=dict)

    def protocol_for(self, prescription: str) -> Protocol:
        """Give the numbers in force for one exercise: its own go before the patient's (R-FL5)."""
        own = self.own.get(prescription)
        return self.protocol if own is None else self.protocol.with_values(own, Origin.PATIENT)


@dataclass(frozen=True, slots=True)
class Chart:
    """Everything about a patient but the diary. `visits` are those that count, in order; `sessions` their dates."""

    plan: Plan
    visits: tuple[Visit, ...]
    sessions: tuple[date, ...]
    actions: Mapping[date, tuple[Action, ...]]
    _changes: tuple[date, ...]
    _orders: tuple[Orders, ...]

    def orders(self, on: date) -> Orders:
        """Give what is in force on a date, its own actions included."""
        return self._orders[bisect_right(self._changes, on)]

    def prescriptions(self, on: date) -> list[Prescription]:
        """List what the plan holds on a date. What stood at the plan's start also stood before it."""
        return [each for each in self.plan.prescriptions if self.holds(each, on)]

    def holds(self, prescription: Prescription, on: date) -> bool:
        """Tell whether a prescription is in the plan on a date."""
        first = prescription.versions[0].starts_on
        begun = first <= max(on, self.plan.starts_on)
        return begun and (prescription.ended_on is None or on < prescription.ended_on)

    def away(self, on: date) -> bool:
        """Tell whether the patient said they would be away on a date."""
        return any(each.holds(on) for each in self.plan.away)

    def week_start(self, on: date) -> date:
        """Give the first day of the plan-week a date lies in."""
        return on - timedelta(days=(on - self.plan.starts_on).days % WEEK)

    def is_review(self, on: date) -> bool:
        """Tell whether a plan-week closed the day before (R-PG2)."""
        return on > self.plan.starts_on and self.week_start(on) == on


def read_chart(protocol: Protocol, plan: Plan, visits: Iterable[Visit], actions: Sequence[Action]) -> Chart:
    """Read a chart from its rows."""
    counted = {VisitStatus.BOOKED, VisitStatus.ATTENDED}
    kept = tuple(sorted((visit for visit in visits if visit.status in counted), key=lambda visit: visit.on))
    sessions = tuple(dict.fromkeys(visit.on for visit in kept))
    ordered = sorted(actions, key=lambda action: (action.on, action.at))
    days: dict[date, tuple[Action, ...]] = {}
    for action in ordered:
        days[action.on] = (*days.get(action.on, ()), action)
    return Chart(plan, kept, sessions, days, tuple(days), _orders(_first_orders(protocol, plan), days))


def _first_orders(protocol: Protocol, plan: Plan) -> Orders:
    locked = frozenset(prescription.id for prescription in plan.prescriptions if prescription.locked)
    engine = Engine(on=plan.engine_off_because is None, off_because=plan.engine_off_because)
    return Orders(protocol, engine, plan.pain_mode, plan.baseline, locked)


def _orders(first: Orders, days: Mapping[date, tuple[Action, ...]]) -> tuple[Orders, ...]:
    orders = [first]
    for actions in days.values():
        standing = orders[-1]
        for action in actions:
            standing = _follow(standing, action)
        orders.append(standing)
    return tuple(orders)


def _follow(orders: Orders, action: Action) -> Orders:
    match action.kind:
        case ActionKind.CLEAR_SAFETY:
            earlier = orders.cleared_at
            return replace(orders, cleared_at=action.at if earlier is None else max(earlier, action.at))
        case ActionKind.LOCK if action.prescription is not None:
            return replace(orders, locked=orders.locked | {action.prescription})
        case ActionKind.UNLOCK if action.prescription is not None:
            return replace(orders, locked=orders.locked - {action.prescription})
        case ActionKind.SET_PAIN_MODE:
            return replace(orders, pain_mode=PainMode(str(action.value["mode"])))
        case ActionKind.SET_BASELINE:
            return replace(orders, baseline=_baseline(action))
        case ActionKind.TURN_ON_ENGINE:
            return replace(orders, engine=Engine(on=True))
        case ActionKind.SET_THRESHOLD:
            return _with_threshold(orders, action)
        case ActionKind.RAISE_TIER:
            return replace(orders, tiers=_with_tier(orders.tiers, action))
        case _:
            return orders


def amount(action: Action, name: str) -> Decimal | None:
    """Read an amount out of an action; None where it says none."""
    said = action.value.get(name)
    try:
        return None if said is None else Decimal(str(said))
    except InvalidOperation:
        return None


def _baseline(action: Action) -> Baseline:
    return Baseline(amount(action, "pain"), amount(action, "interference"), amount(action, "morning"))


def _with_threshold(orders: Orders, action: Action) -> Orders:
    """Follow a number set for an exercise, for the patient or, with `origin` clinic, for everyone.

    The closest stays in force: the exercise's own, else the patient's own. The doors refuse a number outside its
    bracket; here it changes nothing.
    """
    key, value = str(action.value.get("key")), amount(action, "value")
    origin = Origin(str(action.value.get("origin", Origin.PATIENT)))
    protocol, name = orders.protocol, action.prescription
    if value is None or (origin is Origin.CLINIC and protocol.origin(key) is Origin.PATIENT):
        return orders
    try:
        changed = protocol.with_values({key: value}, origin)
    except OutsideBracket:
        return orders
    if name is None or key not in PER_EXERCISE:
        return replace(orders, protocol=changed)
    return replace(orders, own={**orders.own, name: {**orders.own.get(name, {}), key: value}})


def _with_tier(tiers: Mapping[str, int], action: Action) -> Mapping[str, int]:
    """Make a question more urgent; a later order never makes it less so."""
    question, tier = str(action.value.get("id")), amount(action, "tier")
    return tiers if tier is None else {**tiers, question: min(int(tier), tiers.get(question, int(tier)))}
