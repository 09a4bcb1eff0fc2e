"""Short stories of a patient, told in the words of diary cases."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from steadily.guidance.chart import read_chart
from steadily.guidance.evaluate import beginning, live
from steadily.guidance.outcome import Decision, NextDose, Origin, Outcome, Review
from tests.backend.guidance.cases import Case, read_case, tell_dose, tell_flare, tell_review

MONDAY = date(2026, 3, 2)
"""The first day of the plan."""
QUIET: Mapping[str, Any] = {"am": 2, "now": 3, "worst": 5, "interf": 3, "safety": []}
BRIDGE = {"cat": "STRENGTH", "level": 2, "sets": 2, "unit": "reps", "v": 10, "max": 15, "freq": 3}
ROCK = {"cat": "MOBILITY", "level": 2, "sets": 1, "unit": "reps", "v": 10, "max": 15, "freq": 7}
WALK = {"cat": "AEROBIC", "level": 2, "sets": 1, "unit": "min", "v": 15, "max": 30, "freq": 5}
BREATHE = {"cat": "RELAX", "level": 1, "sets": 1, "unit": "min", "v": 10, "max": 20, "freq": 7}


def march(day: int) -> date:
    """Name a day of March 2026; day 0 is the last of February, and so on back."""
    return date(2026, 3, 1) + timedelta(days=day - 1)


def done(amount: float = 10, **answers: Any) -> dict[str, Any]:
    """Write down a comfortable session with a settled morning, or as told."""
    return {"done": amount, "presc": 10, "during": 1, "after": 1, "settled": True, **answers}


def red(**answers: Any) -> dict[str, Any]:
    """Write down a session that was too much."""
    return done(during=7, **answers)


NOT_DONE = {"done": 0, "presc": 10}


class Story:
    """A lived diary, asked about its days of March."""

    def __init__(self, case: Case) -> None:
        self.case = case
        self._chart = read_chart(case.protocol, case.plan, case.visits, case.actions)
        self._last = max([*case.diary, MONDAY]) + timedelta(days=60)
        self._state = beginning(case.plan, case.diary, self._last)
        self._lived: dict[date, Outcome] = {}

    def _live(self, until: date) -> None:
        while self._state.on < until:
            self._state, outcome = live(self._chart, self._state, self.case.diary, self._state.on + timedelta(days=1))
            self._lived[outcome.on] = outcome

    def on(self, day: int) -> Outcome:
        """Give everything decided at the end of a day."""
        self._live(march(day))
        return self._lived[march(day)]

    def next(self, day: int, key: str = "B4") -> str:
        """Tell the dose for the day after."""
        return tell_dose(self.dose(day, key))

    def dose(self, day: int, key: str = "B4") -> NextDose:
        """Give the dose for the day after."""
        return next(each for each in self.on(day).next if each.prescription == key)

    def flare(self, day: int) -> str:
        """Tell the flare state."""
        return tell_flare(self.on(day).flare)

    def light(self, day: int, key: str = "B4") -> str:
        """Tell the light a session had on its own day."""
        return next(str(each.provisional) for each in self.on(day).lights if each.on == march(day))

    def final(self, day: int, key: str = "B4") -> str:
        """Tell the final light of a session with its morning, as heard the day after."""
        lights = self.on(day + 1).lights
        return next(f"{each.final}/{each.morning}" for each in lights if each.on == march(day))

    def review(self, day: int, key: str = "B4") -> str:
        """Tell the weekly review of a day."""
        return tell_review(self._review(day, key))

    def _review(self, day: int, key: str) -> Review:
        return next(each for each in self.on(day).reviews if each.prescription == key)

    def alerts(self, day: int) -> list[str]:
        """List the alerts of a day."""
        return [each.code for each in self.on(day).alerts]

    def alert_days(self, code: str) -> list[int]:
        """List the days of March on which an alert was raised."""
        self._live(self._last)
        first = march(1)
        raised = [on for on, each in self._lived.items() if code in [alert.code for alert in each.alerts]]
        return [(on - first).days + 1 for on in raised]

    def texts(self, day: int) -> set[str]:
        """Name every text of a day's messages, doses and trace."""
        outcome = self.on(day)
        beside = {message.text for dose in outcome.next for message in dose.why}
        traced = {decision.text for decision in outcome.trace if decision.text is not None}
        return beside | traced | {message.text for message in outcome.messages}


def story(
    days: Mapping[int, Mapping[str, Any] | None] | None = None,
    *,
    until: int = 9,
    since: int = -13,
    fill: Mapping[str, Any] = QUIET,
    exercises: Mapping[str, Any] | None = None,
    **more: Any,
) -> Story:
    """Tell a story: quiet days from February on, with what happened on single days of March laid over them."""
    logs = {
        "fill": [{"from": march(since), "to": march(until), **fill}] if fill else [],
        "days": {march(day): each for day, each in (days or {}).items()},
    }
    raw = {"id": "story", "plan_start": MONDAY, "exercises": exercises or {"B4": BRIDGE}, "logs": logs, **more}
    return Story(read_case(raw))


def trained(*days: int, key: str = "B4", **answers: Any) -> dict[int, dict[str, Any]]:
    """Write the same comfortable session on each of some days."""
    return {day: {"ex": {key: done(**answers)}} for day in days}


def reasons(told: Story, day: int, rule: str) -> list[Decision]:
    """List what a rule said on a day."""
    return [each for each in told.on(day).trace if each.rule == rule]


def because(rule: str, threshold: str | None, text: str | None, about: str | None = None, /, **inputs: Any) -> Decision:
    """Write down what a rule says under the protocol's own numbers."""
    return Decision(rule, inputs, threshold, Origin.DEFAULT, text, about)
