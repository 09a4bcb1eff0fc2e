"""What never happens to an amount, a level or a treatment day (protocol 9.1, nos. 1, 2, 4, 9, 11, 12, 16)."""

from __future__ import annotations

from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal

from steadily.guidance.clinician import exercises_on
from steadily.guidance.evaluate import fold
from steadily.guidance.outcome import Review, ReviewResult
from steadily.guidance.protocol import DEFAULT
from steadily.guidance.safety import TIERS, tier_of
from steadily.guidance.state import Exercise
from steadily.guidance.terms import ActionKind, Category, Day, DoseStatus, FlareState, SafetyState
from tests.backend.guidance.invariants.lives import Life
from tests.backend.guidance.invariants.living import (
    CALM,
    ONE_DAY,
    Lived,
    LivedDay,
    live_through,
    lived_life,
    on_hold,
    turned_on,
    whole_lives,
    without_engine,
)

HUNDREDTH = Decimal("0.01")
HIGHER_BY_A_CLINICIAN = (ActionKind.SET_LEVEL, ActionKind.ACCEPT)


def _rose(began: Exercise, ended: Exercise) -> bool:
    return ended.amount > began.amount or ended.level > began.level


@whole_lives
def test_01_nothing_is_raised_unless_safe_and_calm(life: Life) -> None:
    """No. 1: never raise an amount or level while safety is not CLEAR, in a flare or watch, or after such a week.

    The week is asked for its flare states and for a hold. A caution or a missed check that was over by the day of the
    review does not block it, as R-PG2 has it: G_SAFETY asks about the day of the review.
    """
    lived = lived_life(life)
    for day, began, ended in lived.changes():
        if not _rose(began, ended):
            continue
        week = lived.week_before(day.on)
        assert day.outcome.safety.state is SafetyState.CLEAR
        assert {each.outcome.flare.state for each in (*week, day)} == {CALM}
        assert not any(on_hold(each) for each in week)
        assert lived.chart.is_review(day.on)


@whole_lives
def test_02_a_rise_keeps_to_its_percent_and_to_a_fifth_in_any_week(life: Life) -> None:
    """No. 2: never more than the set percentage, never over 20 % in 7 days, no dose over the amount or the most.

    Held against what the rules add in a day. A clinician may set any amount (no. 12), and with it a higher most; for a
    week after it the rules still add nothing that would pass a fifth over the least of those days.
    """
    lived = lived_life(life)
    for day, began, ended in lived.changes():
        if ended.amount > began.amount:
            assert ended.amount <= _percent_of(began.amount, 110)
            assert ended.amount <= _percent_of(min(_week_at_this_level(lived, day, ended)), 120)
            assert ended.amount <= ended.maximum
    for day, dose in lived.doses():
        if dose.status is DoseStatus.DO and dose.value is not None:
            assert dose.value <= max(Decimal(1), dose.v_exact)
            assert dose.value <= max(Decimal(1), _tomorrow(lived, day, dose.prescription).maximum)


def _tomorrow(lived: Lived, day: LivedDay, name: str) -> Exercise:
    """Give where an exercise stands as the next day begins: a level a clinician set may begin then."""
    return exercises_on(lived.chart, day.after.exercises, day.on + ONE_DAY)[name]


def _percent_of(amount: Decimal, percent: int) -> Decimal:
    return (amount * percent / 100).quantize(HUNDREDTH, ROUND_HALF_UP)


def _week_at_this_level(lived: Lived, day: LivedDay, ended: Exercise) -> list[Decimal]:
    since = ended.level_changed_on
    evenings = [each for each in lived.week_before(day.on) if since is None or each.on >= since]
    return [each.ended(ended.prescription).amount for each in evenings] or [ended.amount]


@whole_lives
def test_04_only_a_clinician_levels_up_resumes_or_clears(life: Life) -> None:
    """No. 4: never a level up, a resumed exercise, or a lifted HOLD or CAUTION but by a clinician."""
    lived = lived_life(life)
    for before, day in zip(lived.days, lived.days[1:], strict=False):
        for name, began in day.began.items():
            ended, earlier = day.ended(name), before.ended(name)
            assert ended.level <= began.level
            assert not began.paused or ended.paused
            assert began.level <= earlier.level or _ordered_by(lived, day, HIGHER_BY_A_CLINICIAN)
            assert began.paused or not earlier.paused or day.ordered(ActionKind.RESUME)
        if before.outcome.safety.positives and not day.ordered(ActionKind.CLEAR_SAFETY):
            was, now = before.outcome.safety, day.outcome.safety
            assert now.state in {was.state, SafetyState.HOLD}
            assert set(was.positives) <= set(now.positives)


def _ordered_by(lived: Lived, day: LivedDay, kinds: tuple[ActionKind, ...]) -> bool:
    """Tell whether a clinician ordered this on or before the day; a harder level may have waited for its day."""
    return any(each.ordered(*kinds) for each in lived.days if each.on <= day.on)


@whole_lives
def test_09_doing_more_than_the_plan_earns_nothing(life: Life) -> None:
    """No. 9: a week overdone never earns more than the same week as planned, and a missed one costs no kept week."""
    lived = lived_life(life)
    for before, day in zip(lived.days, lived.days[1:], strict=False):
        earlier, later = before.outcome.adherence, day.outcome.adherence
        if earlier is not None and later is not None and later != earlier and later.overall is None:
            assert later.kept == earlier.kept
            assert later.counted == earlier.counted
    reviewed = next((day for day in lived.days if any(each.percent for each in day.outcome.reviews)), None)
    if reviewed is not None:
        _earns_no_more(lived, reviewed)


