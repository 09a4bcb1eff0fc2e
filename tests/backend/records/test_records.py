"""The audit trail, and what must hold of the database and of every row."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import msgspec
import pytest
from django.apps import apps
from django.conf import settings
from django.core.checks import Tags, run_checks
from django.core.exceptions import ValidationError

from steadily.people.models import Clinician, Patient
from steadily.records.lists import WordsFrom, short_phrases
from steadily.records.models import AuditEvent, audit
from steadily.records.wording import plain
from steadily.settings import secret_key


def test_the_trail_outlives_whom_it_speaks_of(amara: Patient, dr_chen: Clinician, now: datetime) -> None:
    event = audit(by=dr_chen, at=now, verb="look", subject=amara, patient=amara, why="before her visit")
    name = amara.id

    amara.delete()

    event.refresh_from_db()
    assert (event.patient_id, event.by, event.detail) == (name, "Dr Chen", {"why": "before her visit"})
    assert str(event) == "2026-03-10 18:00 Dr Chen look"


def test_the_trail_points_at_nothing_the_database_could_cascade() -> None:
    assert not [field for field in AuditEvent._meta.get_fields() if field.is_relation]


@pytest.mark.django_db
def test_the_database_is_sound() -> None:
    assert run_checks(tags=[Tags.database], databases=["default"]) == []


def test_every_row_of_ours_has_an_id_nobody_can_guess_or_count() -> None:
    counted = {
        model._meta.label
        for app in apps.get_app_configs()
        if app.name.startswith("steadily.")
        for model in app.get_models()
        if model._meta.pk.get_internal_type() != "UUIDField"
    }

    assert counted <= {"records.AuditEvent", "today.Checkpoint"}


def test_the_secret_key_is_read_from_the_data_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("STEADILY_SECRET_KEY")
    (tmp_path / "secret-key").write_text("kept in the folder\n")

    assert secret_key(tmp_path) == "kept in the folder"


def test_without_a_secret_key_nothing_starts_and_one_is_told_why(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("STEADILY_SECRET_KEY")

    with pytest.raises(Exception, match=r"Run `python3 backend/start\.py` once") as refusal:
        secret_key(tmp_path)

    assert type(refusal.value).__name__ == "ImproperlyConfigured"


def test_debug_is_off() -> None:
    assert settings.DEBUG is False


@pytest.mark.parametrize("value", ["knee", ["knee", 5], ["knee", "knee"], ["tail"], None])
def test_a_list_of_known_words_holds_nothing_else(value: object) -> None:
    with pytest.raises(ValidationError):
        WordsFrom(["knee", "hip"])(value)


@pytest.mark.parametrize("value", [["x" * 201], [" "], ["a", "a"], [str(number) for number in range(41)]])
def test_phrases_are_few_short_and_different(value: list[str]) -> None:
    with pytest.raises(ValidationError):
        short_phrases(value)


class _Diary(msgspec.Struct, forbid_unknown_fields=True):
    pains: list[int]
    at: int = 0


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ({"pains": [1, "2"]}, ("1: expected a whole number, got text.", "/pains/1")),
        ({"pains": [], "at": None}, ("at: expected a whole number, got null.", "/at")),
        ({}, ("pains: this is missing.", "/pains")),
        ({"pains": [], "pain": 1}, ("pain: we do not know this field.", "/pain")),
    ],
)
def test_what_is_wrong_is_said_in_plain_words(value: object, said: tuple[str, str]) -> None:
    with pytest.raises(msgspec.ValidationError) as error:
        msgspec.convert(value, _Diary)

    assert plain(error.value) == said
