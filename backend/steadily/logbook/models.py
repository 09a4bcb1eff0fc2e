"""The diary: facts the patient sent, never changed. A correction is a new entry."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import connections, models

from steadily.people.models import Device, Patient
from steadily.records.models import Record


class Kind(models.TextChoices):
    """What an entry tells."""

    CHECK_IN = "check_in", "Check-in"
    EXERCISE = "exercise", "Exercise"
    SETTLED = "settled", "Next morning"
    SAFETY = "safety", "Safety questions"
    REACTION = "reaction", "Reaction to needling"
    TRIAL = "trial", "Tolerance trial"
    MEASURE = "measure", "Measure"
    HELP_SOUGHT = "help_sought", "Help sought"
    QUESTION = "question", "Question"
    CONTACT = "contact", "Asks for contact"
    FLARE_PLAN = "flare_plan", "Flare plan"
    NEXT_FOCUS = "next_focus", "What matters next"


class EntryQuerySet(models.QuerySet["Entry"]):
    """The diary's rows."""

    def keep(self, entries: Iterable[Entry]) -> None:
        """Insert new entries in one prepared statement, however many; nothing is ever updated or replaced."""
        fields = self.model._meta.concrete_fields
        connection = connections[self.db]
        quote = connection.ops.quote_name
        columns = ", ".join(quote(str(field.column)) for field in fields)
        places = ", ".join(["%s"] * len(fields))
        rows = [
            [field.get_db_prep_save(field.pre_save(entry, True), connection) for field in fields] for entry in entries
        ]
        with connection.cursor() as cursor:
            cursor.executemany(
                f"INSERT INTO {quote(self.model._meta.db_table)} ({columns}) VALUES ({places})",  # noqa: S608
                rows,
            )


class Entry(models.Model):
    """One fact, as it was lived. `on` is the patient's own day, stamped then and never derived again."""

    id = models.UUIDField(primary_key=True)
    patient = models.ForeignKey(Patient, on_delete=models.PROTECT, related_name="entries", db_index=False)
    device = models.ForeignKey(Device, null=True, on_delete=models.SET_NULL, related_name="+", db_index=False)
    kind = models.CharField(max_length=12, choices=Kind.choices)
    on = models.DateField()
    at = models.DateTimeField()
    tz = models.CharField(max_length=60)
    received_at = models.DateTimeField()
    clock_offset_s = models.IntegerField(default=0, help_text="Server time minus the phone's, at the sync.")
    pack_revision = models.CharField(max_length=40, blank=True)
    supersedes = models.UUIDField(null=True)
    shown = models.JSONField(null=True)
    data = models.JSONField(null=True)

    replaced: list[UUID]
    """The ids of what this entry stands for; set by `diary.standing`, as are the next two."""
    rivals: list[Entry]
    """Other changes of the same entry that it stands against, made on another phone before this one was known."""
    placed_at: datetime
    """When the first of what it stands for was lived: its place among the day's entries."""

    objects = EntryQuerySet.as_manager()

    class Meta:
        ordering = ["at", "id"]
        indexes = [models.Index(fields=["patient", "on"], name="entry_by_day")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(data__isnull=False) | models.Q(supersedes__isnull=False),
                name="only_a_correction_is_without_data",
            )
        ]
        verbose_name_plural = "entries"

    def __str__(self) -> str:
        return f"{self.kind} on {self.on}"

    @property
    def lived_at(self) -> datetime:
        """The instant it was made, by the server's clock."""
        return self.at + timedelta(seconds=self.clock_offset_s)

    @property
    def plan_version(self) -> int | None:
        """Tell which version of the plan was followed; None where the phone held no plan yet."""
        version = self.pack_revision.partition("-")[0]
        return int(version) if version.isdigit() and version != "0" and "-" in self.pack_revision else None

    @property
    def back_filled(self) -> bool:
        """Tell whether it was made on a later day than the one it speaks of."""
        return self.on < self.at.astimezone(ZoneInfo(self.tz)).date()

    @property
    def correction(self) -> bool:
        """Tell whether it stands in the place of an earlier one."""
        return self.supersedes is not None


class Unread(Record):
    """A day for which entries were kept that the guidance has not taken in yet: what it kept for later days is stale.

    Written with the entries, in their transaction; deleted once they have been taken in.
    """

    patient = models.ForeignKey(Patient, on_delete=models.CASCADE, related_name="unread")
    on = models.DateField()

    def __str__(self) -> str:
        return f"From {self.on} on"
