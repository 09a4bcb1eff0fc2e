"""Lets the guidance's own tests hunt its mutants: each in a process of its own, the likeliest test first.

Only what needs no row of a database is collected, and nothing whose dice fall differently on each run.
"""

from __future__ import annotations
import __future__

import gc
import importlib
import mmap
import os
import resource
import signal
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import coverage
import pytest
from _pytest.runner import runtestprotocol

from tests.mutants.made import GUIDANCE, Mutant

Found = dict[str, str | None]
"""The test that killed each mutant, by the mutant's name; None for a survivor."""
SURVIVED = 0
LOST = "could not run, or ran on and on"
SLACK_SECONDS = 5
TIMES_LONGER = 5
"""A mutant on which a test takes this much longer than without it is killed."""
MOST_MEMORY = 2 * 1024**3
ANNOTATIONS = __future__.annotations.compiler_flag


@dataclass
class Hunt:
    """A pytest plugin that runs every test once to learn what it reaches, then every mutant against those."""

    mutants: Sequence[Mutant]
    earlier: Mapping[str, str | None]
    keep: Callable[[Found], None]
    workers: int = 2
    seconds: float | None = None
    items: list[pytest.Item] = field(default_factory=list)
    took: list[float] = field(default_factory=list)
    reach: dict[tuple[str, int], set[int]] = field(default_factory=lambda: defaultdict(set))
    killers: dict[str, Counter[int]] = field(default_factory=lambda: defaultdict(Counter))
    found: Found = field(default_factory=dict)

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Take the place of pytest's own loop."""
        self.items = [item for item in session.items if not _rolls_dice(item)]
        self._learn()
        self._run()
        self.keep(self.found)
        return True

    def _learn(self) -> None:
        """Run every test as it is, and keep which lines it reaches and how long it takes."""
        watched = coverage.Coverage(data_file=None, source=[str(GUIDANCE)], config_file=False)
        watched.start()
        for number, item in enumerate(self.items):
            watched.switch_context(str(number))
            began = time.process_time()
            if _fails(item):
                pytest.exit(f"{item.nodeid} fails without any mutant", returncode=1)
            self.took.append(time.process_time() - began)
        watched.stop()
        data = watched.get_data()
        for file in data.measured_files():
            for line, tests in data.contexts_by_lineno(file).items():
                self.reach[Path(file).stem, line] |= {int(each) for each in tests if each}
        if not self.reach:
            pytest.exit("no test reached the guidance that lies here", returncode=1)

    def _run(self) -> None:
        gc.freeze()
        marks = mmap.mmap(-1, 4 * max(1, len(self.mutants)))
        running: dict[int, int] = {}
        for number, mutant in enumerate(self.mutants):
            running[self._start(number, mutant, marks)] = number
            if len(running) >= self.workers:
                self._finish(running, marks)
        while running:
            self._finish(running, marks)

    def _tests(self, mutant: Mutant) -> list[int]:
        """Choose the tests that reach the changed lines: what killed it or its neighbours first, then the quickest."""
        reaching = set().union(*(self.reach.get((mutant.module, line), ()) for line in mutant.lines))
        known = self.earlier.get(mutant.name)
        near, around = self.killers[mutant.module + mutant.function], self.killers[mutant.module]

        def unlikely(test: int) -> tuple[bool, int, int, float]:
            return self.items[test].nodeid != known, -near[test], -around[test], self.took[test]

        ordered = sorted(reaching, key=unlikely)
        if self.seconds is None:
            return ordered
        sums = [sum(self.took[each] for each in ordered[:number]) for number in range(len(ordered))]
        return [each for each, before in zip(ordered, sums, strict=True) if before < self.seconds]

    def _start(self, number: int, mutant: Mutant, marks: mmap.mmap) -> int:
        tests = self._tests(mutant)
        child = os.fork()
        if child:
            return child
        resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
        try:
            become(mutant)
            killer = next((test for test in tests if self._kills(test)), None)
        except BaseException:
            os._exit(2)
        if killer is None:
            os._exit(SURVIVED)
        marks[4 * number : 4 * number + 4] = (killer + 1).to_bytes(4, "little")
        os._exit(1)

    def _kills(self, test: int) -> bool:
        """Run a test; a mutant on which it takes far too long ends with it."""
        signal.setitimer(signal.ITIMER_PROF, SLACK_SECONDS + TIMES_LONGER * self.took[test])
        return _fails(self.items[test])

    def _finish(self, running: dict[int, int], marks: mmap.mmap) -> None:
        child, status = os.wait()
        number = running.pop(child)
        mutant, killer = self.mutants[number], int.from_bytes(marks[4 * number : 4 * number + 4], "little") - 1
        if killer >= 0:
            self.killers[mutant.module + mutant.function][killer] += 1
            self.killers[mutant.module][killer] += 1
        lost = None if status == SURVIVED else LOST
        self.found[mutant.name] = lost if killer < 0 else self.items[killer].nodeid
        if len(self.found) % 100 == 0:
            self.keep(self.found)


def _rolls_dice(item: pytest.Item) -> bool:
    return bool(getattr(getattr(item, "obj", None), "is_hypothesis_test", False))


def _fails(item: pytest.Item) -> bool:
    return any(report.failed for report in runtestprotocol(item, log=False, nextitem=None))


def become(mutant: Mutant) -> None:
    """Put a mutant's code in the place of the function's, wherever that function is already known."""
    module = importlib.import_module(f"steadily.guidance.{mutant.module}")
    owner, _, name = mutant.function.rpartition(".")
    standing = vars(vars(module)[owner] if owner else module)[name]
    function: Any = standing.fget if isinstance(standing, property) else standing
    names = dict(vars(module))
    exec(compile(mutant.source, "<mutant>", "exec", flags=ANNOTATIONS, dont_inherit=True), names)  # noqa: S102
    mutated = names[name]
    function.__code__, function.__defaults__ = mutated.__code__, mutated.__defaults__
    function.__kwdefaults__ = mutated.__kwdefaults__
    _forget()


def _forget() -> None:
    """Empty what guidance keeps in memory, which was worked out without the mutant."""
    loaded = [module for name, module in sys.modules.items() if name.startswith("steadily.guidance.")]
    for each in (value for module in loaded for value in vars(module).values()):
        if hasattr(each, "cache_clear"):
            each.cache_clear()
