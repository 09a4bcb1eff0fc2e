"""The protocol's numbers in a clinician's words: what each means, its default and how far it may go."""

from __future__ import annotations

from collections.abc import Iterable

from steadily.guidance.protocol import THRESHOLDS, Threshold, Who
from steadily.guidance.safety import TIERS
from steadily.library.texts import texts

MEANINGS = {
    "green_max": "Highest session pain that is green",
    "amber_max": "Highest session pain that is amber",
    "unsettled_rise": "Rise of morning pain that counts as not settled",
    "unsettled_pct": "Amount left after a session that did not settle, %",
    "red_pct": "Amount left after a red session, %",
    "floor_pct": "Lowest an amount is eased to, % of what was set",
    "trend_rise": "Rise of the week's mornings that stops increases",
    "pain_mode_usual": "Usual pain from which the relative mode is suggested",
    "trial_mean_pct": "Start from three even trials, % of their mean",
    "trial_min_pct": "Start from three uneven trials, % of the smallest",
    "trial_two_pct": "Start from two trials, % of the smaller",
    "trial_one_pct": "Start from one trial, %",
    "pct_green": "Weekly rise after green sessions, %",
    "pct_amber": "Weekly rise with an amber session, %",
    "overshoot": "Times the prescribed amount that is too much",
    "boom_ratio": "Times the prescribed amount that makes a big day",
    "bust_ratio": "Share of the prescribed amount that makes a small day",
    "bust_rise": "Rise of pain from a big day to a small one",
    "boom_cycles": "Big and small days that raise an alert",
    "gap_days": "Days without a session that make a gap",
    "gap_pct": "Amount after a gap, %",
    "long_gap_days": "Days without a session that make a long gap",
    "long_gap_pct": "Amount after a long gap, %",
    "delta_min": "Least rise over usual pain that is elevated",
    "delta_max": "Most that the rise over usual pain can be",
    "flare_delta_pct": "Rise over usual pain that is elevated, % (0 is off)",
    "high_pain": "Pain that raises an alert without a usual level",
    "settled_margin": "How far above usual still counts as settled",
    "flare_days_least": "Days a flare-up lasts at least",
    "return_days": "Settled days before the usual plan",
    "settle_strength_pct": "Strength on the first flare-up days, %",
    "settle_pct": "Other exercises on the first flare-up days, %",
    "steady_pct": "Amount on later flare-up days, %",
    "return_early_pct": "Amount on the first days back, %",
    "return_late_pct": "Amount on the last days back, %",
    "prolonged_day": "Flare-up day that raises the first alert",
    "setback_days": "Flare-up days between setback alerts",
    "severe_pain": "Pain in a flare-up that raises an alert",
    "recur_days": "Days in which a third flare-up raises an alert",
    "flare_silent_days": "Silent flare-up days that raise an alert",
    "screen_pain": "Pain that asks the safety questions",
    "screen_rise": "Rise over usual pain that asks the safety questions",
    "hint_sleep": "Sleep that brings the kind word",
    "hint_rise": "Rise of morning pain that brings the kind word",
    "window_days": "Days of the window after treatment",
    "pre_days": "Days before a visit that prepare for it",
    "day0_strength_pct": "Strength on a treatment day, %",
    "day0_aerobic_pct": "Aerobic exercise on a treatment day, %",
    "early_visits": "Visits before an early look at the course",
    "review_visits": "Visits before the course review",
    "limit_visits": "Visits that are the course's limit",
    "limit_hours": "Hours that are the course's limit",
    "kept_pct": "Share of a week's plan that keeps the week, %",
    "kept_flare_pct": "Share of a flare-up week's plan that keeps it, %",
    "kept_weeks": "Weeks that are looked back on",
    "silent_days": "Silent days that raise an alert",
}

URGENCY = [
    ("", "\N{EM DASH}"),
    (1, "1: call 999"),
    (2, "2: A&E now"),
    (3, "3: advice today"),
    (4, "4: a GP this week"),
    (5, "5: the clinic"),
]


def thresholds(who: Iterable[Who]) -> list[tuple[str, str]]:
    """List the numbers that someone may change, for a box to choose from."""
    return [("", "\N{EM DASH}"), *((each.key, _words(each)) for each in THRESHOLDS if each.who in who)]


def questions() -> list[tuple[str, str]]:
    """List the safety questions that could be made more urgent, for a box to choose from."""
    words = texts()
    raisable = [(question, tier) for question, tier in TIERS.items() if tier > 1]
    return [("", "\N{EM DASH}"), *((each, f"{each}, tier {tier}: {words[each]}") for each, tier in raisable)]


def _words(each: Threshold) -> str:
    return f"{MEANINGS[each.key]} (usually {each.default}, {each.low} to {each.high})"
