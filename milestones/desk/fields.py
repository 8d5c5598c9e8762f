"""What do the forms of the desk share? Fields that explain themselves, and problems that lead to their field."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from accounts.kept import Kept
from milestones.entries import Completion
from ogp_tracker.errors import Conflict
from ogp_tracker.problems import Problem, problems_of
from ogp_tracker.words import OWN_NAMES

#: What each level means, in a line beside its block.
LEVELS_SAY = {
    Completion.NOT_STARTED: _("None of it has been done."),
    Completion.LIMITED: _("Some of it is done, most is not."),
    Completion.SUBSTANTIAL: _("Most of it is done, something is missing."),
    Completion.COMPLETED: _("All that was promised is done."),
}


class Levels(forms.RadioSelect):
    """The four levels, each with its meaning: drawn as blocks by ``desk/parts/levels.html``."""

    template_name = "desk/parts/levels.html"

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        option = super().create_option(name, value, *args, **kwargs)
        return option | {"says": LEVELS_SAY[Completion(value)]}


class TextField(forms.CharField):
    """A text of some sentences; ``missing`` is what its author is told who leaves it out, if it may not be."""

    def __init__(self, *, rows: int = 4, missing: Any = None, **options: Any) -> None:
        options |= {"error_messages": {"required": missing}} if missing else {"required": False}
        super().__init__(widget=forms.Textarea(attrs={"rows": rows}), max_length=20_000, **options)


def completion_field(**options: Any) -> forms.ChoiceField:
    """The level, as the government states it."""
    options.setdefault("label", _("How far along is it?"))
    messages = {
        "required": _("Choose how far along it is."),
        "invalid_choice": _("Choose one of the four levels."),
    }
    return forms.ChoiceField(choices=Completion, widget=Levels, error_messages=messages, **options)


def language_field() -> forms.ChoiceField:
    """The language somebody writes in: said by the author, not guessed."""
    return forms.ChoiceField(choices=OWN_NAMES.items(), label=_("Language you write in"))


class DeskForm(forms.Form):
    """A form that keeps what was typed, lists its problems, and takes back what an action refuses."""

    #: Fields that may be left out of some answers and not of others: their help says of which.
    needed_sometimes: frozenset[str] = frozenset()
    use_required_attribute = False  # the browser would stop at one field; the list above the form names all
    #: Set when somebody recorded something newer: the page shows both, and the form can be sent again.
    conflict: Conflict | None = None

    @property
    def is_sent(self) -> bool:
        """Whether somebody sent it just now: what was kept from before a sign-in is only shown again."""
        return self.is_bound and not isinstance(self.data, Kept)

    @property
    def problems(self) -> list[Problem]:
        """Everything to put right, in the order of the fields."""
        return problems_of(self)

    def refuse(self, refused: ValidationError) -> None:
        """Show what an action refused at the field it is about, or above the form."""
        errors = refused.error_dict if hasattr(refused, "error_dict") else {NON_FIELD_ERRORS: [refused]}
        for name, sentences in errors.items():
            # With several rows in one call the keys are ``rows.<index>.<field>``; the form holds the first row.
            field = name.removeprefix("rows.0.")
            self.add_error(field if field in self.fields else None, sentences)

    def set_field(self, name: str, value: str) -> None:
        """Change what the form will show in a field that was already sent."""
        data = QueryDict(mutable=True)
        data.update(self.data)
        data[self.add_prefix(name)] = value
        self.data = data


class BasedForm(DeskForm):
    """A form that names the newest entry its author saw; empty if there was none."""

    based_on = forms.IntegerField(required=False, widget=forms.HiddenInput)
    #: After a conflict: the newest entry the author had seen.
    seen: int | None = None

    def rebase(self, conflict: Conflict) -> None:
        """Keep what was typed, on the basis of what the author now sees."""
        self.conflict, self.seen = conflict, self.cleaned_data.get("based_on")
        self.set_field("based_on", str(conflict.current or ""))
