"""``manage.py verify_record``: does the record still say what it said?"""

from __future__ import annotations

import re
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from accounts.verify import BrokenRecord, verify_record


class Command(BaseCommand):
    help = (
        "Check every event of the record, the chain, and every row behind it; name the first that is broken."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--expect",
            metavar="NUMBER:DIGEST",
            help="what a witness keeps of an earlier head",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            verified = verify_record(expect=_witness(options["expect"]))
        except BrokenRecord as broken:
            raise CommandError(f"The record does not verify. {broken}") from broken
        self.stdout.write(
            f"The record verifies: {verified.size} events, head {verified.size}:{verified.head}, "
            f"texts removed by law from {verified.redactions} of them."
        )


def _witness(text: str | None) -> tuple[int, str] | None:
    if text is None:
        return None
    match = re.fullmatch(r"(\d{1,18}):([0-9a-f]{64})", text.strip())
    if not match:
        raise CommandError(
            "Write --expect as NUMBER:DIGEST, for example --expect 120: followed by 64 hex digits."
        )
    return int(match[1]), match[2]
