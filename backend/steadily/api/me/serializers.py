"""The shapes of what phones send and get."""

from __future__ import annotations

from zoneinfo import available_timezones

from rest_framework import serializers

from steadily.api.fields import Identifier, Instant, StrictSerializer, Text, WholeNumber
from steadily.logbook.actions import Status
from steadily.logbook.models import Kind

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
    shown = serializers.JSONField(required=False, allow_null=True)
    data = serializers.JSONField(allow_null=True)


class SyncIn(StrictSerializer):
    """Entries up. Each is judged alone, so they are read one by one after this."""

    client = Text(max_length=40, required=False)
    pack_revision = Text(max_length=40, required=False, allow_null=True, allow_blank=True)
    sent_at = Instant(required=False, allow_null=True)
    entries = serializers.ListField(max_length=MOST_ENTRIES, allow_empty=True)


class SyncRequest(SyncIn):
    """Entries up, for the schema."""

    entries = EntryIn(many=True)  # type: ignore[assignment]


class EntryProblem(StrictSerializer):
    type = serializers.CharField()
    title = serializers.CharField()
    detail = serializers.CharField()
    errors = serializers.ListField(child=serializers.DictField(child=serializers.CharField()), required=False)


class EntryResult(StrictSerializer):
    """What became of one entry."""

    id = serializers.CharField(allow_null=True)
    status = serializers.ChoiceField(choices=[(each.value, each.value) for each in Status])
    problem = EntryProblem(allow_null=True)


class Pack(StrictSerializer):
    """Everything the phone needs for three weeks without signal."""

    revision = serializers.CharField()
    protocol_version = serializers.CharField()
    made_at = serializers.DateTimeField()
    until = serializers.DateField()
    patient = serializers.DictField()
    clinic = serializers.DictField()
    as_of = serializers.DictField()
    plan = serializers.DictField(allow_null=True)
    days = serializers.DictField(child=serializers.DictField())
    grids = serializers.DictField()
    safety_packs = serializers.DictField(child=serializers.ListField(child=serializers.CharField()))
    visits = serializers.ListField(child=serializers.DictField())
    flare_plan = serializers.DictField(allow_null=True)
    goals = serializers.ListField(child=serializers.DictField())
    diary = serializers.ListField(child=serializers.DictField())
    waiting = serializers.ListField(child=serializers.DictField())
    texts = serializers.DictField(child=serializers.CharField())
    media = serializers.ListField(child=serializers.DictField())

    def get_fields(self) -> dict[str, serializers.Field]:  # type: ignore[type-arg]
        return super().get_fields() | {"from": serializers.DateField()}  # a word Python keeps for itself


class SyncOut(StrictSerializer):
    """Results and the pack down; the pack is null when the phone's is still current."""

    results = EntryResult(many=True)
    pack = Pack(allow_null=True)
    pack_revision = serializers.CharField()
    server_time = serializers.DateTimeField()


class DiaryEntry(StrictSerializer):
    """A kept entry as it counts now, with what it replaced."""

    id = serializers.UUIDField()
    kind = serializers.CharField()
    on = serializers.DateField()
    at = serializers.DateTimeField()
    tz = serializers.CharField()
    received_at = serializers.DateTimeField()
    supersedes = serializers.UUIDField(allow_null=True)
    data = serializers.JSONField(allow_null=True)
    replaced = serializers.ListField(child=serializers.UUIDField())


class Diary(StrictSerializer):
    entries = DiaryEntry(many=True)


class Period(StrictSerializer):
    """The days asked for."""

    since = serializers.DateField(required=False)
    until = serializers.DateField(required=False)


class Profile(StrictSerializer):
    """What the patient may see of, and change in, their own record."""

    id = serializers.UUIDField(read_only=True)
    name = serializers.CharField(read_only=True)
    language = serializers.ChoiceField(choices=["en-GB"], required=False)
    time_zone = Text(max_length=60, required=False)

    def validate_time_zone(self, value: str) -> str:
        if value not in available_timezones():
            raise serializers.ValidationError("Choose a time zone such as Europe/London.")
        return value


class DeviceOut(StrictSerializer):
    """One signed-in phone."""

    id = Identifier()
    name = serializers.CharField()
    signed_in_at = serializers.DateTimeField()
    last_contact_at = serializers.DateTimeField()
    this_one = serializers.BooleanField()


class Devices(StrictSerializer):
    devices = DeviceOut(many=True)
