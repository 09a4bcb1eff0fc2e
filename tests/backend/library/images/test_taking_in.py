"""What Dr Chen uploads is redrawn from its pixels, or refused in plain words; nothing else of the file survives."""

from __future__ import annotations

import io
import os
import struct
import tempfile
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image, ImageCms, PngImagePlugin

from steadily.library.images.taking_in import MOST_BYTES, take_in
from steadily.records.refusals import Refused

RED, TEAL = (200, 40, 30), (20, 120, 110)


def saved(picture: Image.Image, kind: str, **more: object) -> bytes:
    file = io.BytesIO()
    picture.save(file, kind, **more)
    return file.getvalue()


def colour_of(data: bytes) -> tuple[int, ...]:
    picture = Image.open(io.BytesIO(data))
    found = picture.convert("RGB").getpixel((picture.width // 2, picture.height // 2))
    assert isinstance(found, tuple)
    return tuple(int(each) for each in found)


def near(one: tuple[int, ...], other: tuple[int, ...]) -> bool:
    return all(abs(here - there) <= 12 for here, there in zip(one, other, strict=True))


def chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def png_of(width: int, height: int, *more: bytes) -> bytes:
    """Write a PNG that says how large it is, of one bit a pixel, with nothing but black in it."""
    header = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0))
    rows = zlib.compress(bytes((width + 7) // 8 + 1) * min(height, 30_000), 9)
    return b"\x89PNG\r\n\x1a\n" + header + b"".join(more) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


HIDDEN_TEXT = chunk(b"zTXt", b"a\0\0" + zlib.compress(bytes(200_000_000), 9))


def moving(kind: str, frames: int) -> bytes:
    pictures = [Image.new("RGB", (9, 9), (number % 250, 0, 0)) for number in range(frames)]
    return saved(pictures[0], kind, save_all=True, append_images=pictures[1:])


def noise(width: int, height: int) -> Image.Image:
    return Image.frombytes("RGB", (width, height), os.urandom(width * height * 3))


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_picture_comes_back_as_webp_in_its_own_colours(kind: str) -> None:
    taken = take_in(saved(Image.new("RGB", (300, 200), RED), kind))

    picture = Image.open(io.BytesIO(taken))
    assert (picture.format, picture.size) == ("WEBP", (300, 200))
    assert near(colour_of(taken), RED)


def test_a_large_photo_becomes_at_most_1600_pixels() -> None:
    taken = take_in(saved(noise(4000, 3000).resize((4000, 3000)), "JPEG", quality=30))

    assert Image.open(io.BytesIO(taken)).size == (1600, 1200)


@pytest.mark.parametrize(
    ("mode", "colour", "kind", "seen"),
    [
        ("CMYK", (0, 220, 220, 20), "JPEG", (234, 33, 33)),
        ("I;16", 32_768, "PNG", (128, 128, 128)),
        ("RGBA", (*TEAL, 255), "WEBP", TEAL),
        ("RGBA", (0, 0, 0, 0), "PNG", (255, 255, 255)),
        ("P", 0, "PNG", (0, 0, 0)),
        ("1", 1, "PNG", (255, 255, 255)),
    ],
)
def test_colours_stay_sane_whatever_they_are_kept_in(
    mode: str, colour: object, kind: str, seen: tuple[int, ...]
) -> None:
    taken = take_in(saved(Image.new(mode, (60, 60), colour), kind))  # type: ignore[arg-type]

    assert near(colour_of(taken), seen)


def test_where_it_was_taken_and_by_whom_is_gone_and_it_stands_upright() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x010F] = "<script>alert(1)</script>"
    exif.get_ifd(0x8825)[1] = "N"
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    sent = saved(Image.new("RGB", (300, 100), RED), "JPEG", exif=exif, icc_profile=profile, comment=b"Amara's kitchen")

    taken = take_in(sent)

    picture = Image.open(io.BytesIO(taken))
    assert picture.size == (100, 300)
    assert not picture.getexif()
    assert {"exif", "icc_profile", "xmp", "comment"} & set(picture.info) == set()
    assert not any(trace in taken for trace in (b"script", b"Amara", b"EXIF", b"ICCP", b"XMP "))


def test_a_picture_that_is_also_a_page_loses_the_page() -> None:
    taken = take_in(saved(Image.new("RGB", (80, 80), TEAL), "JPEG") + b"<html><script>alert(1)</script></html>")

    assert b"script" not in taken


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("an SVG named .png", b"<svg xmlns='http://www.w3.org/2000/svg'/>"),
        ("a GIF with a script", b"GIF89a/*" + bytes(40) + b"*/=1;alert(1)"),
        ("an EPS named .jpg", b"%!PS-Adobe-3.0 EPSF-3.0\n"),
        ("a TIFF", saved(Image.new("RGB", (9, 9)), "TIFF")),
        ("an AVIF", saved(Image.new("RGB", (9, 9)), "AVIF")),
        ("a GIF of 500 frames", moving("GIF", 500)),
        ("a sound in the same wrapping as a WebP", b"RIFF" + struct.pack("<I", 40) + b"WAVEfmt " + bytes(32)),
        ("nothing", b""),
    ],
)
def test_other_kinds_are_refused_with_advice(name: str, data: bytes) -> None:
    with pytest.raises(Refused, match="JPEG, PNG or WebP") as refusal:
        take_in(data)

    assert (refusal.value.field, refusal.value.status) == ("image", 400)


@pytest.mark.parametrize(
    ("name", "make", "said"),
    [
        ("900 megapixels of one bit", lambda: png_of(30_000, 30_000), "too large"),
        ("144 megapixels", lambda: png_of(12_000, 12_000), "too large"),
        ("200 MB of hidden text", lambda: png_of(8, 8, HIDDEN_TEXT), "can't be read"),
        ("half a photo", lambda: saved(noise(900, 900), "JPEG")[:200_000], "can't be read"),
    ],
)  # fmt: skip
def test_bombs_and_broken_files_are_refused(name: str, make: Callable[[], bytes], said: str) -> None:
    with pytest.raises(Refused, match=said):
        take_in(make())


def test_a_picture_that_moves_is_refused() -> None:
    for kind in ("PNG", "WEBP"):
        with pytest.raises(Refused, match="moves"):
            take_in(moving(kind, 100))


def test_more_than_ten_megabytes_is_too_much() -> None:
    with pytest.raises(Refused) as refusal:
        take_in(b"\xff\xd8\xff" + bytes(MOST_BYTES))

    assert refusal.value.status == 413


def test_hidden_text_in_a_png_does_not_survive() -> None:
    told = PngImagePlugin.PngInfo()
    told.add_text("Author", "Ben Hart")

    assert b"Ben Hart" not in take_in(saved(Image.new("RGB", (30, 30)), "PNG", pnginfo=told))


def test_nothing_is_left_lying_about() -> None:
    folder = Path(tempfile.gettempdir())
    before = set(folder.iterdir())

    with pytest.raises(Refused):
        take_in(saved(noise(300, 300), "JPEG")[:9_000])

    assert [file for file in set(folder.iterdir()) - before if file.suffix in {".jpg", ".webp", ".png"}] == []
