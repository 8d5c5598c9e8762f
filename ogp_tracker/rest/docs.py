"""How does the API describe itself? An OpenAPI document, and a page that shows it."""

from __future__ import annotations

from typing import Any, ClassVar

from django.urls import reverse
from drf_spectacular.utils import extend_schema
from drf_spectacular.views import SpectacularAPIView, SpectacularSwaggerSplitView
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView


class RootView(APIView):
    """Where everything stands: the address of each list, of the OpenAPI document and of its page."""

    #: Names of the lists, as the router knows them.
    names: ClassVar[tuple[str, ...]] = ()

    @extend_schema(exclude=True)
    def get(self, request: Request) -> Response:
        places = {name: reverse(f"{name}-list") for name in self.names}
        places |= {"schema": reverse("api-schema"), "docs": reverse("api-docs")}
        addresses: dict[str, Any] = {
            name: request.build_absolute_uri(place) for name, place in places.items()
        }
        return Response(addresses)


class SchemaView(SpectacularAPIView):
    """The OpenAPI document of this API."""

    authentication_classes = []
    permission_classes = []


class DocumentationView(SpectacularSwaggerSplitView):
    """The same for people, to read and to try."""

    url_name = "api-schema"
    authentication_classes = []
    permission_classes = []
    template_name = "api_docs.html"
