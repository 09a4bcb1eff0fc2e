"""Every decision can be told: the rule, what it was decided from, the number used, whose it is, and the text."""

from __future__ import annotations

from typing import Any

from steadily.guidance.outcome import Message, Origin
from tests.backend.guidance.story import because, done, march, reasons, red, story, trained

HIGH: dict[str, Any] = {"now": 5, "worst": 7}
FLARE: dict[str, Any] = {"flare": True}


def test_a_quiet_day_is_told_whole() -> None:
    amara = story()

    assert list(amara.on(3).trace) == [
        because("R-SF3", "7", None, state="CLEAR", tier=None, positives=None, since=None),
        because("R-FL1", "5", "T_BASELINE", pain="4", interference="3"),
        because("R-FL2", "2", None, usual="4", threshold="6", ceiling="no"),
        because(
            "R-FL3",
            "2",
            None,
            pain="4",
            interference="3",
            declared=None,
            elevated="no",
            settled="yes",
            route=None,
            state="NONE",
            day=None,
            return_day=None,
        ),
        because("R-AP1", "3", None, phase="NO_COURSE", pre_review="no", grace="no"),
        because(
            "R-SC1",
            None,
            None,
            "B4",
            status="DO",
            level="2",
            value="10",
            percent="100",
            amount="10",
            phase="NO_COURSE",
            stage=None,
        ),
    ]
    assert amara.on(3).messages == ()


def test_a_warning_sign_is_told_with_its_tier_and_its_day() -> None:
    amara = story({3: {"safety": ["RF14", "RF06"]}})

    reason = reasons(amara, 4, "R-SF2")[0]

    positives = "RF06, RF14"
    assert reason == because("R-SF2", None, "T_HOLD", state="HOLD", tier="3", positives=positives, since="2026-03-03")
    assert amara.on(4).messages == (Message("T_111"), Message("T_HOLD"))
    assert reasons(amara, 4, "R-SF3") == []


def test_a_stale_answer_is_told_with_how_long_it_lasts() -> None:
    amara = story(until=3)

    (reason,) = reasons(amara, 10, "R-SF3")

    assert reason == because("R-SF3", "7", "T_STALE", state="STALE", tier=None, positives=None, since=None)


def test_entering_a_flare_is_told_with_its_route() -> None:
    amara = story({3: HIGH, 4: HIGH})

    (reason,) = reasons(amara, 4, "R-FL3")
    (asked,) = reasons(amara, 4, "R-FL7")

    assert (reason.threshold, reason.text) == ("2", "T_FL1")
    assert {key: reason.inputs[key] for key in ("pain", "elevated", "settled", "route", "state", "day")} == {
        "pain": "6",
        "elevated": "yes",
        "settled": "no",
        "route": "A",
        "state": "FLARE",
        "day": "2",
    }
    assert asked == because("R-FL7", "3", None, pain="6", usual="4", state="FLARE")
    assert amara.on(4).messages == (Message("T_FL1", {"x": "2"}),)


def test_going_on_in_a_flare_is_told_by_what_would_end_it() -> None:
    amara = story({3: FLARE, 4: FLARE})

    (reason,) = reasons(amara, 4, "R-FL4")

    assert (reason.threshold, reason.text) == ("1", "T_FL1")
    assert (reason.inputs["declared"], reason.inputs["settled"], reason.inputs["route"]) == ("yes", "no", None)
    assert reasons(amara, 4, "R-FL3") == []


def test_the_way_back_and_its_end_are_told_by_the_same_rule() -> None:
    amara = story({3: FLARE}, until=12)

    (back,), (over,) = reasons(amara, 6, "R-FL4"), reasons(amara, 9, "R-FL4")

    assert (back.text, back.inputs["day"], back.inputs["return_day"]) == ("T_FL3", "4", "2")
    assert (over.text, over.inputs["state"], over.inputs["day"]) == ("T_FL4", "NONE", None)
    assert reasons(amara, 10, "R-FL4") == []


def test_a_long_flare_is_told_with_its_day() -> None:
    amara = story(dict.fromkeys(range(3, 18), FLARE), until=17)

    assert reasons(amara, 8, "R-FL6") == []
    assert reasons(amara, 9, "R-FL6") == [because("R-FL6", "7", "T_CONTACT", day="7")]
    assert reasons(amara, 15, "R-FL6") == [because("R-FL6", "7", "T_CONTACT", day="13")]
    assert reasons(amara, 16, "R-FL6") == [because("R-FL6", "7", "T_SETBACK", day="14")]
    assert Message("T_CONTACT") in amara.on(9).messages
    assert Message("T_SETBACK") in amara.on(16).messages


def test_a_short_night_is_told_with_what_the_morning_was_held_against() -> None:
    amara = story({3: {"sleep": 3, "am": 3}})

    assert reasons(amara, 3, "R-FL8") == [because("R-FL8", "3", "T_HINT", sleep="3", morning="3", usual="2")]
    assert amara.on(3).messages == (Message("T_HINT"),)


def test_a_red_session_is_told_from_its_readings_to_the_easing() -> None:
    amara = story({3: {"ex": {"B4": red(before=1)}}})

    (light,), eased = reasons(amara, 3, "R-PM1"), reasons(amara, 3, "R-PM4")

    readings = {"before": "1", "during": "7", "after": "1", "stop": None}
    step = {"session": "2026-03-03", "light": "RED", "step": "smaller", "before": "10", "after": "8.00", "level": "2"}
    assert light == because("R-PM1", "5", "T_LIGHT_R", "B4", **readings, mode="absolute", light="RED")
    assert eased[0] == because("R-PM4", "80", "T_EASE", "B4", **step)
    assert (eased[1].text, eased[1].inputs["status"], eased[1].inputs["percent"]) == ("T_REST", "REST", "0")
    assert len(eased) == 2


