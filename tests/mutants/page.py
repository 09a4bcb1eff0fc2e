"""Writes what became of the mutants: a table, and every survivor with the reason why it may live."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path

import yaml

from tests.mutants.hunt import Found

REASONS = Path(__file__).with_name("survivors.yaml")
LEAST_PERCENT = 90
UNEXPLAINED = "No reason is given yet."
HEADING = """# Mutants of the guidance

Every function of `backend/steadily/guidance/` was changed in one small place at a time, and the guidance's own tests
(`tests/backend/guidance/test_*.py`) were run on each such mutant until one failed. The changes are those of mutmut 3.8,
made to properties too. Numbers and tables that stand outside functions are not changed; a test holds the numbers equal
to `docs/protocol.md`.

mutmut's own way of running took some five seconds for each mutant, nine hours for all, because every call goes through
its switch. So `tests/mutants/` runs them: in a process for each mutant the changed function takes the place of the one
that stands, and only the tests that reach the changed line are tried. Tests with dice of their own are left out, so
that each run finds the same.

Made again by `python3 tests/run.py --long mutants`, which fails under 90 % or on a survivor without a reason.

| module | mutants | killed | survived | killed % |
|---|--:|--:|--:|--:|
"""


def reasons() -> dict[str, str]:
    """Read why a survivor may live, by its name; by that of its function where all its mutants share the reason."""
    groups = yaml.safe_load(REASONS.read_text(encoding="utf-8")) or []
    return {name: group["because"] for group in groups for name in (*group.get("functions", ()), *group["mutants"])}


def _reason(known: Mapping[str, str], survivor: str) -> str | None:
    return known.get(survivor, known.get(survivor.partition(": ")[0]))


def page(found: Found, untried: int, note: str = "") -> str:
    """Write the page; it says how many mutants nobody has tried yet. `note` says what else is to know of the hunt."""
    missing = f"\n**{untried} more mutants were made and not tried.**\n" if untried else ""
    said = f"\n{note}\n" if note else ""
    survivors, known = [name for name, by in found.items() if by is None], reasons()
    grouped: dict[str, list[str]] = {}
    for name in survivors:
        grouped.setdefault(_reason(known, name) or UNEXPLAINED, []).append(name)
    lists = [f"\n## {because}\n\n" + "".join(f"- `{name}`\n" for name in names) for because, names in grouped.items()]
    return HEADING + "".join(_rows(found)) + missing + said + "\n# Survivors\n" + "".join(lists)


def _rows(found: Found) -> Iterator[str]:
    made, alive = _by_module(found), _by_module({name: by for name, by in found.items() if by is None})
    for module, count in made.items():
        yield _row(module, count, alive[module])
    yield _row("**all**", made.total(), alive.total())


def _by_module(found: Mapping[str, str | None]) -> Counter[str]:
    return Counter(name.partition(".")[0] for name in found)


def _row(name: str, made: int, alive: int) -> str:
    return f"| {name} | {made} | {made - alive} | {alive} | {killed_percent(made, alive):.1f} |\n"


def killed_percent(made: int, alive: int) -> float:
    """Give the share of mutants that were killed; none made is none killed."""
    return 100 * (made - alive) / made if made else 0


def complaints(found: Found, untried: int) -> list[str]:
    """Name what keeps the hunt from being enough."""
    survivors, known = [name for name, by in found.items() if by is None], reasons()
    killed = killed_percent(len(found), len(survivors))
    few = [f"only {killed:.1f} % of the mutants were killed"] if killed < LEAST_PERCENT else []
    few += [f"{untried} mutants were not tried"] if untried else []
    return few + [f"no reason is given for {name}" for name in survivors if _reason(known, name) is None]
