"""Builds of the app for a harness: one after the other, each a little different, with a bridge for the harness."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

from steadily.start import node

REPOSITORY = Path(__file__).resolve().parents[2]
APP = REPOSITORY / "pwa"
BRIDGE = REPOSITORY / "tests" / "pwa" / "phone" / "bridge.ts"
WITH_BRIDGE = """
import { mergeConfig } from 'vitest/config'
import app from './vite.config.ts'

const entryFileNames = ({ name }) => (name === 'bridge' ? 'assets/bridge.js' : 'assets/[name]-[hash].js')
const input = { index: 'index.html', bridge: '../tests/pwa/phone/bridge.ts' }
const rollupOptions = { input, output: { entryFileNames } }
const plugins = app.plugins.filter(({ name }) => name !== 'size-budget') // the bridge is not part of the app
export default mergeConfig({ ...app, plugins }, { build: { rollupOptions } })
"""


def build(folder: Path, label: str, *, without: str | None = None) -> Path:
    """Build the app in a folder of its own; give where it lies.

    Each of its scripts says the `label`, so that each build has files of its own; `without` names the beginning of one
    built file to leave out, as a deploy broken half way would.
    """
    made = folder / label
    shutil.copytree(APP, made / "pwa", ignore=shutil.ignore_patterns("node_modules", "dist"))
    (made / "pwa" / "node_modules").symlink_to(APP / "node_modules")
    (made / "backend").symlink_to(REPOSITORY / "backend")
    (made / "tests" / "pwa" / "phone").mkdir(parents=True)
    shutil.copy(BRIDGE, made / "tests" / "pwa" / "phone")
    (made / "pwa" / "vite.harness.ts").write_text(WITH_BRIDGE, "utf-8")
    _label(made / "pwa", label)
    tools = node.find()
    command = [str(tools.folder / "node"), "node_modules/vite/bin/vite.js", "build", "--config", "vite.harness.ts"]
    done = subprocess.run(command, cwd=made / "pwa", env=tools.run(), capture_output=True, text=True)
    assert done.returncode == 0, done.stderr[-2000:]
    if without is not None:
        next((made / "pwa" / "dist" / "assets").glob(f"{without}*.js")).unlink()
    return made / "pwa" / "dist"


def _label(app: Path, label: str) -> None:
    """Make every screen's script differ from that of another label."""
    for screen in (app / "src").glob("*/*.tsx"):
        with screen.open("a", encoding="utf-8") as source:
            source.write(f"\nObject.assign(globalThis, {{ ['{screen.stem}']: '{label}' }})\n")
