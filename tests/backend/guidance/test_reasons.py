"""Why an amount is what it is: said for as long as it is true, the newest and strongest reason first."""

from __future__ import annotations

from typing import Any

import pytest

from steadily.guidance.evaluate import fold
from steadily.guidance.outcome import Message, Origin
from tests.backend.guidance.story import BRIDGE, ROCK, WALK, Story, done, march, reasons, red, story, trained
from tests.backend.guidance.test_ahead import ahead

TIRED: dict[str, Any] = {"am": 4}
AT_MOST = {"B4": {**BRIDGE, "max": 10}}
EASED = Message("T_EASE", {"x": "9"})
TOP = Message("T_HOLD_CAP", {"max": "10"})
PROPOSED = Message("T_LEVEL")


def why(told: Story, day: int, key: str = "B4") -> list[Message]:
    return [*told.dose(day, key).why]


def ordered(day: int, kind: str, **value: Any) -> dict[Any, Any]:
    return {march(day): [{"kind": kind, "prescription": "B4", **value}]}


def test_a_rise_is_said_all_week_and_marked_until_it_is_done() -> None:
    amara = story(trained(2, 4, 6, 11), until=20)

    rise = [Message("T_UP", {"old": "10", "new": "11"})]
    assert [why(amara, day) for day in (8, 9, 10, 11, 15)] == [[], rise, rise, rise, rise]
    assert [amara.dose(day).because for day in (10, 11)] == [("R-PG2",), ()]


def test_a_review_that_holds_takes_the_place_of_the_rise_before_it() -> None:
    amara = story(trained(2, 4, 6, 11), until=20)

    assert why(amara, 16) == [Message("T_HOLD_ADH", {"percent": "80"})]
    assert amara.dose(16).because == ()


def test_a_rise_takes_the_place_of_the_hold_before_it() -> None:
    amara = story(trained(9, 11, 13), until=20)

    assert [each.text for each in why(amara, 9)] == ["T_HOLD_ADH"]
    assert [each.text for each in why(amara, 16)] == ["T_UP"]


@pytest.mark.parametrize(
    ("said", "days", "more"),
    [
        (Message("T_HOLD_SAFETY", {"days": "7"}), trained(2, 4, 6), {"fill": {"am": 2, "now": 3, "worst": 5}}),
        (Message("T_HOLD_FLARE"), {**trained(2, 4, 6), 8: {"now": 5, "worst": 7}}, {}),
        (Message("T_HOLD_DATA", {"pains": "0", "mornings": "0"}), trained(2, 4, 6), {"fill": {"safety": []}}),
        (Message("T_HOLD_ADH", {"percent": "80"}), trained(2, 4), {}),
        (Message("T_HOLD_LIGHT", {"sore": "1"}), {**trained(2, 4), 6: {"ex": {"B4": red()}}}, {}),
        (
            Message("T_HOLD_LIGHT", {"variant": "unknown", "known": "1", "sessions": "3"}),
            {**trained(2), 4: {"ex": {"B4": done(after=None)}}, 6: {"ex": {"B4": done(after=None)}}},
            {},
        ),
        (
            Message("T_HOLD_TREND", {"rise": "1"}),
            {day: {"am": 3, **trained(2, 4, 6).get(day, {})} for day in range(2, 9)},
            {},
        ),
        (
            Message("T_HOLD_PACE", {"times": "2"}),
            {**trained(2), 4: {"ex": {"B4": done(13)}}, 6: {"ex": {"B4": done(13)}}},
            {},
        ),
        (Message("T_HOLD_MODE"), trained(2, 4, 6), {"locked": ["B4"]}),
        (TOP, trained(2, 4, 6), {"exercises": AT_MOST}),
    ],
)
def test_a_held_review_says_which_gate_held_it_and_its_number(
    said: Message, days: dict[int, Any], more: dict[str, Any]
) -> None:
    assert said in why(story(days, **more), 9)


def test_a_red_session_on_the_day_of_the_review_counts_among_the_sore_ones() -> None:
    amara = story({**trained(2, 4, 6), 9: {"ex": {"B4": red()}}}, until=12)

    assert why(amara, 10) == [Message("T_SORE"), Message("T_EASE", {"x": "8"}), Message("T_HOLD_LIGHT", {"sore": "1"})]


