"""How is the content of a request read? Strictly: what is not JSON is told so, and where."""

from __future__ import annotations

from typing import IO, Any

import orjson
from django.utils.translation import gettext as _
from rest_framework import serializers
from rest_framework.exceptions import ParseError
from rest_framework.parsers import BaseParser


class JSONParser(BaseParser):
    """JSON in UTF-8; nesting without end is refused like any other mistake."""

    media_type = "application/json"

    def parse(self, stream: IO[bytes], media_type: str | None = None, parser_context: Any = None) -> Any:
        try:
            return orjson.loads(stream.read())
        except orjson.JSONDecodeError as mistake:
            raise ParseError(_("The content is not JSON: %s.") % mistake) from None


class StrictSerializer(serializers.Serializer[Any]):
    """The shape of what is sent. A field that is not known is refused: nothing is silently ignored."""

    def to_internal_value(self, data: Any) -> Any:
        unknown = set(data) - set(self.fields) if isinstance(data, dict) else set()
        if unknown:
            sentence = _("This field is not known here. Known are: %s.") % ", ".join(self.fields)
            raise serializers.ValidationError({str(name): [sentence] for name in sorted(unknown)})
        return super().to_internal_value(data)

    @classmethod
    def read(cls, data: Any) -> dict[str, Any]:
        """What was sent, if it has this shape. Raises the framework's ValidationError."""
        if not isinstance(data, dict):
            raise serializers.ValidationError(_("Send a JSON object: its fields are described in the docs."))
        shape = cls(data=data)
        shape.is_valid(raise_exception=True)
        found: dict[str, Any] = shape.validated_data
        return found
