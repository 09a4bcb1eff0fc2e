"""JSON bodies, read strictly."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.http import parse_header_parameters
from rest_framework.exceptions import APIException, ParseError, UnsupportedMediaType
from rest_framework.parsers import BaseParser

from steadily.records.refusals import Refused
from steadily.records.strict_json import Unreadable, flaw, parse

BODY_LIMIT = 256 * 1024
SYNC_LIMIT = 1024 * 1024


class TooLarge(APIException):
    """A body longer than its route takes."""

    status_code = 413
    default_detail = "This is too large to send at once."
    default_code = "too-large"


class StrictJSONParser(BaseParser):
    """Read a JSON body, refusing what two readers could take differently."""

    media_type = "application/json"
    limit = BODY_LIMIT

    def parse(self, stream: Any, media_type: str | None = None, parser_context: Mapping[str, Any] | None = None) -> Any:
        value = self.read(stream, media_type)
        _refuse_flaw(value)
        return value

    def read(self, stream: Any, media_type: str | None) -> object:
        """Read the body as far as its limit. Raises ParseError, UnsupportedMediaType or TooLarge."""
        charset = parse_header_parameters(media_type or "")[1].get("charset", "utf-8")
        if charset.lower() not in ("utf-8", "utf8"):
            raise UnsupportedMediaType(media_type or "", "We can only read JSON in UTF-8.")
        body = stream.read(self.limit + 1)
        if len(body) > self.limit:
            raise TooLarge
        try:
            return parse(body)
        except Unreadable as error:
            raise ParseError(str(error)) from None


class SyncParser(StrictJSONParser):
    """Read a sync's body, leaving flaws within an entry to be refused with that entry alone."""

    limit = SYNC_LIMIT

    def parse(self, stream: Any, media_type: str | None = None, parser_context: Mapping[str, Any] | None = None) -> Any:
        value = self.read(stream, media_type)
        if not isinstance(value, dict):
            _refuse_flaw(value)
            raise ParseError("The body must be a JSON object with entries.")
        _refuse_flaw({name: part for name, part in value.items() if name != "entries"})
        return value


def _refuse_flaw(value: object) -> None:
    found = flaw(value)
    if found:
        raise Refused(found.detail, field=found.pointer.removeprefix("/"), code="unreadable")
