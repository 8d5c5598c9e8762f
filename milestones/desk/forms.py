"""What does the desk ask an official? The shape of what is typed; what may be recorded is the actions' to say."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from commitments.models import Commitment
from milestones.actions import NewStatement, NewStatus, judge
from milestones.desk.evidence_form import WithEvidence
from milestones.desk.fields import (
    BasedForm,
    DeskForm,
    TextField,
    completion_field,
    language_field,
)
from milestones.entries import CommitmentStatement, StatusUpdate
from milestones.models import Milestone
from ogp_tracker.fields import DayField
from ogp_tracker.languages import language_word
from reporting.history import Line


class StatusForm(BasedForm, WithEvidence):
    """How a milestone stands: the whole state, from completion to evidence."""

    needed_sometimes = frozenset({"challenges", "due_reason"})

    completion = completion_field()
    narrative = TextField(
        label=_("What was done, and what came of it?"),
        rows=5,
        help_text=_("For readers outside the ministry. Two or three sentences are enough."),
    )
    challenges = TextField(
        label=_("What holds it back?"),
        rows=3,
        help_text=_("Needed if it is not started or limited."),
    )
    next_steps = TextField(label=_("What comes next?"), rows=3)
    effective_on = DayField(label=_("Which day is this about?"))
    due_on = DayField(
        label=_("Re-planned to"),
        required=False,
        help_text=_(
            "Only if another day than the adopted one is planned now. The adopted day stays visible."
        ),
    )
    due_reason = TextField(label=_("Why it was re-planned"), rows=2)
    language = language_field()

    def clean(self) -> dict[str, Any]:
        """Where something is wrong already, asks at once what the action would only ask after that."""
        cleaned = super().clean() or self.cleaned_data
        is_refused = not all(form.is_valid() for form in self.evidence)
        if not self.errors and (is_refused or cleaned["effective_on"] > self.day):
            given = {name: value for name, value in cleaned.items() if name not in ("repeats", "based_on")}
            try:
                judge(NewStatus(milestone=cast(Milestone, self.about), **given), day=self.day)
            except ValidationError as refused:
                self.refuse(refused)
        return cleaned

    def new_status(self, milestone: Milestone, **about: Any) -> NewStatus:
        """The entry for the action; ``about`` says which kind it is and what it corrects."""
        cleaned = {name: value for name, value in self.cleaned_data.items() if name != "repeats"}
        return NewStatus(milestone=milestone, **cleaned, evidence=self.new_evidence, **about)


class UnchangedForm(BasedForm):
    """ "No change since last time": one click, and a sentence if there is something to say."""

    narrative = TextField(
        label=_("A sentence, if there is something to say"),
        rows=2,
        help_text=_("For example when the next step is expected."),
    )
    language = language_field()


class _Repeats(DeskForm):
    """Names the “no change” entries that repeat an entry: they are put right in the same call."""

    repeats = forms.TypedMultipleChoiceField(
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        label=_("These later entries say “no change” and so repeat it. Put them right as well:"),
    )

    def __init__(self, *args: Any, repeated_by: Sequence[StatusUpdate] = (), **options: Any) -> None:
        super().__init__(*args, **options)
        choices = [
            (
                entry.pk,
                _("Entry %(number)d, as of %(day)s")
                % {"number": entry.pk, "day": date_format(entry.effective_on)},
            )
            for entry in repeated_by
        ]
        field = cast("forms.ChoiceField", self.fields["repeats"])
        field.choices = choices
        field.initial = [entry.pk for entry in repeated_by]
        if not choices:
            del self.fields["repeats"]

    @property
    def chosen(self) -> set[int]:
        return set(self.cleaned_data.get("repeats", []))


class _Correction(BasedForm, WithEvidence):
    """Says again all that an entry said, with what was wrong put right."""

    def clean(self) -> dict[str, Any]:
        """Refuses a correction that says what the entry says already."""
        cleaned = super().clean() or self.cleaned_data
        has_evidence = any(form.has_changed() for form in self.evidence)
        if not (has_evidence or set(self.changed_data) - {"repeats", "based_on"}):
            raise forms.ValidationError(_("Nothing is different yet. Change what is wrong, or go back."))
        return cleaned


class CorrectForm(_Correction, _Repeats, StatusForm):
    """What an entry should have said: the whole state again."""

    field_order = ["repeats"]


class RetractForm(_Repeats, BasedForm):
    """An entry is taken back: it stays readable, with the reason."""

    narrative = TextField(label=_("Why is it retracted?"), rows=3, missing=_("Say why it is retracted."))
    language = language_field()


class StatementForm(BasedForm, WithEvidence):
    """What the lead body states about its commitment as a whole."""

    completion = completion_field(label=_("How far along is the commitment?"))
    reason = TextField(
        label=_("Why? In a sentence or two"),
        rows=4,
        missing=_("Say why, in a sentence or two."),
        help_text=_("It stands beside what the milestones indicate; if the two differ, say why."),
    )
    effective_on = DayField(label=_("Which day is this about?"))
    language = language_field()

    def new_statement(self, commitment: Commitment, **about: Any) -> NewStatement:
        """The statement for the action; ``about`` says which kind it is and what it corrects."""
        return NewStatement(commitment=commitment, **self.cleaned_data, evidence=self.new_evidence, **about)


class CorrectStatementForm(_Correction, StatementForm):
    """What a statement should have said: the whole of it again."""


class RetractStatementForm(BasedForm):
    """A statement is taken back: it stays readable, with the reason."""

    reason = TextField(label=_("Why is it retracted?"), rows=3, missing=_("Say why it is retracted."))
    language = language_field()


class WithdrawForm(DeskForm):
    """Evidence is withdrawn: claims that rest on it alone say so from then on."""

    reason = TextField(label=_("Why is it withdrawn?"), rows=3, missing=_("Say why it is withdrawn."))

    def __init__(self, *args: Any, language: str, **options: Any) -> None:
        super().__init__(*args, **options)
        told = gettext("Write in the language of the evidence: %(language)s.")
        self.fields["reason"].help_text = told % {"language": language_word(language)}


def standing_state(line: Line | None) -> dict[str, Any]:
    """What a new entry begins with: an entry holds the whole state, so the re-planned day must travel on."""
    if line is None:
        return {}
    return {"completion": line.level, "due_on": line.due_on, "due_reason": line.due_reason}


def whole_entry(entry: StatusUpdate | CommitmentStatement) -> dict[str, Any]:
    """What a correction begins with: everything the entry says."""
    texts = ("narrative", "challenges", "next_steps", "due_on", "due_reason", "reason")
    names = ("completion", "effective_on", "language", *(name for name in texts if hasattr(entry, name)))
    return {name: getattr(entry, name) for name in names}
