"""The shapes of what phones send and get."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from steadily.api.fields import Choice, Day, Instant, StrictSerializer, Text, WholeNumber
from steadily.api.me.pack_shape import Pack
from steadily.logbook.actions import Status
from steadily.logbook.models import Kind
from steadily.people.models import Device, real_time_zone

MOST_ENTRIES = 500


class ActivationIn(StrictSerializer):
    """A code from the clinic, and the year the patient was born."""

    code = Text(max_length=80)
    year_of_birth = WholeNumber(1900, 2100)
    device_name = Text(max_length=80)


class DeviceName(StrictSerializer):
    id = serializers.UUIDField()
    name = serializers.CharField()


class PatientName(StrictSerializer):
    id = serializers.UUIDField()
    name = serializers.CharField()


class Notice(StrictSerializer):
    version = serializers.CharField()
    text = serializers.CharField()


class ActivationOut(StrictSerializer):
    """The phone's token, shown once."""

    token = serializers.CharField()
    device = DeviceName()
    patient = PatientName()
    notice = Notice()


class EntryIn(StrictSerializer):
    """One diary entry; `data` holds what its kind holds."""

    id = serializers.UUIDField(help_text="A UUID of version 7, made by the phone.")
    kind = serializers.ChoiceField(choices=Kind.choices)
    on = serializers.DateField(help_text="The patient's own day.")
    at = serializers.DateTimeField()
    tz = serializers.CharField(max_length=60)
    pack_revision = serializers.CharField(max_length=40, allow_null=True, required=False)
    supersedes = serializers.UUIDField(allow_null=True, required=False)
    shown = serializers.DictField(required=False, allow_null=True)
    data = serializers.DictField(allow_null=True)  # type: ignore[assignment]  # a field may be called so


class SyncBody(StrictSerializer):
    """Entries up. Each is judged alone, so they are read one by one after this."""

    client = Text(
        max_length=40,
        required=False,
        help_text="The app's version; its first two numbers are those of the schema it speaks.",
    )
    pack_revision = Text(max_length=40, required=False, allow_null=True, allow_blank=True)
    sent_at = Instant(required=False, allow_null=True)
    entries = serializers.ListField(max_length=MOST_ENTRIES, allow_empty=True)


class SyncIn(SyncBody):
    """Entries up, at most 500, each as its kind says."""

    entries = serializers.ListField(child=EntryIn(), max_length=MOST_ENTRIES)


class EntryProblem(StrictSerializer):
    type = serializers.CharField()
    title = serializers.CharField()
    detail = serializers.CharField()
    errors = serializers.ListField(  # type: ignore[assignment]  # a field may be called so
        child=serializers.DictField(child=serializers.CharField()), required=False
    )


class EntryResult(StrictSerializer):
    """What became of one entry."""

    id = serializers.CharField(allow_null=True)
    status = serializers.ChoiceField(choices=[(each.value, each.name) for each in Status])
    problem = EntryProblem(allow_null=True)


class SyncOut(StrictSerializer):
    """Results and the pack down; the pack is null when the phone's is still current."""

    results = EntryResult(many=True)
    pack = Pack(allow_null=True)
    pack_revision = serializers.CharField()
    server_time = serializers.DateTimeField()


class TooOld(StrictSerializer):
    """An app too old for us: the problem, and what became of its entries all the same."""

    type = serializers.CharField()
    title = serializers.CharField()
    status = serializers.IntegerField()
    detail = serializers.CharField()
    results = EntryResult(many=True)
    server_time = serializers.DateTimeField()


class Rival(StrictSerializer):
    """Another change of the same entry, made on another phone. It was kept, and does not count."""

    id = serializers.UUIDField()
    at = serializers.DateTimeField()
    received_at = serializers.DateTimeField()
    data = serializers.DictField(allow_null=True)  # type: ignore[assignment]  # a field may be called so


class DiaryEntry(StrictSerializer):
    """A kept entry as it counts now, with what it replaced and what it stands against."""

    id = serializers.UUIDField()
    kind = serializers.CharField()
    on = serializers.DateField()
    at = serializers.DateTimeField()
    tz = serializers.CharField()
    plan_version = serializers.IntegerField(allow_null=True, help_text="The version of the plan that was followed.")
    received_at = serializers.DateTimeField()
    supersedes = serializers.UUIDField(allow_null=True)
    data = serializers.DictField(allow_null=True)  # type: ignore[assignment]  # a field may be called so
    replaced = serializers.ListField(child=serializers.UUIDField())
    rivals = Rival(many=True)


class Diary(StrictSerializer):
    entries = DiaryEntry(many=True)


class Period(StrictSerializer):
    """The days asked for."""

    since = Day(required=False, help_text="The first day.")
    until = Day(required=False, help_text="The last day.")


class AwayPeriod(StrictSerializer):
    """Days away from home, the last one included."""

    def get_fields(self) -> dict[str, Any]:
        return {"from": Day(), "to": Day()}  # a class can't name a field `from`

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        missing = {name: ["This field is required."] for name in ("from", "to") if name not in attrs}
        if missing:  # a change of the profile may leave out fields, but a time away has two ends
            raise serializers.ValidationError(missing)
        return attrs


class Profile(StrictSerializer):
    """What the patient may see of, and change in, their own record."""

    id = serializers.UUIDField(read_only=True)
    name = serializers.CharField(read_only=True)
    language = Choice(choices=["en-GB"], required=False)
    time_zone = Text(max_length=60, required=False, validators=[real_time_zone])
    away = AwayPeriod(required=False, allow_null=True, help_text="The time away that has not ended; null ends it.")


class DeviceOut(StrictSerializer):
    """One signed-in phone."""

    id = serializers.UUIDField()
    name = serializers.CharField()
    signed_in_at = serializers.DateTimeField()
    last_contact_at = serializers.DateTimeField()
    this_one = serializers.SerializerMethodField(help_text="Whether this is the phone that asks.")

    def get_this_one(self, device: Device) -> bool:
        return bool(device.pk == self.context.get("asking"))


class Devices(StrictSerializer):
    devices = DeviceOut(many=True)
