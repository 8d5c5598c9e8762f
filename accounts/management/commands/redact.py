"""``manage.py redact``: the law removes a text, and everybody sees that it was removed."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser

from accounts.actions import Removal, recorded_row, redact
from accounts.actors import operator
from ogp_tracker import as_of


class Command(BaseCommand):
    help = "Remove texts of one row from the public record, for every day, and leave a tombstone."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("number", type=int, help="number of the event whose row holds the text")
        parser.add_argument("--ground", required=True, help="the provision the removal rests on")
        parser.add_argument(
            "--decided-by",
            required=True,
            help="the body or office that decided; not a person",
        )
        parser.add_argument("--case", default="", help="case number in the archive")
        parser.add_argument(
            "--field",
            action="append",
            default=[],
            help="a field to remove; default: all texts",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        removal = Removal(
            ground=options["ground"],
            decided_by=options["decided_by"],
            case=options["case"],
            fields=tuple(options["field"]),
        )
        now = as_of.now()
        try:
            row = recorded_row(options["number"])
            tombstone = redact(row, removal, by=operator(day=as_of.local_day(now)), now=now)
        except LookupError as missing:
            raise CommandError(str(missing)) from missing
        except ValidationError as refusal:
            raise CommandError(" ".join(refusal.messages)) from refusal
        self.stdout.write(
            f"Removed {', '.join(tombstone.fields)} of event {options['number']}; recorded as event {tombstone.pk}."
        )
