"""Print the link that sets up the first clinic."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from steadily.clinic_admin.setup import setup_link
from steadily.people.models import Clinic


class Command(BaseCommand):
    """Print a link that sets up the first clinic: good for a day, on this machine, once."""

    help = "Print a link that sets up the first clinic: good for a day, on this machine, once."

    def handle(self, *args: Any, **options: Any) -> None:
        if Clinic.objects.exists():
            raise CommandError("A clinic has been set up. Sign in at /admin/.")
        self.stdout.write(setup_link(timezone.now()))
