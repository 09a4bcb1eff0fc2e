"""Which versions of the schema we still speak, and what an app too old for them is told."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, timedelta
from itertools import pairwise

Version = tuple[int, int]

SINCE: Mapping[Version, date] = {(1, 0): date(2026, 11, 24)}
"""Each version of the schema, and the day on which apps that speak it were first given out."""
LATEST_SPOKEN = 3
"""The newest version and the two before it are always spoken."""
SPOKEN_AFTER = timedelta(days=180)
"""How long a version is spoken after the next one came, at the least."""

ADVICE = "This app is too old to show your plan. Everything you sent was taken. Please update the app."


def too_old(client: str | None, on: date, since: Mapping[Version, date] = SINCE) -> bool:
    """Tell whether an app, by the version it calls itself ("1.4.2" speaks 1.4), speaks a schema we no longer do.

    One that doesn't say, or says no version, is taken to be new: whoever it is, it was not made by us long ago.
    """
    said = re.match(r"(\d{1,4})\.(\d{1,4})(\.|\Z)", client or "", re.ASCII)
    return said is not None and (int(said[1]), int(said[2])) < _oldest_spoken(on, since)


def _oldest_spoken(on: date, since: Mapping[Version, date]) -> Version:
    versions = sorted(since)
    latest = versions[-LATEST_SPOKEN:]
    not_long_gone = [earlier for earlier, later in pairwise(versions) if on < since[later] + SPOKEN_AFTER]
    return min([*latest, *not_long_gone])
