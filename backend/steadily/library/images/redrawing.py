"""Redraw one picture from standard input to standard output, in a process that is allowed little and ends after it.

Run by `taking_in.py`, never imported by the server. Ends with one of the codes of `Why`.
"""

from __future__ import annotations

import io
import resource
import sys
import warnings
from enum import IntEnum

from PIL import Image, ImageCms, ImageOps, UnidentifiedImageError

MEMORY_BYTES = 512 * 1024 * 1024
CPU_S = 5
MOST_PIXELS = 50_000_000
LONGEST_SIDE = 1600
FORMATS = ("JPEG", "PNG", "WEBP")


class Why(IntEnum):
    """Why a picture was not taken in; 0 when it was."""

    NOTHING = 0
    UNREADABLE = 10
    TOO_LARGE = 11
    MOVING = 12
    OTHER_KIND = 13


def main() -> int:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_S, CPU_S))
    warnings.simplefilter("error", Image.DecompressionBombWarning)
    Image.MAX_IMAGE_PIXELS = MOST_PIXELS
    try:
        picture = _opened(sys.stdin.buffer.read())
    except (Image.DecompressionBombError, Image.DecompressionBombWarning, MemoryError):
        return Why.TOO_LARGE
    except UnidentifiedImageError:
        return Why.OTHER_KIND
    except (OSError, ValueError, SyntaxError, ImageCms.PyCMSError):
        return Why.UNREADABLE
    if picture is None:
        return Why.MOVING
    picture.save(sys.stdout.buffer, "WEBP", quality=82)
    return Why.NOTHING


def _opened(data: bytes) -> Image.Image | None:
    """Read the picture itself, upright, in plain sRGB and small enough; None when it has several frames."""
    picture = Image.open(io.BytesIO(data), formats=FORMATS)
    if picture.width * picture.height > MOST_PIXELS:
        raise Image.DecompressionBombError
    if getattr(picture, "n_frames", 1) > 1:
        return None
    picture.draft(None, (LONGEST_SIDE, LONGEST_SIDE))
    upright = ImageOps.exif_transpose(picture)
    plain = _plain(upright)
    plain.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    return _without_anything_else(plain)


def _plain(picture: Image.Image) -> Image.Image:
    """Give the picture in sRGB; what is see-through lies on white."""
    if picture.mode.startswith("I;16"):
        picture = picture.point(lambda value: value / 256).convert("L")  # Pillow would clip, not scale
    profile = picture.info.get("icc_profile")
    if profile and picture.mode in {"RGB", "CMYK", "L"}:
        given, ours = ImageCms.ImageCmsProfile(io.BytesIO(profile)), ImageCms.createProfile("sRGB")
        return ImageCms.profileToProfile(picture, given, ours, outputMode="RGB") or picture.convert("RGB")
    if picture.mode in {"RGBA", "LA", "PA"} or "transparency" in picture.info:
        seen = picture.convert("RGBA")
        return Image.alpha_composite(Image.new("RGBA", seen.size, "white"), seen).convert("RGB")
    return picture.convert("RGB")


def _without_anything_else(picture: Image.Image) -> Image.Image:
    """Copy the pixels alone: no place, no name, no comment, no profile."""
    bare = Image.new("RGB", picture.size)
    bare.paste(picture)
    return bare


if __name__ == "__main__":
    sys.exit(main())
