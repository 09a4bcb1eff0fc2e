"""The library's files: what one may hold, and what is said when one is malformed."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Annotated, Literal, TypeVar

import msgspec
from msgspec import Meta

from steadily.guidance.terms import Category, Unit
from steadily.records.refusals import Refused

DATA = Path(__file__).parent / "data"

PRACTICE = "none"
"""What a paragraph rests on that rests on practice alone."""

Code = Annotated[str, Meta(min_length=1, max_length=12)]
Region = Literal["neck", "shoulder", "elbow", "low_back", "hip", "knee", "ankle", "general"]
Line = Annotated[str, Meta(min_length=1, max_length=300)]
Times = Annotated[int, Meta(ge=1, le=10)]
Amount = Annotated[int, Meta(ge=1, le=999)]
PerWeek = Annotated[int, Meta(ge=1, le=7)]
Seconds = Annotated[int, Meta(ge=0, le=600)]


class Sheet(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A part of a file; a field that is not named here is a mistake."""


class Dose(Sheet, frozen=True):
    """How much to start from, and the most the plan grows to; amounts are in the exercise's unit, per set."""

    sets: Times
    amount: Amount
    maximum: Amount
    per_week: PerWeek
    hold_s: Seconds = 0
    rest_s: Seconds = 0

    def __post_init__(self) -> None:
        if self.amount > self.maximum:
            raise ValueError("The amount is more than the maximum.")


class Level(Sheet, frozen=True):
    """One of the three versions."""

    level: Literal[1, 2, 3]
    name: Annotated[str, Meta(min_length=1, max_length=40)]
    how: Line


class ExerciseSheet(Sheet, frozen=True):
    """One exercise, in the words the patient reads."""

    code: Code
    name: Annotated[str, Meta(min_length=1, max_length=80)]
    regions: Annotated[list[Region], Meta(min_length=1)]
    category: Category
    unit: Unit
    dose: Dose
    purpose: Line
    position: Annotated[str, Meta(min_length=1, max_length=200)]
    levels: Annotated[list[Level], Meta(min_length=3, max_length=3)]
    steps: Annotated[list[Line], Meta(min_length=3, max_length=6)]
    cues: Annotated[list[Line], Meta(min_length=1, max_length=3)]
    common_error: Line
    cautions: Annotated[list[Line], Meta(min_length=1)]
    equipment: list[Line]
    each_side: bool = False
    reviewed_by: Annotated[str, Meta(max_length=120)] = ""
    reviewed_on: datetime.date | None = None

    def __post_init__(self) -> None:
        if [each.level for each in self.levels] != [1, 2, 3]:
            raise ValueError("The levels are 1, 2 and 3, in this order.")


class SmallerDose(Sheet, frozen=True):
    """What differs from the exercise's usual dose."""

    sets: Times | None = None
    amount: Amount | None = None
    maximum: Amount | None = None
    per_week: PerWeek | None = None
    hold_s: Seconds | None = None
    rest_s: Seconds | None = None

    def on_top_of(self, usual: Dose) -> Dose:
        """Put these numbers in the place of the usual ones."""
        own = {name: value for name, value in msgspec.structs.asdict(self).items() if value is not None}
        return msgspec.structs.replace(usual, **own)


class ItemSheet(Sheet, frozen=True):
    """One exercise of a template."""

    exercise: Code
    level: Literal[1, 2, 3] = 1
    priority: bool = False
    dose: SmallerDose = SmallerDose()


class TemplateSheet(Sheet, frozen=True):
    """A starting point for a plan."""

    code: Annotated[str, Meta(min_length=1, max_length=40)]
    name: Annotated[str, Meta(min_length=1, max_length=120)]
    region: Region
    for_whom: Line
    items: Annotated[list[ItemSheet], Meta(min_length=1)]


class Source(Sheet, frozen=True):
    """A paper, guideline or page, and how it is known."""

    what: Line
    known: Annotated[str, Meta(min_length=1, max_length=80)]


class Paragraph(Sheet, frozen=True):
    """What a patient reads, and the names of the sources it rests on; `none` where it rests on practice."""

    text: Line
    sources: Annotated[list[str], Meta(min_length=1)] = msgspec.field(name="from")


class PieceSheet(Sheet, frozen=True):
    """One piece of education; `needles` marks those for people who have acupuncture."""

    code: Code
    title: Annotated[str, Meta(min_length=1, max_length=80)]
    needles: bool
    paragraphs: Annotated[list[Paragraph], Meta(min_length=1)]
    reviewed_by: Annotated[str, Meta(max_length=120)] = ""
    reviewed_on: datetime.date | None = None


class Education(Sheet, frozen=True):
    """Every piece of education, and what they rest on."""

    sources: dict[str, Source]
    pieces: list[PieceSheet]


Kind = TypeVar("Kind", ExerciseSheet, TemplateSheet)


def exercises(data: Path = DATA) -> list[ExerciseSheet]:
    """Read every exercise; raise Refused that names the file and the field which is malformed."""
    found = [each for path in sorted(data.glob("exercises/*.yaml")) for each in _read(path, ExerciseSheet)]
    _refuse_twins(each.code for each in found)
    return found


def templates(known: Iterable[str], data: Path = DATA) -> list[TemplateSheet]:
    """Read every template, made of `known` exercise codes; raise Refused as `exercises` does."""
    path = data / "templates.yaml"
    found = list(_read(path, TemplateSheet))
    _refuse_twins(each.code for each in found)
    codes = set(known)
    for template in found:
        _refuse_strangers(template, codes, path)
    return found


def education(data: Path = DATA) -> Education:
    """Read every piece of education; raise Refused as `exercises` does, or when one rests on an unknown source."""
    path = data / "education.yaml"
    try:
        told = msgspec.yaml.decode(path.read_bytes(), type=Education)
    except msgspec.MsgspecError as problem:
        raise _malformed(path, str(problem)) from problem
    _refuse_twins(each.code for each in told.pieces)
    for piece in told.pieces:
        _refuse_unsourced(piece, {*told.sources, PRACTICE}, path)
    return told


def _read(path: Path, kind: type[Kind]) -> Iterator[Kind]:
    try:
        yield from msgspec.yaml.decode(path.read_bytes(), type=list[kind])  # type: ignore[valid-type]
    except msgspec.MsgspecError as problem:
        raise _malformed(path, str(problem)) from problem


def _malformed(path: Path, problem: str) -> Refused:
    _, _, field = problem.partition(" - at ")
    return Refused(f"{path.name}: {problem}", field=field.strip("`"), code="library-malformed")


def _refuse_twins(codes: Iterable[str]) -> None:
    for code, times in Counter(codes).items():
        if times > 1:
            raise Refused(f"{code} stands {times} times in the library.", field="code", code="library-malformed")


def _refuse_unsourced(piece: PieceSheet, known: set[str], path: Path) -> None:
    for name in (name for paragraph in piece.paragraphs for name in paragraph.sources):
        if name not in known:
            raise _malformed(path, f"{piece.code} has an unknown source {name} - at `from`")


def _refuse_strangers(template: TemplateSheet, known: set[str], path: Path) -> None:
    for item in template.items:
        if item.exercise not in known:
            raise _malformed(path, f"{template.code} has an unknown exercise {item.exercise} - at `exercise`")
