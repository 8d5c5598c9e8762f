"""Which work repeats here, without anybody asking for it?"""

from typing import Any

from celery.signals import worker_ready

from ogp_tracker import jobs
from ogp_tracker.celery import app


@app.task(name="ogp_tracker.sweep")
def sweep() -> None:
    """Rings again for every job whose bell was lost or whose worker was killed."""
    jobs.sweep()


@worker_ready.connect
def sweep_at_start(**signal: Any) -> None:
    """A new worker may face an empty queue and a full table: ring for everything that waits."""
    jobs.sweep(patience=jobs.PATIENCE * 0)
