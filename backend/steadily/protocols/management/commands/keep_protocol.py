"""Keep the numbers of the protocol's version that the code carries."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from steadily.protocols.actions import keep_version
from steadily.records.refusals import Refused


class Command(BaseCommand):
    """Keep the version's numbers; a version that is kept already is left alone."""

    help = "Keep the numbers of the protocol's current version. Safe to run again."

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            kept = keep_version(by="keep_protocol", at=timezone.now())
        except Refused as refusal:
            raise CommandError(refusal.detail) from refusal
        self.stdout.write(f"{kept}: {len(kept.values)} numbers kept.")