def test_a_bigger_day_and_a_sore_one_are_said_where_they_held_the_amount() -> None:
    days = {3: {"now": 2, "worst": 4, "act": "much_more"}, 4: {"now": 4, "worst": 6, "act": "much_less"}}
    amara = story({**days, **{day: {**days.get(day, {}), **trained(day)[day]} for day in (2, 5, 7)}})

    assert why(amara, 9) == [Message("T_HOLD_PACE", {"variant": "bust"})]


def test_after_three_rises_the_week_of_rest_is_said_with_their_number() -> None:
    weeks = {day: {"ex": {"B4": done()}} for start in (2, 9, 16, 23) for day in (start, start + 2, start + 4)}
    amara = story(weeks, until=31)

    assert why(amara, 30) == [Message("T_HOLD_CONS", {"raises": "3"})]


def test_an_unsettled_morning_is_said_with_how_far_it_was_above_usual() -> None:
    usual = story({3: {"ex": {"B4": done()}}, 4: TIRED})
    new = story({3: {"ex": {"B4": done(settled=None)}, "am": 2}, 4: TIRED}, since=3, until=9)
    own_word = story({3: {"ex": {"B4": done(settled=False)}}})

    assert [why(each, 4)[0] for each in (usual, new, own_word)] == [
        Message("T_UNSETTLED", {"x": "2"}),
        Message("T_UNSETTLED", {"variant": "before", "x": "2"}),
        Message("T_UNSETTLED", {"variant": "plain"}),
    ]
    assert [why(each, 4)[1] for each in (usual, new, own_word)] == [EASED] * 3


def test_a_red_session_is_said_as_the_cause_of_the_step_back() -> None:
    amara = story({3: {"ex": {"B4": red()}}})

    assert why(amara, 4) == [Message("T_SORE"), Message("T_EASE", {"x": "8"})]


def test_the_review_after_a_step_back_is_said_before_it() -> None:
    amara = story({**trained(2, 6), 4: {"ex": {"B4": red()}}})

    assert why(amara, 9) == [
        Message("T_HOLD_LIGHT", {"sore": "1"}),
        Message("T_SORE"),
        Message("T_EASE", {"x": "8"}),
    ]


def test_a_step_back_on_the_day_of_the_review_comes_first_and_stays_first() -> None:
    amara = story({**trained(2, 4, 6, 8, 11), 9: TIRED}, until=14)

    assert [[each.text for each in why(amara, day)] for day in (9, 11)] == [
        ["T_UNSETTLED", "T_EASE", "T_HOLD_LIGHT"]
    ] * 2


def test_a_step_back_after_a_review_takes_its_place() -> None:
    amara = story({10: {"ex": {"B4": red()}}}, until=14)

    assert [each.text for each in why(amara, 9)] == ["T_HOLD_ADH"]
    assert [each.text for each in why(amara, 11)] == ["T_SORE", "T_EASE"]


def test_a_proposed_level_is_said_until_a_clinician_has_answered() -> None:
    ready = trained(2, 4, 6, plus2=True)
    told = {"exercises": AT_MOST, "until": 14}
    waiting = story(ready, **told)
    declined = story(ready, actions=ordered(11, "decline"), **told)
    accepted = story(ready, actions=ordered(11, "accept"), sessions=[march(12)], **told)
    given = story(ready, actions=ordered(11, "accept", level=3, v="5"), sessions=[march(12)], **told)
    raised = story(ready, actions=ordered(11, "set_level", level=3, v="5"), sessions=[march(12)], **told)

    assert [why(waiting, day) for day in (8, 9, 13)] == [[], [TOP, PROPOSED], [TOP, PROPOSED]]
    for answered in (declined, accepted, given, raised):
        assert PROPOSED in why(answered, 10)
        assert PROPOSED not in why(answered, 11)
        assert PROPOSED not in why(answered, 13)
    assert why(declined, 11) == [TOP]
    assert [why(accepted, 13), accepted.dose(13).level] == [[], 3]


def test_what_a_clinician_sets_ends_what_the_rules_said_before() -> None:
    eased = {3: {"ex": {"B4": red()}}}
    anew = story(eased, actions=ordered(5, "set_dose", v="12"))
    lowered = story(eased, actions=ordered(5, "set_range", max="7"))
    widened = story(eased, actions=ordered(5, "set_range", max="20"))
    same = story(trained(2, 4), actions=ordered(10, "set_range", max="15"), until=14)
    wider = story(trained(2, 4, 6), exercises=AT_MOST, actions=ordered(10, "set_range", max="20"), until=14)

    assert [why(each, 5) for each in (anew, lowered)] == [[], []]
    assert why(widened, 5) == [Message("T_SORE"), Message("T_EASE", {"x": "8"})]
    assert [each.text for each in why(same, 10)] == ["T_HOLD_ADH"]
    assert [why(wider, day) for day in (9, 10)] == [[TOP], []]


