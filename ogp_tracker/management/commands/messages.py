"""``manage.py messages``: bring new sentences into the catalogues, or look whether all are translated."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from ogp_tracker import messages

LANGUAGES = ("nb", "nn")


class Command(BaseCommand):
    """For translators (`make messages`) and for the checks (`make check-messages`)."""

    help = "Bring every sentence of the house into the catalogues of its languages, or check them."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--check", action="store_true", help="write nothing; fail if anything is missing")

    def handle(self, *, check: bool, **options: Any) -> None:
        sentences = messages.spoken(settings.BASE_DIR)
        found = 0
        for language in LANGUAGES:
            file = messages.path_of(language, settings.BASE_DIR / "locale")
            catalogue = messages.read(file, language)
            if not check:
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_bytes(messages.bring_in(sentences, catalogue))
            for complaint in messages.complaints(sentences, catalogue):
                found += 1
                if check:
                    self.stdout.write(f"{language}: {complaint}")
        if check and found:
            raise CommandError(f"{found} translations are missing or wrong.")
        self.stdout.write(f"{len(sentences)} sentences; {found} translations to be written.")
