"""How are tasks carried? By a queue that may be lost, because the truth about a job is a row in `jobs.py`.

With kill -9 and Redis these settings lost no task: acknowledged late, rejected when the worker dies, one
taken at a time. The visibility timeout stays above the hard time limit, or a long task would run again
while it still runs. There are no countdowns: due days live in the database.
"""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ogp_tracker.settings")

TIME_LIMIT = 30 * 60  # seconds; a task that takes longer is stopped
VISIBILITY_TIMEOUT = 60 * 60  # seconds; after that Redis hands the task to somebody else

app = Celery("ogp_tracker")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.conf.update(
    task_acks_late=True,
    task_reject_on_worker_lost=True,
    worker_prefetch_multiplier=1,
    task_ignore_result=True,
    task_serializer="json",
    accept_content=["json"],
    task_time_limit=TIME_LIMIT,
    task_soft_time_limit=TIME_LIMIT - 60,
    broker_transport_options={
        "visibility_timeout": VISIBILITY_TIMEOUT,
        "socket_connect_timeout": 2,
        # A request never waits for a broker that is down (6 seconds by default): the sweeper catches up.
        "max_retries": 1,
        "interval_start": 0,
        "interval_step": 0.1,
        "interval_max": 0.1,
    },
    broker_connection_retry_on_startup=True,
    task_publish_retry=False,
    worker_hijack_root_logger=False,
    enable_utc=True,
)
app.autodiscover_tasks()
