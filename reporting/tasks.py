"""What is compiled when nobody waits for it? A doorbell: fetch, compile, draw, keep."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext_noop

from ogp_tracker import as_of, jobs
from ogp_tracker.files import StoredFile
from ogp_tracker.texts import interface_languages
from reporting import actions
from reporting.compile import compile_document
from reporting.document import Document as Told
from reporting.document import from_json, to_json
from reporting.models import Document
from reporting.renderers import pdf


@jobs.task(actions.COMPILE)
def compile(job: jobs.Job, pk: int) -> None:
    """Compile a document. It may run again after a worker was killed: what is kept is kept once.

    One that lost its PDFs to a removal by law is drawn again from what it says now.
    """
    row = Document.objects.select_related("plan", "report").get(pk=pk)
    if row.is_compiled:
        drawn = set(row.renderings.values_list("language", flat=True))
        if missing := [language for language in interface_languages() if language not in drawn]:
            actions.keep_drawn(row, files=_drawn(from_json(row.body), missing))
        return
    said = compile_document(row.plan, actions.asked_of(row), tell=job.report)
    steps = len(said.commitments) + 1
    job.report(steps, steps, gettext_noop("Drawing the pages"))
    files = _drawn(said, interface_languages())
    actions.finish(row, body=to_json(said), files=files, now=as_of.now())


def _drawn(said: Told, languages: Iterable[str]) -> dict[str, StoredFile]:
    """Its PDFs by language, kept under their hashes."""
    return {language: pdf.keep(said, language=language) for language in languages}
