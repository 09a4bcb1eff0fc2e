"""From YAML to cases, or a plain word on what is wrong: which file, which key, what was expected there."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any, TypeVar

import msgspec
import yaml

from steadily.today.cases import shapes
from steadily.today.cases.shapes import Course, DiaryDay, Expected, Trials

Shape = TypeVar("Shape")

KINDS: dict[str, type[shapes.Diary] | type[Course] | type[Trials]] = {
    "diary": shapes.Diary,
    "course": Course,
    "trials": Trials,
}
OF_A_FILL = {"from", "to", "skip"}
LIGHT = "(GREEN|AMBER|RED|GREY)"
WORDS = {
    "flare": (r"NONE|WATCH|FLARE day \d+|RETURN day \d+", "NONE, WATCH, FLARE day N or RETURN day K"),
    "lights_today": (LIGHT, "GREEN, AMBER, RED or GREY"),
    "lights_yesterday": (f"{LIGHT}/(SETTLED|NOT_SETTLED|UNKNOWN)", "LIGHT/MORNING such as AMBER/NOT_SETTLED"),
    "next": (r"REST|PAUSED|SUSPENDED|L\d \d+x\d+(reps|s|min)", "REST, PAUSED, SUSPENDED or such as L2 2x10reps"),
    "review": (r"UP [\d.]+ -> [\d.]+|HOLD G_[A-Z]+", "such as UP 10 -> 11.00 or HOLD G_DATA"),
    "alerts": (r"A_[A-Z0-9_]+(:.+)?", "CODE or CODE:EXERCISE"),
}
"""How an expectation is written, as a pattern and as we say it."""
BY_EXERCISE = ("lights_today", "lights_yesterday", "next", "review", "due")


class UnreadableCase(ValueError):
    """A case that can't be read; says where and why."""


@dataclass(frozen=True)
class LoggedDay:
    """One day of a case's diary, with its sessions by exercise key."""

    day: DiaryDay
    sessions: Mapping[str, shapes.Session]


@dataclass(frozen=True)
class DiaryCase:
    """A diary case, read through: what the patient logged and what must follow, by date."""

    case: shapes.Diary
    exercises: Mapping[str, shapes.Exercise]
    days: Mapping[date, LoggedDay]
    actions: Mapping[date, tuple[shapes.Decision, ...]]
    expected: Mapping[date, Expected]


AnyCase = DiaryCase | Course | Trials


@dataclass(frozen=True)
class Written:
    """A case as it stands in its file, not yet read."""

    where: str
    raw: dict[Any, Any]

    def read(self) -> AnyCase:
        """Read the case through. Raises UnreadableCase."""
        kind = self.raw.get("kind", "diary")
        if kind not in KINDS:
            raise UnreadableCase(f"{self.where}: kind: expected {', '.join(KINDS)}, not {kind!r}")
        read = _read(self.raw, KINDS[kind], self.where)
        return _diary_case(read, self.where) if isinstance(read, shapes.Diary) else read


def files(path: Path) -> list[Path]:
    """List the YAML files under a folder, or the file itself."""
    return sorted([*path.rglob("*.yaml"), *path.rglob("*.yml")]) if path.is_dir() else [path]


def cases_in(path: Path) -> Iterator[Written]:
    """List every case written in a file. Raises UnreadableCase where it is not YAML."""
    for number, document in enumerate(_documents(path), start=1):
        if not isinstance(document, dict):
            raise UnreadableCase(f"{path}: document {number}: expected a mapping with id, plan_start, logs and expect")
        yield from _cases(document, str(path))


def title(case: AnyCase) -> str:
    """Name a case as people speak of it."""
    head = case.case if isinstance(case, DiaryCase) else case
    return " ".join(part for part in (head.id, head.name or head.title) if part)


def _documents(path: Path) -> list[Any]:
    try:
        return [each for each in yaml.load_all(path.read_text(), _Loader) if each is not None]
    except OSError as error:
        raise UnreadableCase(f"{path}: {error.strerror}") from None
    except yaml.YAMLError as error:
        raise UnreadableCase(f"{path}: {' '.join(str(error).split())}") from None


def _cases(document: dict[Any, Any], where: str) -> Iterator[Written]:
    where = f"{where}: {document.get('id', 'no id')}"
    parts = document.get("parts")
    if parts is None:
        yield Written(where, document)
        return
    if not isinstance(parts, list) or not all(isinstance(part, dict) for part in parts):
        raise UnreadableCase(f"{where}: parts: expected a list of cases, each with a name")
    whole = {key: value for key, value in document.items() if key != "parts"}
    for number, part in enumerate(parts, start=1):
        yield Written(f"{where}: {part.get('name', f'part {number}')}", whole | part)


def _diary_case(case: shapes.Diary, where: str) -> DiaryCase:
    exercises = {
        str(key): _read(value, shapes.Exercise, f"{where}: exercises.{key}") for key, value in case.exercises.items()
    }
    read = DiaryCase(
        case=case,
        exercises=exercises,
        days=_days(case.logs, exercises, f"{where}: logs"),
        actions={
            _date(on, f"{where}: actions"): tuple(_decisions(raw, exercises, f"{where}: actions.{on}"))
            for on, raw in case.actions.items()
        },
        expected={
            _date(on, f"{where}: expect"): _expected(raw, exercises, f"{where}: expect.{on}")
            for on, raw in case.expect.items()
        },
    )
    _known(case.locked, exercises, f"{where}: locked")
    return read


