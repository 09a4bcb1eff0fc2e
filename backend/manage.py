#!/usr/bin/env python3
"""Run one of Django's or the project's commands, in the environment that start.py made."""

from __future__ import annotations

import os
import secrets
import sys
from pathlib import Path

ENVIRONMENT = Path(__file__).resolve().parent.parent / ".venv"
NO_CLINIC = {"replay", "spectacular"}
"""Commands that touch no clinic's data: they need no key that lasts, so they run before the first start too."""


def main() -> None:
    """Hand the command line to Django."""
    _use_the_environment()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "steadily.settings")
    if NO_CLINIC.intersection(sys.argv[1:2]):
        os.environ.setdefault("STEADILY_SECRET_KEY", secrets.token_urlsafe(50))
    try:
        from django.core.management import execute_from_command_line
    except ImportError:
        sys.exit("Steadily is not installed here yet. Run `python3 backend/start.py` once.")
    execute_from_command_line(sys.argv)


def _use_the_environment() -> None:
    """Begin again under the environment's own Python, unless this is it or there is none."""
    python = ENVIRONMENT / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    if python.is_file() and Path(sys.prefix).resolve() != ENVIRONMENT.resolve():
        os.execv(python, [str(python), *sys.argv])  # noqa: S606  (our own file, no shell)


if __name__ == "__main__":
    main()
