"""The app's own look-up as a process: packs and answers go in, what the phone would show comes out."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

from steadily.start import app, node

Json = dict[str, Any]
REPOSITORY = Path(__file__).resolve().parents[2]
PLAYERS = REPOSITORY / "tests" / "pwa" / "phone"
BUNDLES = REPOSITORY / ".cache" / "phone"


class Phone:
    """A phone that answers one case at a time; `player` says what it is asked."""

    def __init__(self, player: str = "play") -> None:
        tools = node.find()
        bundle = self._bundle(tools, player)
        self._running = subprocess.Popen(
            [str(tools.folder / "node"), str(bundle)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )

    def play(self, case: Json) -> Json:
        """Show what the phone shows in a case."""
        assert self._running.stdin is not None
        assert self._running.stdout is not None
        self._running.stdin.write(json.dumps(case) + "\n")
        self._running.stdin.flush()
        played: Json = json.loads(self._running.stdout.readline())
        return played

    def put_away(self) -> None:
        """End the process."""
        self._running.communicate(timeout=20)

    def _bundle(self, tools: node.Node, player: str) -> Path:
        app.install(tools)
        bundle = BUNDLES / f"{player}.mjs"
        rolldown = app.APP / "node_modules" / "rolldown" / "bin" / "cli.mjs"
        command = [str(tools.folder / "node"), str(rolldown), str(PLAYERS / f"{player}.ts"), "--file", str(bundle)]
        subprocess.run(
            [*command, "--platform", "node", "--format", "esm"], cwd=app.APP, check=True, capture_output=True
        )
        return bundle
