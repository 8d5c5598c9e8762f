"""What does the OpenAPI document say of every address? What all share stands here, once."""

from __future__ import annotations

from typing import Any

from drf_spectacular.extensions import OpenApiAuthenticationExtension
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.utils import OpenApiParameter

from ogp_tracker.rest.problems import MEDIA_TYPE
from ogp_tracker.rest.views import ReadView

PROBLEM = {
    "type": "object",
    "description": "Problem details (RFC 9457).",
    "required": ["type", "title", "status", "detail"],
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "errors": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["detail"],
                "properties": {
                    "field": {"type": "string"},
                    "pointer": {"type": "string"},
                    "parameter": {"type": "string"},
                    "detail": {"type": "string"},
                },
            },
        },
        "current": {"description": "The newer entry, if that is what stands in the way."},
    },
}
DAY = {"type": "string", "format": "date"}


class Schema(AutoSchema):
    """Describes what every address shares: the two days, and problems as the answer to everything else."""

    def get_override_parameters(self) -> list[Any]:
        if self.method != "GET" or not isinstance(self.view, ReadView):
            return []
        return [
            OpenApiParameter(
                "as_of", DAY, description="How it stood at the end of this day; today if not given."
            ),
            OpenApiParameter(
                "known_on", DAY, description="As was known at the end of this day; now if not given."
            ),
        ]

    def get_auth(self) -> list[dict[str, Any]]:
        """Everybody reads; writing needs a token."""
        found = super().get_auth()
        return [*found, {}] if self.method == "GET" else found

    def get_tags(self) -> list[str]:
        return [str(getattr(self.view, "basename", ""))]


def describe_problems(result: dict[str, Any], **_context: Any) -> dict[str, Any]:
    """Add problems as the default answer of every operation, and CSV as the text it is (a hook)."""
    result.setdefault("components", {}).setdefault("schemas", {})["Problem"] = PROBLEM
    problem = {"content": {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}}}
    for operations in result["paths"].values():
        for operation in operations.values():
            operation["responses"]["default"] = {"description": "What is wrong, in sentences.", **problem}
            for response in operation["responses"].values():
                if "text/csv" in response.get("content", {}):
                    response["content"]["text/csv"] = {"schema": {"type": "string"}}
    return result


class TokenScheme(OpenApiAuthenticationExtension):
    """The header of a token; registered by being defined."""

    target_class = "accounts.authentication.TokenAuthentication"
    name = "token"

    def get_security_definition(self, auto_schema: AutoSchema) -> dict[str, str]:
        return {
            "type": "apiKey",
            "in": "header",
            "name": "Authorization",
            "description": "“Token ”, then the secret that was shown when the token was made. Reading needs none.",
        }
