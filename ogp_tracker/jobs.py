"""What work is waiting, who has it, and did it end? The row is the truth; the queue is only a doorbell.

A queue may be lost, a worker may be killed. So a job is a row, written in the transaction of the action that
wants it; whoever claims it holds a lease that a heartbeat renews; and a sweeper rings again for every job
whose bell was lost or whose lease ran out. Work must be idempotent: it may run more than once. Leases use
the real clock, also in a demonstration.
"""

import logging
import threading
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import DatabaseError, connection, models, transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy, gettext_noop

from ogp_tracker.celery import TIME_LIMIT, app

log = logging.getLogger(__name__)

LEASE = timedelta(minutes=2)
BEAT = timedelta(seconds=20)
PATIENCE = timedelta(minutes=2)  # how long a bell may go unanswered before it is rung again
ATTEMPTS = 3

Work = Callable[..., Any]  # takes the job and its arguments; what it returns (JSON) is the result


class LeaseLostError(Exception):
    """Somebody else took over this job: stop, and write nothing more."""


class Job(models.Model):
    """Work that somebody asked for, from the wish to the result."""

    class State(models.TextChoices):
        QUEUED = "queued", gettext_lazy("Waiting")
        RUNNING = "running", gettext_lazy("Running")
        DONE = "done", gettext_lazy("Done")
        FAILED = "failed", gettext_lazy("Failed")

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False, help_text="its public id")
    kind = models.CharField(max_length=100, help_text="the task that does it, as in reporting.compile")
    arguments = models.JSONField(default=list, help_text="ids only: the rest is fetched when it runs")
    state = models.CharField(max_length=10, choices=State.choices, default=State.QUEUED)
    attempts = models.PositiveSmallIntegerField(default=0, help_text="also the number of the present lease")
    lease_until = models.DateTimeField(null=True, blank=True)
    heartbeat_at = models.DateTimeField(null=True, blank=True)
    rung_at = models.DateTimeField(default=timezone.now)
    steps_done = models.PositiveIntegerField(default=0)
    steps_total = models.PositiveIntegerField(default=0, help_text="0: not known")
    sentence = models.CharField(max_length=300, blank=True, help_text="how far it is, for whoever waits")
    error = models.TextField(blank=True)
    result = models.JSONField(null=True, blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        indexes = [
            # For the sweeper: the few that are not finished.
            models.Index(
                fields=["rung_at"], name="job_unfinished", condition=Q(state__in=["queued", "running"])
            )
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="running", lease_until__isnull=False)
                | (~Q(state="running") & Q(lease_until=None)),
                name="job_running_has_lease",
                violation_error_message=gettext_lazy("A job has a lease exactly while it runs."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.uuid} ({self.state})"

    def report(self, done: int, total: int, sentence: str = "") -> None:
        """Tells whoever waits how far the work is; LeaseLostError if it is no longer ours.

        The sentence is kept as it is said in English, and told to each reader in theirs.
        """
        self._update(steps_done=done, steps_total=total, sentence=sentence[:300])

    def beat(self) -> None:
        """Renews the lease; LeaseLostError if it is no longer ours."""
        self._update()

    def _update(self, **columns: Any) -> None:
        """Writes as the holder of this lease: the number of the attempt tells it from a later holder."""
        now = timezone.now()
        columns = {"heartbeat_at": now, "lease_until": now + LEASE} | columns
        mine = Job.objects.filter(pk=self.pk, state=Job.State.RUNNING, attempts=self.attempts)
        if not mine.update(**columns):
            raise LeaseLostError(str(self))


def ring(kind: str, *ids: Any) -> Job:
    """Asks for work: writes the job with the caller's transaction, and rings for it once that is committed.

    A broker that is down never fails the action: the error is logged and the sweeper rings again.
    """
    job = Job.objects.create(kind=kind, arguments=list(ids))
    transaction.on_commit(lambda: _send(job), robust=True)
    return job


def task(kind: str) -> Callable[[Work], Work]:
    """Makes a function the work behind `ring(kind, ...)`: `work(job, *ids)`, a doorbell of a few lines."""

    def register(work: Work) -> Work:
        @app.task(name=kind)
        def answer(pk: int) -> None:
            run(pk, work)

        return work

    return register


def run(pk: int, work: Work) -> None:
    """Does the work of a job, if it is still to be done and nobody else has it."""
    job = claim(pk)
    if job is None:
        log.info("Job %s is finished or in other hands.", pk)
        return
    try:
        with _heartbeat(job):
            outcome = _outcome(job, work)
        job._update(lease_until=None, **outcome)
    except LeaseLostError:
        log.warning("The lease of job %s ran out; whoever took it over finishes it.", job)


def claim(pk: int) -> Job | None:
    """Takes the lease of a job that waits, or whose holder is gone; None if there is nothing to take."""
    now = timezone.now()
    free = Q(state=Job.State.QUEUED) | Q(state=Job.State.RUNNING, lease_until__lt=now)
    taken = Job.objects.filter(free, pk=pk).update(
        state=Job.State.RUNNING, attempts=F("attempts") + 1, heartbeat_at=now, lease_until=now + LEASE
    )
    return Job.objects.get(pk=pk) if taken else None


def sweep(*, patience: timedelta = PATIENCE) -> None:
    """Heals what was lost: jobs of killed workers wait again or fail, and unanswered bells ring again."""
    now = timezone.now()
    orphans = Job.objects.filter(state=Job.State.RUNNING, lease_until__lt=now)
    orphans.filter(attempts__gte=ATTEMPTS).update(
        state=Job.State.FAILED,
        lease_until=None,
        finished_at=now,
        error=gettext_noop("The work was interrupted again and again, and given up."),
    )
    orphans.update(state=Job.State.QUEUED, lease_until=None)
    for job in Job.objects.filter(state=Job.State.QUEUED, rung_at__lte=now - patience):
        _send(job)
        Job.objects.filter(pk=job.pk).update(rung_at=now)


def _send(job: Job) -> None:
    app.send_task(job.kind, args=[job.pk])


def _outcome(job: Job, work: Work) -> dict[str, Any]:
    """The columns that end this attempt. A refusal ends the job; anything else unexpected is tried again."""
    now = timezone.now()
    try:
        result = work(job, *job.arguments)
    except LeaseLostError:
        raise
    except ValidationError as refusal:
        return {"state": Job.State.FAILED, "error": "\n".join(refusal.messages), "finished_at": now}
    except Exception:  # whatever it was, the job must not stay "running"
        log.exception("Job %s failed in attempt %d.", job, job.attempts)
        error = gettext_noop("The work failed. The log of the site says why.")
        if job.attempts < ATTEMPTS:
            return {"state": Job.State.QUEUED, "error": error, "rung_at": now}
        return {"state": Job.State.FAILED, "error": error, "finished_at": now}
    return {"state": Job.State.DONE, "error": "", "result": result, "finished_at": timezone.now()}


@contextmanager
def _heartbeat(job: Job) -> Iterator[None]:
    """Renews the lease from a thread of its own while the work goes on."""
    stop = threading.Event()
    thread = threading.Thread(target=_beat_until, args=(job, stop), name=f"heartbeat-{job.pk}", daemon=True)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join()


def _beat_until(job: Job, stop: threading.Event) -> None:
    """Beats no longer than a task may last: a hung one loses its lease."""
    try:
        for _beat in range(TIME_LIMIT // int(BEAT.total_seconds())):
            if stop.wait(BEAT.total_seconds()):
                return
            try:
                job.beat()
            except DatabaseError:
                log.exception("The heartbeat of job %s was not written.", job)
    except LeaseLostError:
        log.warning("The lease of job %s is lost.", job)
    finally:
        connection.close()