def test_a_fixed_amount_is_said_until_it_is_unlocked() -> None:
    amara = story(trained(2, 4, 6), locked=["B4"], actions=ordered(11, "unlock"), until=14)
    ben = story(actions=ordered(5, "unlock"))

    assert [why(amara, day) for day in (9, 10, 11)] == [[Message("T_HOLD_MODE")], [Message("T_HOLD_MODE")], []]
    assert why(ben, 5) == []


def test_after_a_pause_the_step_back_before_it_is_said_again() -> None:
    sore = {3: {"ex": {"B4": red()}}, 5: {"ex": {"B4": red()}}}
    amara = story(sore, exercises={"B4": {**BRIDGE, "level": 1}}, actions=ordered(8, "resume"))

    assert why(amara, 7) == [Message("T_PAUSE")]
    assert why(amara, 8) == [Message("T_SORE"), Message("T_EASE", {"x": "8"})]


def test_a_date_that_asks_for_less_says_that_and_leaves_the_review_aside() -> None:
    amara = story(trained(2, 4), sessions=[march(11)], exercises={"B4": BRIDGE, "A": WALK})

    assert why(amara, 10, "A") == [Message("T_DAY0")]
    assert [each.text for each in why(amara, 11, "A")] == ["T_HOLD_ADH"]


def test_an_exercise_of_a_plan_that_is_new_needs_no_reason() -> None:
    amara = story(trained(3), exercises={"B4": BRIDGE, "M": ROCK})

    assert [why(amara, day, key) for day in (2, 5, 8) for key in ("B4", "M")] == [[]] * 6


def test_the_days_ahead_and_every_column_of_a_quiet_day_say_the_same_reason() -> None:
    doses = ahead(story(trained(2, 4)), 10)[12].doses["B4"]

    assert doses.steady.why == (Message("T_HOLD_ADH", {"percent": "80"}),)
    assert doses.eased[0].why == (Message("T_SORE", {"variant": "either"}), Message("T_EASE", {"x": "8"}))
    assert [each.text for each in doses.flare_settle.why] == ["T_FL1"]


def test_what_is_said_is_the_same_from_a_checkpoint() -> None:
    case = story({**trained(2, 6), 4: {"ex": {"B4": red()}}}, until=20).case
    asked = (case.protocol, case.plan, case.visits, case.actions)
    kept, _ = fold(*asked, case.diary, march(10))

    recent = {on: day for on, day in case.diary.items() if on >= kept.on}
    whole, resumed = (fold(*asked, diary, march(12), start) for diary, start in ((case.diary, None), (recent, kept)))

    assert [each.text for each in whole[1].next[0].why] == ["T_HOLD_LIGHT", "T_SORE", "T_EASE"]
    assert resumed == whole
    assert kept.exercises[0].held is not None
    assert kept.exercises[0].held.on == march(9)


def test_a_share_of_the_amount_is_told_with_its_number_and_whose_it_is() -> None:
    own = {"key": "settle_pct", "value": "60"}
    actions = {march(2): [{"kind": "set_threshold", "prescription": "A", "value": own}]}
    exercises = {"A": WALK, "M": ROCK}
    flare = story({3: {"flare": True}}, exercises=exercises, actions=actions)
    treated = story(exercises=exercises, sessions=[march(4)])
    away = story(trained(3, key="M"), exercises={"M": ROCK}, until=14)

    told = [each for each in reasons(flare, 3, "R-FL5") if each.prescription]
    assert [(each.prescription, each.threshold, each.origin, each.text) for each in told] == [
        ("A", "60", Origin.PATIENT, "T_FL1"),
        ("M", "50", Origin.DEFAULT, "T_FL1"),
    ]
    assert [(each.prescription, each.threshold) for each in reasons(treated, 3, "R-AP2")] == [("A", "50")]
    assert [each.threshold for each in reasons(away, 12, "R-PG6") if "status" in each.inputs] == ["80"]
