"""Every number of the clinical protocol, once: its default, its bracket, who may change it, and where it comes from.

Percentages are of the amount or the share named; pain is on the 0-10 scale; days are calendar days.
`source` names pages of the protocol's source ledger; "D" is a design decision that needs clinical sign-off.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum

from steadily.guidance.outcome import Origin


class Who(StrEnum):
    """Who may change a number: the treating clinician, only the clinic's lead, or nobody."""

    CLINICIAN = "C"
    LEAD = "L"
    FIXED = "X"


@dataclass(frozen=True, slots=True)
class Threshold:
    """One number; `low` and `high` bound what it may be changed to."""

    key: str
    rule: str
    default: Decimal
    low: Decimal | None
    high: Decimal | None
    who: Who
    source: str

    def allows(self, value: Decimal, origin: Origin) -> bool:
        """Tell whether this number may be changed to the value by that side."""
        may_change = {Origin.PATIENT: {Who.CLINICIAN}, Origin.CLINIC: {Who.CLINICIAN, Who.LEAD}}
        return (
            self.who in may_change.get(origin, set())
            and (self.low is None or self.low <= value)
            and (self.high is None or value <= self.high)
        )


class OutsideBracket(ValueError):
    """A number that may not be changed so; the message names it and says why.

    `of_value` tells whether another value of the same number could have been taken.
    """

    def __init__(self, detail: str, *, of_value: bool = False) -> None:
        super().__init__(detail)
        self.of_value = of_value


def _fixed(key: str, rule: str, default: str, source: str) -> Threshold:
    return Threshold(key, rule, Decimal(default), None, None, Who.FIXED, source)


def _clinician(key: str, rule: str, default: str, low: str, high: str, source: str) -> Threshold:
    return Threshold(key, rule, Decimal(default), Decimal(low), Decimal(high), Who.CLINICIAN, source)


def _lead(key: str, rule: str, default: str, low: str, high: str, source: str) -> Threshold:
    return Threshold(key, rule, Decimal(default), Decimal(low), Decimal(high), Who.LEAD, source)


