"""Where pip comes from on a Python that has none."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from steadily.start import installer
from steadily.start.environment import TOOLS
from steadily.start.node import PACKAGE
from steadily.start.progress import Trouble

WHEEL = b"a wheel of pip"


@pytest.fixture
def bare(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A home in which nothing says where packages come from."""
    for name in ("PIP_INDEX_URL", "PIP_CONFIG_FILE", "PIP_CERT", "XDG_CONFIG_HOME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", str(tmp_path))
    return tmp_path


@pytest.fixture
def mirror(bare: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """An index on this machine that lists one wheel."""
    page = bare / "simple/pip/index.html"
    page.parent.mkdir(parents=True)
    page.write_text('<a href="../../files/pip-26.3-py3-none-any.whl#sha256=abc">pip</a>')
    (bare / "files").mkdir()
    (bare / "files/pip-26.3-py3-none-any.whl").write_bytes(WHEEL)
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(bare))) as server:
        threading.Thread(target=server.serve_forever).start()
        monkeypatch.setenv("PIP_INDEX_URL", f"http://127.0.0.1:{server.server_port}/simple")
        yield bare
        server.shutdown()


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *words: object) -> None:
        pass


def _lock(folder: Path, content: bytes) -> Path:
    lock = folder / "requirements.txt"
    lock.write_text(f"pip==26.3 \\\n    --hash=sha256:{hashlib.sha256(content).hexdigest()}\n    # via steadily\n")
    return lock


def test_pip_is_fetched_from_the_index_when_python_has_none(mirror: Path) -> None:
    wheel = installer.fetched(_lock(mirror, WHEEL), mirror)

    assert wheel.read_bytes() == WHEEL


def test_a_pip_that_is_not_the_pinned_one_is_refused_and_not_kept(mirror: Path) -> None:
    with pytest.raises(Trouble, match="its hash differs"):
        installer.fetched(_lock(mirror, b"another"), mirror)

    assert not (mirror / "pip-26.3-py3-none-any.whl").exists()


def test_an_index_that_does_not_have_it_is_named_with_what_to_do(mirror: Path) -> None:
    (mirror / "simple/pip/index.html").write_text("nothing here")

    with pytest.raises(Trouble, match=r"from http://127.0.0.1:\d+/simple: it does not list pip.*\n.*PIP_INDEX_URL"):
        installer.fetched(_lock(mirror, WHEEL), mirror)


def test_an_index_with_a_password_is_named_without_it(bare: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PIP_INDEX_URL", "gopher://amara:secret@mirror.example/simple")

    with pytest.raises(Trouble) as refused:
        installer.fetched(_lock(bare, WHEEL), bare)

    assert "secret" not in str(refused.value)


def test_the_environment_says_which_index(bare: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PIP_INDEX_URL", "https://mirror.example/simple/")

    assert installer.index() == "https://mirror.example/simple"


def test_else_the_users_own_file_says_it(bare: Path) -> None:
    (bare / ".config/pip").mkdir(parents=True)
    (bare / ".config/pip/pip.conf").write_text("[global]\nindex-url = https://user.example/simple\n")

    assert installer.index() == "https://user.example/simple"


def test_the_section_of_install_goes_before_the_global_one(bare: Path) -> None:
    (bare / ".pip").mkdir()
    (bare / ".pip/pip.conf").write_text(
        "[global]\nindex-url = https://a.example\n[install]\nindex-url = https://b.example\n"
    )

    assert installer.index() == "https://b.example"


def test_our_lock_pins_pip_and_node_by_hash() -> None:
    for package in ("pip", PACKAGE):
        lines = installer.pinned(TOOLS, package)

        assert lines.startswith(f"{package}==")
        assert "--hash=sha256:" in lines
        assert lines.count("==") == 1


def test_a_lock_without_the_package_is_named(tmp_path: Path) -> None:
    with pytest.raises(Trouble, match="does not hold granian"):
        installer.pinned(_lock(tmp_path, WHEEL), "granian")
