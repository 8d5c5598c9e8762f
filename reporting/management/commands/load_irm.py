"""``manage.py load_irm``: what did the IRM publish about a plan?"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from accounts.actors import operator
from ogp_tracker import as_of
from reporting.irm import IrmFileError, load_irm, parse_irm_file


class Command(BaseCommand):
    help = (
        "Enter reports and codes of the IRM from a file (docs/irm-file.md). Loading it again writes nothing."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="for example reporting/irm/nor-4.json")

    def handle(self, *args: Any, **options: Any) -> None:
        now = as_of.now()
        try:
            file = parse_irm_file(options["file"].read_bytes())
            loaded = load_irm(file, by=operator(day=as_of.local_day(now)), now=now)
        except OSError as error:
            raise CommandError(f"The file cannot be read: {error.strerror}.") from error
        except IrmFileError as refusal:
            raise CommandError(f"Nothing was entered.\n{refusal}") from refusal
        self.stdout.write(f"Entered {loaded.reports} reports and {loaded.codes} codes of the IRM.")