def _earns_no_more(lived: Lived, reviewed: LivedDay) -> None:
    """Live the week again, once with every day overdone, and once with the first alone."""
    written, week = lived.written, lived.week_before(reviewed.on)
    trained = [each.on for each in week if each.day.sessions]
    planned = {each.prescription: each for each in reviewed.outcome.reviews}
    for overdone in (trained, trained[:1]):
        diary = written.diary | {on: _overdone(written.diary[on]) for on in overdone}
        asked = (DEFAULT, written.plan, written.visits, written.actions, diary, reviewed.on)
        _, outcome = fold(*asked, week[0].before)
        for each in outcome.reviews:
            assert each.v_exact <= planned[each.prescription].v_exact
            assert _percent(each) <= _percent(planned[each.prescription])
        assert outcome.adherence is None or (outcome.adherence.overall or 0) <= 100


def _overdone(day: Day) -> Day:
    """Do twice of what was done in full."""
    twice = {
        name: replace(each, done=each.done * 2) if each.done >= each.prescribed else each
        for name, each in day.sessions.items()
    }
    return replace(day, sessions=twice)


def _percent(review: Review) -> Decimal:
    return review.percent or Decimal(0) if review.result is ReviewResult.UP else Decimal(0)


@whole_lives
def test_11_a_treatment_day_starts_nothing_and_asks_for_no_strength(life: Life) -> None:
    """No. 11: never a new exercise, a harder level, or strength work on the day of a treatment.

    A clinician's harder level makes no exception: it begins on the next day without a treatment (R-PG3).
    """
    lived = lived_life(life)
    for before, day in zip(lived.days, lived.days[1:], strict=False):
        if not day.treatment:
            continue
        for name, began in day.began.items():
            assert began.level <= before.ended(name).level
        strength = {each.id for each in lived.written.plan.prescriptions if each.category is Category.STRENGTH}
        asked = {each.prescription for each in before.outcome.next if each.status is DoseStatus.DO}
        assert not strength & asked


@whole_lives
def test_12_a_clinicians_word_stands_and_no_question_grows_less_urgent(life: Life) -> None:
    """No. 12: a dose a clinician sets is the dose; tiers only ever become more urgent.

    That a rise of more than a fifth asks for confirmation is held by tests/backend/plans/test_decisions.py.
    """
    lived = lived_life(life)
    for day in lived.days:
        last = {each.prescription: each for each in day.actions if each.kind is ActionKind.SET_DOSE}
        for name, action in last.items():
            if not day.ordered(ActionKind.SET_RANGE, ActionKind.SET_LEVEL, ActionKind.ACCEPT):
                assert day.began[str(name)].amount == Decimal(str(action.value["v"]))
                assert day.began[str(name)].reference == Decimal(str(action.value["v"]))
    raised = {question: 1 + (life.seed >> number) % 9 for number, question in enumerate(TIERS)}
    assert all(tier_of(question, raised) <= tier for question, tier in TIERS.items())


@whole_lives
def test_16_the_engine_stays_off_until_a_clinician_turns_it_on(life: Life) -> None:
    """No. 16: under 18, pregnant, after an operation and so on, no dose is worked out until a clinician says so.

    Which answers of the first assessment turn it off is held by tests/backend/today/test_gather.py.
    """
    lived = live_through(without_engine(lived_life(life).written, "PREGNANCY"))
    turned = turned_on(lived.written)
    assert [day.outcome.engine.on for day in lived.days] == [day.on >= turned for day in lived.days]
    for day, began, ended in lived.changes():
        if day.on < turned:
            assert day.outcome.reviews == ()
            assert (ended.amount, ended.level, ended.paused) == (began.amount, began.level, began.paused)


@whole_lives
def test_08_no_one_is_told_to_rest_for_more_than_two_days(life: Life) -> None:
    """No. 8: outside a hold no one who has more than strength work is asked to rest altogether for over two days.

    A rest day after a red session is one day; sessions done against it begin a new one.
    """
    lived = lived_life(life)
    if all(each.category is Category.STRENGTH for each in lived.written.plan.prescriptions):
        return
    rested = 0
    for day in lived.days:
        statuses = {each.status for each in day.outcome.next}
        rested = rested + 1 if statuses == {DoseStatus.REST} and not day.day.sessions else 0
        assert rested <= 2


@whole_lives
def test_06_a_flare_someone_declares_is_always_honoured(life: Life) -> None:
    """No. 6: who says that today is a flare-up is in the flare plan, whatever the numbers and the day."""
    for day in lived_life(life).days:
        if day.day.flare is not True:
            continue
        said = {each.text for each in day.outcome.messages}
        assert day.outcome.flare.state is FlareState.FLARE
        assert said & {"T_FL1", "T_FL2"}
        for dose in day.outcome.next:
            relaxing = _category(lived_life(life), dose.prescription) is Category.RELAX
            assert dose.status is not DoseStatus.DO or relaxing or dose.percent <= 70


def _category(lived: Lived, name: str) -> Category:
    return next(each.category for each in lived.written.plan.prescriptions if each.id == name)
