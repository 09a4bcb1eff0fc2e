#!/usr/bin/env python3
"""Run one of Django's or the project's commands, in the environment that start.py made."""

from __future__ import annotations

import os
import sys
from pathlib import Path

ENVIRONMENT = Path(__file__).resolve().parent.parent / ".venv"


def main() -> None:
    """Hand the command line to Django."""
    _use_the_environment()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "steadily.settings")
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
