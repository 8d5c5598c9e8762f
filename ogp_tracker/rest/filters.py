"""What may be asked of a list? The bases of every FilterSet; pages and API ask with the same ones."""

from __future__ import annotations

from typing import Any

import django_filters
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from ogp_tracker.as_of import Moment


class AskedFilterSet(django_filters.FilterSet):
    """Filters over rows as they stood at a moment: those that need its day find it in ``self.moment``."""

    def __init__(self, *args: Any, moment: Moment, **options: Any) -> None:
        super().__init__(*args, **options)
        self.moment = moment


class AnyOf(django_filters.BaseInFilter, django_filters.ChoiceFilter):
    """One value, or several with commas between them: rows that have any of them."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.extra.setdefault("help_text", _("One value, or several with commas between them."))


class YesOrNoField(forms.NullBooleanField):
    """True, false, or not asked; Django's own takes every other word for "not asked"."""

    widget = forms.TextInput

    def to_python(self, value: Any) -> bool | None:  # type: ignore[override]  # None: not asked
        asked = str(value or "").strip().lower()
        if asked not in ("", "true", "false"):
            raise ValidationError(_("“%(text)s” is neither true nor false."), params={"text": asked[:40]})
        return asked == "true" if asked else None


class YesOrNo(django_filters.BooleanFilter):
    """Rows of which something is true, or of which it is not."""

    field_class = YesOrNoField
