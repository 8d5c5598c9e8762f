"""What is this package to Django? An installed app, because jobs and files are rows."""

from django.apps import AppConfig
from django.db.backends.signals import connection_created

from ogp_tracker.folding import teach_sqlite


class TrackerConfig(AppConfig):
    """The project and its plumbing."""

    name = "ogp_tracker"
    verbose_name = "OGP Tracker"

    def ready(self) -> None:
        """From here on, every connection to SQLite knows the function that folds capitals."""
        connection_created.connect(teach_sqlite, dispatch_uid="teach_sqlite")
