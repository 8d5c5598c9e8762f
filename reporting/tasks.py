"""What is compiled when nobody waits for it? A doorbell: fetch, compile, draw, keep."""

from __future__ import annotations

from ogp_tracker import as_of, jobs
from reporting import actions, renderers
from reporting.compile import compile_document
from reporting.document import to_json
from reporting.models import Document


@jobs.task(actions.COMPILE)
def compile(job: jobs.Job, pk: int) -> None:
    """Compile a document. It may run again after a worker was killed: what is kept is kept once."""
    row = Document.objects.select_related("plan", "report").get(pk=pk)
    if row.is_compiled:
        return
    said = compile_document(row.plan, actions.asked_of(row), tell=job.report)
    job.report(len(said.commitments) + 1, len(said.commitments) + 1, gettext("Drawing the pages"))
    pdf = renderers.pdf.keep(said)
    job.beat()
    actions.finish(row, body=to_json(said), pdf=pdf, now=as_of.now())
