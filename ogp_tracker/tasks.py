"""Which work repeats here, without anybody asking for it?"""

from typing import Any

from celery.signals import worker_ready

from ogp_tracker import as_of, feedback, files, jobs
from ogp_tracker.celery import app


@app.task(name="ogp_tracker.sweep")
def sweep() -> None:
    """Rings again for every job whose bell was lost or whose worker was killed."""
    jobs.sweep()


@worker_ready.connect
def sweep_at_start(**signal: Any) -> None:
    """A new worker may face an empty queue and a full table: ring for everything that waits."""
    jobs.sweep(patience=jobs.PATIENCE * 0)


@jobs.task("ogp_tracker.remove_file")
def remove_file(job: jobs.Job, pk: int) -> None:
    """Takes the bytes of a file off the disk that the law removed from the record."""
    files.remove(files.StoredFile.objects.get(pk=pk), now=as_of.now())


@jobs.task(feedback.MAIL)
def mail_feedback(job: jobs.Job, pk: int) -> None:
    """Sends what a reader wrote to the coordinator, unless it was deleted meanwhile."""
    written = feedback.Feedback.objects.filter(pk=pk).first()
    if written:
        feedback.mail(written, now=as_of.now())


@app.task(name="ogp_tracker.forget_feedback")
def forget_feedback() -> None:
    """Every night: deletes what readers wrote a year ago."""
    feedback.forget(now=as_of.now())
