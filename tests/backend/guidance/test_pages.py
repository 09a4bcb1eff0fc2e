"""The pages the phone looks answers up in, letter by letter."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from steadily.guidance.dose_grid import DueDose
from steadily.guidance.grids import Grids, grids
from steadily.guidance.outcome import Dose, Message
from steadily.guidance.terms import DoseStatus
from tests.backend.guidance.story import BRIDGE, ROCK, Story, done, march, story, trained

FLARE: dict[str, Any] = {"flare": True}
SCORES = ["-", *map(str, range(11))]


def pages(told: Story, day: int) -> Grids:
    case = told.case
    return grids(case.protocol, case.plan, case.visits, case.actions, case.diary, march(day))


def test_a_session_is_coloured_by_its_worst_reading() -> None:
    found = pages(story(), 5)

    unknown, comfortable, some, too_much = "XXXXAAARRRRR", "XGGGAAARRRRR", "AAAAAAARRRRR", "RRRRRRRRRRRR"
    rows = [unknown, *[comfortable] * 3, *[some] * 3, *[too_much] * 5]
    assert found.light == {"any": dict(zip(SCORES, rows, strict=True))}
    assert found.stop_light == "R"


def test_judged_by_its_rise_a_session_is_coloured_by_where_it_began() -> None:
    found = pages(story(pain_mode="relative"), 5)

    assert list(found.light) == SCORES
    assert found.light["-"]["2"] == "XGGGAAARRRRR"
    assert found.light["5"]["5"] == "XGGGGGGGARRR"
    assert found.light["8"]["8"] == "AAAAAAAAAARR"


def test_a_morning_is_settled_up_to_one_above_usual() -> None:
    found = pages(story(), 5)

    rows = ["USN", *["SSN"] * 4, *["NNN"] * 7]
    assert found.morning == dict(zip(SCORES, rows, strict=True))
    assert found.morning_by_flare == {}


def test_without_a_usual_morning_the_mornings_own_is_the_measure() -> None:
    new = pages(story({4: {"am": 6}}, since=3, until=5), 5)
    silent = pages(story({4: {"am": None}}, since=3, until=5), 5)

    assert [new.morning[each] for each in ("7", "8")] == ["SSN", "NNN"]
    assert set(silent.morning.values()) == {"USN"}


def test_a_flare_that_began_yesterday_takes_its_day_out_of_the_usual_mornings() -> None:
    mornings = {day: {"am": 1} for day in range(-1, 3)} | {day: {"am": 3} for day in range(-5, -1)}
    sore = {"now": 6, "worst": 8, "interf": 3, "am": 3}
    found = pages(story(mornings | {3: sore}, since=-5, until=5), 4)

    assert set(found.morning_by_flare) == {"F2"}
    assert (found.morning["4"], found.morning_by_flare["F2"]["4"]) == ("SSN", "NNN")


def test_the_morning_makes_the_final_light_and_what_it_costs() -> None:
    found = pages(story(), 5)

    assert found.final == {"G": "GAX", "A": "ARA", "R": "RRR", "X": "XAX"}
    assert found.ease == {"G": "010", "A": "010", "R": "111", "X": "010"}
    assert found.rest_next == {"R": True}


def test_pain_is_near_usual_between_or_elevated() -> None:
    found = pages(story(), 5)

    assert found.elevated["-"] == "-" * 12
    assert found.elevated["0"] == "-sssssssssss"
    assert found.elevated["5"] == "-ssssssmeeee"
    assert found.elevated["10"] == "-smeeeeeeeee"


def test_function_is_near_usual_between_or_worse() -> None:
    whole, half = pages(story(), 5), pages(story({day: {"interf": 4} for day in range(-5, 2)}, until=5), 4)

    assert whole.function_worse == dict(zip(SCORES, ["-", *"sssss", *"wwwwww"], strict=True))
    assert half.function_worse["5"] == "m"


def test_without_a_usual_level_any_known_pain_is_near_it() -> None:
    found = pages(story(since=3), 5)

    assert found.elevated["10"] == "-sssssssssss"
    assert set(found.function_worse.values()) == {"s"}


def test_the_safety_questions_are_opened_by_pain_far_above_usual_or_very_high_on_a_watched_day() -> None:
    usual = pages(story(), 5)
    high = pages(story(fill={"am": 2, "now": 5, "worst": 7, "interf": 3, "safety": []}), 5)

    assert usual.screen["3"] == "-" * 12
    assert usual.screen["4"] == "-----------y"
    assert usual.screen["7"] == "--------yyyy"
    assert (high.screen["6"], high.screen["8"]) == ("-----------w", "---------wwy")


def test_safety_today_is_told_by_what_will_be_answered() -> None:
    day = {"none": "C", "answered": "C", "CAUTION": "x", "HOLD": "H"}
    held = {"none": "H", "answered": "H", "CAUTION": "H", "HOLD": "H"}
    asked = {"none": "x", "answered": "C", "CAUTION": "x", "HOLD": "H"}

    assert pages(story(), 5).safety_today == day
    assert pages(story(until=3), 10).safety_today == asked
    assert pages(story({3: {"safety": ["RF06"]}}), 5).safety_today == held
    assert pages(story({3: {"safety": ["RF14"]}}), 5).safety_today == {**day, "none": "x", "answered": "x"}


def test_each_question_has_its_tier_its_effect_and_its_text() -> None:
    raised = {march(3): [{"kind": "raise_tier", "id": "RF14", "tier": 3}]}
    found, stricter = pages(story(), 5), pages(story(actions=raised), 5)

    def told(page: Grids, question: str) -> tuple[int, str, str]:
        return page.safety[question], page.safety_effect[question], page.safety_text[question]

    assert told(found, "RF01") == (1, "HOLD", "T_999")
    assert told(found, "RF14") == (4, "CAUTION", "T_GP")
    assert told(stricter, "RF14") == (3, "HOLD", "T_111")


def test_todays_answers_lead_where_the_rules_lead() -> None:
    calm, watched = pages(story(), 5).flare, pages(story({4: {"now": 5, "worst": 7}}), 5).flare
    graced = pages(story(sessions=[march(5)]), 5).flare

    def leads(first: Any) -> list[str]:
        return [first[letters] for letters in ("---", "ss-", "mw-", "es-", "ew-", "b--", "sst")]

    assert leads(calm.first) == ["N", "N", "N", "E", "F1", "E", "F1"]
    assert leads(watched.first) == ["W", "N", "N", "F2", "F2", "F2", "F2"]
    assert leads(graced.first) == ["N", "N", "N", "G", "G", "G", "F1"]


def test_in_a_flare_todays_answers_may_end_it_step_by_step() -> None:
    days = {3: FLARE, 4: {"now": 3, "worst": 5}}
    third, back = pages(story(days), 5).flare, pages(story(days), 6).flare
    last = pages(story(days), 9).flare

    assert [third.first[letters] for letters in ("---", "ss-", "sst", "es-")] == ["S3", "R1", "S3", "S3"]
    assert [back.first[letters] for letters in ("---", "ss-", "sst", "es-")] == ["R1", "R2", "L4", "L4"]
    assert [last.first[letters] for letters in ("---", "ss-", "sm-")] == ["R4", "Z", "R4"]
    assert (last.outcomes["Z"].text, last.outcomes["Z"].column, last.outcomes["Z"].context) == ("T_FL4", "steady", "N")
    assert (back.outcomes["R2"].column, back.outcomes["R2"].return_day) == ("return_early", 2)
    assert (back.outcomes["L4"].relapse, back.outcomes["L4"].day, back.outcomes["L4"].context) == (True, 4, "F")


def test_later_days_remember_what_came_before_them() -> None:
    later = pages(story(), 5).flare.later

    def leads(kind: str, context: str) -> list[str]:
        return [later[kind][context][letters] for letters in ("---", "ss-", "es-", "ew-", "sst")]

    assert {context: leads("day", context) for context in "NEGWMFR"} == {
        "N": ["N", "N", "E", "F1", "F1"],
        "E": ["W", "N", "F2", "F2", "F2"],
        "G": ["M", "N", "F2", "F2", "F2"],
        "W": ["N", "N", "F3", "F3", "F3"],
        "M": ["N", "N", "F3", "F3", "F3"],
        "F": ["F+"] * 5,
        "R": ["R=", "R=", "L", "L", "L"],
    }
    assert {context: leads("grace", context) for context in "NEFR"} == {
        "N": ["N", "N", "G", "G", "F1"],
        "E": ["W", "N", "G", "G", "F2"],
        "F": ["F+"] * 5,
        "R": ["R=", "R=", "L", "L", "L"],
    }


def test_each_code_says_where_it_leads_and_what_is_said() -> None:
    found = pages(story(), 5).flare

    told = {
        code: (each.state, each.day, each.column, each.context, each.text, dict(each.values), each.note)
        for code, each in found.outcomes.items()
    }

    reaction = "POST_NEEDLING_REACTION"
    assert told == {
        "N": ("NONE", None, "steady", "N", None, {}, None),
        "E": ("WATCH", None, "steady", "E", "T_WATCH", {}, None),
        "W": ("WATCH", None, "steady", "W", "T_WATCH", {}, None),
        "G": ("NONE", None, "steady", "G", None, {}, reaction),
        "M": ("NONE", None, "steady", "M", None, {}, None),
        "F1": ("FLARE", 1, "flare_settle", "F", "T_FL1", {"x": "1"}, None),
        "F2": ("FLARE", 2, "flare_settle", "F", "T_FL1", {"x": "2"}, None),
        "F3": ("FLARE", 3, "flare_steady", "F", "T_FL2", {"x": "3"}, None),
        "F+": ("FLARE", None, None, "F", None, {}, None),
        "L": ("FLARE", None, "flare_steady", "F", "T_FL2", {"variant": "undated"}, None),
        "R=": ("RETURN", None, None, "R", "T_FL3", {}, None),
    }
    assert found.stages == ("flare_settle", "flare_settle", "flare_steady")
    assert found.stage_texts == ("T_FL1", "T_FL1", "T_FL2")


def doses_of(told: Story, day: int, key: str = "B4") -> dict[str, DueDose]:
    cells = pages(told, day).next[key]
    return {cell: cells.doses[place] for cell, place in cells.cells.items()}


def amount(cell: DueDose) -> tuple[str, int | None, bool]:
    return cell.dose.status, cell.dose.value, cell.due


def test_tomorrows_dose_is_looked_up_by_todays_answers() -> None:
    found = doses_of(story(), 5)

    assert set(found) == {
        f"{code}/-/{light}/{safety}" for code in ("N", "E", "F1") for light in "-znRo" for safety in "Cx"
    }
    assert [amount(found[f"N/-/{light}/C"]) for light in "-znRo"] == [
        *[("DO", 10, True)] * 3,
        ("REST", None, False),
        ("DO", 10, False),
    ]
    settle = Dose(DoseStatus.REST, percent=0, because=("R-FL5",), why=(Message("T_FL1", {"x": "1"}),))
    assert found["F1/-/o/x"].dose == settle


def test_a_session_of_yesterday_waits_for_its_morning() -> None:
    found = doses_of(story({4: {"ex": {"M": done()}}}, exercises={"M": ROCK}), 5, "M")

    assert {cell.split("/")[1] for cell in found} == {"S", "N", "U"}
    assert [amount(found[f"N/{morning}/-/C"])[1] for morning in "SNU"] == [10, 9, 10]
    assert [amount(found[f"N/{morning}/o/C"])[1] for morning in "SNU"] == [10, 9, 10]
    unsettled = Message("T_UNSETTLED", {"variant": "plain"})
    assert found["N/N/-/C"].dose.why == (unsettled, Message("T_EASE", {"x": "9"}))


def test_on_a_review_day_safety_and_a_watch_decide_about_the_rise() -> None:
    found = doses_of(story(trained(2, 4, 6)), 9)

    assert [amount(found[f"{code}/-/-/{safety}"])[1] for code in "NE" for safety in "Cx"] == [11, 10, 10, 10]
    assert amount(found["N/-/R/C"])[0] == "REST"


def test_on_other_days_nothing_is_raised_on_the_page() -> None:
    assert amount(doses_of(story(trained(2, 4, 6)), 8)["N/-/-/C"])[1] == 10


def test_a_second_red_pauses_on_the_page_unless_a_flare_begins() -> None:
    easy = {"B4": {**BRIDGE, "level": 1}}
    found = doses_of(story({3: {"ex": {"B4": done(during=7)}}}, exercises=easy), 5)

    assert [amount(found[f"{code}/-/R/C"])[0] for code in ("N", "E", "F1")] == ["PAUSED", "PAUSED", "REST"]


def test_a_level_that_waits_begins_on_the_page() -> None:
    accepted = {march(4): [{"kind": "accept", "prescription": "B4", "level": 3, "v": "6"}]}
    found = doses_of(story(sessions=[march(5)], actions=accepted), 5)

    assert (found["N/-/-/C"].dose.level, found["N/-/-/C"].dose.value) == (3, 6)


def test_a_plan_that_is_not_guided_is_not_eased_on_the_page() -> None:
    told = story()
    told = Story(replace(told.case, plan=replace(told.case.plan, engine_off_because="pregnancy")))

    assert amount(doses_of(told, 5)["F1/-/-/C"]) == ("DO", 10, True)


def test_without_a_usual_level_only_a_plain_no_settles_a_day_on_the_page() -> None:
    days = {2: FLARE, 4: {"flare": False}}
    found = pages(story(days, since=2, until=8), 5).flare

    assert (found.first["ssf"], found.first["ss-"]) == ("R1", "S4")


def test_a_locked_exercise_is_not_raised_on_the_page_either() -> None:
    found = doses_of(story(trained(2, 4, 6), locked=["B4"]), 9)

    assert amount(found["N/-/-/C"])[1] == 10


def test_the_first_session_after_a_gap_is_on_the_page() -> None:
    found = doses_of(story(trained(3, key="M"), exercises={"M": ROCK}, until=15), 14, "M")

    assert [(amount(found[f"N/-/{light}/C"])[1], found[f"N/-/{light}/C"].dose.because) for light in "-o"] == [
        (8, ("R-PG6",)),
        (8, ("R-PG6",)),
    ]


def test_tomorrows_treatment_is_on_the_page() -> None:
    found = doses_of(story(sessions=[march(6)]), 5)

    assert amount(found["N/-/-/C"]) == ("REST", None, False)
    assert found["N/-/-/C"].dose.because == ("R-AP2",)
