"""What does the coordinator fill in about bodies and people? Forms behind which an action stands."""

from django import forms
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_lazy as _

from accounts.actions import NewName, end_membership, name_organisation
from accounts.admin_site import VerbForm
from accounts.invitations import invite
from accounts.models import Organisation, OrganisationName, Role
from accounts.names import name_today
from ogp_tracker import as_of, languages
from ogp_tracker.fields import DayField
from ogp_tracker.texts import CONTENT_LANGUAGES


class OrganisationField(forms.ModelChoiceField):
    """A body, by the name it has today; one without a name is offered only where it can get one."""

    def __init__(self, *, or_nameless=False, **options):
        self.or_nameless = or_nameless
        options.setdefault("label", _("Body"))
        super().__init__(
            Organisation.objects.all(), error_messages={"required": _("Choose a body.")}, **options
        )

    def _get_queryset(self):
        bodies = super()._get_queryset().annotate(called=name_today("pk"))
        ever_named = Exists(OrganisationName.objects.standing().filter(organisation=OuterRef("pk")))
        return bodies if self.or_nameless else bodies.filter(ever_named)

    queryset = property(_get_queryset, forms.ModelChoiceField._set_queryset)  # type: ignore[attr-defined]

    def label_from_instance(self, body):
        return f"{languages.plain(body.called)} ({body.slug})" if body.called else body.slug


class NameForm(VerbForm):
    """A body's name from a day on."""

    effect = _(
        "From this day on, every page calls the body by this name. Pages about earlier days keep the name it had then."
    )
    organisation = OrganisationField(or_nameless=True)
    since = DayField(
        label=_("Called this from"), help_text=_("The name it had until then ends the day before.")
    )
    name_en = forms.CharField(label=_("Name in English"), max_length=300)
    name_nb = forms.CharField(label=_("Name in Bokmål"), max_length=300, required=False)
    name_nn = forms.CharField(label=_("Name in Nynorsk"), max_length=300, required=False)
    abbreviation = forms.CharField(label=_("Abbreviation"), max_length=40, required=False)
    kind = forms.ChoiceField(label=_("Kind of body"), choices=OrganisationName.Kind)
    contact_mailbox = forms.EmailField(
        label=_("Contact mailbox"), required=False, help_text=_("A role mailbox, never a person's address.")
    )
    source = forms.CharField(label=_("Source"), max_length=500, required=False)
    note = forms.CharField(label=_("Note"), required=False, widget=forms.Textarea(attrs={"rows": 2}))

    def perform(self, *, by, now):
        return name_organisation(self.body(), self._name(), by=by, now=now)

    def body(self):
        """The body that is named."""
        return self.cleaned_data["organisation"]

    def _name(self):
        texts = {code: self.cleaned_data.get(f"name_{code}") for code in CONTENT_LANGUAGES}
        given = ("since", "abbreviation", "kind", "contact_mailbox", "source", "note")
        return NewName(
            name={code: text for code, text in texts.items() if text},
            **{name: self.cleaned_data[name] for name in given},
        )


class NewBodyForm(NameForm):
    """A body that is not known here yet, with its name."""

    effect = _(
        "Everybody can then find the body here. It answers for a commitment once you assign it one, and "
        "somebody acts for it once you invite them."
    )
    organisation = None  # type: ignore[assignment]  # takes the field away
    country = forms.RegexField(
        r"^[A-Z]{3}$",
        label=_("Country"),
        initial="NOR",
        help_text=_("ISO 3166-1 alpha-3, for example NOR."),
        error_messages={"invalid": _("Give the three capital letters of the country, for example NOR.")},
    )
    slug = forms.SlugField(
        label=_("Public id"), max_length=80, help_text=_("Never changed, for example nor-kmd.")
    )
    field_order = ["country", "slug"]

    def body(self):
        return Organisation(country=self.cleaned_data["country"], slug=self.cleaned_data["slug"])


class InviteForm(VerbForm):
    """Somebody becomes something in a body; who has no account yet gets one, and a link to choose a password."""

    effect = _(
        "From this day on, the person can act for the body. Whoever has no account here gets one, and an e-mail "
        "with a link to choose a password. The public record names the body and the role, never the person."
    )
    email = forms.EmailField(label=_("E-mail address"), help_text=_("The person's own; it is never public."))
    name = forms.CharField(
        label=_("Name"), max_length=200, required=False, help_text=_("Never public either.")
    )
    organisation = OrganisationField()
    member_role = forms.ChoiceField(
        label=_("Role"),
        choices=[role for role in Role.choices if role[0] != Role.OPERATOR],
        initial=Role.OFFICIAL,
    )
    since = DayField(label=_("From"), initial=as_of.today)

    def perform(self, *, by, now):
        return invite(**self.cleaned_data, by=by, now=now)


class EndMembershipForm(VerbForm):
    """Somebody leaves a body."""

    effect = _(
        "After this day, the person can no longer act for the body. What they recorded stays in the public record."
    )
    until = DayField(label=_("Last day"), initial=as_of.today)

    def __init__(self, *args, fact, **options):
        super().__init__(*args, **options)
        self.membership = fact

    def perform(self, *, by, now):
        return end_membership(self.membership, until=self.cleaned_data["until"], by=by, now=now)
