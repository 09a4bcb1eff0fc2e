"""Words as they are kept and told: nothing unseen in them, and what is wrong with a value said plainly."""

from __future__ import annotations

import re

import msgspec

from steadily.records.strict_json import step

KINDS = {
    "int": "a whole number",
    "float": "a number",
    "str": "text",
    "bool": "true or false",
    "null": "null",
    "array": "a list",
    "object": "an object",
    "uuid": "an id",
    "date": "a date such as 2026-03-10",
    "datetime": "a time such as 2026-03-10T18:00:00+00:00",
}
BOUND = re.compile(r"Expected `int` (<=|>=) (-?\d+)$")
UNSEEN = re.compile("[\u061c\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]")
FIELD = re.compile(r"Object (contains unknown|missing required) field `(.*)`$", re.DOTALL)


def seen(text: str) -> str:
    """Take out of a text what can't be seen or turns its direction: a name must be the one it looks like."""
    return UNSEEN.sub("", text)


def plain(error: msgspec.ValidationError) -> tuple[str, str]:
    """Give the problem in plain words and the JSON pointer to the field it is about ("" for the whole value)."""
    message, _, path = str(error).partition(" - at `$")
    pointer = re.sub(r"\[(\d+)\]", r"/\1", path.rstrip("`").replace("[...]", "")).replace(".", "/")
    field = FIELD.match(message)
    if field:
        said = "we do not know this field." if field[1] == "contains unknown" else "this is missing."
        return f"{field[2][:60]}: {said}", f"{pointer}/{step(field[2])}"
    name, said = pointer.rsplit("/", 1)[-1], _sentence(message)
    return (f"{name}: {said}" if name else said), pointer


def _sentence(message: str) -> str:
    bound = BOUND.match(message)
    if bound:
        return f"must be {'at most' if bound[1] == '<=' else 'at least'} {bound[2]}."
    said = re.sub(
        r"`([^`]+)`", lambda found: " or ".join(KINDS.get(kind, kind) for kind in found[1].split(" | ")), message
    )
    return said[:1].lower() + said[1:] + ("" if said.endswith(".") else ".")
