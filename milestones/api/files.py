"""How does a program hand in a file? It is sent once, and named by its hash in the evidence that needs it."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.exceptions import APIException
from rest_framework.parsers import MultiPartParser
from rest_framework.renderers import BaseRenderer
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import ViewSet

from milestones.api import writing
from ogp_tracker import as_of, files
from ogp_tracker.rest.parameters import refuse_unknown
from ogp_tracker.rest.renderers import JSONRenderer


class FileTooLarge(APIException):
    """More than a file may have; nothing of it is kept."""

    status_code = 413
    default_detail = _lazy("The file is too large: a file may be at most 20 MB.")


class FileShape(serializers.Serializer[Any]):
    """A stored file. Nobody but its sender knows of it until evidence names it."""

    sha256 = serializers.CharField()
    size = serializers.IntegerField(help_text="bytes")
    media_type = serializers.CharField(help_text="By its content, not by its name.")


class SentFileShape(serializers.Serializer[Any]):
    """A form with one file."""

    file = serializers.FileField()


class FileView(ViewSet):
    """Files for evidence: at most 20 MB each, looked at before they are kept."""

    parser_classes = [MultiPartParser]
    http_method_names = ["post"]

    def get_renderers(self) -> list[BaseRenderer]:
        return [JSONRenderer()]

    @extend_schema(request={"multipart/form-data": SentFileShape}, responses={201: FileShape})
    def create(self, request: Request) -> Response:
        """Send a file in the form field ``file``; the answer names it by its SHA-256."""
        refuse_unknown(request, known=())
        if not writing.author(request, now=as_of.now()).has_perm("accounts.use_desk"):
            raise PermissionDenied(_("Only members of a body may upload files."))
        upload = request.FILES.get("file")
        if upload is None:
            raise ValidationError({"file": _("Send the file in the form field “file”.")})
        if upload.size > settings.FILE_MAX_SIZE:
            raise FileTooLarge
        stored = files.store(upload)
        shown = {"sha256": stored.sha256, "size": stored.size, "media_type": stored.media_type}
        return Response(shown, status=201)
