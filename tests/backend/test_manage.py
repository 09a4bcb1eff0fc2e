"""manage.py, run by whatever Python is at hand."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

MANAGE = Path(__file__).resolve().parent.parent.parent / "backend" / "manage.py"


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A checkout with nothing but manage.py."""
    (tmp_path / "backend").mkdir()
    return Path(shutil.copy(MANAGE, tmp_path / "backend"))


def run(manage: Path, *words: str, data: Path) -> subprocess.CompletedProcess[str]:
    """Run a command with a plain Python that has none of our packages, or with this one where there is a project."""
    flags = ["-I", "-S"] if manage != MANAGE else []
    settings = {"STEADILY_DATA": str(data), "PATH": os.environ["PATH"], "HOME": str(data)}
    return subprocess.run(
        [sys.executable, *flags, str(manage), *words], capture_output=True, text=True, env=settings, check=False
    )


def test_it_begins_again_in_the_environment_that_start_made(checkout: Path, tmp_path: Path) -> None:
    python = tmp_path / ".venv" / "bin" / "python"
    python.parent.mkdir(parents=True)
    python.write_text('#!/bin/sh\necho "in the environment: $2"\n')
    python.chmod(0o755)

    ran = run(checkout, "migrate", data=tmp_path)

    assert ran.stdout == "in the environment: migrate\n"


def test_before_the_first_start_it_says_what_to_do(checkout: Path, tmp_path: Path) -> None:
    ran = run(checkout, "migrate", data=tmp_path)

    assert ran.returncode == 1
    assert "python3 backend/start.py" in ran.stderr
    assert "Traceback" not in ran.stderr


def test_it_runs_with_the_key_kept_in_the_data_folder(tmp_path: Path) -> None:
    (tmp_path / "secret-key").write_text("kept in the folder " * 4)

    ran = run(MANAGE, "check", data=tmp_path)

    assert "no issues" in ran.stdout, ran.stderr


def test_the_schema_is_drawn_before_the_first_start(tmp_path: Path) -> None:
    ran = run(MANAGE, "spectacular", data=tmp_path)

    assert ran.stdout.startswith("openapi: 3.1"), ran.stderr


def test_a_clinics_data_is_not_touched_without_its_key(tmp_path: Path) -> None:
    ran = run(MANAGE, "migrate", data=tmp_path)

    assert ran.returncode != 0
    assert "There is no secret key" in ran.stderr
    assert [*tmp_path.iterdir()] == []


def test_the_migrations_say_what_the_models_say(tmp_path: Path) -> None:
    (tmp_path / "secret-key").write_text("kept in the folder " * 4)

    ran = run(MANAGE, "makemigrations", "--check", "--dry-run", data=tmp_path)

    assert "No changes detected" in ran.stdout, ran.stdout + ran.stderr
