"""A diary case is read strictly: what is wrong is named by its file, its key and what was expected there."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from steadily.today.cases.reading import DiaryCase, UnreadableCase, cases_in

HEAD = """
id: A1
plan_start: 2026-03-02
exercises: {K1: {cat: STRENGTH, level: 2, sets: 2, unit: reps, v: 10, max: 15, freq: 3}}
"""
MONDAY = date(2026, 3, 2)


def read(folder: Path, text: str) -> DiaryCase:
    file = folder / "case.yaml"
    file.write_text(HEAD + text)
    (case,) = [written.read() for written in cases_in(file)]
    assert isinstance(case, DiaryCase)
    return case


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("expect: {2026-03-03: {flair: NONE}}", "A1: expect.2026-03-03: Object contains unknown field flair"),
        ("logz: {}\nexpect: {}", "A1: Object contains unknown field logz"),
        ("expect: {2026-03-03: {flare: FLARED}}", "flare: expected NONE, WATCH, FLARE day N or RETURN day K"),
        ("expect: {2026-03-03: {next: {K2: REST}}}", "next: expected one of the exercises K1, not 'K2'"),
        ("expect: {2026-03-03: {next: {K1: 10 reps}}}", "next.K1: expected REST, PAUSED, SUSPENDED or such as"),
        ("expect: {2026-03-03: {alerts: [FLARE]}}", "alerts[0]: expected CODE or CODE:EXERCISE, not 'FLARE'"),
        ("expect: {soon: {flare: NONE}}", "expect: expected a date such as 2026-03-10, not 'soon'"),
        ("expect: {}\nlogs: {days: {2026-03-03: {now: 11}}}", "logs.days.2026-03-03.now: Expected int <= 10"),
        ("expect: {}\nlogs: {days: {2026-03-03: 5}}", "logs.days.2026-03-03: expected a mapping, or null"),
        (
            "expect: {}\nlogs: {days: {2026-03-03: {ex: {K1: {done: 10}}}}}",
            "ex.K1: Object missing required field presc",
        ),
        ("expect: {}\nlogs: {fill: [{from: 2026-03-03, now: 3}]}", "fill[0].to: expected a date"),
        ("expect: {}\nlocked: [K2]", "locked: expected one of the exercises K1, not 'K2'"),
        ("expect: {}\nkind: dream", "kind: expected diary, course, trials, not 'dream'"),
        ("expect: {}\nplan_start: 2026-03-03", "the key plan_start stands here twice"),
        ("expect: [", "while parsing"),
    ],
)
def test_what_is_wrong_is_named(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(UnreadableCase) as refused:
        read(tmp_path, text)

    assert str(refused.value).startswith(str(tmp_path / "case.yaml"))
    assert said in str(refused.value)


def test_a_stretch_of_days_cycles_its_lists_and_leaves_dates_out(tmp_path: Path) -> None:
    fill = "{from: 2026-03-02, to: 2026-03-06, now: [1, 2, null], safety: [RF06, RF07], skip: [2026-03-03]}"
    case = read(tmp_path, f"expect: {{}}\nlogs: {{fill: [{fill}]}}")

    now = {on.day: logged.day.now for on, logged in case.days.items()}

    assert now == {2: 1, 4: None, 5: 1, 6: 2}
    assert case.days[MONDAY].day.safety == ["RF06", "RF07"]


def test_a_single_day_is_laid_over_the_stretch_key_by_key(tmp_path: Path) -> None:
    logs = """
    logs:
      fill: [{from: 2026-03-02, to: 2026-03-04, now: 3, worst: 5, sleep: 6, ex: {K1: {done: 10, presc: 10}}}]
      days:
        2026-03-03: {now: 7, sleep: null, ex: {}}
        2026-03-04: null
    """
    case = read(tmp_path, "expect: {}" + logs.replace("\n    ", "\n"))
    tuesday = case.days[MONDAY + timedelta(days=1)]

    assert (tuesday.day.now, tuesday.day.worst, tuesday.day.sleep) == (7, 5, None)
    assert tuesday.sessions == {}
    assert [*case.days] == [MONDAY, MONDAY + timedelta(days=1)]


def test_an_absent_safety_answer_is_not_none_of_these(tmp_path: Path) -> None:
    case = read(tmp_path, "expect: {}\nlogs: {days: {2026-03-02: {now: 1}, 2026-03-03: {safety: []}}}")

    assert [logged.day.safety for logged in case.days.values()] == [None, []]


def test_parts_share_what_stands_beside_them(tmp_path: Path) -> None:
    parts = "parts: [{name: calm, expect: {}}, {name: sore, plan_start: 2026-03-09, expect: {}}]"
    file = tmp_path / "case.yaml"
    file.write_text(HEAD + parts)

    calm, sore = (written.read() for written in cases_in(file))

    assert isinstance(calm, DiaryCase)
    assert isinstance(sore, DiaryCase)
    assert [*calm.exercises] == [*sore.exercises] == ["K1"]
    assert (calm.case.plan_start, sore.case.plan_start) == (MONDAY, date(2026, 3, 9))
