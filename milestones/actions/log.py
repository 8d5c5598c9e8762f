"""What may never be appended to a log, whoever asks? The rules that status updates and statements share."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import TypeVar

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from commitments.models import Version
from milestones.entries import Entry
from ogp_tracker.errors import Conflict

New = TypeVar("New")
Row = TypeVar("Row")


def refusal(field: str, sentence: str) -> ValidationError:
    """A refusal that the form shows at ``field``."""
    return ValidationError({field: sentence})


def refuse_conflict(*, newest: int | None, based_on: int | None) -> None:
    """Raise Conflict if somebody recorded an entry after the one the author saw."""
    if newest != based_on:
        raise Conflict(
            _("Somebody recorded a newer entry while you were writing. Nothing of yours was written yet."),
            current=newest,
        )


def refuse_future(day: date, *, today: date, field: str = "effective_on") -> None:
    """Raise ValidationError at ``field`` for a day that has not come."""
    if day > today:
        raise refusal(field, _("This day has not come yet. Choose today or an earlier day."))


def refuse_backdating(effective_on: date, *, standing: Entry | None) -> None:
    """Raise ValidationError for a new entry before the newest standing one. Corrections may carry any day."""
    if standing is not None and effective_on < standing.effective_on:
        raise refusal(
            "effective_on",
            _("The newest entry is about %s. Choose that day or a later one, or correct that entry.")
            % date_format(standing.effective_on),
        )


def refuse_withdrawn(version: Version | None, *, kind: str, effective_on: date) -> None:
    """Raise ValidationError for what is not in the plan today, or withdrawn on the day an entry speaks of.

    A retraction states nothing, so it may carry any day.
    """
    if version is None:
        raise refusal(NON_FIELD_ERRORS, _("This is not part of the plan today."))
    withdrawn = version.change == Version.Change.WITHDRAWN and effective_on >= version.valid_from
    if withdrawn and kind != Entry.Kind.RETRACTION:
        raise refusal(
            "effective_on",
            _("It was withdrawn on %s. Nothing can be recorded about that day or a later one.")
            % date_format(version.valid_from),
        )


def refuse_taken(number: int, *, taken: bool) -> None:
    """Raise ValidationError if another entry already corrects or retracts entry ``number``."""
    if taken:
        raise refusal("corrects", _("Entry %s was already corrected or retracted.") % number)


def each(rows: Sequence[New], check: Callable[[New, int], Row], *, under: str) -> list[Row]:
    """Check every row and return what the checks return; raise one ValidationError with every row's errors.

    Its keys are ``<under>.<index>.<field>``, or as they are if ``under`` is empty (a single row). A Conflict is
    raised at once: what the author saw is out of date, so the other sentences may be, too.
    """
    done: list[Row] = []
    errors: dict[str, list[str]] = {}
    for index, new in enumerate(rows):
        try:
            done.append(check(new, index))
        except Conflict:
            raise
        except ValidationError as refused:
            found = (
                refused.message_dict
                if hasattr(refused, "error_dict")
                else {NON_FIELD_ERRORS: refused.messages}
            )
            place = f"{under}.{index}." if under else ""
            errors.update({place + name: sentences for name, sentences in found.items()})
    if errors:
        raise ValidationError(errors)
    return done
