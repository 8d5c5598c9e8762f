"""``manage.py load_plan``: bring the record to what a plan file says."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

from django.core.exceptions import BadRequest
from django.core.management.base import BaseCommand, CommandError, CommandParser

from accounts.actors import operator
from accounts.record import head
from milestones.loading import Intent, Loaded, NotSaidAsWhat, RowChange, Treatment, load_plan
from milestones.plan_file import PlanFile, PlanFileError, read_plan_file
from ogp_tracker import as_of


class Command(BaseCommand):
    help = (
        "Load a plan file (docs/plan-file.md). Loads nothing if there is one error; writes nothing if the record "
        "says the same already; shows every changed row, and asks as what it is loaded."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument(
            "--dry-run", action="store_true", help="show what would be written; write nothing"
        )
        parser.add_argument(
            "--as",
            dest="treatment",
            choices=[Treatment.CORRECTION.value, Treatment.AMENDMENT.value],
            help="as what a file is loaded that differs from the record",
        )
        parser.add_argument("--on", metavar="DAY", help="the day an amendment takes effect, as YYYY-MM-DD")
        parser.add_argument("--reason", default="", help="why the plan is amended, for everybody to read")
        parser.add_argument("--title", default="", help="what the amendment is called")

    def handle(self, *args: Any, **options: Any) -> None:
        now = as_of.now()
        today = as_of.local_day(now)
        path: Path = options["file"]
        dry_run: bool = options["dry_run"]
        try:
            file = read_plan_file(path)
            intent = Intent(
                treatment=Treatment(options["treatment"]) if options["treatment"] else None,
                on=_day(options["on"], today=today),
                reason=options["reason"],
                title=options["title"],
            )
            loaded = load_plan(file, by=operator(day=today), now=now, intent=intent, dry_run=dry_run)
        except PlanFileError as error:
            raise CommandError(_refusal(path, error)) from error
        except NotSaidAsWhat as question:
            self._show(question.changes, decided=False)
            raise CommandError(_question(path, question)) from question
        if loaded.changes:
            self._warn(file)
        self._report(path, loaded, dry_run=dry_run)

    def _warn(self, file: PlanFile) -> None:
        for warning in file.warnings:
            self.stdout.write(self.style.WARNING(f"Warning: {warning}"))

    def _report(self, path: Path, loaded: Loaded, *, dry_run: bool) -> None:
        log = head()
        if not loaded.changes:
            self.stdout.write(f"{loaded.plan}: nothing to do. The record says all that {path.name} says.")
        else:
            if loaded.treatment != Treatment.ADOPTION or dry_run:
                self._show(loaded.changes, decided=True)
            done = "would be written" if dry_run else "written"
            rows = ", ".join(
                f"{count} {kind}" for kind, count in Counter(c.kind for c in loaded.changes).items()
            )
            self.stdout.write(
                f"{loaded.plan}: {len(loaded.changes)} rows {done} as {loaded.treatment}, "
                f"from {loaded.day} on ({rows.replace('_', ' ')})."
            )
        self.stdout.write(f"The head of the record is {log.size}:{log.head}")

    def _show(self, changes: Iterable[RowChange], *, decided: bool) -> None:
        for change in changes:
            what = change.change if decided else "differs" if change.differences else "not in the record"
            self.stdout.write(f"  {change.target}: {change.kind.replace('_', ' ')}, {what}")
            for one in change.differences:
                self.stdout.write(f"      {one.field}: {_shown(one.recorded)} -> {_shown(one.stated)}")


def _shown(value: Any) -> str:
    return str(value) if isinstance(value, date) else json.dumps(value, ensure_ascii=False, default=str)


def _day(text: str | None, *, today: date) -> date | None:
    try:
        return as_of.parse_day(text, parameter="--on", today=today)
    except BadRequest as refusal:
        raise CommandError(f"--on: {refusal}") from refusal


def _refusal(path: Path, error: PlanFileError) -> str:
    count = len(error.problems)
    heading = f"{path}: nothing was loaded. {count} {'error' if count == 1 else 'errors'}:"
    return "\n".join([heading, *(f"  {problem}" for problem in error.problems)])


def _question(path: Path, question: NotSaidAsWhat) -> str:
    return (
        f"{path}: nothing was loaded. The file differs from the record in what is listed above. "
        "Say as what it is to be loaded:\n"
        "  --as correction    the record was copied wrongly from the plan; it reads right from its first day on\n"
        "  --as amendment --on YYYY-MM-DD --reason TEXT    the plan itself was changed, from that day on"
    )
