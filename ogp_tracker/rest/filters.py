"""What may be asked of a list? The bases of every FilterSet; pages and API ask with the same ones."""

from __future__ import annotations

from typing import Any

import django_filters
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
