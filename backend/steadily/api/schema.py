"""The OpenAPI schema: stable names, and the problem every operation may answer with."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar

from drf_spectacular.openapi import AutoSchema
from drf_spectacular.utils import OpenApiExample, OpenApiParameter, extend_schema

from steadily.api.problems import MEDIA_TYPE, problem

View = TypeVar("View", bound=Callable[..., Any])

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
INVALID = problem(
    400,
    "Ensure this value is less than or equal to 10.",
    code="invalid",
    errors=[{"pointer": "/pain_now", "detail": "Ensure this value is less than or equal to 10."}],
)
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
    "503": "Busy just now; send the same again",
    "507": "No room left; send the same again later",
    "default": "Anything else that went wrong",
}
ALWAYS = ("404", "405", "406", "429")
ON_READS = ("400",)
ON_WRITES = ("400", "409", "413", "415")
ON_CHANGES = ("412", "428")
ON_SYNC = ("503", "507")
SIGNED_IN = ("401", "403")
ETAG = OpenApiParameter("ETag", str, OpenApiParameter.HEADER, response=True, description="The version of what you got.")


def _kind(takes: Any) -> str:
    """Tell the media type of a body: JSON, but for an upload."""
    return next(iter(takes)) if isinstance(takes, dict) else "application/json"


def operation(
    name: str,
    summary: str,
    *,
    takes: Any = None,
    gives: Any = None,
    status: int = 200,
    sent: Any = None,
    got: Any = None,
    parameters: Sequence[Any] = (),
    also: Mapping[tuple[int, str], Any] | None = None,
    **more: Any,
) -> Callable[[View], View]:
    """Describe an operation: its name, what it takes and gives, with an example of each.

    `also` holds answers of its own beside the problems, by status and media type.
    """
    examples = [
        OpenApiExample("sent", value=sent, request_only=True, media_type=_kind(takes)),
        OpenApiExample("got", value=got, response_only=True, status_codes=[str(status)]),
    ]
    conditional = any(getattr(each, "name", "") == "If-None-Match" for each in parameters)
    responses = {status: gives} | ({304: None} if conditional else {}) | dict(also or {})
    return extend_schema(
        operation_id=name,
        summary=summary,
        request=takes,
        responses=responses,
        examples=[example for example in examples if example.value is not None],
        parameters=[*parameters],
        **more,
    )


class Schema(AutoSchema):
    """Tags by door; names without the In and Out that tell our serializers apart."""

    def get_tags(self) -> list[str]:
        path = self.path.removeprefix("/api/v1/")
        return ["Patient's phone"] if path.startswith("me") or path == "activate" else ["Clinic"]

    def get_serializer_name(self, serializer: Any, direction: Any) -> str:
        name: str = super().get_serializer_name(serializer, direction)
        return name.removesuffix("Out" if direction == "response" else "In")


def add_problems(result: dict[str, Any], **_: Any) -> dict[str, Any]:
    """Give each operation its problem answers, and let no request hold more than its fields."""
    schemas = result["components"].setdefault("schemas", {})
    for name, component in schemas.items():
        if name.endswith("Request") and "properties" in component:
            component["additionalProperties"] = False
    schemas["Problem"] = PROBLEM
    result["components"]["responses"] = {f"Problem{status}": _answer(status) for status in REASONS}
    for verbs in result["paths"].values():
        for verb, described in verbs.items():
            _add_answers(verb, described)
    return result


def _add_answers(verb: str, described: dict[str, Any]) -> None:
    for answer in described["responses"].values():
        answer["description"] = answer["description"] or described["summary"]
    for status in (*_statuses(verb, described), "default"):
        described["responses"].setdefault(status, {"$ref": f"#/components/responses/Problem{status}"})


def _statuses(verb: str, described: dict[str, Any]) -> list[str]:
    statuses = [*ALWAYS, *(ON_READS if verb == "get" else ON_WRITES)]
    if any(parameter["name"] == "If-Match" for parameter in described.get("parameters", [])):
        statuses += ON_CHANGES
    statuses += ON_SYNC if described["operationId"] == "sync" else ()
    return [*statuses, *SIGNED_IN] if any(described.get("security", [])) else statuses


def _answer(status: str) -> dict[str, Any]:
    value = INVALID if status == "400" else problem(500 if status == "default" else int(status))
    content = {"schema": {"$ref": "#/components/schemas/Problem"}, "examples": {"problem": {"value": value}}}
    answer: dict[str, Any] = {"description": REASONS[status], "content": {MEDIA_TYPE: content}}
    if status in ("429", *ON_SYNC):
        answer["headers"] = {"Retry-After": {"description": "Seconds to wait.", "schema": {"type": "integer"}}}
    return answer
