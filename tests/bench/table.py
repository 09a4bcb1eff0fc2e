"""The table of what was measured: the ratio or number to reach, what was reached, and whether that is enough."""

from __future__ import annotations

import os
import platform
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from time import perf_counter, process_time

EVIDENCE = Path(__file__).resolve().parents[2] / "backend" / "docs" / "evidence" / "guidance.md"
HEADING = """# What the guidance costs

Measured on {cores} cores, Python {python}, SQLite with every commit on the disk. On average {load:.0f} other runs
wanted those cores at the same time, which makes all times longer, and computing more so than waiting for the disk.
Ratios compare runs that took turns in one process. CPU is the processor time of the process; p50 is the median by the
clock. The patient has {exercises} exercises.
Made again by `python3 tests/run.py --long bench`.

"""
TIMES = "times"
TITLES = "| What | To reach | Measured | Reached |\n|---|---|---:|---|\n"


@dataclass(frozen=True)
class Measured:
    """One line; `enough` is None where there is nothing to reach. Ratios come first."""

    what: str
    measured: str
    reach: str = ""
    enough: bool | None = None
    ratio: bool = False

    def line(self) -> str:
        """Write the line."""
        said = {True: "yes", False: "**not reached**", None: ""}[self.enough]
        return f"| {self.what} | {self.reach} | {self.measured} | {said} |\n"


def at_most(what: str, value: float, most: float, unit: str) -> Measured:
    """Compare a number with the most it may be; one in times is a ratio."""
    ratio = unit == TIMES
    return Measured(what, f"{value:.2f} {unit}", f"≤ {most:g} {unit}", value <= most, ratio)


def at_least(what: str, value: float, least: float) -> Measured:
    """Compare a ratio with the least it may be."""
    return Measured(what, f"{value:.2f} {TIMES}", f"≥ {least:g} {TIMES}", value >= least, ratio=True)


def written(measured: list[Measured]) -> str:
    """Write the table, ratios first."""
    return TITLES + "".join(each.line() for each in sorted(measured, key=lambda each: not each.ratio))


def keep(measured: list[Measured], exercises: int) -> None:
    """Keep the table in the evidence."""
    others = max(0, os.getloadavg()[1] - 1)
    heading = HEADING.format(cores=os.cpu_count(), python=platform.python_version(), load=others, exercises=exercises)
    EVIDENCE.parent.mkdir(exist_ok=True)
    EVIDENCE.write_text(heading + written(measured), "utf-8")


def cpu_ms(act: Callable[[], object], times: int) -> float:
    """Give the median processor time of an act, in milliseconds."""
    return median(_took(act, process_time) for _ in range(times))


def taking_turns(acts: dict[str, Callable[[], object]], rounds: int) -> dict[str, float]:
    """Give the median time of each act by the clock, in milliseconds; they take turns, so that all meet the same."""
    took: dict[str, list[float]] = {name: [] for name in acts}
    for number in range(rounds):
        for name in (*acts, *acts)[number % len(acts) :][: len(acts)]:  # each is first in turn
            took[name].append(_took(acts[name], perf_counter))
    return {name: median(times) for name, times in took.items()}


def _took(act: Callable[[], object], clock: Callable[[], float]) -> float:
    began = clock()
    act()
    return (clock() - began) * 1000
