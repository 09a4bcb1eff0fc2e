"""The clinical texts that patients read: by id, in their language, with the numbers put in."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType

import msgspec

from steadily.guidance.outcome import Message

DATA = Path(__file__).parent / "data"
ENGLISH = "en-GB"


class Wordings(msgspec.Struct, forbid_unknown_fields=True):
    """One language's file: the version of the privacy notice, and every text by its id."""

    notice_version: str
    texts: dict[str, str]


@lru_cache(maxsize=32)
def texts(language: str = ENGLISH, nation: str | None = None) -> Mapping[str, str]:
    """Give every text by id, in English where the language has no file.

    A nation puts its own wording, `<id>.<nation>`, in the place of `<id>`: whom to ring differs.
    """
    every = _wordings(language).texts
    own = {name.removesuffix(f".{nation}"): wording for name, wording in every.items() if name.endswith(f".{nation}")}
    return MappingProxyType(every | own)


def render(message: Message, texts: Mapping[str, str]) -> str:
    """Put a message in words: its `variant` picks the text, "@" values name texts, the others fill the gaps.

    Raise KeyError for a text or a gap that is not there.
    """
    variant = message.values.get("variant")
    wording = texts[message.text if variant is None else f"{message.text}.{variant}"]
    return wording.format_map({name: _word(value, texts) for name, value in message.values.items()})


def for_clinic(texts: Mapping[str, str], *, phone: str, reads_messages: str) -> Mapping[str, str]:
    """Put in what only the clinic knows: its `phone`, and when it `reads_messages`, such as "weekdays 9 to 5"."""
    return {
        name: wording.replace("{phone}", phone).replace("{when}", reads_messages) for name, wording in texts.items()
    }


def notice(language: str = ENGLISH) -> dict[str, str]:
    """Give the privacy notice that a patient sees at activation, and which version it is."""
    wordings = _wordings(language)
    return {"version": wordings.notice_version, "text": wordings.texts["NOTICE"]}


@lru_cache(maxsize=32)
def _wordings(language: str) -> Wordings:
    known = {each.name.removeprefix("texts.").removesuffix(".yaml"): each for each in DATA.glob("texts.*.yaml")}
    return msgspec.yaml.decode(known.get(language, known[ENGLISH]).read_bytes(), type=Wordings)


def _word(value: str, texts: Mapping[str, str]) -> str:
    return texts[value[1:]] if value.startswith("@") else value
