"""Load the exercises and plan templates from their files."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from steadily.library.actions import load_library
from steadily.records.refusals import Refused


class Command(BaseCommand):
    """Load the library; what has not changed is left alone."""

    help = "Load exercises and plan templates from the library's files. Safe to run again."

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            changed = load_library(by="load_library", at=timezone.now())
        except Refused as refusal:
            raise CommandError(refusal.detail) from refusal
        self.stdout.write(f"Library loaded; {len(changed)} changed: {', '.join(changed)}" if changed else "Up to date.")
