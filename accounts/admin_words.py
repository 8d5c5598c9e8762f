"""Which words does the coordinator read for tables and their columns? The tables name them for developers."""

from __future__ import annotations

from typing import Any

from django.db.models import Model
from django.utils.text import camel_case_to_spaces
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ogp_tracker import languages, texts
from ogp_tracker.words import COLUMN_WORDS, KIND_WORDS

#: Several rows of a table; one row is called as in ``KIND_WORDS``, or here.
TABLE_WORDS = {
    "organisation": gettext_lazy("bodies"),
    "event": gettext_lazy("events"),
    "organisation_name": gettext_lazy("names of bodies"),
    "membership": gettext_lazy("memberships"),
    "succession": gettext_lazy("successions of bodies"),
    "redaction": gettext_lazy("removals by law"),
    "responsibility": gettext_lazy("responsibilities"),
    "plan_version": gettext_lazy("wordings of the plan"),
    "commitment_version": gettext_lazy("wordings of commitments"),
    "amendment": gettext_lazy("amendments"),
    "status_update": gettext_lazy("entries"),
    "commitment_statement": gettext_lazy("statements of completion"),
    "evidence": gettext_lazy("pieces of evidence"),
    "milestone_version": gettext_lazy("wordings of milestones"),
}
_ONE = {"organisation": gettext_lazy("body"), "event": gettext_lazy("event")}


def name_for_people(model: type[Model]) -> None:
    """Give a table and its columns the words above, in every language. What has a name of its own keeps it."""
    kind = camel_case_to_spaces(model.__name__).replace(" ", "_")  # as in ``Recorded.record_kind``
    if kind in TABLE_WORDS:
        model._meta.verbose_name = KIND_WORDS.get(kind) or _ONE[kind]
        model._meta.verbose_name_plural = TABLE_WORDS[kind]
    for column in model._meta.concrete_fields:
        column.verbose_name = COLUMN_WORDS.get(column.name, column.verbose_name)


def lines_of(value: Any) -> list[str]:
    """JSON of a column as it is read: a text in each of its languages, a list one thing after the other."""
    if isinstance(value, list):
        return [line for each in value for line in lines_of(each)]
    if isinstance(value, dict):
        return [f"{_named(key)}: {line}" for key, part in value.items() for line in lines_of(part)]
    return [] if value is None else [str(value)]


def _named(key: str) -> str:
    """The language of a text and whether we translated it; of anything else, the key itself."""
    language, out_of = texts.split_tag(key)
    word = languages.language_word(language)
    return f"{word} ({_('our translation')})" if out_of else word
