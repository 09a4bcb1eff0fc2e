"""How the rules fared in a run, and the page of evidence the long form keeps."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field

from tests.backend.guidance.invariants.lives import DAYS
from tests.backend.guidance.invariants.reach import SITUATIONS

HEADING = """# The must-never rules, tried on whole lives

The 17 rules of section 9.1 were each tried on {lives} invented lives of {days} days, {lived} days in all. "Reached" is
how often the lives gave a rule something to hold; no. 17 is about the app's screens. Made again by
`python3 tests/run.py --long invariants`.

| no. | rule | reached | times | tests | failures |
|---|---|---|---|---|---|
"""
STATES = """
What else the lives came to:

| reached | times |
|---|---|
"""
NUMBERED = re.compile(r"test_(\d\d)_(?:to_(\d\d)_)?")


@dataclass
class Record:
    """How many lives were counted; `reached` by state, `found`, `tested` and `failed` by the rule's number."""

    lives: int = 0
    reached: Counter[str] = field(default_factory=Counter)
    found: Counter[int] = field(default_factory=Counter)
    tested: Counter[int] = field(default_factory=Counter)
    failed: Counter[int] = field(default_factory=Counter)

    def heard(self, test: str, *, failed: bool) -> None:
        """Take in how a test of one rule, or of a row of rules, ended."""
        named = NUMBERED.match(test)
        if named is None:
            return
        first, last = int(named[1]), int(named[2] or named[1])
        for number in range(first, last + 1):
            self.tested[number] += 1
            self.failed[number] += failed

    def page(self) -> str:
        """Write the page of evidence."""
        rules = "".join(
            f"| {number} | {rule.rule} | {rule.needs} | {self.found[number]} | {self.tested[number]} "
            f"| {self.failed[number]} |\n"
            for number, rule in SITUATIONS.items()
        )
        states = "".join(f"| {name} | {times} |\n" for name, times in sorted(self.reached.items()))
        lived = self.reached["day"]
        return HEADING.format(lives=self.lives, days=DAYS, lived=lived) + rules + STATES + states


RECORD = Record()
"""The one record of a run."""