def test_a_comfortable_session_is_told_with_the_top_of_green() -> None:
    amara = story(trained(3))

    (light,) = reasons(amara, 3, "R-PM1")

    assert (light.threshold, light.text, light.inputs["light"]) == ("2", "T_LIGHT_G", "GREEN")
    assert reasons(amara, 3, "R-PM4") == []


def test_the_morning_after_is_told_with_its_rise_and_what_it_makes_of_the_light() -> None:
    amara = story({3: {"ex": {"B4": done()}}, 4: {"am": 4}})

    heard = {"session": "2026-03-03", "rise": "2", "morning": "NOT_SETTLED"}
    made = {"provisional": "GREEN", "morning": "NOT_SETTLED", "light": "AMBER"}
    (step,) = [each for each in reasons(amara, 4, "R-PM4") if "step" in each.inputs]
    assert reasons(amara, 4, "R-PM2") == [because("R-PM2", "2", "T_UNSETTLED", "B4", **heard)]
    assert reasons(amara, 4, "R-PM3") == [because("R-PM3", None, None, "B4", **made)]
    assert (step.threshold, step.inputs["after"], step.inputs["light"]) == ("90", "9.00", "AMBER")


def test_a_silent_morning_is_told_without_a_word_to_the_patient() -> None:
    amara = story({3: {"ex": {"B4": done(settled=None)}}, 4: {"am": None}})

    heard = {"session": "2026-03-03", "rise": None, "morning": "UNKNOWN"}
    assert reasons(amara, 4, "R-PM2") == [because("R-PM2", "2", None, "B4", **heard)]


def test_a_stop_symptom_is_told_by_its_name() -> None:
    amara = story({3: {"ex": {"B4": done(stop="sharp")}}})

    (light,) = reasons(amara, 3, "R-PM1")

    assert (light.text, light.inputs["stop"], light.inputs["light"]) == ("T_STOP", "sharp", "RED")


def test_more_than_the_plan_is_told_with_both_amounts() -> None:
    amara = story({3: {"ex": {"B4": done(13)}}, 4: {"ex": {"B4": done(12)}}})

    assert reasons(amara, 3, "R-PG4") == [because("R-PG4", "1.20", "T_CAP", "B4", done="13", prescribed="10")]
    assert reasons(amara, 4, "R-PG4") == []


def test_a_big_day_and_the_sore_one_after_it_are_told_together() -> None:
    amara = story({3: {"act": "much_more"}, 4: {"act": "much_less", **HIGH}})

    pair = {"boom": "2026-03-03", "bust": "2026-03-04", "pain_then": "4", "pain_now": "6", "cycles": "1"}
    assert reasons(amara, 4, "R-PG5") == [because("R-PG5", "2", "T_BOOM1", **pair)]
    assert Message("T_BOOM1") in amara.on(4).messages


def test_coming_back_after_a_gap_is_told_with_its_length() -> None:
    amara = story({**trained(3), 15: {"ex": {"B4": done()}}}, until=20)

    (back,) = [each for each in reasons(amara, 15, "R-PG6") if "days" in each.inputs]

    assert back == because("R-PG6", "80", "T_BACK", "B4", days="12", before="10")


def test_an_exercise_left_for_three_weeks_is_told_on_the_day_it_becomes_so() -> None:
    amara = story(trained(3), until=30)

    (told,) = [each for each in reasons(amara, 23, "R-PG6") if "days" in each.inputs]

    assert told == because("R-PG6", "21", "T_BACK", "B4", days="21")
    assert amara.on(23).alerts[0].prescription == "B4"


def test_treatment_day_is_told_with_what_it_leaves_of_an_exercise() -> None:
    amara = story(sessions=[march(4)])

    (phase,) = reasons(amara, 4, "R-AP1")
    (dose,) = reasons(amara, 3, "R-AP2")

    assert phase == because("R-AP1", "3", "T_DAY0", phase="DAY0", pre_review="no", grace="yes")
    assert (dose.text, dose.inputs["status"], dose.inputs["phase"]) == ("T_DAY0", "REST", "DAY0")
    assert Message("T_DAY0") in amara.on(4).messages


def test_a_silent_week_is_told_with_its_days() -> None:
    amara = story(until=3)

    assert reasons(amara, 10, "R-AD2") == [because("R-AD2", "7", None, silent_days="7")]


def test_worry_that_kept_someone_twice_is_told_with_the_times() -> None:
    worried = {"done": 0, "presc": 10, "reason": "worried_about_harm"}
    amara = story({3: {"ex": {"B4": worried}}, 5: {"ex": {"B4": worried}}})

    assert reasons(amara, 3, "R-AD4") == []
    assert reasons(amara, 5, "R-AD4") == [because("R-AD4", "2", None, times="2")]


def test_a_number_of_the_patients_own_is_told_as_such() -> None:
    actions = {march(2): [{"kind": "set_threshold", "key": "red_pct", "value": {"value": "75", "key": "red_pct"}}]}
    amara = story({3: {"ex": {"B4": red()}}}, actions=actions)

    eased = reasons(amara, 3, "R-PM4")[0]

    assert (eased.threshold, eased.origin, eased.inputs["after"]) == ("75", Origin.PATIENT, "7.50")
