"""How does an official hand in evidence? A link or a file, and nothing handed in is lost to an error elsewhere.

A file is looked at and stored before the action (``files.store``). If the form comes back, a signed field names
the stored file, so that nobody has to choose it again. A file no entry names in the end is on no page.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any, cast

from django import forms
from django.conf import settings
from django.core import signing
from django.core.exceptions import ValidationError
from django.utils.formats import date_format
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from commitments.models import Commitment
from milestones.actions import NewEvidence
from milestones.desk.fields import DeskForm, TextField, language_field
from milestones.evidence import Evidence
from milestones.models import Milestone
from milestones.warnings import LATE_AFTER_DAYS
from ogp_tracker import files
from ogp_tracker.fields import DayField
from ogp_tracker.files import StoredFile
from ogp_tracker.problems import Problem

#: How many pieces of evidence one form takes; more can be added to the entry afterwards.
SLOTS = 3
_SALT = "milestones.desk.kept-file"


class EvidenceForm(DeskForm):
    """One piece of evidence. Left empty, it is none."""

    needed_sometimes = frozenset({"url", "file", "legal_ground"})

    url = forms.URLField(
        label=_("Link"),
        required=False,
        max_length=1000,
        assume_scheme="https",
        help_text=_("An address that anybody can open without signing in."),
        error_messages={"invalid": _("This is not an address. It begins with https://.")},
    )
    file = forms.FileField(
        label=_("Or a file"),
        required=False,
        max_length=200,
        allow_empty_file=True,
        help_text=format_lazy(
            _("PDF, office document, table, text or picture, up to {size} MB. It will be public."),
            size=settings.FILE_MAX_SIZE // settings.MEGABYTE,
        ),
    )
    proves = TextField(
        label=_("What does it prove?"),
        help_text=_("In a sentence that a reader can check."),
        rows=2,
        missing=_("Say in a sentence what it proves."),
    )
    kept = forms.CharField(required=False, widget=forms.HiddenInput)
    drop = forms.BooleanField(required=False, label=_("Do not use this file"))
    title = forms.CharField(label=_("Title of the document"), required=False, max_length=300)
    publisher = forms.CharField(label=_("Who published it"), required=False, max_length=200)
    document_on = DayField(label=_("Date of the document"), required=False)
    exempt = forms.BooleanField(
        required=False,
        label=_("It is exempt from public access"),
        help_text=_(
            "Then name the provision, and give neither link nor file. It does not count as public evidence."
        ),
    )
    legal_ground = forms.CharField(label=_("Provision that exempts it"), required=False, max_length=300)

    stored: StoredFile | None = None
    file_name = ""

    def __init__(self, *args: Any, about: Milestone | Commitment, day: date, **options: Any) -> None:
        super().__init__(*args, **options)
        self.milestone = about if isinstance(about, Milestone) else None
        self.commitment = about if isinstance(about, Commitment) else None
        self.day = day

    @property
    def is_in_use(self) -> bool:
        """Whether anything of it is filled in, so that it is shown opened."""
        return self.is_bound and self.has_changed()

    def has_changed(self) -> bool:
        """A kept file that its author drops, with nothing else filled in, is no evidence."""
        changed = set(self.changed_data)
        return bool(changed - {"kept", "drop"} if "drop" in changed else changed)

    def clean(self) -> dict[str, Any]:
        """Store the file, then ask the rules of the row itself, so that each error lands in this form."""
        cleaned = super().clean() or {}
        try:
            self._take_file()
            if not self.errors:
                self.new(language="en").draft(
                    effective_on=self.day,
                    today=self.day,
                    milestone=self.milestone,
                    commitment=self.commitment,
                )
        except ValidationError as refused:
            self.refuse(refused)
        return cleaned

    def new(self, *, language: str) -> NewEvidence:
        """The evidence for the action; without a title it carries the name of its file or its address."""
        given = {
            name: self.cleaned_data[name]
            for name in ("proves", "url", "publisher", "document_on", "legal_ground")
        }
        title = self.cleaned_data["title"] or self.file_name or self.cleaned_data["url"]
        state = Evidence.State.EXEMPT if self.cleaned_data["exempt"] else Evidence.State.AVAILABLE
        return NewEvidence(
            **given,
            title=title[:300],
            file=self.stored,
            file_name=self.file_name,
            state=state,
            language=language,
        )

    def _take_file(self) -> None:
        """The file of this request, or the one kept from an earlier one. Raises ValidationError."""
        upload = self.cleaned_data.get("file")
        if upload:
            self.stored, self.file_name = files.store(upload), upload.name
        elif self.cleaned_data.get("kept") and not self.cleaned_data.get("drop"):
            self.stored, self.file_name = _kept(self.cleaned_data["kept"])
        kept = signing.dumps([self.stored.pk, self.file_name], salt=_SALT) if self.stored else ""
        self.set_field("kept", kept)


def _kept(token: str) -> tuple[StoredFile, str]:
    """The file a signed field names. Raises ValidationError."""
    try:
        pk, name = signing.loads(token, salt=_SALT)
        return StoredFile.objects.get(pk=pk, removed_at=None), name
    except (signing.BadSignature, StoredFile.DoesNotExist):
        raise ValidationError({"file": _("Choose the file again: it could not be kept.")}) from None


class WithEvidence(DeskForm):
    """A form with room for some pieces of evidence below it."""

    def __init__(
        self, data: Any = None, files: Any = None, *, about: Milestone | Commitment, day: date, **options: Any
    ) -> None:
        super().__init__(data, files, **options)
        self.about, self.day = about, day
        self.fields["effective_on"].help_text = _(
            "Today is %(today)s. A day more than %(days)d days back is marked as entered late."
        ) % {"today": date_format(day), "days": LATE_AFTER_DAYS}
        self.evidence = [
            EvidenceForm(data, files, about=about, day=day, prefix=f"evidence-{number}", empty_permitted=True)
            for number in range(1, SLOTS + 1)
        ]

    def is_valid(self) -> bool:
        # All are asked, so that all problems are shown at once and every file is kept.
        return all([super().is_valid(), *(form.is_valid() for form in self.evidence)])

    @property
    def problems(self) -> list[Problem]:
        return super().problems + [
            replace(problem, sentence=self._of(number, problem.sentence))
            for number, form in enumerate(self.evidence, start=1)
            for problem in form.problems
        ]

    def _of(self, number: int, sentence: str) -> str:
        """A problem of one piece of evidence, which it names where there are several."""
        if sum(form.has_changed() for form in self.evidence) < 2:
            return sentence
        return _("Evidence %(number)d: %(sentence)s") % {"number": number, "sentence": sentence}

    @property
    def new_evidence(self) -> Sequence[NewEvidence]:
        """The evidence for the action: the slots that were filled in."""
        language = self.cleaned_data["language"]
        return [form.new(language=language) for form in self.evidence if form.has_changed()]


class AddEvidenceForm(EvidenceForm):
    """Evidence handed in later, for an entry or for the milestone or commitment as a whole."""

    entry = forms.TypedChoiceField(
        coerce=int,
        empty_value=None,
        required=False,
        label=_("Which entry does it belong to?"),
        error_messages={"invalid_choice": _("Choose one of the entries in the list.")},
    )
    language = language_field()
    field_order = ["entry"]

    def __init__(self, *args: Any, entries: Sequence[tuple[int, str]] = (), **options: Any) -> None:
        super().__init__(*args, **options)
        entry = cast("forms.ChoiceField", self.fields["entry"])
        entry.choices = [("", _("To none in particular")), *entries]
        if not entries:
            del self.fields["entry"]
