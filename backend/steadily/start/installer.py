"""A pip for the environment: the one Python has, the one it carries, or the one our lock pins."""

from __future__ import annotations

import configparser
import hashlib
import os
import re
import ssl
import subprocess
import sys
import urllib.request
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import urldefrag, urljoin

from steadily.start.progress import Trouble

PUBLIC_INDEX = "https://pypi.org/simple"
"""What pip itself uses when nothing else is configured."""

CAN_INSTALL_ELSEWHERE = (22, 3)
"""The first pip that installs into another environment with `--python`."""

NO_PIP = (
    "This Python came without pip, and pip could not be fetched from {index}: {why}\n"
    "Check the connection, set PIP_INDEX_URL, or install pip (Debian, Ubuntu: apt install python3-pip); then try again."
)


def pip(python: Path, lock: Path, folder: Path) -> list[str]:
    """Find a pip and return the command that installs with it into the environment of `python`."""
    own = [sys.executable, "-m", "pip"]
    if _version(own) >= CAN_INSTALL_ELSEWHERE:
        return [*own, "--python", str(python)]
    wheel = _carried() or fetched(lock, folder)
    return [str(python), str(wheel / "pip")]


def fetched(lock: Path, folder: Path) -> Path:
    """Fetch the wheel of pip that the lock pins, and check its hash."""
    lines = pinned(lock, "pip")
    name = f"pip-{lines.split()[0].removeprefix('pip==')}-py3-none-any.whl"
    try:
        content = _read(_address(name))
    except (OSError, LookupError) as error:
        raise Trouble(NO_PIP.format(index=_without_password(index()), why=error)) from error
    if hashlib.sha256(content).hexdigest() not in lines:
        raise Trouble(f"The {name} that was fetched is not the one this project trusts; its hash differs.")
    wheel = folder / name
    wheel.write_bytes(content)
    return wheel


def pinned(lock: Path, package: str) -> str:
    """Copy one package's lines, with its hashes, out of a lock."""
    found = re.search(rf"^{re.escape(package)}==.*\n(?:[ ]+.*\n?)*", lock.read_text(encoding="utf-8"), re.MULTILINE)
    if found is None:
        raise Trouble(f"{lock} does not hold {package}. Restore the file, then start again.")
    lines: str = found.group()
    return lines


def index() -> str:
    """Read which index pip is set to: its variable, then its files, then the public one."""
    named: str | None = os.environ.get("PIP_INDEX_URL")
    for file in [] if named else _settings_files():
        settings = configparser.RawConfigParser()
        settings.read(file, encoding="utf-8")
        for section in ("install", "global"):
            named = named or settings.get(section, "index-url", fallback=None)
    return (named or PUBLIC_INDEX).rstrip("/")


def _version(command: list[str]) -> tuple[int, ...]:
    """Ask a pip for its version; () when there is no such pip."""
    answer = subprocess.run([*command, "--version"], capture_output=True, text=True).stdout
    found = re.match(r"pip (\d+)\.(\d+)", answer)
    return tuple(map(int, found.groups())) if found else ()


def _carried() -> Path | None:
    """Find the pip wheel inside Python's ensurepip, which some systems leave out."""
    spec = find_spec("ensurepip")
    if spec is None or spec.origin is None:
        return None
    return next(iter(sorted((Path(spec.origin).parent / "_bundled").glob("pip-*.whl"))), None)


def _address(name: str) -> str:
    page = f"{index()}/pip/"
    links: list[str] = re.findall(r'href="([^"]+)"', _read(page).decode())
    for link in links:
        if urldefrag(link).url.endswith(f"/{name}") or urldefrag(link).url == name:
            return urljoin(page, urldefrag(link).url)
    raise LookupError(f"it does not list {name}.")


def _read(address: str) -> bytes:
    if not address.startswith(("https://", "http://")):
        raise LookupError("this is no address.")
    trust = ssl.create_default_context(cafile=os.environ.get("PIP_CERT"))
    with urllib.request.urlopen(address, timeout=60, context=trust) as reply:  # noqa: S310  (checked above)
        content: bytes = reply.read()
    return content


def _without_password(address: str) -> str:
    return re.sub(r"//[^/@]*@", "//", address)


def _settings_files() -> list[Path]:
    """List pip's settings files, the most particular first."""
    home = Path.home()
    configured = Path(os.environ.get("XDG_CONFIG_HOME") or home / ".config")
    files = [configured / "pip/pip.conf", home / ".pip/pip.conf", Path("/etc/xdg/pip/pip.conf"), Path("/etc/pip.conf")]
    named = os.environ.get("PIP_CONFIG_FILE")
    return [Path(named), *files] if named else files
