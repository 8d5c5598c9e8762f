"""How is the whole site started with one command?

`manage.py serve` is gunicorn with threads. Without REDIS_URL the worker and the clock of the jobs are threads
of the same process, over a queue in memory: so there is exactly one process. With REDIS_URL they run apart
(`celery -A ogp_tracker worker` and `celery -A ogp_tracker beat`), and WEB_CONCURRENCY processes may serve.
"""

import os
import threading
from typing import Any

from celery.beat import EmbeddedService
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.management.base import BaseCommand, CommandParser
from gunicorn.app.base import BaseApplication
from gunicorn.workers.base import Worker

from ogp_tracker import environment
from ogp_tracker.celery import app
from ogp_tracker.wsgi import application


class Command(BaseCommand):
    """Starts the site."""

    help = "Serve the site; without REDIS_URL also run its worker and its clock in the same process."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--host", default="127.0.0.1", help="0.0.0.0 inside a container")

    def handle(self, *, host: str, **options: Any) -> None:
        workers = environment.number("WEB_CONCURRENCY", 1)
        if workers != 1 and not settings.REDIS_URL:
            raise ImproperlyConfigured(
                "WEB_CONCURRENCY above 1 needs REDIS_URL: the jobs live in the one process."
            )
        port = environment.number("PORT", 8000)
        Server(bind=f"{host}:{port}", workers=workers).run()


class Server(BaseApplication):
    """gunicorn, set up here instead of by a file of its own."""

    def __init__(self, **options: Any) -> None:
        self.options = options
        super().__init__()

    def load_config(self) -> None:
        """Threads suit pages that wait for a database; a longer timeout suits large uploads."""
        self.cfg.set("worker_class", "gthread")
        self.cfg.set("threads", 8)
        self.cfg.set("timeout", 120)
        self.cfg.set(
            "graceful_timeout", 8
        )  # browsers keep idle lines open, and `docker stop` waits 10 seconds
        self.cfg.set("control_socket_disable", True)
        self.cfg.set("forwarded_allow_ips", os.environ.get("FORWARDED_ALLOW_IPS", "127.0.0.1"))
        if not settings.REDIS_URL:
            self.cfg.set("post_worker_init", start_jobs)
        for name, value in self.options.items():
            self.cfg.set(name, value)

    def load(self) -> Any:
        return application


def start_jobs(worker: Worker) -> None:
    """The worker and the clock as threads that end with the process; the sweeper finds what they leave."""
    consumer = app.Worker(
        pool="threads",
        concurrency=2,
        without_mingle=True,
        without_gossip=True,
        without_heartbeat=True,
        quiet=True,
        redirect_stdouts=False,
        loglevel="INFO",
    )
    threading.Thread(target=consumer.start, name="worker", daemon=True).start()
    clock = EmbeddedService(app, thread=True, schedule_filename=str(settings.OGP_DATA_DIR / "beat"))
    clock.start()  # type: ignore[union-attr]  # a thread, as asked
