"""The data folder and what only its owner may read."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from steadily.start.keeping import prepare, write_for_owner
from steadily.start.progress import Trouble


def _mode(file: Path) -> int:
    return stat.S_IMODE(file.stat().st_mode)


def test_a_new_data_folder_gets_a_secret_key_for_its_owner_alone(tmp_path: Path) -> None:
    prepare(tmp_path / "data")

    assert len((tmp_path / "data/secret-key").read_text()) >= 50
    assert _mode(tmp_path / "data/secret-key") == 0o600
    assert _mode(tmp_path / "data") == 0o700


def test_a_second_start_keeps_the_key_so_that_no_one_is_signed_out(tmp_path: Path) -> None:
    prepare(tmp_path)
    first = (tmp_path / "secret-key").read_text()

    prepare(tmp_path)

    assert (tmp_path / "secret-key").read_text() == first


def test_two_folders_have_two_keys(tmp_path: Path) -> None:
    prepare(tmp_path / "one")
    prepare(tmp_path / "other")

    assert (tmp_path / "one/secret-key").read_text() != (tmp_path / "other/secret-key").read_text()


def test_a_folder_that_cannot_be_made_is_named_with_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("a file in the way")

    with pytest.raises(Trouble, match=r"data cannot be written: .* Name another: --data DIR"):
        prepare(tmp_path / "data")


def test_the_ready_file_is_never_seen_half_written_nor_by_others(tmp_path: Path) -> None:
    os.umask(0o022)

    write_for_owner(tmp_path / "ready.json", "{}")

    assert _mode(tmp_path / "ready.json") == 0o600
    assert [file.name for file in tmp_path.iterdir()] == ["ready.json"]
