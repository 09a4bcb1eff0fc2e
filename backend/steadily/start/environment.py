"""The environment at `.venv`: made and filled without root, ensurepip or anything but Python."""

from __future__ import annotations

import hashlib
import subprocess
import sys
import venv
from pathlib import Path

from steadily.start import installer, progress

REPOSITORY = Path(__file__).resolve().parents[3]
FOLDER = REPOSITORY / ".venv"
PYTHON = FOLDER / "bin" / "python"
REQUIREMENTS = REPOSITORY / "requirements.txt"
TOOLS = Path(__file__).with_name("requirements.txt")
"""What only a machine without them needs: pip and Node."""

ADVICE = "The packages could not be installed. Check the connection (or PIP_INDEX_URL), then start again."


def make() -> None:
    """Make the environment, or make it anew when its Python is gone or the folder was moved."""
    if _works():
        return
    with progress.step("Making the environment"):
        try:
            venv.create(FOLDER, clear=True, symlinks=True, with_pip=False)
        except (OSError, subprocess.CalledProcessError) as error:
            raise progress.Trouble(f"The environment could not be made in {FOLDER}: {error}.") from error


def install(lock: Path, *, only: str | None = None) -> None:
    """Install a locked list of packages by hash, or one package of it; nothing when that is already done."""
    wanted = fingerprint(lock)
    stamp = FOLDER / "installed" / f"{only or ''}{lock.relative_to(REPOSITORY)}".replace("/", "-")
    if stamp.is_file() and stamp.read_text(encoding="ascii") == wanted:
        return
    with progress.step(f"Installing {only or f'the packages of {lock.relative_to(REPOSITORY)}'}"):
        _install(installer.pinned(lock, only) if only else lock.read_text(encoding="utf-8"))
    stamp.parent.mkdir(exist_ok=True)
    stamp.write_text(wanted, encoding="ascii")


def fingerprint(*files: Path) -> str:
    """Hash the names and contents of files of the repository, in the order given."""
    together = hashlib.sha256()
    for file in files:
        content = hashlib.sha256(file.read_bytes()).hexdigest()
        together.update(f"{file.relative_to(REPOSITORY)} {content}\n".encode())
    return together.hexdigest()


def _works() -> bool:
    """Say whether the environment's Python runs, and from this very folder."""
    try:
        asked = subprocess.run([PYTHON, "-c", "import sys; print(sys.prefix)"], capture_output=True, text=True)
    except OSError:
        return False
    return asked.stdout.strip() == str(FOLDER)


def _install(requirements: str) -> None:
    listed = FOLDER / "to-install.txt"
    listed.write_text(requirements, encoding="utf-8")
    options = ["--require-hashes", "--no-input", "--disable-pip-version-check", "--quiet", "--no-compile"]
    pip = installer.pip(PYTHON, TOOLS, FOLDER)
    progress.run([*pip, "install", *options, "--requirement", str(listed)], advice=ADVICE)


if sys.platform == "win32":
    raise progress.Trouble("Steadily runs on Linux and macOS. On Windows, use it inside WSL.")
