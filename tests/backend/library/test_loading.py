"""Loading the library: twice is once, a changed file is heard, and a malformed one is named."""

from __future__ import annotations

import shutil
from datetime import datetime
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command

from steadily.library import sheets
from steadily.library.actions import load_library
from steadily.library.models import Exercise, Piece, PlanTemplate, TemplateItem
from steadily.records.models import AuditEvent
from steadily.records.refusals import Refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A copy of the library's files, to be changed."""
    return shutil.copytree(sheets.DATA, tmp_path / "data")


def rewrite(path: Path, old: str, new: str) -> None:
    """Change one place of a file."""
    before = path.read_text("utf-8")
    assert before.count(old) == 1
    path.write_text(before.replace(old, new), "utf-8")


def test_a_new_clinic_gets_48_exercises_7_templates_and_7_pieces(now: datetime) -> None:
    changed = load_library(by="tests", at=now)

    assert Exercise.objects.count() == 48
    assert PlanTemplate.objects.count() == 7
    assert Piece.objects.count() == 7
    assert len(changed) == 62


def test_an_exercise_is_kept_with_its_words_and_its_dose(now: datetime) -> None:
    load_library(by="tests", at=now)

    bridge = Exercise.objects.get(code="B4")
    assert (bridge.name, bridge.regions, bridge.category, bridge.unit) == ("Bridge", ["low_back"], "STRENGTH", "reps")
    assert (bridge.sets, bridge.amount, bridge.maximum, bridge.per_week) == (2, 8, 15, 3)
    assert (bridge.hold_s, bridge.rest_s, bridge.each_side) == (3, 60, False)
    assert [each["name"] for each in bridge.levels] == ["Half lift", "Full lift", "One foot lighter"]
    assert bridge.cautions == ["If you get a cramp, move your feet in."]
    bridge.full_clean()


def test_every_exercise_and_template_is_fit_for_the_database(now: datetime) -> None:
    load_library(by="tests", at=now)

    for row in (*Exercise.objects.all(), *PlanTemplate.objects.all(), *TemplateItem.objects.all()):
        row.full_clean(exclude=["equipment"])


def test_a_template_takes_the_usual_dose_where_it_gives_none(now: datetime) -> None:
    load_library(by="tests", at=now)

    items = {each.exercise.code: each for each in PlanTemplate.objects.get(code="low-back-start").items.all()}
    assert list(items) == ["B1", "B3", "B4", "B6", "G1", "G3"]
    assert (items["B6"].sets, items["B6"].amount, items["B6"].maximum) == (2, 6, 15)
    assert (items["B4"].hold_s, items["B4"].rest_s, items["B4"].priority) == (3, 60, True)


def test_each_new_row_is_audited_once(now: datetime) -> None:
    load_library(by="tests", at=now)

    assert AuditEvent.objects.filter(verb="load_exercise", by="tests", at=now).count() == 48
    assert AuditEvent.objects.filter(verb="load_plantemplate", by="tests", at=now).count() == 7
    assert AuditEvent.objects.filter(verb="load_piece", by="tests", at=now).count() == 7


def test_loading_twice_changes_and_audits_nothing(now: datetime, django_assert_num_queries) -> None:
    load_library(by="tests", at=now)
    kept = list(TemplateItem.objects.values())
    audited = AuditEvent.objects.count()

    with django_assert_num_queries(7):  # two of them open and close the transaction
        changed = load_library(by="tests", at=now)

    assert changed == []
    assert list(TemplateItem.objects.values()) == kept
    assert AuditEvent.objects.count() == audited


def test_a_changed_exercise_is_brought_up_to_date_and_keeps_its_id(now: datetime, data: Path) -> None:
    load_library(by="tests", at=now, data=data)
    before = Exercise.objects.get(code="K2")
    rewrite(data / "exercises" / "knee.yaml", "Nose over toes.", "Bring your nose over your toes.")

    changed = load_library(by="tests", at=now, data=data)

    assert changed == ["K2"]
    after = Exercise.objects.get(code="K2")
    assert after.id == before.id
    assert after.cues[0] == "Bring your nose over your toes."
    event = AuditEvent.objects.filter(subject_id=str(after.id)).latest("id")
    assert event.detail == {"changed": ["cues"]}


