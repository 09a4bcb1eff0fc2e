"""What is not known stays unknown, and what was said is told again the same (protocol 9.1, nos. 3, 5, 13, 15)."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

from steadily.guidance.evaluate import evaluate, fold
from steadily.guidance.outcome import Alert, Review, ReviewResult
from steadily.guidance.protocol import DEFAULT
from steadily.guidance.safety import ANY, TIERS, service_text
from steadily.guidance.terms import DoseStatus, FlareState, Light, Morning, SafetyState
from tests.backend.guidance.invariants.lives import Life
from tests.backend.guidance.invariants.living import Lived, LivedDay, lived_life, on_hold, whole_lives

SERVICES = {"T_999", "T_999_NEEDLE", "T_AE", "T_111", "T_GP", "T_CLINIC", "T_999_SAFE", "T_111_MIND", "T_NEEDLE_LEFT"}


@whole_lives
def test_03_a_missing_day_is_no_quiet_day(life: Life) -> None:
    """No. 3: pain, function or a word on flares that is missing is never read as 0, as "no" or as settled."""
    lived = lived_life(life)
    for before, day in zip(lived.days, lived.days[1:], strict=False):
        flare, earlier = day.outcome.flare, before.outcome.flare
        if day.day.now is None or day.day.worst is None:
            assert day.outcome.index_pain is None
            assert flare.state is not FlareState.FLARE or earlier.state is FlareState.FLARE or _said_so(day)
        if earlier.state is FlareState.FLARE and flare.state is FlareState.RETURN and not day.actions:
            assert None not in {day.day.pain, before.day.pain}
            assert (
                day.outcome.baseline.pain is None
                or day.outcome.baseline.interference is None
                or (None not in {day.day.interference, before.day.interference})
            )
            assert day.outcome.baseline.pain is not None or day.day.flare is False


def _said_so(day: LivedDay) -> bool:
    return day.day.flare is True or bool(day.actions)


@whole_lives
def test_03_a_missing_reading_of_a_session_is_not_comfortable(life: Life) -> None:
    """No. 3: a session with a reading missing is never green, and an unanswered morning is never a settled one."""
    lived = lived_life(life)
    for day in lived.days:
        for light in day.outcome.lights:
            session = lived.written.diary[light.on].sessions[light.prescription]
            if light.provisional is Light.GREEN:
                assert None not in {session.during, session.after}
            if light.final is Light.GREEN:
                assert light.morning is Morning.SETTLED
            if light.morning is not None and session.settled is None and day.day.morning is None:
                assert light.morning is Morning.UNKNOWN
        for began in day.began.values():
            done = day.day.sessions.get(began.prescription)
            if done is None or done.done == 0:
                assert day.ended(began.prescription).done_on == began.done_on


@whole_lives
def test_03_an_unanswered_safety_check_is_not_a_no(life: Life) -> None:
    """No. 3: safety is only CLEAR within seven days of an answer."""
    lived = lived_life(life)
    for day in lived.days:
        week = [*lived.week_before(day.on)[-6:], day]
        answered = any(each.positives != (ANY,) for past in week for each in past.day.safety)
        assert answered or day.outcome.safety.state is not SafetyState.CLEAR


@whole_lives
def test_05_a_red_flag_comes_before_everything_else(life: Life) -> None:
    """No. 5: the most urgent positive speaks first, and on hold no amount is shown.

    That the phone's screen then shows nothing else is held by tests/journeys/test_red_flag_offline.py.
    """
    for day in lived_life(life).days:
        safety = day.outcome.safety
        if not safety.positives:
            continue
        most = min(TIERS[each] for each in safety.positives)
        assert safety.tier == most
        assert day.outcome.messages[0].text in {service_text(each, most) for each in safety.positives}
        assert day.outcome.messages[0].text in SERVICES
        if on_hold(day):
            assert {each.status for each in day.outcome.next} <= {DoseStatus.SUSPENDED}
            assert {(each.level, each.sets, each.value) for each in day.outcome.next} <= {(None, None, None)}
            assert not any(each.due for each in day.outcome.next)


@whole_lives
def test_05_a_yes_is_never_lost_before_a_clinician_clears_it(life: Life) -> None:
    """No. 5: every positive answer raises its alert on its day and stands from then on."""
    for day in lived_life(life).days:
        said = {each for answer in day.day.safety for each in answer.positives}
        if said:
            assert said <= set(day.outcome.safety.positives)
            assert f"A_REDFLAG_T{min(TIERS[each] for each in said)}" in _codes(day.outcome.alerts)


def _codes(alerts: tuple[Alert, ...]) -> set[str]:
    return {each.code for each in alerts}


@whole_lives
def test_13_nothing_is_made_of_too_few_days(life: Life) -> None:
    """No. 13: no usual level on fewer than five days, no rise on fewer than four, no percentage on fewer than four.

    "Improved" is only ever said by the course review; tests/backend/guidance/test_course.py holds its four days.
    """
    lived = lived_life(life)
    for day in lived.days:
        week = lived.week_before(day.on)
        for review in day.outcome.reviews:
            assert review.result is ReviewResult.HOLD or _enough(week)
            assert review.gate != "G_TREND" or _mornings(lived, day.on) >= 3
        adherence = day.outcome.adherence
        if adherence is not None and lived.chart.is_review(day.on):
            assert adherence.overall is None or sum(each.day.logged for each in week) >= 4
        if lived.written.plan.baseline is None and not day.before.rebaselined and day.outcome.baseline.pain is not None:
            assert _set_by_clinician(lived, day.on) or _pains(lived, day.on) >= 5


def _enough(week: list[LivedDay]) -> bool:
    pains = [each for each in week if each.day.pain is not None]
    mornings = [each for each in week if each.day.morning is not None]
    return len(pains) >= 4 and len(mornings) >= 3


def _mornings(lived: Lived, on: date) -> int:
    """Count the mornings of the thinner of the two weeks that are compared."""
    weeks = [lived.week_before(on), lived.week_before(on - timedelta(days=7))]
    return min(sum(each.day.morning is not None for each in week) for week in weeks)


def _set_by_clinician(lived: Lived, on: date) -> bool:
    return any("baseline" in f"{action.kind} {action.value}" for action in lived.written.actions if action.on <= on)


def _pains(lived: Lived, on: date) -> int:
    return sum(each.day.pain is not None for each in lived.days if each.on < on)


@whole_lives
def test_15_what_was_said_can_be_told_again(life: Life) -> None:
    """No. 15: the same inputs give the same answer, in whatever order they come and from whatever checkpoint."""
    lived = lived_life(life)
    written, rng = lived.written, Random(life.seed)
    shuffled = dict(rng.sample(list(written.diary.items()), len(written.diary)))
    visits = rng.sample(written.visits, len(written.visits))
    asked = (DEFAULT, written.plan, visits, written.actions, shuffled)
    told = rng.choice(lived.days)
    assert evaluate(*asked, told.on) == told.outcome
    checkpoint = rng.choice(lived.days).before
    last = lived.days[-1]
    assert fold(*asked, written.last, checkpoint) == (last.after, last.outcome)


@whole_lives
def test_15_every_review_and_change_says_why(life: Life) -> None:
    """No. 15: every review, step-back and changed dose has its rule in the trace, and the version of the protocol."""
    for day in lived_life(life).days:
        traced = {(each.rule, each.prescription) for each in day.outcome.trace}
        assert day.outcome.protocol_version == DEFAULT.version
        for review in day.outcome.reviews:
            assert ("R-PG2", review.prescription) in traced
            assert _reason_given(review)
        for dose in day.outcome.next:
            assert dose.status is DoseStatus.DO or dose.because
            assert len(dose.because) <= len(dose.why)


def _reason_given(review: Review) -> bool:
    return (review.result is ReviewResult.HOLD) == (review.gate is not None)
