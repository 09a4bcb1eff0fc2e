"""Reads diary cases into the values of the guidance, straight from their YAML, without rows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import yaml

from steadily.guidance.chart import read_chart
from steadily.guidance.evaluate import beginning, live
from steadily.guidance.outcome import Dose, Flare, NextDose, Origin, Outcome
from steadily.guidance.protocol import DEFAULT, Protocol
from steadily.guidance.terms import (
    Action,
    ActionKind,
    Activity,
    Baseline,
    Category,
    Day,
    DoseStatus,
    DoseVersion,
    FlareState,
    NotDoneReason,
    PainMode,
    Plan,
    Prescription,
    SafetyAnswer,
    Session,
    StopSymptom,
    Unit,
    Visit,
    VisitStatus,
)

DAY_KEYS = {
    "am": "morning",
    "now": "now",
    "worst": "worst",
    "interf": "interference",
    "sleep": "sleep",
    "flare": "flare",
}


@dataclass(frozen=True)
class Case:
    """One patient's diary with what is expected of it."""

    name: str
    protocol: Protocol
    plan: Plan
    visits: tuple[Visit, ...]
    actions: tuple[Action, ...]
    diary: Mapping[date, Day]
    expect: Mapping[date, Mapping[str, Any]]

    def outcomes(self) -> dict[date, Outcome]:
        """Live the case to its last expected day."""
        until = max(self.expect)
        chart = read_chart(self.protocol, self.plan, self.visits, self.actions)
        state = beginning(self.plan, self.diary, until)
        lived = {}
        while state.on < until:
            state, outcome = live(chart, state, self.diary, state.on + timedelta(days=1))
            lived[outcome.on] = outcome
        return lived


def read_cases(path: Path) -> list[Case]:
    """Read every case of a file, the parts of one id each by itself."""
    cases = []
    for document in yaml.safe_load_all(path.read_text()):
        shared = {key: value for key, value in document.items() if key != "parts"}
        parts = [{**shared, **part} for part in document.get("parts", [{}])]
        cases += [read_case(part) for part in parts if "kind" not in part]
    return cases


def read_case(raw: Mapping[str, Any]) -> Case:
    """Read one case."""
    protocol = DEFAULT
    if raw.get("protocol"):
        values = {key: Decimal(str(value)) for key, value in raw["protocol"].items()}
        protocol = DEFAULT.with_values(values, Origin.CLINIC)
    return Case(
        name=raw.get("name", raw.get("id", "case")),
        protocol=protocol,
        plan=_plan(raw),
        visits=_visits(raw),
        actions=_actions(raw),
        diary=read_diary(raw.get("logs", {})),
        expect=raw.get("expect", {}),
    )


def _plan(raw: Mapping[str, Any]) -> Plan:
    starts_on = raw["plan_start"]
    locked = raw.get("locked") or []
    usual = raw.get("baseline_manual")
    return Plan(
        starts_on=starts_on,
        prescriptions=tuple(
            _prescription(key, each, starts_on, key in locked) for key, each in raw["exercises"].items()
        ),
        regions=tuple(raw.get("regions", ())),
        pain_mode=PainMode(raw.get("pain_mode", "absolute")),
        baseline=None if usual is None else Baseline(*(_decimal(usual.get(key)) for key in ("P", "I", "am"))),
    )


def _prescription(key: str, raw: Mapping[str, Any], starts_on: date, locked: bool) -> Prescription:
    amount, maximum = Decimal(str(raw["v"])), Decimal(str(raw["max"]))
    weekdays = frozenset(raw["weekdays"]) if "weekdays" in raw else None
    version = DoseVersion(starts_on, raw["level"], raw["sets"], amount, maximum, raw["freq"], weekdays)
    return Prescription(key, key, Category(raw["cat"]), Unit(raw["unit"]), (version,), locked=locked)


def _decimal(value: object) -> Decimal | None:
    return None if value is None else Decimal(str(value))


def _visits(raw: Mapping[str, Any]) -> tuple[Visit, ...]:
    attended = [Visit(on, VisitStatus.ATTENDED) for on in raw.get("sessions") or ()]
    others = [  # YAML reads the key `on` as true
        Visit(each[True], VisitStatus(each["status"]), each.get("minutes"), each.get("chest_near", False))
        for each in raw.get("visits") or ()
    ]
    return (*attended, *others)


def _actions(raw: Mapping[str, Any]) -> tuple[Action, ...]:
    clears = [Action(ActionKind.CLEAR_SAFETY, morning(on), on) for on in raw.get("clinician_clears") or ()]
    others = [_action(on, each) for on, actions in (raw.get("actions") or {}).items() for each in actions]
    return (*clears, *others)


def _action(on: date, raw: Mapping[str, Any]) -> Action:
    value = {key: each for key, each in raw.items() if key not in ("kind", "prescription", "reason", "value")}
    return Action(ActionKind(raw["kind"]), morning(on), on, raw.get("prescription"), {**value, **raw.get("value", {})})


def morning(on: date) -> datetime:
    """Name the first instant of a day, when a clinician's actions of that date count from."""
    return datetime.combine(on, time(0), UTC)


