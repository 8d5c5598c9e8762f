"""What does the coordinator fill in about who answers for a commitment?"""

from django import forms
from django.db.models import OuterRef, Subquery
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from accounts.admin_site import VerbForm
from accounts.forms import OrganisationField
from commitments.actions import assign, end_responsibility
from commitments.models import Commitment, CommitmentVersion, Responsibility
from ogp_tracker import as_of, languages
from ogp_tracker.fields import DayField


class CommitmentField(forms.ModelChoiceField):
    """A commitment, by the title it has today."""

    def __init__(self, **options):
        super().__init__(
            Commitment.objects.order_by("plan", "order"),
            label=_("Commitment"),
            error_messages={"required": _("Choose a commitment.")},
            **options,
        )

    def _get_queryset(self):
        wording = CommitmentVersion.objects.in_force(as_of.today()).filter(commitment=OuterRef("pk"))
        return super()._get_queryset().annotate(called=Subquery(wording.values("title")[:1]))

    queryset = property(_get_queryset, forms.ModelChoiceField._set_queryset)  # type: ignore[attr-defined]

    def label_from_instance(self, commitment):
        return f"{commitment.public_id}: {Truncator(languages.plain(commitment.called)).chars(80)}"


class AssignForm(VerbForm):
    """A body answers for a commitment from a day on."""

    effect = _(
        "From this day on, the body's page shows the commitment. Officials of a lead or responsible body can then "
        "record its progress."
    )
    commitment = CommitmentField()
    organisation = OrganisationField()
    kind = forms.ChoiceField(
        label=_("Role"),
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

    effect = _(
        "After this day, the body's officials can no longer record progress of the commitment in this role. What "
        "they recorded stays."
    )
    until = DayField(label=_("Last day"), initial=as_of.today)

    def __init__(self, *args, fact, **options):
        super().__init__(*args, **options)
        self.responsibility = fact

    def perform(self, *, by, now):
        return end_responsibility(self.responsibility, until=self.cleaned_data["until"], by=by, now=now)
