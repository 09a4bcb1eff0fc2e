"""The app's own TypeScript as a script of Node, for the Python tests to hold against the rules and figures."""

from __future__ import annotations

import subprocess
from pathlib import Path

from steadily.start import app, node

REPOSITORY = Path(__file__).resolve().parents[2]
SCRIPTS = REPOSITORY / "tests" / "pwa"
BUNDLES = REPOSITORY / ".cache" / "phone"


def script(name: str) -> list[str]:
    """Bundle a script of `tests/pwa` and give the command that runs it."""
    tools = node.find()
    app.install(tools)
    program = str(tools.folder / "node")
    bundle = BUNDLES / Path(name).with_suffix(".mjs").name
    rolldown = app.APP / "node_modules" / "rolldown" / "bin" / "cli.mjs"
    command = [program, str(rolldown), str(SCRIPTS / name), "--file", str(bundle)]
    subprocess.run([*command, "--platform", "node", "--format", "esm"], cwd=app.APP, check=True, capture_output=True)
    return [program, str(bundle)]
