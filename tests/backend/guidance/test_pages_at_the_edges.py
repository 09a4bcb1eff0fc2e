"""The phone's pages where a clinician, a ceiling or a kept day changes what is looked up."""

from __future__ import annotations

from typing import Any

import pytest

from steadily.guidance.evaluate import fold
from steadily.guidance.grids import grids
from tests.backend.guidance.story import march, story
from tests.backend.guidance.test_pages import FLARE, pages

HIGH: dict[str, Any] = {"now": 5, "worst": 7}


@pytest.mark.parametrize("kept_on", [3, 4])
def test_from_a_kept_day_the_pages_are_the_same(kept_on: int) -> None:
    case = story({3: {"ex": {"B4": {"done": 10, "presc": 10, "during": 7}}}, 4: HIGH}).case
    asked = (case.protocol, case.plan, case.visits, case.actions)
    kept, _ = fold(*asked, case.diary, march(kept_on))

    resumed = grids(*asked, {on: day for on, day in case.diary.items() if on >= kept.on}, march(5), kept)

    assert resumed == grids(*asked, case.diary, march(5))
    assert resumed.flare.first["es-"] == "F2"


def test_the_usual_morning_counts_before_the_mornings_own() -> None:
    found = pages(story({4: {"am": 5}}), 5)

    assert [found.morning[each] for each in ("3", "4")] == ["SSN", "NNN"]


def test_where_a_flare_takes_the_usual_morning_away_the_mornings_own_counts() -> None:
    early = {day: {"am": None} for day in range(-5, -1)}
    found = pages(story(early | {3: {**HIGH, "am": 4}}, since=-5, until=5), 4)

    assert (found.morning["3"], found.morning["4"]) == ("SSN", "NNN")
    assert [found.morning_by_flare["F2"][each] for each in ("5", "6")] == ["SSN", "NNN"]


def test_an_answer_of_today_is_in_todays_safety() -> None:
    found = pages(story({5: {"safety": ["RF06"]}}), 5)

    assert set(found.safety_today.values()) == {"H"}


def test_despair_is_not_held_and_has_its_own_words() -> None:
    found = pages(story(), 5)

    assert (found.safety["RF17"], found.safety_effect["RF17"], found.safety_text["RF17"]) == (
        3,
        "CAUTION",
        "T_111_MIND",
    )


def test_a_sore_day_on_which_the_clinician_ended_the_flare_is_no_flare_and_no_reaction() -> None:
    ended = {march(5): [{"kind": "end_flare", "rebaseline": False}]}
    flare = pages(story({3: FLARE, 4: FLARE}, actions=ended), 5).flare

    assert [flare.first[letters] for letters in ("ss-", "es-", "est")] == ["N", "H", "F1"]
    assert (flare.outcomes["H"].state, flare.outcomes["H"].context, flare.outcomes["H"].note) == ("NONE", "G", None)


def test_two_sore_days_in_a_row_are_only_watched_where_the_scale_ends_before_a_flare() -> None:
    high = pages(story(fill={"am": 2, "now": 7, "worst": 8, "interf": 3, "safety": []}), 5).flare
    usual = pages(story(), 5).flare

    assert [page.later["day"]["E"]["es-"] for page in (high, usual)] == ["E", "F2"]


def test_a_return_goes_on_through_a_sore_day_that_is_near_usual() -> None:
    later = pages(story(), 5).flare.later["day"]["R"]

    assert [later[letters] for letters in ("bs-", "bm-", "bst")] == ["R=", "L", "L"]