def _days(logs: shapes.Logs, exercises: Mapping[str, Any], where: str) -> dict[date, LoggedDay]:
    raw: dict[date, dict[Any, Any]] = {}
    for number, fill in enumerate(logs.fill):
        for on, day in _filled(fill, f"{where}.fill[{number}]"):
            raw[on] = raw.get(on, {}) | day
    for key, changes in logs.days.items():
        on = _date(key, f"{where}.days")
        if changes is None:
            raw.pop(on, None)
        elif isinstance(changes, dict):
            raw[on] = raw.get(on, {}) | changes
        else:
            raise UnreadableCase(f"{where}.days.{key}: expected a mapping, or null to take the day out")
    return {on: _logged(day, exercises, f"{where}.days.{on}") for on, day in sorted(raw.items())}


def _filled(fill: Mapping[Any, Any], where: str) -> Iterator[tuple[date, dict[Any, Any]]]:
    """Spell out a stretch of days; a list cycles day by day, but the list of `safety` is its answer."""
    first, last = (_date(fill.get(key), f"{where}.{key}") for key in ("from", "to"))
    skipped = {_date(each, f"{where}.skip") for each in fill.get("skip") or []}
    for number in range((last - first).days + 1):
        on = first + timedelta(days=number)
        if on not in skipped:
            yield on, {key: _of_day(key, value, number) for key, value in fill.items() if key not in OF_A_FILL}


def _of_day(key: object, value: Any, number: int) -> Any:
    cycles = isinstance(value, list) and key != "safety"
    return value[number % len(value)] if cycles and value else value


def _logged(raw: dict[Any, Any], exercises: Mapping[str, Any], where: str) -> LoggedDay:
    day = _read(raw, DiaryDay, where)
    sessions = {
        str(key): _read(session, shapes.Session, f"{where}.ex.{key}")
        for key, session in (day.ex or {}).items()
        if session is not None
    }
    _known(sessions, exercises, f"{where}.ex")
    return LoggedDay(day, sessions)


def _decisions(raw: object, exercises: Mapping[str, Any], where: str) -> Iterator[shapes.Decision]:
    if not isinstance(raw, list):
        raise UnreadableCase(f"{where}: expected a list of actions, each with its kind")
    for number, each in enumerate(raw):
        decision = _read(each, shapes.Decision, f"{where}[{number}]")
        _known([decision.prescription] if decision.prescription else [], exercises, f"{where}[{number}].prescription")
        yield decision


def _expected(raw: object, exercises: Mapping[str, Any], where: str) -> Expected:
    expected = _read(raw, Expected, where)
    for part in BY_EXERCISE:
        _known(getattr(expected, part), exercises, f"{where}.{part}")
    for part, (pattern, meaning) in WORDS.items():
        for place, word in _words(getattr(expected, part)):
            if not re.fullmatch(pattern, word):
                raise UnreadableCase(f"{where}.{part}{place}: expected {meaning}, not {word!r}")
    return expected


def _words(part: object) -> Iterator[tuple[str, str]]:
    """Go through what was written in one part of an expectation, with its place; null says nothing is expected."""
    if isinstance(part, str):
        yield "", part
    elif isinstance(part, dict):
        yield from ((f".{key}", word) for key, word in part.items() if word is not None)
    elif isinstance(part, list):
        yield from ((f"[{number}]", word) for number, word in enumerate(part))


def _known(keys: Iterable[str], exercises: Mapping[str, Any], where: str) -> None:
    for key in keys:
        if key not in exercises:
            raise UnreadableCase(f"{where}: expected one of the exercises {', '.join(exercises)}, not {key!r}")


def _date(value: object, where: str) -> date:
    if type(value) is not date:
        raise UnreadableCase(f"{where}: expected a date such as 2026-03-10, not {value!r}")
    return value


def _read(raw: object, shape: type[Shape], where: str) -> Shape:
    try:
        return msgspec.convert(raw, shape)
    except msgspec.ValidationError as error:
        message, _, path = str(error).partition(" - at `")
        inner = path.rstrip("`").partition("$")[2]
        raise UnreadableCase(f"{where}{inner}: {message.replace('`', '')}") from None


class _Loader(yaml.SafeLoader):
    """YAML with exact decimals, no key twice, and no truth values but true and false: `on` is a key."""

    yaml_implicit_resolvers = {
        letter: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:bool"]
        for letter, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        keys = [self.construct_object(key, deep=True) for key, _ in node.value]
        twice = [key for key in keys if keys.count(key) > 1]
        if twice:
            problem = f"the key {twice[0]} stands here twice"
            raise yaml.constructor.ConstructorError(None, None, problem, node.start_mark)
        return super().construct_mapping(node, deep)


_Loader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile("^(true|false)$"), ["t", "f"])
_Loader.add_constructor("tag:yaml.org,2002:float", lambda _, node: Decimal(str(node.value)))
