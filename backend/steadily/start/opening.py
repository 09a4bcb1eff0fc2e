"""Inside the environment, before serving: the tables, the library, the demo clinic, the checks, the sign-ins.

Started by start.py. What it does is told on standard error; what it found is one line of JSON on standard output.
"""

from __future__ import annotations

import argparse
import contextlib
import io
import json
import os
import sys
from typing import Any

import django
from django.core.management import call_command
from django.core.management.base import SystemCheckError

from steadily.start.progress import Trouble, step

DEMO_FOR_ANYONE = (
    "The demo clinic's sign-ins are printed for all to see, so it is served to this machine alone.\n"
    "Start without it (--no-demo, and --data with a new folder), or say --demo-for-anyone."
)


def main() -> int:
    """Prepare the database and print what is found there."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "steadily.settings")
    options = _options()
    try:
        with contextlib.redirect_stdout(sys.stderr):
            django.setup()
            _prepare()
            found = _open(options)
    except (Trouble, SystemCheckError) as trouble:
        print(f"\n{trouble}", file=sys.stderr)
        return 1
    print(json.dumps(found))
    return 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    for flag in ("--no-demo", "--demo-for-anyone", "--beyond-this-machine"):
        parser.add_argument(flag, action="store_true")
    return parser.parse_args()


def _prepare() -> None:
    with step("Bringing the database up to date"):
        call_command("migrate", interactive=False, verbosity=0)
        call_command("check", databases=["default"], stdout=io.StringIO())
    with step("Loading the library of exercises"):
        call_command("load_library", verbosity=0, stdout=io.StringIO())
        call_command("keep_protocol", verbosity=0, stdout=io.StringIO())


def _open(options: argparse.Namespace) -> dict[str, Any]:
    """Make the demo clinic where it is wanted, and gather the ways in."""
    from django.utils import timezone

    from steadily.demo.sign_ins import fresh_sign_ins
    from steadily.people.models import Clinic

    wants_demo = not options.no_demo and not Clinic.objects.exists()
    serves_demo = wants_demo or Clinic.objects.filter(demo=True).exists()
    if serves_demo and options.beyond_this_machine and not options.demo_for_anyone:
        raise Trouble(DEMO_FOR_ANYONE)
    if serves_demo:
        with step("Making the demo clinic" if wants_demo else "Bringing the demo clinic up to today"):
            call_command("demo", verbosity=0, stdout=io.StringIO())
    if not Clinic.objects.exists():
        return {"sign_ins": None, "setup_link": _setup_link()}
    return {"sign_ins": fresh_sign_ins(at=timezone.now()) if serves_demo else None, "setup_link": None}


def _setup_link() -> str:
    printed = io.StringIO()
    call_command("setup_link", stdout=printed)
    return printed.getvalue().strip()


if __name__ == "__main__":
    sys.exit(main())
