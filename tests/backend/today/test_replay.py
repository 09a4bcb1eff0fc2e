"""Replaying diary cases: a line for each thing that is not so, and a plain word where a case can't be read."""

from __future__ import annotations

from datetime import date
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connections

from steadily.people.models import Clinic, Patient

DIARIES = Path(__file__).resolve().parents[2] / "diaries"
HEAD = """
id: A1
title: Amara's knee
plan_start: 2026-03-02
exercises: {K1: {cat: STRENGTH, level: 2, sets: 2, unit: reps, v: 10, max: 15, freq: 3}}
"""
RED = "logs: {days: {2026-03-03: {ex: {K1: {done: 10, presc: 10, during: 7, after: 4}}}}}\n"

pytestmark = pytest.mark.django_db


def replay(*arguments: object) -> tuple[str, int]:
    """Run the command; give what it printed and how it ended."""
    out = StringIO()
    try:
        call_command("replay", *map(str, arguments), stdout=out)
    except SystemExit as ended:
        return out.getvalue(), int(str(ended.code))
    return out.getvalue(), 0


def written(folder: Path, text: str) -> Path:
    case = folder / "case.yaml"
    case.write_text(HEAD + text)
    return case


def test_a_case_that_holds_passes(tmp_path: Path) -> None:
    case = written(tmp_path, RED + "expect: {2026-03-03: {lights_today: {K1: RED}, next: {K1: REST}, alerts: []}}")

    assert replay(case) == ("1 passed, 0 failed\n", 0)


def test_each_thing_that_is_not_so_has_a_line(tmp_path: Path) -> None:
    case = written(tmp_path, RED + "expect: {2026-03-03: {lights_today: {K1: AMBER}, next: {K1: L2 2x10reps}}}")

    printed, ended = replay(case)

    assert printed.splitlines() == [
        "A1 Amara's knee: 2026-03-03 lights_today K1: expected AMBER, came RED",
        "A1 Amara's knee: 2026-03-03 next K1: expected L2 2x10reps, came REST",
        "0 passed, 1 failed",
    ]
    assert ended == 1


def test_an_alert_too_many_is_not_as_expected(tmp_path: Path) -> None:
    case = written(tmp_path, "logs: {days: {2026-03-03: {flare: true}}}\nexpect: {2026-03-03: {alerts: []}}")

    printed, ended = replay(case)

    assert "alerts: expected [], came [A_FLARE_NEW]" in printed
    assert ended == 1


def test_an_alert_about_an_exercise_may_be_expected_with_or_without_it(tmp_path: Path) -> None:
    floor = "protocol: {floor_pct: 80}\n" + RED
    for alert in ("A_DOSE_FLOOR", "'A_DOSE_FLOOR:K1'"):
        case = written(tmp_path, floor + f"expect: {{2026-03-03: {{alerts: [{alert}]}}}}")

        assert replay(case)[1] == 0


def test_a_folder_is_played_whole(tmp_path: Path) -> None:
    (tmp_path / "within").mkdir()
    for folder in (tmp_path, tmp_path / "within"):
        written(folder, "expect: {2026-03-02: {flare: NONE}}")

    assert replay(tmp_path) == ("2 passed, 0 failed\n", 0)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("expect: {}\nactions: {2026-03-03: [{kind: cure}]}", "actions.2026-03-03: expected one of clear_safety"),
        ("expect: {}\nprotocol: {green_max: 9}", "green_max"),
        ("expect: {}\nlogs: {days: {2026-03-03: {safety: [headache]}}}", "logs: safety on 2026-03-03"),
        ("expect: {}\nlogz: {}", "Object contains unknown field logz"),
    ],
)
def test_a_case_that_cannot_be_played_says_why(tmp_path: Path, text: str, said: str) -> None:
    case = written(tmp_path, text)

    printed, ended = replay(case)

    assert printed.startswith(f"{case}: A1: ")
    assert said in printed
    assert (printed.splitlines()[-1], ended) == ("0 passed, 1 failed", 1)


def test_one_bad_case_does_not_hold_up_the_others(tmp_path: Path) -> None:
    case = written(tmp_path, "expect: {2026-03-02: {flare: NONE}}\n---\nid: A2\n")

    printed, _ = replay(case)

    assert printed.splitlines()[-1] == "1 passed, 1 failed"


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    printed, ended = replay(tmp_path / "none.yaml")

    assert "none.yaml: No such file" in printed
    assert ended == 1


def test_the_clinics_own_rows_are_not_touched(amara: Patient) -> None:
    clinics = connections["default"]

    replay(DIARIES / "V12.yaml")

    assert connections["default"] is clinics
    assert [*Patient.objects.all()] == [amara]
    assert Clinic.objects.count() == 1


def test_one_day_is_explained_rule_by_rule() -> None:
    printed, _ = replay("--explain", DIARIES / "V12.yaml", "--on", date(2026, 3, 11))

    assert "End of Wednesday 11 March 2026" in printed
    assert "R-FL3" in printed
    assert "S1: REST" in printed
    assert "Alert for the clinic: A_FLARE_NEW, priority 3" in printed
    assert "T_FL1: You are in a flare-up plan, day 2." in printed


def test_a_day_to_explain_needs_a_file_and_a_file_needs_a_day() -> None:
    with pytest.raises(CommandError, match="--explain FILE --on DATE"):
        call_command("replay", "--explain", str(DIARIES / "V12.yaml"))
    with pytest.raises(CommandError, match="Name files or folders"):
        call_command("replay")
