"""The app's two gates: one room speaks to the network, one room opens the phone's store."""

from __future__ import annotations

import re
from pathlib import Path

from tests.house.tree import REPOSITORY, files_of, plant

GATES = {
    "the network": (
        re.compile(
            r"(?<![\w.])fetch\(|\bXMLHttpRequest\b|\bsendBeacon\b|\bnew (?:WebSocket|EventSource)\b|openapi-fetch"
        ),
        ("pwa/src/sync/", "pwa/src/sw.ts"),
    ),
    "the phone's store": (
        re.compile(r"\bindexedDB\b|from 'idb'|\blocalStorage\b|\bsessionStorage\b"),
        ("pwa/src/store/",),
    ),
}


def gates_passed_by(root: Path) -> list[str]:
    """Name each file of the app that reaches past a gate from a room it does not belong to."""
    return [
        f"{name} reaches for {what}"
        for file in files_of(root, ".ts", ".tsx", under="pwa/src")
        for what, (reaching, rooms) in GATES.items()
        if not (name := str(file.relative_to(root))).startswith(rooms) and reaching.search(file.read_text("utf-8"))
    ]


def test_only_sync_fetches_and_only_the_store_opens_the_database() -> None:
    assert gates_passed_by(REPOSITORY) == []


def test_a_screen_that_fetches_or_stores_is_found(tmp_path: Path) -> None:
    plant(tmp_path, "pwa/src/today/Today.tsx", "const pack = await fetch('/api/v1/me/pack')")
    plant(tmp_path, "pwa/src/flare/plan.ts", "import { openDB } from 'idb'")
    plant(tmp_path, "pwa/src/sync/client.ts", "await fetch(request)")
    plant(tmp_path, "pwa/src/store/database.ts", "import { openDB } from 'idb'")

    assert gates_passed_by(tmp_path) == [
        "pwa/src/flare/plan.ts reaches for the phone's store",
        "pwa/src/today/Today.tsx reaches for the network",
    ]
