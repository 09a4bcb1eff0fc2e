"""The OpenAPI schema: stable names, and the problem every operation may answer with."""

from __future__ import annotations

from typing import Any

from drf_spectacular.openapi import AutoSchema

PROBLEM = {
    "type": "object",
    "description": "What went wrong and what to do, by RFC 9457.",
    "required": ["type", "title", "status", "detail"],
    "properties": {
        "type": {"type": "string", "examples": ["/problems/no-assessment"]},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "errors": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["pointer", "detail"],
                "properties": {"pointer": {"type": "string"}, "detail": {"type": "string"}},
            },
        },
    },
}
EXAMPLE = {
    "type": "/problems/invalid",
    "title": "Something in the request needs mending",
    "status": 400,
    "detail": "Ensure this value is less than or equal to 10.",
    "errors": [{"pointer": "/pain_now", "detail": "Ensure this value is less than or equal to 10."}],
}
REASONS = {
    "400": "Something in the request needs mending",
    "401": "Not signed in",
    "403": "Not allowed",
    "404": "Missing, or not yours",
    "405": "This address does not do that",
    "406": "Only JSON is spoken here",
    "409": "Does not fit with how things stand",
    "412": "Changed since it was read",
    "413": "Too large",
    "415": "Only JSON is read here",
    "428": "If-Match is missing",
    "429": "Too many requests",
}
ALWAYS = ("404", "405", "406", "429")
ON_WRITES = ("400", "409", "413", "415")
ON_CHANGES = ("412", "428")


class Schema(AutoSchema):  # type: ignore[no-untyped-call]
    """Name operations by their view: `operation` when it is said, else the tag from the path."""

    def get_tags(self) -> list[str]:
        path = self.path.removeprefix("/api/v1/")
        return ["Patient's phone"] if path.startswith("me") or path == "activate" else ["Clinic"]


def add_problems(result: dict[str, Any], **_: Any) -> dict[str, Any]:
    """Give each operation its problem answers."""
    result["components"].setdefault("schemas", {})["Problem"] = PROBLEM
    for path in result["paths"].values():
        for verb, operation in path.items():
            for status in _statuses(verb, operation):
                operation["responses"].setdefault(status, _answer(REASONS[status]))
            operation["responses"]["default"] = _answer("Anything else that went wrong")
    return result


def _statuses(verb: str, operation: dict[str, Any]) -> list[str]:
    statuses = [*ALWAYS, *(ON_WRITES if verb != "get" else ("400",))]
    statuses += ON_CHANGES if verb in ("put", "patch") else ()
    return statuses + (["401", "403"] if operation.get("security") else [])


def _answer(description: str) -> dict[str, Any]:
    content = {"schema": {"$ref": "#/components/schemas/Problem"}, "examples": {"problem": {"value": EXAMPLE}}}
    return {"description": description, "content": {"application/problem+json": content}}
