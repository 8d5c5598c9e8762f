"""What does the coordinator fill in about who answers for a commitment?"""

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.admin_site import VerbForm
from accounts.forms import DayField, OrganisationField
from commitments.actions import assign, end_responsibility
from commitments.models import Commitment, Responsibility
from ogp_tracker import as_of


class AssignForm(VerbForm):
    """A body answers for a commitment from a day on."""

    commitment = forms.ModelChoiceField(
        Commitment.objects.order_by("plan", "order"),
        label=_("Commitment"),
        error_messages={"required": _("Choose a commitment.")},
    )
    organisation = OrganisationField()
    kind = forms.ChoiceField(
        label=_("Part"),
        choices=Responsibility.Kind,
        help_text=_("There is one lead at a time: a new one ends the old one the day before."),
    )
    since = DayField(label=_("From"), initial=as_of.today)
    source = forms.CharField(label=_("Source"), max_length=500, help_text=_("Where this was decided."))

    def perform(self, *, by, now):
        given = dict(self.cleaned_data)
        return assign(given.pop("commitment"), given.pop("organisation"), **given, by=by, now=now)


class EndResponsibilityForm(VerbForm):
    """A body no longer answers for a commitment."""

    until = DayField(label=_("Last day"), initial=as_of.today)

    def __init__(self, *args, responsibility, **options):
        super().__init__(*args, **options)
        self.responsibility = responsibility

    def perform(self, *, by, now):
        return end_responsibility(self.responsibility, until=self.cleaned_data["until"], by=by, now=now)
