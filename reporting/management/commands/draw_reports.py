"""Has the PDFs drawn that compiled reports lack: after a language of the interface was added."""

from typing import Any

from django.core.management.base import BaseCommand

from ogp_tracker import jobs
from ogp_tracker.texts import interface_languages
from reporting.actions import COMPILE
from reporting.models import Document


class Command(BaseCommand):
    help = __doc__

    def handle(self, **options: Any) -> None:
        """Ring for every compiled document that lacks a language; the worker draws it from what was kept."""
        wanted, lacking = set(interface_languages()), []
        for document in Document.objects.exclude(digest="").prefetch_related("renderings"):
            if wanted - {each.language for each in document.renderings.all()}:
                lacking.append(document.pk)
        for pk in lacking:
            jobs.ring(COMPILE, pk)
        self.stdout.write(f"{len(lacking)} reports are being drawn in the languages they lack.")
