"""``manage.py demo``: fill an empty record with Norway's plan and, unless told otherwise, a sample year."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from accounts.demo import PASSWORD, accounts_to_try
from ogp_tracker import as_of
from reporting.demo import CannotLoad, load


class Command(BaseCommand):
    help = "Load the demonstration into an empty record. Needs OGP_DEMO=1; run again, it does nothing."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--verified-only",
            action="store_true",
            help="the plan's verified facts alone: no samples, no accounts",
        )

    def handle(self, *args: Any, verified_only: bool, **options: Any) -> None:
        try:
            is_new = load(with_samples=not verified_only, now=as_of.now())
        except CannotLoad as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(
            "The demonstration is loaded." if is_new else "The demonstration is already loaded."
        )
        accounts = accounts_to_try(as_of.today())
        if accounts:
            self.stdout.write(f"Accounts to try it with; the password of each is {PASSWORD}")
        for each in accounts:
            self.stdout.write(f"  {each.account.email:32} {each.account.name}")
