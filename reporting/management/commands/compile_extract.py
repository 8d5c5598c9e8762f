"""``manage.py compile_extract``: what does the record show of a plan on a day, as a PDF or JSON file?"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser

from commitments.models import ActionPlan
from ogp_tracker import as_of, jobs
from reporting import actions, tasks
from reporting.document import canonical
from reporting.models import Document


class Command(BaseCommand):
    help = "Compile the evidence extract of a plan as of today, without a worker, into a .pdf or .json file."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("plan", help="for example nor-4")
        parser.add_argument("file", type=Path)
        parser.add_argument("--language", default="en")

    def handle(self, *args: Any, **options: Any) -> None:
        now = as_of.now()
        plan = ActionPlan.objects.filter(slug=options["plan"]).first()
        if plan is None:
            raise CommandError(f"There is no plan “{options['plan']}” here.")
        try:
            document = actions.ask_extract(plan, day=as_of.local_day(now), known_on=None, now=now)
        except ValidationError as refused:
            raise CommandError(" ".join(refused.messages)) from refused
        if document.job and not document.is_compiled:
            jobs.run(document.job.pk, tasks.compile)
        options["file"].write_bytes(_content(document.pk, options["file"], options["language"]))
        self.stdout.write(f"Compiled into {options['file']}.")


def _content(pk: int, file: Path, language: str) -> bytes:
    """The bytes of the compiled document in the form the file's name asks for."""
    document = Document.objects.get(pk=pk)
    kept = document.renderings.select_related("file").filter(language=language).first()
    if not document.is_compiled or kept is None:
        raise CommandError("It is not compiled: the log says why, or another worker has it. Try again.")
    return canonical(document.body) if file.suffix == ".json" else kept.file.path.read_bytes()
