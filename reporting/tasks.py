"""What is compiled when nobody waits for it? A doorbell: fetch, compile, draw, keep."""

from __future__ import annotations

from django.utils.translation import gettext as _

from ogp_tracker import as_of, jobs
from ogp_tracker.texts import interface_languages
from reporting import actions
from reporting.compile import compile_document
from reporting.document import to_json
from reporting.models import Document
from reporting.renderers import pdf


@jobs.task(actions.COMPILE)
def compile(job: jobs.Job, pk: int) -> None:
    """Compile a document. It may run again after a worker was killed: what is kept is kept once."""
    row = Document.objects.select_related("plan", "report").get(pk=pk)
    if row.is_compiled:
        return
    said = compile_document(row.plan, actions.asked_of(row), tell=job.report)
    steps = len(said.commitments) + 1
    job.report(steps, steps, _("Drawing the pages"))
    files = {language: pdf.keep(said, language=language) for language in interface_languages()}
    actions.finish(row, body=to_json(said), files=files, now=as_of.now())
