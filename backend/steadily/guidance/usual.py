"""The patient's usual level and the flare threshold above it (R-FL1, R-FL2)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from decimal import Decimal

from steadily.guidance.amounts import HUNDRED
from steadily.guidance.protocol import Protocol
from steadily.guidance.state import PastDay, Usual
from steadily.guidance.terms import Baseline

UNKNOWN = Baseline(pain=None, interference=None, morning=None)


def usual_level(protocol: Protocol, days: Sequence[PastDay], on: date, set_by_clinician: Baseline | None) -> Usual:
    """Work out the usual level as of a date from the days before it, each reading by its own count of values."""
    fallback = set_by_clinician or UNKNOWN
    shaping = [day for day in days if day.usual and day.on < on]
    pains = _window(protocol, [(day.on, day.pain) for day in shaping], on)
    interferences = _window(protocol, [(day.on, day.interference) for day in shaping], on)
    mornings = _window(protocol, [(day.on, day.morning) for day in shaping], on)
    pain = median(pains) if pains else fallback.pain
    threshold, ceiling = flare_threshold(protocol, pain, spread(pains))
    return Usual(
        pain=pain,
        interference=median(interferences) if interferences else fallback.interference,
        morning=median(mornings) if mornings else fallback.morning,
        threshold=threshold,
        ceiling=ceiling,
    )


def _window(protocol: Protocol, readings: Sequence[tuple[date, Decimal | int | None]], on: date) -> list[Decimal]:
    """Take the known readings of two weeks, else of four; none where there are too few."""
    for key in ("usual_days", "usual_days_wide"):
        first = on - timedelta(days=protocol.days(key))
        known = [Decimal(value) for day, value in readings if value is not None and day >= first]
        if len(known) >= protocol.days("usual_values"):
            return known
    return []


def flare_threshold(protocol: Protocol, pain: Decimal | None, around: Decimal) -> tuple[Decimal | None, bool]:
    """Set the threshold above a usual pain, and tell whether the scale ends before it (R-FL2)."""
    if pain is None:
        return None, False
    ceiling = protocol["threshold_ceiling"]
    raised = pain + _delta(protocol, pain, around)
    threshold = max(min(raised, ceiling), pain + protocol["threshold_above"], protocol["threshold_floor"])
    return threshold, raised > ceiling


def _delta(protocol: Protocol, pain: Decimal, around: Decimal) -> Decimal:
    """How far above usual a flare begins: by the spread of the days, or by a share of the usual where so set."""
    by_share = protocol["flare_delta_pct"]
    by_spread = protocol["spread_times"] * protocol["spread_scale"] * around
    wanted = pain * by_share / HUNDRED if by_share > 0 else by_spread
    return min(protocol["delta_max"], max(protocol["delta_min"], wanted))


def median(values: Iterable[Decimal]) -> Decimal:
    """Give the middle value, or the mean of the two middle ones. Needs at least one value."""
    ordered = sorted(values)
    middle = len(ordered) // 2
    return ordered[middle] if len(ordered) % 2 else (ordered[middle - 1] + ordered[middle]) / 2


def spread(values: Sequence[Decimal]) -> Decimal:
    """Give the median distance from the median (MAD), 0 for none."""
    if not values:
        return Decimal(0)
    centre = median(values)
    return median(abs(value - centre) for value in values)
