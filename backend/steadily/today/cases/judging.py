"""Comparing what came with what a case expects, word by word as the case writes it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from msgspec import UNSET

from steadily.guidance.course import Measures, review_course
from steadily.guidance.outcome import Alert, Flare, NextDose, Outcome, Review, ReviewResult, SessionLight
from steadily.guidance.pacing import starting_amount
from steadily.guidance.protocol import DEFAULT
from steadily.guidance.terms import DoseStatus, FlareState
from steadily.today.cases.shapes import Course, Expected, Measured, Trials

Keys = Mapping[str, str]
"""The case's exercise keys by prescription id."""


@dataclass(frozen=True)
class Failure:
    """One expectation that was not met; `on` is None where no date is meant."""

    on: date | None
    what: str
    expected: object
    came: object

    def __str__(self) -> str:
        on = f"{self.on} " if self.on else ""
        return f"{on}{self.what}: expected {self.expected}, came {self.came}"


def unmet(expected: Expected, outcome: Outcome, keys: Keys) -> Iterator[Failure]:
    """List what did not come as expected on one date."""
    came = [
        *_of_the_day(expected, outcome),
        *_of_exercises(expected, outcome, keys),
        *_of_weeks(expected, outcome, keys),
    ]
    for what, wanted, found in came:
        if wanted is not UNSET and wanted != found:
            yield Failure(outcome.on, what, _word(wanted), _word(found))
    if expected.alerts is not UNSET:
        yield from _alerts(outcome.on, expected.alerts, [_alert(alert, keys) for alert in outcome.alerts])
    for text in {*expected.texts} - _texts(outcome):
        yield Failure(outcome.on, "texts", text, ", ".join(sorted(_texts(outcome))))


Compared = tuple[str, object, object]
"""What was compared, what was expected, what came."""


def _of_the_day(expected: Expected, outcome: Outcome) -> Iterator[Compared]:
    yield "P", expected.P, outcome.index_pain
    yield "T", expected.T, outcome.threshold
    yield "safety", expected.safety, outcome.safety.state
    yield "flare", expected.flare, _flare(outcome.flare)
    yield "phase", expected.phase, outcome.phase
    yield "pre_review", expected.pre_review, outcome.pre_review


def _of_exercises(expected: Expected, outcome: Outcome, keys: Keys) -> Iterator[Compared]:
    yesterday = outcome.on - timedelta(days=1)
    today_lights = {keys[each.prescription]: str(each.provisional) for each in outcome.lights if each.on == outcome.on}
    lights = {keys[each.prescription]: _light(each) for each in outcome.lights if each.on == yesterday}
    plan = {keys[each.prescription]: each for each in outcome.next}
    reviews = {keys[each.prescription]: each for each in outcome.reviews}
    yield from _each("lights_today", expected.lights_today, today_lights.get)
    yield from _each("lights_yesterday", expected.lights_yesterday, lights.get)
    yield from _each("next", expected.next, lambda key: _dose(plan.get(key)))
    yield from _each("due", expected.due, lambda key: plan[key].due if key in plan else None)
    for key, review in expected.review.items():
        yield f"review {key}", *_same_decimals(review, _review(reviews.get(key)))


def _of_weeks(expected: Expected, outcome: Outcome, keys: Keys) -> Iterator[Compared]:
    week = outcome.adherence
    known: dict[str, Decimal | None] = {}
    if week is not None:
        by_key = {keys[name]: value for name, value in week.by_prescription.items()}
        known = {"overall": week.overall, "logging": week.logging} | by_key
    yield from _each("adherence", expected.adherence, known.get)
    if expected.kept_weeks is not UNSET:
        wanted = expected.kept_weeks
        came = None if week is None else f"{week.kept} of {week.counted}"
        yield "kept_weeks", f"{wanted.kept} of {wanted.counted}", came


def _each(what: str, wanted: Mapping[str, object], found: Callable[[str], object]) -> Iterator[Compared]:
    for key, value in wanted.items():
        yield f"{what} {key}", value, found(key)


def _flare(flare: Flare) -> str:
    if flare.state is FlareState.FLARE:
        return f"FLARE day {flare.day}"
    return f"RETURN day {flare.return_day}" if flare.state is FlareState.RETURN else str(flare.state)


def _light(light: SessionLight) -> str | None:
    return None if light.final is None else f"{light.final}/{light.morning}"


def _dose(dose: NextDose | None) -> str | None:
    if dose is None:
        return None
    if dose.status is not DoseStatus.DO:
        return str(dose.status)
    return f"L{dose.level} {dose.sets}x{dose.value}{dose.unit}"


def _review(review: Review | None) -> str | None:
    if review is None:
        return None
    if review.result is ReviewResult.HOLD:
        return f"HOLD {review.gate}"
    return f"UP {review.percent} -> {review.v_exact}"


def _same_decimals(wanted: str | None, found: str | None) -> tuple[str | None, str | None]:
    """Write both with plain amounts, so that 11.0 and 11.00 are the same."""
    return _plain(wanted), _plain(found)


def _plain(review: str | None) -> str | None:
    if review is None or not review.startswith("UP "):
        return review
    percent, amount = review.removeprefix("UP ").split(" -> ")
    return f"UP {Decimal(percent).normalize():f} -> {Decimal(amount):.2f}"


def _alert(alert: Alert, keys: Keys) -> str:
    return alert.code if alert.prescription is None else f"{alert.code}:{keys[alert.prescription]}"


def _alerts(on: date | None, wanted: Iterable[str], found: Iterable[str]) -> Iterator[Failure]:
    """Compare alerts in any order. One expected without an exercise is met by the same code about any exercise."""
    missing, left = Counter(wanted), Counter(found)
    missing, left = missing - left, left - missing
    for code in [*missing.elements()]:
        same = next((each for each in left.elements() if each.partition(":")[0] == code), None)
        if same is not None:
            missing[code] -= 1
            left[same] -= 1
    if +missing or +left:
        yield Failure(on, "alerts", _word(sorted(wanted)), _word(sorted(found)))


def _texts(outcome: Outcome) -> set[str]:
    beside = {message.text for dose in outcome.next for message in dose.why}
    return beside | {message.text for message in outcome.messages}


def _word(value: object) -> str:
    if isinstance(value, list):
        return f"[{', '.join(map(str, value))}]"
    return "null" if value is None else str(value)


def unmet_by_course(case: Course) -> Iterator[Failure]:
    """List what did not come as expected of a course review alone."""
    review = review_course(
        DEFAULT,
        attended=case.attended,
        hours=case.hours,
        baseline=_measures(case.base, case.base_days),
        current=_measures(case.now, case.now_days),
        activities_count=case.psfs_items,
        change=case.groc,
    )
    expected = case.expect
    yield from _same("class", expected.class_, str(review.course_class))
    yield from _same("action", expected.action, str(review.action))
    if expected.alerts is not UNSET:
        yield from _alerts(None, expected.alerts, [alert.code for alert in review.alerts])


def unmet_by_trials(case: Trials) -> Iterator[Failure]:
    """List what did not come as expected of tolerance trials alone."""
    start = starting_amount(case.trials, DEFAULT)
    yield from _same("start", case.expect.start, None if start is None else start.amount)
    yield from _same("basis", case.expect.basis, None if start is None else str(start.basis))


def _measures(week: Measured, pain_days: int) -> Measures:
    return Measures(pain=week.P, pain_days=pain_days, activities=week.PSFS, peg=week.PEG)


def _same(what: str, wanted: object, came: object) -> Iterator[Failure]:
    if wanted is not UNSET and wanted != came:
        yield Failure(None, what, _word(wanted), _word(came))
