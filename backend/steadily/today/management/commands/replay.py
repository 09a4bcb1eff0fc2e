"""Try the protocol with diary cases: each is played through real rows, in a database that is thrown away."""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from collections.abc import Callable, Iterable
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from steadily.today.cases.explaining import explain
from steadily.today.cases.playing import Played, days, play
from steadily.today.cases.reading import DiaryCase, UnreadableCase, Written, cases_in, files, title
from steadily.today.cases.stage import Unplayable, throw_away_database


class Command(BaseCommand):
    """Play cases, or explain one day of one."""

    help = "Play diary cases through the protocol and say which expectations were not met."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("paths", nargs="*", type=Path, metavar="FILE_OR_FOLDER")
        parser.add_argument("--explain", type=Path, metavar="FILE", help="tell one day's trace, rule by rule")
        parser.add_argument("--on", type=date.fromisoformat, metavar="DATE", help="the day to explain")

    def handle(self, *args: Any, **options: Any) -> None:
        explained, on = options["explain"], options["on"]
        if (explained is None) != (on is None) or not (explained or options["paths"]):
            raise CommandError("Name files or folders of cases, or one day: --explain FILE --on DATE")
        with throw_away_database():
            if explained:
                self._explain(explained, on)
            else:
                self._replay([file for path in options["paths"] for file in files(path)])

    def _explain(self, file: Path, on: date) -> None:
        try:
            for case in [written.read() for written in cases_in(file)]:
                self.stdout.write(title(case))
                for day in days(case, on, on) if isinstance(case, DiaryCase) else ():
                    self.stdout.write("\n".join(explain(day)))
        except (UnreadableCase, Unplayable) as error:
            raise CommandError(str(error)) from None

    def _replay(self, cases_files: Iterable[Path]) -> None:
        passed = [self._passes(play) for file in cases_files for play in _plays(file)]
        self.stdout.write(f"{passed.count(True)} passed, {passed.count(False)} failed")
        if not all(passed):
            sys.exit(1)

    def _passes(self, play_it: Callable[[], Played]) -> bool:
        """Play one case, saying each thing that is not as it should be."""
        try:
            played = play_it()
        except (UnreadableCase, Unplayable) as error:
            self.stdout.write(str(error))
            return False
        for failure in played.failures:
            self.stdout.write(f"{played.title}: {failure}")
        return not played.failures


def _plays(file: Path) -> list[Callable[[], Played]]:
    """Give each case of a file as something to play; a file that is no YAML is one thing that can't be."""
    try:
        return [partial(_play, written) for written in cases_in(file)]
    except UnreadableCase as error:
        return [partial(_refuse, error)]


def _play(written: Written) -> Played:
    try:
        return play(written.read())
    except Unplayable as error:
        raise Unplayable(f"{written.where}: {error}") from None


def _refuse(error: UnreadableCase) -> Played:
    raise error
