"""The data folder: the database, what clinics upload, and the key that signs sessions."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from steadily.start.progress import Trouble


def prepare(folder: Path) -> None:
    """Make the data folder, readable by its owner alone, with a secret key of its own."""
    try:
        for made in (folder, folder / "media", folder / "static"):
            made.mkdir(mode=0o700, parents=True, exist_ok=True)
        _make_key(folder / "secret-key")
    except OSError as error:
        raise Trouble(
            f"The data folder {folder} cannot be written: {error.strerror}. Name another: --data DIR"
        ) from error


def write_for_owner(file: Path, text: str) -> None:
    """Put a file with secrets in place at once, readable by its owner alone."""
    half_written = file.with_name(f".{file.name}.{os.getpid()}")
    for_owner = os.open(half_written, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(for_owner, "w", encoding="utf-8") as written:
        written.write(text)
    half_written.replace(file)


def _make_key(file: Path) -> None:
    if not file.is_file() or not file.read_text(encoding="utf-8").strip():
        write_for_owner(file, secrets.token_urlsafe(50))
