"""The table of what the harnesses tried: how often, what was lost, what was doubled."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

EVIDENCE = Path(__file__).resolve().parents[2] / "backend" / "docs" / "evidence" / "offline.md"
HEADING = """# Nothing lost, nothing twice: what was tried

Each row is a promise of the diary's road from the phone to the clinic, tried as often as said.
Made again by `python3 tests/run.py --long harness`.

"""
TITLES = "| Row | Database or browser | What was tried | How often | Lost | Doubled | Seen |\n"
RULE = "|---|---|---|---:|---:|---:|---|\n"
LONG = bool(os.environ.get("STEADILY_LONG_HARNESS"))


def count(short: int, long: int) -> int:
    """Choose how often to try: `short` in each run, `long` in the long form."""
    return long if LONG else short


@dataclass(frozen=True)
class Tried:
    """One line of the table; `on` names the database or browser it was tried on."""

    row: str
    on: str
    what: str
    tried: int
    lost: int = 0
    doubled: int = 0
    seen: str = ""

    def line(self) -> str:
        numbers = f"{self.tried:,} | {self.lost} | {self.doubled}"
        return f"| {self.row} | {self.on} | {self.what} | {numbers} | {self.seen} |"


def written(tried: list[Tried]) -> str:
    """Write the table, rows in order of their number."""
    ordered = sorted(tried, key=lambda each: (each.row, each.on, each.what))
    return TITLES + RULE + "\n".join(each.line() for each in ordered) + "\n"


def keep(tried: list[Tried]) -> None:
    """Keep the table in the evidence; rows of what did not run this time stay as they were."""
    fresh = {_key(each.line()): each.line() for each in tried}
    before = EVIDENCE.read_text("utf-8").splitlines() if EVIDENCE.exists() else []
    lines = {_key(line): line for line in before if line.startswith(("| R-", "| S-"))} | fresh
    EVIDENCE.parent.mkdir(exist_ok=True)
    EVIDENCE.write_text(HEADING + TITLES + RULE + "\n".join(lines[key] for key in sorted(lines)) + "\n", "utf-8")


def _key(line: str) -> str:
    return "|".join(line.split("|")[:4])