THRESHOLDS: tuple[Threshold, ...] = (
    _fixed("stale_days", "R-SF3", "7", "D"),
    _fixed("ac01_days", "R-SF1", "7", "D"),
    _clinician("green_max", "R-PM1", "2", "2", "3", "S1,S5,S6"),
    _clinician("amber_max", "R-PM1", "5", "4", "5", "S1,S5,S6"),
    _fixed("rel_green", "R-PM1", "1", "D"),
    _fixed("rel_amber", "R-PM1", "2", "D"),
    _fixed("rel_green_abs", "R-PM1", "7", "D"),
    _fixed("rel_red_abs", "R-PM1", "9", "D"),
    _clinician("unsettled_rise", "R-PM2", "2", "1", "3", "S2,S3,S6"),
    _clinician("unsettled_pct", "R-PM4", "90", "85", "95", "S3,D"),
    _clinician("red_pct", "R-PM4", "80", "70", "90", "S3,D"),
    _clinician("floor_pct", "R-PM4", "50", "40", "80", "D"),
    _fixed("red_window", "R-PM4", "3", "D"),
    _clinician("trend_rise", "R-PM5", "1.0", "0.5", "2", "K:Silbernagel 2007,D"),
    _fixed("trend_mornings", "R-PM5", "3", "D"),
    _lead("pain_mode_usual", "R-PM6", "5", "4", "10", "D"),
    _clinician("trial_mean_pct", "R-PG1", "80", "1", "100", "S8"),
    _clinician("trial_min_pct", "R-PG1", "80", "1", "100", "S8,D"),
    _clinician("trial_two_pct", "R-PG1", "70", "1", "100", "S9"),
    _clinician("trial_one_pct", "R-PG1", "50", "1", "100", "D"),
    _fixed("trial_spread", "R-PG1", "2", "D"),
    _clinician("pct_green", "R-PG2", "10", "0", "15", "S8,S14,K:ACSM 2009"),
    _clinician("pct_amber", "R-PG2", "5", "0", "10", "S8,S14,K:ACSM 2009"),
    _fixed("hard_pct", "R-PG2", "20", "S8,D"),
    _fixed("adherence_pct", "R-PG2", "80", "D"),
    _fixed("data_days", "R-PG2", "4", "D"),
    _fixed("data_mornings", "R-PG2", "3", "D"),
    _fixed("unknown_max", "R-PG2", "1", "D"),
    _fixed("known_min", "R-PG2", "2", "D"),
    _fixed("raises_max", "R-PG7", "3", "D"),
    _fixed("level_up_sessions", "R-PG3", "2", "S14"),
    _fixed("new_level_pct", "R-PG3", "70", "D"),
    _clinician("overshoot", "R-PG4", "1.20", "1.1", "1.5", "S8,S13,D"),
    _fixed("overshoot_max", "R-PG2", "2", "D"),
    _lead("boom_ratio", "R-PG5", "1.20", "1.05", "2", "S8,S13,S26,D"),
    _lead("bust_ratio", "R-PG5", "0.50", "0", "0.9", "S8,S13,S26,D"),
    _fixed("bust_days", "R-PG5", "2", "D"),
    _lead("bust_rise", "R-PG5", "2", "1", "4", "D"),
    _lead("boom_cycles", "R-PG5", "2", "1", "4", "D"),
    _fixed("boom_days", "R-PG5", "14", "D"),
    _clinician("gap_days", "R-PG6", "10", "3", "20", "D"),
    _clinician("gap_pct", "R-PG6", "80", "40", "100", "D"),
    _clinician("long_gap_days", "R-PG6", "21", "10", "60", "D"),
    _clinician("long_gap_pct", "R-PG6", "60", "40", "100", "D"),
    _fixed("usual_days", "R-FL1", "14", "D"),
    _fixed("usual_days_wide", "R-FL1", "28", "D"),
    _fixed("usual_values", "R-FL1", "5", "D"),
    _clinician("delta_min", "R-FL2", "2", "1.5", "4", "S17,S21"),
    _clinician("delta_max", "R-FL2", "4", "1.5", "4", "D"),
    _fixed("spread_times", "R-FL2", "2", "D"),
    _fixed("spread_scale", "R-FL2", "1.4826", "D"),
    _fixed("threshold_ceiling", "R-FL2", "9", "D"),
    _fixed("threshold_floor", "R-FL2", "3", "D"),
    _fixed("threshold_above", "R-FL2", "1", "D"),
    _clinician("flare_delta_pct", "R-FL2", "0", "0", "100", "D"),
    _fixed("function_rise", "R-FL3", "2", "D"),
    _fixed("sustained_days", "R-FL3", "2", "S17"),
    _fixed("grace_days", "R-FL2", "1", "S34,S37"),
    _lead("high_pain", "R-FL3", "8", "5", "8", "D"),
    _clinician("settled_margin", "R-FL4", "1", "0", "1", "S17"),
    _clinician("flare_days_least", "R-FL4", "3", "2", "14", "S17,D"),
    _clinician("return_days", "R-FL4", "4", "2", "14", "S17"),
    _fixed("settle_days", "R-FL5", "2", "S23,S24,S25"),
    _clinician("settle_strength_pct", "R-FL5", "0", "0", "100", "S23,S24,D"),
    _clinician("settle_pct", "R-FL5", "50", "0", "100", "S23,S24,D"),
    _clinician("steady_pct", "R-FL5", "70", "0", "100", "S23,S24,D"),
    _fixed("return_early_days", "R-FL5", "2", "D"),
    _clinician("return_early_pct", "R-FL5", "80", "0", "100", "D"),
    _clinician("return_late_pct", "R-FL5", "90", "0", "100", "D"),
    _lead("prolonged_day", "R-FL6", "7", "3", "7", "S23"),
    _lead("setback_days", "R-FL6", "14", "7", "14", "S23,D"),
    _lead("severe_pain", "R-FL6", "8", "5", "8", "D"),
    _fixed("recur_onsets", "R-FL6", "3", "D"),
    _lead("recur_days", "R-FL6", "42", "42", "90", "D"),
    _lead("flare_silent_days", "R-FL6", "3", "1", "3", "D"),
    _fixed("rebaseline_days", "R-FL6", "7", "D"),
    _lead("screen_pain", "R-FL7", "8", "5", "8", "D"),
    _lead("screen_rise", "R-FL7", "3", "2", "3", "D"),
    _lead("hint_sleep", "R-FL8", "3", "3", "6", "S20,D"),
    _lead("hint_rise", "R-FL8", "1", "0", "1", "S20,D"),
    _clinician("window_days", "R-AP1", "3", "1", "3", "article,D"),
    _clinician("pre_days", "R-AP1", "2", "1", "3", "D"),
    _fixed("course_days", "R-AP1", "28", "D"),
    _fixed("needle_sore_days", "R-AP3", "3", "D"),
    _clinician("day0_strength_pct", "R-AP2", "0", "0", "100", "S34,S41,D"),
    _clinician("day0_aerobic_pct", "R-AP2", "50", "0", "100", "S34,S41,D"),
    _clinician("early_visits", "R-AP5", "3", "1", "6", "S35,S36"),
    _clinician("review_visits", "R-AP5", "6", "3", "10", "S36,S37"),
    _clinician("limit_visits", "R-AP5", "10", "6", "20", "S36,S38b"),
    _clinician("limit_hours", "R-AP5", "5", "3", "10", "S38b"),
    _fixed("course_pain_days", "R-AP6", "4", "D"),
    _fixed("pain_meaningful", "R-AP6", "2.0", "S42"),
    _fixed("pain_meaningful_pct", "R-AP6", "30", "S42"),
    _fixed("pain_pct_from", "R-AP6", "3", "S42"),
    _fixed("pain_partial", "R-AP6", "0.5", "S43"),
    _fixed("pain_partial_pct", "R-AP6", "10", "S43"),
    _fixed("activities_meaningful", "R-AP6", "2", "S45"),
    _fixed("activity_meaningful", "R-AP6", "3", "S45"),
    _fixed("activities_partial", "R-AP6", "1", "S45"),
    _fixed("peg_meaningful", "R-AP6", "1.0", "S44"),
    _fixed("peg_meaningful_pct", "R-AP6", "30", "K:Krebs 2009"),
    _fixed("peg_partial_pct", "R-AP6", "10", "K:Krebs 2009"),
    _fixed("change_threshold", "R-AP6", "2", "K:Kamper 2009"),
    _fixed("adherence_days", "R-AD1", "4", "D"),
    _lead("kept_pct", "R-AD3", "60", "40", "80", "D"),
    _lead("kept_flare_pct", "R-AD3", "50", "30", "80", "D"),
    _lead("kept_weeks", "R-AD3", "12", "4", "26", "D"),
    _fixed("support_times", "R-AD4", "2", "D"),
    _fixed("support_days", "R-AD4", "14", "D"),
    _lead("silent_days", "R-AD2", "7", "3", "7", "D"),
)

