"""Does the server in this container answer? Exits with 1 if not."""

from typing import Any
from urllib.error import URLError
from urllib.request import Request, urlopen

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from ogp_tracker import environment


class Command(BaseCommand):
    """Asks /healthz of the server on this machine, under the name that it serves."""

    help = "Ask the server on this machine whether it is alive."
    requires_system_checks = []

    def handle(self, **options: Any) -> None:
        address = f"http://127.0.0.1:{environment.number('PORT', 8000)}/healthz"
        request = Request(address, headers={"Host": settings.ALLOWED_HOSTS[0].lstrip(".*") or "localhost"})
        try:
            with urlopen(request, timeout=5) as response:  # noqa: S310 (always http)
                self.stdout.write(response.read().decode())
        except (URLError, TimeoutError) as error:
            raise CommandError(f"{address} does not answer: {error}") from None
