"""Safety answers come before everything else."""

from __future__ import annotations

from datetime import timedelta

import pytest

from steadily.guidance.protocol import DEFAULT
from steadily.guidance.safety import TIERS, effect, near_chest, packs, service_text, tiers
from steadily.guidance.terms import SafetyState, Visit, VisitStatus
from tests.backend.guidance.story import march, story


@pytest.mark.parametrize(
    ("answer", "tier", "state", "message"),
    [
        ("RF01", 1, "HOLD", "T_999"),
        ("RF16", 1, "HOLD", "T_999_SAFE"),
        ("AC01", 1, "HOLD", "T_999_NEEDLE"),
        ("LB01", 2, "HOLD", "T_AE"),
        ("RF06", 3, "HOLD", "T_111"),
        ("AC09", 3, "HOLD", "T_NEEDLE_LEFT"),
        ("RF17", 3, "CAUTION", "T_111_MIND"),
        ("RF14", 4, "CAUTION", "T_GP"),
        ("AC08", 5, "CAUTION", "T_CLINIC"),
        ("NEW99", 1, "HOLD", "T_999"),
    ],
)
def test_a_yes_has_its_tier_state_and_service(answer: str, tier: int, state: str, message: str) -> None:
    amara = story({3: {"safety": [answer]}})

    safety = amara.on(3).safety

    assert (safety.tier, safety.state, safety.message) == (tier, state, message)
    assert (safety.positives, safety.since) == ((answer,), march(3))
    assert amara.alerts(3) == [f"A_REDFLAG_T{tier}"]
    assert amara.alerts(4) == []


def test_the_most_urgent_of_several_answers_wins() -> None:
    amara = story({3: {"safety": ["RF14", "LB01", "RF17"]}})

    assert (amara.on(3).safety.tier, amara.on(3).safety.message) == (2, "T_AE")
    assert amara.alerts(3) == ["A_REDFLAG_T2"]


def test_despair_with_another_red_flag_is_held() -> None:
    amara = story({3: {"safety": ["RF17", "RF06"]}})

    assert amara.on(3).safety.state is SafetyState.HOLD
    assert {"T_111", "T_111_MIND"} <= amara.texts(3)


def test_despair_alone_keeps_the_plan() -> None:
    amara = story({3: {"safety": ["RF17"]}})

    assert amara.next(3) == "L2 2x10reps"
    assert amara.texts(3) >= {"T_111_MIND", "T_CAUTION"}


def test_a_hold_suspends_every_dose_until_a_clinician_clears_it() -> None:
    amara = story({3: {"safety": ["RF06"]}}, clinician_clears=[march(6)])

    assert [amara.next(day) for day in (2, 3, 5, 6)] == ["L2 2x10reps", "SUSPENDED", "SUSPENDED", "L2 2x10reps"]
    assert amara.on(6).safety.state is SafetyState.CLEAR


def test_none_of_these_does_not_lift_a_hold() -> None:
    amara = story({3: {"safety": ["RF06"]}, 4: {"safety": []}})

    assert amara.on(5).safety.state is SafetyState.HOLD


def test_a_clear_lifts_nothing_answered_after_it() -> None:
    amara = story({6: {"safety": ["RF06"]}}, clinician_clears=[march(6)])

    assert amara.on(6).safety.state is SafetyState.HOLD
    assert amara.alerts(6) == ["A_REDFLAG_T3"]


def test_a_flag_is_raised_on_each_day_it_is_answered() -> None:
    amara = story({3: {"safety": ["RF06"]}, 5: {"safety": ["RF14"]}})

    assert amara.alerts(5) == ["A_REDFLAG_T4"]
    assert amara.on(5).safety.tier == 3


@pytest.mark.parametrize(("last_answered", "day", "state"), [(3, 9, "CLEAR"), (3, 10, "STALE")])
def test_safety_grows_stale_on_the_seventh_day_without_an_answer(last_answered: int, day: int, state: str) -> None:
    amara = story(until=last_answered)

    assert amara.on(day).safety.state == state
    assert ("T_STALE" in amara.texts(day)) == (state == "STALE")


def test_a_yes_to_the_daily_question_alone_is_no_answer_yet() -> None:
    amara = story({on: {"safety": ["ANY"]} for on in range(3, 13)}, until=12)

    assert amara.on(8).safety.state is SafetyState.CLEAR
    assert amara.on(9).safety.state is SafetyState.STALE
    assert amara.alerts(9) == []


def test_a_clinician_can_make_a_question_more_urgent_but_never_less() -> None:
    raised = tiers({"RF14": 2, "RF01": 4})

    assert (raised["RF14"], raised["RF01"]) == (2, 1)


def test_a_raised_tier_holds_from_its_day() -> None:
    actions = {march(4): [{"kind": "raise_tier", "id": "RF14", "tier": 3}]}
    amara = story({3: {"safety": ["RF14"]}}, actions=actions)

    assert [amara.on(day).safety.state for day in (3, 4)] == [SafetyState.CAUTION, SafetyState.HOLD]


def test_a_later_order_never_makes_a_question_less_urgent() -> None:
    orders = [{"kind": "raise_tier", "id": "RF14", "tier": tier} for tier in (2, 3)]

    amara = story({5: {"safety": ["RF14"]}}, actions={march(4): orders})

    assert amara.on(5).safety.tier == 2


def test_every_question_has_an_effect_and_a_service_text() -> None:
    for question, tier in TIERS.items():
        assert effect(question, tier) in (SafetyState.HOLD, SafetyState.CAUTION)
        assert service_text(question, tier).startswith("T_")


@pytest.mark.parametrize(
    ("region", "added"),
    [
        ("low_back", {"LB01", "LB06"}),
        ("neck", {"NK01", "NK07"}),
        ("shoulder", {"SH01", "NK04"}),
        ("elbow", {"EL03", "NK04"}),
        ("hip", {"HP02", "LB02"}),
        ("knee", {"KN02", "RF11"}),
        ("ankle", {"AN03", "RF11"}),
    ],
)
def test_a_region_adds_its_questions_to_the_general_ones(region: str, added: set[str]) -> None:
    weekly = packs([region])["weekly"]

    assert added | {"RF01", "RF21"} <= set(weekly)
    assert len(weekly) == len(set(weekly))


def test_the_post_needling_questions_are_asked_as_one_pack() -> None:
    assert packs([])["post_needle"] == tuple(f"AC{n:02}" for n in range(1, 12))
    assert packs([])["daily"] == ("ANY",)


@pytest.mark.parametrize(
    ("treated", "status", "near", "asked"),
    [
        (-7, "ATTENDED", True, True),
        (-8, "ATTENDED", True, False),
        (0, "BOOKED", True, True),
        (20, "BOOKED", True, True),
        (21, "BOOKED", True, False),
        (-1, "ATTENDED", False, False),
        (-1, "DNA", True, False),
        (-1, "CANCELLED", True, False),
    ],
)
def test_breathing_is_asked_about_for_a_week_after_needles_near_the_chest(
    treated: int, status: str, near: bool, asked: bool
) -> None:
    today = march(10)
    visit = Visit(today + timedelta(days=treated), VisitStatus(status), chest_near=near)

    assert near_chest(DEFAULT, [visit], today, today + timedelta(days=20)) is asked


def test_every_full_list_asks_about_breathing_then() -> None:
    lists = packs(["knee"], near_chest=True)

    assert [lists[name][-1] for name in ("onboarding", "weekly", "flare", "stop")] == ["AC01"] * 4
    assert lists["daily"] == ("ANY",)
    assert "AC01" not in packs(["knee"])["weekly"]
