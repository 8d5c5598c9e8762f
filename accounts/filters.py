"""What may be asked of bodies and of the record?"""

from __future__ import annotations

import django_filters
from django.utils.translation import gettext_lazy as _

from accounts.models import Event, OrganisationName
from accounts.record import Role
from ogp_tracker.rest.filters import AnyOf, AskedFilterSet, YesOrNo


class OrganisationFilter(AskedFilterSet):
    """Bodies, by the name they had on the day."""

    country = django_filters.CharFilter(
        field_name="organisation__country", help_text=_("ISO 3166-1 alpha-3, for example NOR.")
    )
    kind = AnyOf(choices=OrganisationName.Kind.choices)
    is_sample = YesOrNo()

    class Meta:
        model = OrganisationName
        fields: list[str] = []


class EventFilter(AskedFilterSet):
    """Events of the record."""

    after = django_filters.NumberFilter(
        field_name="number", lookup_expr="gt", min_value=0, max_value=2**53, decimal_places=0,
        help_text=_("Events with a higher number: to go on where one left off."),
    )  # fmt: skip
    verb = django_filters.CharFilter(help_text=_("What was done, for example record_status."))
    kind = django_filters.CharFilter(help_text=_("Kind of row, for example status_update."))
    target = django_filters.CharFilter(help_text=_("Public id of what it is about, for example nor-4.3.1."))
    role = AnyOf(choices=Role.choices)
    organisation = django_filters.CharFilter(field_name="body", help_text=_("Body that acted."))

    class Meta:
        model = Event
        fields: list[str] = []
