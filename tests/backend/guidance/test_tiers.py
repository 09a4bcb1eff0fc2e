"""Who is asked what, and how urgent an answer may be made."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from steadily.guidance.chart import read_chart
from steadily.guidance.protocol import OutsideBracket
from steadily.guidance.safety import answer, check_tier, packs, tiers
from steadily.guidance.state import State
from steadily.guidance.terms import Action, ActionKind, Day, SafetyAnswer
from tests.backend.guidance.story import march, story


@pytest.mark.parametrize("tier", [1, 2, 3])
def test_a_question_may_be_made_more_urgent(tier: int) -> None:
    check_tier("RF14", Decimal(tier))

    assert tiers({"RF14": tier})["RF14"] == tier


@pytest.mark.parametrize(
    ("question", "tier", "detail", "of_value"),
    [
        ("RF99", 1, "There is no safety question called RF99.", False),
        ("X" * 70, 1, f"There is no safety question called {'X' * 60}.", False),
        ("RF01", 1, "RF01 has the most urgent tier already.", False),
        ("RF14", 4, "RF14 has tier 4. A tier can only be made more urgent: 1 to 3.", True),
        ("RF14", 5, "RF14 has tier 4. A tier can only be made more urgent: 1 to 3.", True),
        ("RF14", 0, "RF14 has tier 4. A tier can only be made more urgent: 1 to 3.", True),
        ("LB01", 2, "LB01 has tier 2. A tier can only be made more urgent: 1 to 1.", True),
    ],
)
def test_no_question_is_made_less_urgent_and_none_invented(
    question: str, tier: int, detail: str, of_value: bool
) -> None:
    with pytest.raises(OutsideBracket) as refused:
        check_tier(question, Decimal(tier))

    assert (str(refused.value), refused.value.of_value) == (detail, of_value)


def test_every_pack_is_named_and_the_general_questions_come_first() -> None:
    asked = packs(["knee", "nowhere"])

    assert set(asked) == {"daily", "onboarding", "weekly", "flare", "stop", "post_needle", "pre_needle"}
    assert asked["onboarding"] == asked["weekly"] == asked["flare"] == asked["stop"]
    assert asked["weekly"][:2] == ("RF01", "RF02")
    assert asked["weekly"][-2:] == ("KN01", "KN02")
    assert asked["pre_needle"] == ("AC12",)


@pytest.mark.parametrize(("minutes_later", "stands"), [(-1, False), (0, True), (1, True)])
def test_a_clear_lifts_only_what_was_answered_before_its_instant(minutes_later: int, stands: bool) -> None:
    case, noon = story().case, datetime(2026, 3, 3, 12, tzinfo=UTC)
    cleared = Action(ActionKind.CLEAR_SAFETY, noon, march(3))
    orders = read_chart(case.protocol, case.plan, case.visits, [cleared]).orders(march(3))
    said = SafetyAnswer(noon + timedelta(minutes=minutes_later), ("RF06",), ("RF06",))

    state = answer(orders, State(on=march(2)), Day(march(3), safety=(said,)))

    assert bool(state.positives) is stands


def test_a_yes_keeps_its_day_and_the_earliest_is_what_it_is_since() -> None:
    amara = story({3: {"safety": ["RF06"]}, 5: {"safety": ["RF14"]}})

    safety = amara.on(6).safety

    assert (safety.positives, safety.since, safety.tier, safety.message) == (("RF06", "RF14"), march(3), 3, "T_111")


def test_of_two_equally_urgent_answers_the_earlier_leads_and_each_text_is_said_once() -> None:
    amara = story({3: {"safety": ["RF08"]}, 4: {"safety": ["RF06", "RF17"]}})

    safety = amara.on(4).safety

    assert (safety.positives, safety.message) == (("RF08", "RF06", "RF17"), "T_111")
    assert [each.text for each in amara.on(4).messages] == ["T_111", "T_111_MIND", "T_HOLD"]


def test_a_question_answered_twice_is_named_once() -> None:
    amara = story({3: {"safety": ["RF06"]}, 4: {"safety": ["RF06"]}})

    assert amara.on(4).safety.positives == ("RF06",)


def test_two_packs_of_a_day_count_together() -> None:
    case = story().case
    noon = datetime(2026, 3, 3, 12, tzinfo=UTC)
    daily, full = SafetyAnswer(noon, ("ANY",), ("ANY",)), SafetyAnswer(noon, ("RF01",), ())
    orders = read_chart(case.protocol, case.plan, (), ()).orders(march(3))

    opened = answer(orders, State(on=march(2)), Day(march(3), safety=(daily,)))
    answered = answer(orders, State(on=march(2)), replace(Day(march(3)), safety=(daily, full)))

    assert (opened.answered_on, opened.positives) == (None, ())
    assert (answered.answered_on, answered.positives) == (march(3), ())
