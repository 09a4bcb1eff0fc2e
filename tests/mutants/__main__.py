"""Hunts every mutant of the guidance with its own tests, and writes down what became of each."""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from tests.mutants.hunt import Found, Hunt
from tests.mutants.made import GUIDANCE, Mutant, mutants
from tests.mutants.page import complaints, page

REPOSITORY = Path(__file__).resolve().parents[2]
CACHE = REPOSITORY / ".cache"
EVIDENCE = REPOSITORY / "backend" / "docs" / "evidence" / "mutants.md"
TESTS = REPOSITORY / "tests" / "backend" / "guidance"
ALONE = ["-c", os.devnull, "--noconftest", "-p", "no:django", "-p", "no:cacheprovider"]
"""Without what the rest of the tests need: rows, a frozen clock."""


def main() -> int:
    """Hunt the mutants of the modules named, or of all; return 0 when enough of them were killed."""
    asked = _asked()
    sys.path[:0] = [str(REPOSITORY / "backend")]
    os.environ["HYPOTHESIS_STORAGE_DIRECTORY"] = str(CACHE / "hypothesis")
    earlier: Found = json.loads(asked.found.read_text(encoding="utf-8")) if asked.found.exists() else {}
    made = list(all_mutants(asked.modules))
    if asked.page:
        return report({each.name: earlier[each.name] for each in made if each.name in earlier}, len(made), asked.note)
    again = [each for each in made if not (asked.survivors and earlier.get(each.name))]

    def keep(found: Found) -> None:
        asked.found.write_text(json.dumps({**earlier, **found}, indent=0, ensure_ascii=False), encoding="utf-8")

    hunt = Hunt(again, earlier, keep, workers=asked.workers, seconds=asked.seconds)
    tests = sorted(str(each) for each in TESTS.glob("test_*.py"))
    pytest.main(["-q", *ALONE, "--rootdir", str(REPOSITORY), "--import-mode=importlib", *tests], plugins=[hunt])
    known = {**earlier, **hunt.found} if asked.survivors else hunt.found
    return report({each.name: known[each.name] for each in made if each.name in known}, len(made), asked.note)


def report(found: Found, made: int, note: str) -> int:
    """Keep the page where evidence is kept, and say what is not enough."""
    if os.environ.get("STEADILY_KEEP_EVIDENCE"):
        EVIDENCE.write_text(page(found, made - len(found), note), encoding="utf-8")
    missing = complaints(found, made - len(found))
    survived = sum(by is None for by in found.values())
    print("\n".join([*missing, f"{len(found)} mutants, {survived} survived"]))
    return 1 if missing else 0


def all_mutants(modules: Sequence[str]) -> Iterator[Mutant]:
    """Make the mutants of some modules, of all when none is named, each with a name of its own."""
    for path in sorted(GUIDANCE.glob("*.py")):
        seen: Counter[str] = Counter()
        for mutant in mutants(path) if not modules or path.stem in modules else ():
            seen[mutant.name] += 1
            again = seen[mutant.name]
            yield mutant if again == 1 else replace(mutant, change=f"{mutant.change} ({again})")


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("modules", nargs="*", help="only these modules")
    parser.add_argument("--survivors", action="store_true", help="only those no test has killed yet")
    parser.add_argument("--page", action="store_true", help="hunt none, only write the page of what was found")
    parser.add_argument("--note", default="", help="what the page shall say of the hunt")
    parser.add_argument("--seconds", type=float, help="try about so many seconds of tests on each")
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--found", type=Path, default=CACHE / "mutants.json", help="where what was found is kept")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
