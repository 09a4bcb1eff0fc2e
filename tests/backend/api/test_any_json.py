"""Whatever is sent, it is answered in plain words and never with a crash."""

from __future__ import annotations

import json
from typing import Any

import pytest
import yaml
from django.core.cache import cache
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.backend.api.conftest import BASE, Caller, named
from tests.backend.api.test_schema import SCHEMA_FILE, bodies

SCHEMA: dict[str, Any] = yaml.safe_load(SCHEMA_FILE.read_text(encoding="utf-8"))
WRITES = [
    (verb.upper(), path.removeprefix(BASE), next(bodies(operation))["examples"]["Sent"]["value"])
    for path, verbs in SCHEMA["paths"].items()
    for verb, operation in verbs.items()
    if "requestBody" in operation
]

numbers = st.sampled_from([0, -1, 11, 3.5, 2**31, 2**63, 1e300])
words = st.sampled_from(["", "3", "\u202e", "\u00e9" * 3000, "0001-01-01", "9999-12-31", "9999-12-31T23:59:59-12:00"])
edges = st.none() | st.booleans() | numbers | words
anything = st.recursive(
    edges | st.text(max_size=20) | st.integers() | st.floats(allow_nan=False, allow_infinity=False),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=8,
)


@st.composite
def spoiled(draw: st.DrawFn, body: Any) -> Any:
    """Spoil a good body: somewhere in it stands anything at all."""
    if isinstance(body, dict) and body and draw(st.integers(0, 4)):
        name = draw(st.sampled_from(sorted(body)))
        return {**body, name: draw(spoiled(body[name]))}
    if isinstance(body, list) and body and draw(st.integers(0, 4)):
        return [draw(spoiled(body[0])), *body[1:]]
    return draw(anything)


@pytest.mark.parametrize(("verb", "path", "example"), WRITES, ids=[f"{verb} {path}" for verb, path, _ in WRITES])
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_no_body_brings_a_route_down(
    data: st.DataObject,
    verb: str,
    path: str,
    example: Any,
    chen: Caller,
    phone: Caller,
    names: dict[str, str],
) -> None:
    cache.clear()  # nobody counts how often we write
    caller = phone if path.startswith("me") or path == "activate" else chen
    body = json.dumps(data.draw(spoiled(example)))

    response = caller.send_text(verb, named(path, names), body, if_match='"x"')

    assert response.status_code < 500, response.text
    if response.status_code >= 400:
        assert response.headers["Content-Type"] == "application/problem+json"
