"""What does an action raise when the world moved on while somebody was typing?

Everything else an action refuses is Django's own ``ValidationError`` (with a field key) or
``PermissionDenied``; ``ogp_tracker/rest.py`` and the pages turn all three into sentences.
"""

from __future__ import annotations

from django.core.exceptions import ValidationError


class Conflict(ValidationError):
    """A newer entry exists than the one the author saw. Nothing was written.

    ``current`` is the public number of the newest entry, so that page and API can show both.
    """

    def __init__(self, message: str, *, current: int | None) -> None:
        super().__init__({"based_on": message}, code="conflict")
        self.current = current
