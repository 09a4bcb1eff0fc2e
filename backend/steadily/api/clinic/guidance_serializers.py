"""The shape of the guidance at the end of one day: every decision, with its reason."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from steadily.api.fields import Day, Exact, StrictSerializer
from steadily.guidance.outcome import Change, CourseAction, CourseClass, Decision, Origin, ReviewResult, Stage
from steadily.guidance.terms import DoseStatus, FlareState, Light, Morning, Phase, SafetyState, Unit

WORD = serializers.CharField


def one_of(words: Any, **kwargs: Any) -> serializers.ChoiceField:
    """Describe one of an enum's words."""
    return serializers.ChoiceField(choices=[(word.value, word.name) for word in words], **kwargs)


class GuidanceAsked(StrictSerializer):
    """Which day."""

    on = Day(required=False, help_text="The day at whose end is asked for: the patient's today when it is left out.")


class EngineOut(StrictSerializer):
    on = serializers.BooleanField()
    off_because = WORD(allow_null=True)


class SafetyOut(StrictSerializer):
    state = one_of(SafetyState)
    tier = serializers.IntegerField(allow_null=True)
    positives = serializers.ListField(child=WORD())
    since = serializers.DateField(allow_null=True)
    message = WORD(allow_null=True)


class BaselineOut(StrictSerializer):
    pain = Exact(1, allow_null=True)
    interference = Exact(allow_null=True)
    morning = Exact(allow_null=True)


class FlareOut(StrictSerializer):
    state = one_of(FlareState)
    day = serializers.IntegerField(allow_null=True)
    return_day = serializers.IntegerField(allow_null=True)
    stage = one_of(Stage, allow_null=True)
    onset = serializers.DateField(allow_null=True)
    relapse = serializers.BooleanField()


class SessionLightOut(StrictSerializer):
    prescription = serializers.UUIDField()
    on = serializers.DateField()
    provisional = one_of(Light)
    morning = one_of(Morning, allow_null=True)
    final = one_of(Light, allow_null=True)


class ReviewOut(StrictSerializer):
    prescription = serializers.UUIDField()
    result = one_of(ReviewResult)
    percent = Exact(allow_null=True)
    gate = WORD(allow_null=True)
    v_exact = Exact(2)


class NextOut(StrictSerializer):
    prescription = serializers.UUIDField()
    due = serializers.BooleanField()
    status = one_of(DoseStatus)
    level = serializers.IntegerField(allow_null=True)
    sets = serializers.IntegerField(allow_null=True)
    value = serializers.IntegerField(allow_null=True)
    unit = one_of(Unit)
    v_exact = Exact(2)
    percent = serializers.IntegerField()
    because = serializers.ListField(child=WORD())


class BoomBustOut(StrictSerializer):
    cycles_14_days = serializers.IntegerField(source="boom_bust_cycles")


class KeptWeeksOut(StrictSerializer):
    kept = serializers.IntegerField()
    counted = serializers.IntegerField()


class AdherenceOut(StrictSerializer):
    week_of = serializers.DateField()
    overall = Exact(1, allow_null=True)
    logging = Exact(1)
    by_prescription = serializers.DictField(child=Exact(1, allow_null=True))
    kept_weeks = KeptWeeksOut(source="*")


class DomainOut(StrictSerializer):
    """One measure at the start and now; the result is null where it can't be compared."""

    domain = WORD()
    baseline = Exact(1, allow_null=True)
    current = Exact(1, allow_null=True)
    result = one_of(Change, allow_null=True)


class CourseUnderWayOut(StrictSerializer):
    """The course under way and what it has brought so far; only visits attended count."""

    id = serializers.UUIDField()
    attended = serializers.IntegerField()
    hours = Exact(1)
    action = one_of(CourseAction)
    domains = DomainOut(many=True)
    opened_at = serializers.DateTimeField(allow_null=True)

    def get_fields(self) -> dict[str, Any]:
        return super().get_fields() | {"class": one_of(CourseClass, source="course_class")}  # Python's own word


class MessageOut(StrictSerializer):
    text = WORD()
    values = serializers.DictField(child=WORD())


class RaisedOut(StrictSerializer):
    code = WORD()
    priority = serializers.IntegerField()
    prescription = serializers.UUIDField(allow_null=True)


class DecisionOut(StrictSerializer):
    """One step of the trace: the rule, what it read, the threshold it used and where that came from."""

    rule = WORD()
    inputs = serializers.SerializerMethodField()
    threshold = WORD(allow_null=True)
    text = WORD(allow_null=True)

    def get_fields(self) -> dict[str, Any]:
        return super().get_fields() | {"from": one_of(Origin, source="origin")}  # a word Python keeps for itself

    @extend_schema_field(serializers.DictField(child=WORD(allow_null=True)))
    def get_inputs(self, decision: Decision) -> dict[str, str | None]:
        about = {} if decision.prescription is None else {"prescription": decision.prescription}
        return about | dict(decision.inputs)


class GuidanceOut(StrictSerializer):
    """Everything decided at the end of a day; what is not known is null."""

    on = serializers.DateField()
    protocol_version = WORD()
    engine = EngineOut()
    safety = SafetyOut()
    index_pain = Exact(1, allow_null=True)
    threshold = Exact(1, allow_null=True)
    baseline = BaselineOut()
    flare = FlareOut()
    phase = one_of(Phase)
    pre_review = serializers.BooleanField()
    lights = SessionLightOut(many=True)
    reviews = ReviewOut(many=True)
    next = NextOut(many=True)
    notes = serializers.ListField(child=WORD())
    boom_bust = BoomBustOut(source="*")
    adherence = AdherenceOut(allow_null=True)
    course = CourseUnderWayOut(allow_null=True)
    messages = MessageOut(many=True)
    alerts = RaisedOut(many=True)
    trace = DecisionOut(many=True)
