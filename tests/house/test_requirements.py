"""Each package we depend on has a reason, is used, and is locked by hash."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from tests.house.tree import REPOSITORY, plant, python_of

PROJECT = REPOSITORY / "backend/pyproject.toml"
LOCKS = {
    "dependencies": "requirements.txt",
    "dev": "tests/requirements.txt",
    "start": "backend/steadily/start/requirements.txt",
}

SEEN_AS = {
    "djangorestframework": "rest_framework",
    "django-cors-headers": "corsheaders",
    "django-csp": "csp",
    "django-environ": "environ",
    "pillow": "PIL",
    "pyyaml": "yaml",
    "drf-spectacular": "drf_spectacular",
}
"""How a package is seen in the code, where that is not its name."""

SEEN_NOWHERE = {
    "tzdata": "Python's zoneinfo reads it by itself",
    "psycopg": "Django loads it where the address in the environment names a PostgreSQL",
}


def without_reason(project: str) -> list[str]:
    """Name each dependency of a pyproject.toml with no reason behind it."""
    lines = re.findall(r'^ {2}"([\w.-]+)[^"]*",?(.*)$', project, re.MULTILINE)
    return [name for name, rest in lines if not re.search(r"#( [\w'.,;-]+){2}", rest)]


def unused(root: Path, names: list[str]) -> list[str]:
    """Name each package that nothing in the backend or the app's build speaks of."""
    code = "\n".join(file.read_text("utf-8") for folder in ("backend", "pwa") for file in python_of(root, folder))
    return [name for name in names if not _is_seen(name, code)]


def unlocked(lock: str, names: list[str]) -> list[str]:
    """Name each package that a lock does not pin with a hash, and each address in it."""
    pinned = {
        _plain(name) for name in re.findall(r"^([\w.-]+)==[^\n]*\\\n {4}--hash=sha256:[0-9a-f]{64}", lock, re.MULTILINE)
    }
    return [*(name for name in names if _plain(name) not in pinned), *re.findall(r"\w+://\S+", lock)]


def _is_seen(name: str, code: str) -> bool:
    seen_as = SEEN_AS.get(_plain(name), _plain(name).replace("-", "_"))
    return name in SEEN_NOWHERE or re.search(rf"\b{seen_as}\b", code) is not None


def _plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def _names(group: str) -> list[str]:
    project = tomllib.loads(PROJECT.read_text(encoding="utf-8"))
    listed = {"dependencies": project["project"]["dependencies"], **project["dependency-groups"]}[group]
    return [re.split(r"[\[<>=;~! ]", line)[0] for line in listed]


def test_every_dependency_has_a_reason() -> None:
    assert without_reason(PROJECT.read_text(encoding="utf-8")) == []


def test_every_dependency_is_used() -> None:
    assert unused(REPOSITORY, _names("dependencies")) == []


@pytest.mark.parametrize("group", LOCKS)
def test_every_dependency_is_locked_by_hash(group: str) -> None:
    assert unlocked((REPOSITORY / LOCKS[group]).read_text(encoding="utf-8"), _names(group)) == []


def test_a_dependency_without_reason_use_or_lock_is_found(tmp_path: Path) -> None:
    plant(tmp_path, "backend/steadily/api/views.py", "import rest_framework\n")
    project = '  "djangorestframework>=3",  # the HTTP API\n  "celery>=5",\n'
    lock = (
        "djangorestframework==3.18.3 \\\n    --hash=sha256:"
        + "a" * 64
        + "\ncelery==5.7.0\n--index-url https://mirror.example\n"
    )

    assert without_reason(project) == ["celery"]
    assert unused(tmp_path, ["djangorestframework", "celery"]) == ["celery"]
    assert unlocked(lock, ["djangorestframework", "celery"]) == ["celery", "https://mirror.example"]
