"""What is this package to Django? An installed app, because jobs and files are rows."""

from django.apps import AppConfig


class TrackerConfig(AppConfig):
    """The project and its plumbing."""

    name = "ogp_tracker"
    verbose_name = "OGP Tracker"