def read_diary(logs: Mapping[str, Any]) -> dict[date, Day]:
    """Fill repeated days, then lay single days over them key by key."""
    raw: dict[date, dict[str, Any]] = {}
    for fill in logs.get("fill") or ():
        for on, each in _filled(fill).items():
            raw[on] = {**raw.get(on, {}), **each}
    for on, each in (logs.get("days") or {}).items():
        raw[on] = {} if each is None else {**raw.get(on, {}), **each}
    days = {
        on: read_day({key: value for key, value in each.items() if value is not None}, on) for on, each in raw.items()
    }
    return {on: day for on, day in days.items() if day.logged}


def _filled(fill: Mapping[str, Any]) -> dict[date, dict[str, Any]]:
    keys = {key: value for key, value in fill.items() if key not in ("from", "to", "skip")}
    length = (fill["to"] - fill["from"]).days + 1
    days = {fill["from"] + timedelta(days=n): n for n in range(length)}
    skipped = fill.get("skip") or ()
    return {
        on: {key: _turn(key, value, n) for key, value in keys.items()} for on, n in days.items() if on not in skipped
    }


def _turn(key: str, value: Any, n: int) -> Any:
    return value[n % len(value)] if isinstance(value, list) and key != "safety" else value


def read_day(raw: Mapping[str, Any], on: date) -> Day:
    """Read one day."""
    readings = {name: raw.get(key) for key, name in DAY_KEYS.items()}
    return Day(
        on=on,
        **readings,
        activity=Activity(raw["act"]) if "act" in raw else None,
        safety=(_answer(raw["safety"], on),) if "safety" in raw else (),
        sessions={key: _session(each) for key, each in raw.get("ex", {}).items()},
    )


def _answer(ids: list[str], on: date) -> SafetyAnswer:
    return SafetyAnswer(datetime.combine(on, time(12), UTC), tuple(ids) or ("ANY",), tuple(ids))


def _session(raw: Mapping[str, Any]) -> Session:
    stop, reason = raw.get("stop"), raw.get("reason")
    return Session(
        done=Decimal(str(raw["done"])),
        prescribed=Decimal(str(raw["presc"])),
        before=raw.get("before"),
        during=raw.get("during"),
        after=raw.get("after"),
        settled=raw.get("settled"),
        two_more=raw.get("plus2"),
        stop=None if stop is None else StopSymptom(stop),
        not_done_reason=None if reason is None else NotDoneReason(reason),
    )


def unmet(case: Case) -> list[str]:
    """Name every expectation a case does not meet."""
    lived = case.outcomes()
    found = []
    for on, expected in case.expect.items():
        told = tell(lived[on], expected)
        found += [
            f"{case.name} {on} {key}: expected {value!r}, got {told[key]!r}"
            for key, value in expected.items()
            if key in told and not _same(key, value, told[key])
        ]
    return found


def _same(key: str, value: Any, got: Any) -> bool:
    if key in ("P", "T"):
        return (value is None) == (got is None) and (value is None or Decimal(str(value)) == got)
    return bool(sorted(value) == sorted(got)) if key == "alerts" else bool(value == got)


def tell(outcome: Outcome, expected: Mapping[str, Any]) -> dict[str, Any]:
    """Write an outcome in the words of diary cases, only what is expected of each exercise."""
    yesterday = outcome.on - timedelta(days=1)
    whole = {
        "P": outcome.index_pain,
        "T": outcome.threshold,
        "safety": outcome.safety.state.value,
        "flare": tell_flare(outcome.flare),
        "phase": outcome.phase.value,
        "pre_review": outcome.pre_review,
        "lights_today": {each.prescription: each.provisional.value for each in outcome.lights if each.on == outcome.on},
        "lights_yesterday": {
            each.prescription: f"{each.final}/{each.morning}" for each in outcome.lights if each.on == yesterday
        },
        "next": {each.prescription: tell_dose(each) for each in outcome.next},
        "review": {each.prescription: tell_review(each) for each in outcome.reviews},
        "alerts": [f"{each.code}:{each.prescription}" if each.prescription else each.code for each in outcome.alerts],
        "due": {each.prescription: each.due for each in outcome.next},
    }
    return {key: _only(whole[key], value) for key, value in expected.items() if key in whole}


def _only(got: Any, value: Any) -> Any:
    return {key: got.get(key) for key in value} if isinstance(value, dict) else got


def tell_flare(flare: Flare) -> str:
    """Write a flare state as cases do."""
    if flare.state is FlareState.FLARE:
        return f"FLARE day {flare.day}"
    return f"RETURN day {flare.return_day}" if flare.state is FlareState.RETURN else flare.state.value


def tell_dose(dose: NextDose | Dose, unit: str | None = None) -> str:
    """Write a dose as cases do."""
    if dose.status is not DoseStatus.DO:
        return dose.status.value
    return f"L{dose.level} {dose.sets}x{dose.value}{unit or getattr(dose, 'unit', '')}"


def tell_review(review: Any) -> str:
    """Write a weekly review as cases do."""
    if review.gate is not None:
        return f"HOLD {review.gate}"
    return f"UP {review.percent:f} -> {review.v_exact:.2f}"