def test_a_changed_usual_dose_is_heard_in_the_templates_too(now: datetime, data: Path) -> None:
    load_library(by="tests", at=now, data=data)
    rewrite(data / "exercises" / "elbow.yaml", "sets: 2, amount: 15, maximum: 40", "sets: 1, amount: 15, maximum: 40")

    changed = load_library(by="tests", at=now, data=data)

    assert changed == ["E4", "elbow-start"]
    assert TemplateItem.objects.get(exercise__code="E4").sets == 1


def test_a_template_that_loses_an_exercise_is_written_anew(now: datetime, data: Path) -> None:
    load_library(by="tests", at=now, data=data)
    rewrite(data / "templates.yaml", "    - {exercise: G6}\n", "")

    changed = load_library(by="tests", at=now, data=data)

    assert changed == ["neck-start"]
    codes = [each.exercise.code for each in PlanTemplate.objects.get(code="neck-start").items.all()]
    assert codes == ["N1", "N2", "N4", "N5", "G3"]


def test_a_clinics_own_exercise_is_left_alone(now: datetime) -> None:
    own = Exercise.objects.create(code="OWN1", name="Rowing boat", category="AEROBIC", unit="min")

    load_library(by="tests", at=now)

    own.refresh_from_db()
    assert own.name == "Rowing boat"


@pytest.mark.parametrize(
    ("file", "old", "new", "field", "said"),
    [
        ("exercises/knee.yaml", "sets: 2, amount: 6, maximum: 12", "sets: two, amount: 6, maximum: 12", "sets", "int"),
        ("exercises/knee.yaml", "sets: 2, amount: 6, maximum: 12", "sets: 2, amount: 13, maximum: 12", "dose", "more"),
        ("exercises/knee.yaml", "name: Step-up", "nam: Step-up", "$[2]", "nam"),
        ("exercises/hip.yaml", "  name: Clam\n  regions: [hip]", "  name: Clam\n  regions: [hips]", "regions", "hips"),
        ("exercises/neck.yaml", "cues: [\"Look straight ahead.\",", "cues: [\"\", ", "cues", "length"),
        ("exercises/ankle.yaml", "{level: 3, name: \"Letters\"", "{level: 2, name: \"Letters\"", "$[4]", "in this"),
        ("exercises/elbow.yaml", "  steps:\n    - \"Hold the sponge", "  steps: [\"Hold the sponge", "", "elbow.yaml"),
        ("exercises/elbow.yaml", "code: E4", "code: E3", "code", "E3 stands 2 times"),
        ("templates.yaml", "{exercise: A5}", "{exercise: A9}", "exercise", "ankle-start has an unknown exercise A9"),
        ("templates.yaml", "{exercise: A5}", "{exercise: A5, level: 4}", "level", "4"),
        ("templates.yaml", "{exercise: A5}", "{exercise: A5, dose: {reps: 4}}", "dose", "reps"),
    ],
)  # fmt: skip
def test_a_malformed_file_is_named_with_its_field_and_nothing_is_loaded(
    now: datetime, data: Path, file: str, old: str, new: str, field: str, said: str
) -> None:
    rewrite(data / file, old, new)

    with pytest.raises(Refused) as refusal:
        load_library(by="tests", at=now, data=data)

    assert field in refusal.value.field
    assert said in refusal.value.detail
    assert refusal.value.code == "library-malformed"
    assert not Exercise.objects.exists()


def test_the_command_says_what_it_did() -> None:
    first, second = StringIO(), StringIO()

    call_command("load_library", stdout=first)
    call_command("load_library", stdout=second)

    assert first.getvalue().startswith("Library loaded; 62 changed: A1")
    assert second.getvalue() == "Up to date.\n"
