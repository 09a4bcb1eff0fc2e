"""Draw every figure of the library on one picture."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from steadily.library.figures.reading import figures
from steadily.library.figures.sheet import contact_sheet


class Command(BaseCommand):
    """Draw the contact sheet, to be looked at after a figure has changed."""

    help = "Draw every pose of every figure, or of some exercises, on one PNG picture."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="the PNG file to write")
        parser.add_argument("--exercise", action="append", metavar="CODE", help="only this one; may be repeated")

    def handle(self, *args: Any, file: Path, exercise: list[str] | None, **options: Any) -> None:
        chosen = [each for each in figures() if exercise is None or each.exercise in exercise]
        if not chosen:
            raise CommandError(f"No figure is drawn for {', '.join(exercise or [])}.")
        contact_sheet(chosen).save(file, "PNG")
        self.stdout.write(f"{len(chosen)} figures drawn in {file}.")
