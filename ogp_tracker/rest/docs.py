"""How does the API describe itself? An OpenAPI document, and a page that shows it."""

from __future__ import annotations

from drf_spectacular.views import SpectacularAPIView, SpectacularSwaggerSplitView


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
