"""Which rows belong to the project itself? Django looks for them here."""

from ogp_tracker.feedback import Feedback
from ogp_tracker.files import StoredFile
from ogp_tracker.jobs import Job

__all__ = ["Feedback", "Job", "StoredFile"]
