"""Where rows are kept: what the address in the environment comes to."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from steadily.records.checks import LASTING, _drift
from steadily.records.storage import database


def test_without_an_address_rows_lie_in_the_data_folder(tmp_path: Path) -> None:
    found = database("", tmp_path)

    assert found["NAME"] == str(tmp_path / "steadily.sqlite3")
    assert "PRAGMA synchronous=2;" in found["OPTIONS"]["init_command"]
    assert found["OPTIONS"]["transaction_mode"] == "IMMEDIATE"


def test_an_address_names_a_postgresql_and_what_it_is_told(tmp_path: Path) -> None:
    found = database("postgres://amara:p%40ss@db.example:5433/clinic?sslmode=require", tmp_path)

    named = {key: found[key] for key in ("HOST", "PORT", "NAME", "USER", "PASSWORD")}
    assert named == {"HOST": "db.example", "PORT": 5433, "NAME": "clinic", "USER": "amara", "PASSWORD": "p@ss"}
    assert found["OPTIONS"]["sslmode"] == "require"
    assert "-c synchronous_commit=on" in found["OPTIONS"]["options"]


@pytest.mark.parametrize("address", ["postgres://amara@/clinic?host=/run/Pg", "postgres://amara@%2Frun%2FPg/clinic"])
def test_an_address_may_name_a_sockets_folder(tmp_path: Path, address: str) -> None:
    found = database(address, tmp_path)

    assert (found["HOST"] or found["OPTIONS"]["host"]) == "/run/Pg"


def test_an_address_may_give_a_long_change_of_tables_more_time(tmp_path: Path) -> None:
    found = database("postgres://amara@/clinic?options=-c%20statement_timeout%3D0", tmp_path)

    assert found["OPTIONS"]["options"].endswith("-c statement_timeout=0")
    assert found["OPTIONS"]["options"].startswith("-c synchronous_commit=on")


@pytest.mark.parametrize("address", ["mysql://amara@db.example/clinic", "sqlite:///clinic.sqlite3"])
def test_another_kind_of_database_is_refused_in_words(tmp_path: Path, address: str) -> None:
    with pytest.raises(ImproperlyConfigured, match="must be a PostgreSQL address"):
        database(address, tmp_path)


def test_a_postgresql_that_answers_before_it_syncs_is_reported() -> None:
    found = _drift("PostgreSQL's {}", LASTING | {"synchronous_commit": "off"}, LASTING, "records.E003")

    assert [each.msg for each in found] == ["PostgreSQL's synchronous_commit is off, not on."]
