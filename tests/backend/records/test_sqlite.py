"""What SQLite must say of itself before we serve anyone."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.core.checks import Tags, run_checks
from django.db import connection

from steadily.records import checks


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("drift", "home", "said"),
    [
        ("secure_delete=OFF", "secure_delete=ON", "PRAGMA secure_delete is 0, not 1."),
        ("synchronous=NORMAL", "synchronous=FULL", "PRAGMA synchronous is 1, not 2."),
        ("busy_timeout=90000", "busy_timeout=5000", "PRAGMA busy_timeout is 90000, not 5000."),
    ],
)
def test_a_pragma_that_drifted_is_reported(drift: str, home: str, said: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA {drift}")
    found = run_checks(tags=[Tags.database], databases=["default"])
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA {home}")

    assert [(each.id, each.msg) for each in found] == [("records.E002", said)]


@pytest.mark.django_db
def test_a_transaction_that_waits_to_lock_is_reported() -> None:
    connection.transaction_mode = "DEFERRED"
    found = run_checks(tags=[Tags.database], databases=["default"])
    connection.transaction_mode = "IMMEDIATE"

    assert [each.msg for each in found] == ["PRAGMA transaction_mode is DEFERRED, not IMMEDIATE."]


@pytest.mark.django_db
def test_a_sqlite_that_can_lose_data_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checks, "WAL_IS_SOUND_FROM", (99, 0, 0))

    found = checks.sqlite_is_sound(databases=["default"])

    assert [each.id for each in found] == ["records.E001"]


def test_tests_run_on_a_real_file(transactional_db: None) -> None:
    assert Path(str(connection.settings_dict["NAME"])).is_file()
