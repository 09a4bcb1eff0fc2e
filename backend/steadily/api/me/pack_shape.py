"""The shape of the pack: everything the phone needs for three weeks without signal. It looks up, it never decides.

The pack is rendered once (steadily.today.pack) and sent as it is; this describes it for the schema and the app's types.
"""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from steadily.api.fields import StrictSerializer
from steadily.api.me.own_exercise_shape import OwnExercise
from steadily.guidance.outcome import Stage
from steadily.guidance.terms import Category, DoseStatus, FlareState, Phase, SafetyState, Unit

WORD = serializers.CharField


def one_of(words: Any, **kwargs: Any) -> serializers.ChoiceField:
    """Describe one of an enum's words."""
    return serializers.ChoiceField(choices=[(word.value, word.name) for word in words], **kwargs)


def letters(depth: int) -> serializers.Field[Any, Any, Any, Any]:
    """Describe a look-up so many keys deep, with a string at its end."""
    inner: serializers.Field[Any, Any, Any, Any] = serializers.CharField()
    for _ in range(depth):
        inner = serializers.DictField(child=inner)
    return inner


class Said(StrictSerializer):
    """A text by its id, with the values to put in it."""

    text = WORD()
    values = serializers.DictField(child=WORD())


class Dose(StrictSerializer):
    """What to do of one exercise: an amount for each set, only when there is something to do."""

    status = one_of(DoseStatus)
    level = serializers.IntegerField(required=False)
    sets = serializers.IntegerField(required=False)
    value = serializers.IntegerField(required=False)
    percent = serializers.IntegerField(required=False)
    because = serializers.ListField(child=WORD(), required=False)
    why = Said(many=True, required=False)


class DosesOfDay(StrictSerializer):
    """One exercise on one day: the planned dose, and the gentler ones the phone may turn to."""

    due = serializers.BooleanField()
    steady = Dose()
    eased = Dose(many=True)
    flare_settle = Dose()
    flare_steady = Dose()
    return_early = Dose()
    return_late = Dose()
    hold = Dose()


class PackDay(StrictSerializer):
    phase = one_of(Phase)
    pre_review = serializers.BooleanField()
    grace = serializers.BooleanField()
    messages = Said(many=True)
    doses = serializers.DictField(child=DosesOfDay())


class FlareNow(StrictSerializer):
    state = one_of(FlareState)
    day = serializers.IntegerField(allow_null=True)
    return_day = serializers.IntegerField(allow_null=True, required=False)
    stage = one_of(Stage, allow_null=True, required=False)
    onset = serializers.DateField(allow_null=True, required=False)
    relapse = serializers.BooleanField(required=False)


class AsOf(StrictSerializer):
    """How things stand with everything received so far."""

    safety = one_of(SafetyState)
    tier = serializers.IntegerField(allow_null=True, required=False)
    positives = serializers.ListField(child=WORD(), required=False)
    since = serializers.DateField(allow_null=True, required=False)
    message = WORD(allow_null=True, required=False)
    flare = FlareNow()
    engine_on = serializers.BooleanField()
    engine_off_because = WORD(allow_null=True, required=False)


class Start(StrictSerializer):
    """How things stood at the end of the day before the pack begins."""

    column = WORD()
    safety = one_of(SafetyState)
    flare = FlareNow()


class PackPrescription(StrictSerializer):
    id = serializers.UUIDField()
    exercise = WORD()
    category = one_of(Category)
    side = WORD(allow_null=True)
    per_week = serializers.IntegerField()
    priority = serializers.BooleanField()
    unit = one_of(Unit)
    level = serializers.IntegerField()
    amount = WORD(help_text="As the clinician last set it, per set; what a day asks for is among its doses.")
    sets = serializers.IntegerField()
    hold_s = serializers.IntegerField()
    rest_s = serializers.IntegerField()


class PackPlan(StrictSerializer):
    id = serializers.UUIDField()
    version = serializers.IntegerField()
    starts_on = serializers.DateField()
    prescriptions = PackPrescription(many=True)


class FlareOutcome(StrictSerializer):
    """What an answer about today leads to."""

    state = one_of(FlareState)
    day = serializers.IntegerField(allow_null=True)
    return_day = serializers.IntegerField(allow_null=True)
    relapse = serializers.BooleanField()
    column = WORD(allow_null=True)
    context = WORD()  # type: ignore[assignment]  # a field may be called so
    text = WORD(allow_null=True)
    values = serializers.DictField(child=WORD())
    note = WORD(allow_null=True)


