"""Make the demo clinic, or bring its diaries up to today."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from steadily.demo.clinic import bring_up_to_date


class Command(BaseCommand):
    help = "Make a clinic of invented people to look around in, or bring its diaries up to today."

    def handle(self, *args: Any, **options: Any) -> None:
        clinic = bring_up_to_date(timezone.now())
        self.stdout.write(f"{clinic} is ready, with {clinic.patients.count()} patients.")
