"""What do we ask somebody who comments, answers or forwards? The rules themselves are the actions' to say."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation
from milestones.desk.fields import BasedForm, DeskForm, language_field
from milestones.models import Completion
from ogp_tracker.errors import Conflict
from participation.models import Response
from participation.said import Said

_VIEWS = [("", _("No view: only the comment")), *Completion.choices]
MARKDOWN = _(
    "A blank line begins a paragraph. Write *word* to stress it, and begin a line with a hyphen for a list. "
    "Links are written as in Markdown."
)


class WordsField(forms.CharField):
    """A text of some sentences; how long it may be is said by the model, with a sentence that helps."""

    def __init__(self, *, rows: int, **options: Any) -> None:
        super().__init__(widget=forms.Textarea(attrs={"rows": rows}), **options)


class CommentForm(DeskForm):
    """What an organisation says, and how complete it finds a commitment or milestone."""

    needed_sometimes = frozenset({"view_reason"})

    text = WordsField(
        label=_("Your comment or question"),
        rows=8,
        help_text=MARKDOWN,
        error_messages={"required": _("Write what your organisation has to say.")},
    )
    view = forms.ChoiceField(
        choices=_VIEWS,
        required=False,
        label=_("How complete does your organisation find it?"),
        widget=forms.RadioSelect,
        help_text=_("It stands beside what the lead body states. Your newest view takes the place of an older one."),
    )  # fmt: skip
    view_reason = WordsField(
        label=_("Why do you think so?"),
        rows=3,
        required=False,
        help_text=_("Needed if you give a view."),
    )
    language = language_field()

    def __init__(self, *args: Any, takes_view: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        if not takes_view:
            del self.fields["view"], self.fields["view_reason"]


class AnswerForm(BasedForm):
    """One answer, to one comment or to several that wait for the same body; it names the newest answer seen."""

    comments = forms.TypedMultipleChoiceField(
        coerce=int,
        label=_("Which comments does it answer?"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": _("Choose the comment or comments this answers."),
            "invalid_choice": _("Choose from the comments that wait for your body."),
        },
    )
    verdict = forms.ChoiceField(
        choices=Response.Verdict,
        label=_("What becomes of what they ask?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what becomes of it.")},
    )
    text = WordsField(
        label=_("Why?"),
        rows=6,
        help_text=MARKDOWN,
        error_messages={"required": _("Say why: a public answer always has a reason.")},
    )
    language = language_field()

    def __init__(self, *args: Any, waiting: Sequence[Said], **options: Any) -> None:
        super().__init__(*args, **options)
        field = cast("forms.ChoiceField", self.fields["comments"])
        field.choices = [(said.number, said.as_choice) for said in waiting]

    def rebase(self, conflict: Conflict) -> None:
        super().rebase(conflict)
        self.refuse(conflict)


class ForwardForm(DeskForm):
    """The body that should answer, and why."""

    receiver = forms.TypedChoiceField(
        coerce=int,
        label=_("Which body should answer?"),
        error_messages={"required": _("Choose the body that should answer.")},
    )
    reason = WordsField(
        label=_("Why does it belong there?"),
        rows=3,
        error_messages={"required": _("Say why it belongs to another body.")},
    )
    language = language_field()

    def __init__(self, *args: Any, receivers: Sequence[tuple[int, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        cast("forms.ChoiceField", self.fields["receiver"]).choices = [("", _("Choose a body")), *receivers]

    @property
    def chosen(self) -> Organisation:
        """The body that was chosen."""
        return Organisation.objects.get(pk=self.cleaned_data["receiver"])
