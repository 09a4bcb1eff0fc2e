"""Take in an uploaded picture: checked by its first bytes, redrawn in a process of its own, and named anew."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from steadily.library.images.redrawing import Why
from steadily.records.refusals import Refused

MOST_BYTES = 10 * 1024 * 1024
LONGEST_S = 20
REDRAWING = Path(__file__).with_name("redrawing.py")
BEGINS_WITH = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"RIFF")

SAID = {
    Why.UNREADABLE: "This picture can't be read. It may be broken. Save it again as JPEG or PNG.",
    Why.TOO_LARGE: "This picture is too large. Use one of at most 50 megapixels.",
    Why.MOVING: "This picture moves. Use a single still picture.",
    Why.OTHER_KIND: "Use a JPEG, PNG or WebP picture.",
}


def take_in(data: bytes) -> bytes:
    """Redraw an uploaded picture as WebP of at most 1600 pixels a side; raise Refused when it can't be taken in."""
    if len(data) > MOST_BYTES:
        raise Refused("Use a picture of at most 10 MB.", field="image", code="image-too-large", status=413)
    if not data.startswith(BEGINS_WITH):
        raise _refused(Why.OTHER_KIND)
    # Isolated (-I): nothing of the environment or the folder it lies in decides what it imports.
    try:
        done = subprocess.run(
            [sys.executable, "-I", str(REDRAWING)], input=data, capture_output=True, timeout=LONGEST_S, check=False
        )
    except subprocess.TimeoutExpired:
        raise _refused(Why.TOO_LARGE) from None
    if done.returncode == Why.NOTHING and done.stdout:
        return done.stdout
    killed = done.returncode < 0
    raise _refused(Why.TOO_LARGE if killed else Why(done.returncode) if done.returncode in set(Why) else Why.UNREADABLE)


def _refused(why: Why) -> Refused:
    return Refused(SAID[why], field="image", code="image-refused")