PER_EXERCISE = frozenset(
    {"settle_strength_pct", "settle_pct", "steady_pct", "return_early_pct", "return_late_pct"},
)
"""What a clinician may also set for a single exercise (R-FL5)."""

BY_KEY: Mapping[str, Threshold] = {threshold.key: threshold for threshold in THRESHOLDS}


@dataclass(frozen=True, slots=True)
class Protocol:
    """The numbers in force, and whose they are. `protocol["red_pct"]` is a Decimal, `protocol.days(key)` an int."""

    version: str
    values: Mapping[str, Decimal]
    origins: Mapping[str, Origin]

    def __getitem__(self, key: str) -> Decimal:
        return self.values[key]

    def days(self, key: str) -> int:
        """Give a number that counts days, sessions or weeks."""
        return int(self.values[key])

    def origin(self, key: str) -> Origin:
        """Tell where the number in force came from."""
        return self.origins.get(key, Origin.DEFAULT)

    def with_values(self, values: Mapping[str, Decimal], origin: Origin) -> Protocol:
        """Change some numbers. Raises OutsideBracket for an unknown or fixed one, or one beyond its bracket."""
        for key, value in values.items():
            _check(key, value, origin)
        return replace(
            self, values={**self.values, **values}, origins={**self.origins, **dict.fromkeys(values, origin)}
        )


def _check(key: str, value: Decimal, origin: Origin) -> None:
    threshold = BY_KEY.get(key)
    if threshold is None:
        raise OutsideBracket(f"There is no number called {key[:60]}.")
    if threshold.who is Who.FIXED:
        raise OutsideBracket(f"{key} is fixed in the protocol. It can't be changed.")
    if threshold.who is Who.LEAD and origin is Origin.PATIENT:
        raise OutsideBracket(f"{key} is the same for the whole clinic. Only the clinic's lead can change it.")
    if not threshold.allows(value, origin):
        raise OutsideBracket(f"{key} may be {threshold.low} to {threshold.high}.", of_value=True)


DEFAULT = Protocol("1.0", {threshold.key: threshold.default for threshold in THRESHOLDS}, {})