class FlareLater(StrictSerializer):
    day = letters(2)
    grace = letters(2)


class FlareGrid(StrictSerializer):
    first = letters(1)
    later = FlareLater()
    outcomes = serializers.DictField(child=FlareOutcome())
    stages = serializers.ListField(child=WORD())
    stage_texts = serializers.ListField(child=WORD())


class NextDose(Dose):
    due = serializers.BooleanField()


class Tomorrow(StrictSerializer):
    """Tomorrow's dose, by where the answers of today lead."""

    doses = NextDose(many=True)
    cells = serializers.DictField(child=serializers.IntegerField())


class Grids(StrictSerializer):
    """The rules' answers to each day's few answers, worked out cell by cell for this patient."""

    light = letters(2)
    stop_light = WORD()
    morning = letters(1)
    morning_by_flare = letters(2)
    final = letters(1)
    ease = letters(1)
    rest_next = serializers.DictField(child=serializers.BooleanField())
    elevated = letters(1)
    function_worse = letters(1)
    screen = letters(1)
    flare = FlareGrid()
    safety = serializers.DictField(child=serializers.IntegerField())
    safety_effect = letters(1)
    safety_text = letters(1)
    safety_today = letters(1)
    next = serializers.DictField(child=Tomorrow())


class PackPatient(StrictSerializer):
    name = WORD()
    language = WORD()
    time_zone = WORD()
    regions = serializers.ListField(child=WORD())


class PackClinic(StrictSerializer):
    name = WORD()
    phone = WORD()
    reads_messages = WORD()
    nation = WORD()


class PackVisit(StrictSerializer):
    id = serializers.UUIDField()
    on = serializers.DateField()
    starts_at = serializers.DateTimeField()
    status = WORD()


class PackRival(StrictSerializer):
    """Another change of the same entry, which does not count."""

    at = serializers.DateTimeField()
    data = serializers.DictField(allow_null=True)  # type: ignore[assignment]  # a field may be called so


class PackEntry(StrictSerializer):
    """An own entry as it counts now; its instants are by the clinic's clock, `placed_at` is its place in the day."""

    id = serializers.UUIDField()
    kind = WORD()
    on = serializers.DateField()
    at = serializers.DateTimeField()
    placed_at = serializers.DateTimeField()
    supersedes = serializers.UUIDField(allow_null=True)
    data = serializers.DictField(allow_null=True)  # type: ignore[assignment]  # a field may be called so
    rivals = PackRival(many=True, required=False)


class FlarePlanShape(StrictSerializer):
    signs = WORD(allow_blank=True)
    helps = WORD(allow_blank=True)
    says = WORD(allow_blank=True)


class OpenedCourse(StrictSerializer):
    """The review of the course, once a clinician opened it."""

    opened_at = serializers.DateTimeField()
    decision = WORD()
    messages = Said(many=True)


class PackGoal(StrictSerializer):
    id = serializers.UUIDField()
    words = WORD()


class Medium(StrictSerializer):
    url = WORD()
    sha256 = WORD()


class Pack(StrictSerializer):
    """Everything the phone needs for three weeks without signal."""

    revision = WORD()
    protocol_version = WORD()
    made_at = serializers.DateTimeField()
    until = serializers.DateField()
    patient = PackPatient()
    clinic = PackClinic()
    as_of = AsOf()
    start = Start()
    plan = PackPlan(allow_null=True)
    days = serializers.DictField(child=PackDay())
    grids = Grids()
    safety_packs = serializers.DictField(child=serializers.ListField(child=WORD()))
    visits = PackVisit(many=True)
    course = OpenedCourse(allow_null=True)
    flare_plan = FlarePlanShape(allow_null=True)
    goals = PackGoal(many=True)
    diary = PackEntry(many=True)
    known = serializers.ListField(child=serializers.UUIDField())
    waiting = serializers.ListField(child=serializers.DictField())
    texts = serializers.DictField(child=WORD())
    exercises = serializers.DictField(child=OwnExercise())
    media = Medium(many=True)

    def get_fields(self) -> dict[str, Any]:
        return super().get_fields() | {"from": serializers.DateField()}  # a word Python keeps for itself
