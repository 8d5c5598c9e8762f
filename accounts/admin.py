"""Bodies and people, for coordinators; the record itself, to read."""

from django.contrib import messages
from django.contrib.admin import display, register
from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.admin_site import FactAdmin, RecordAdmin, VerbAdmin, site
from accounts.forms import EndMembershipForm, InviteForm, NameForm, NewBodyForm
from accounts.invitations import send_link
from accounts.models import Event, Membership, Organisation, OrganisationName, Redaction, Succession
from accounts.names import name_today
from ogp_tracker import languages, ui


@register(Organisation, site=site)
class OrganisationAdmin(VerbAdmin):
    """Bodies; a body's page says which names it had."""

    permission = "accounts.name_organisation"
    add_form = NewBodyForm
    add_title = gettext_lazy("Add a body")
    exclude = ()
    ordering = ("slug",)
    list_display = ("slug", "new_name", "called")
    search_fields = ("slug",)

    def get_queryset(self, request):
        return super().get_queryset(request).annotate(name_today=name_today("pk"))

    @display(description=gettext_lazy("called today"))
    def called(self, body):
        return languages.plain(body.name_today)

    @display(description=gettext_lazy("New name"))
    def new_name(self, body):
        address = reverse("admin:accounts_organisationname_add")
        return format_html('<a href="{}?organisation={}">{}</a>', address, body.pk, _("Give it a new name"))


@register(OrganisationName, site=site)
class OrganisationNameAdmin(VerbAdmin):
    """What bodies were called, and from when to when."""

    permission = "accounts.name_organisation"
    add_form = NameForm
    add_title = gettext_lazy("Give a body a name from a day on")
    list_display = ("organisation", "called", "kind", "since", "until", "holds")
    list_select_related = ("organisation",)
    search_fields = ("organisation__slug",)

    def get_queryset(self, request):
        later = OrganisationName.objects.filter(replaces=OuterRef("pk"))
        return super().get_queryset(request).annotate(replaced=Exists(later))

    @display(description=gettext_lazy("name"))
    def called(self, name):
        return languages.plain(name.name)

    @display(description=gettext_lazy("stands"), boolean=True)
    def holds(self, name):
        return not name.replaced


@register(Membership, site=site)
class MembershipAdmin(FactAdmin):
    """Who is what in which body; the only source of rights."""

    permission = "accounts.add_member"
    add_form = InviteForm
    add_title = gettext_lazy("Invite somebody into a body")
    end_form = EndMembershipForm
    end_title = gettext_lazy("End a membership")
    list_display = ("called", "ending", "user", "member_role", "since", "until")
    list_select_related = ("organisation", "user")
    list_filter = ("member_role",)
    search_fields = ("organisation__slug", "user__email")

    def told(self, fact):
        role, body = fact.get_member_role_display(), self.called(fact)
        return _("%(user)s, %(role)s in %(body)s") % {"user": fact.user, "role": role, "body": body}

    def performed(self, request, done):
        if (
            done.replaces_id is None
            and not done.user.has_usable_password()
            and not send_link(request, done.user)
        ):
            messages.warning(
                request,
                _(
                    "The mail server did not take the link to choose a password. "
                    "Ask for it later under “Forgotten your password?”."
                ),
            )


@register(Succession, site=site)
class SuccessionAdmin(RecordAdmin):
    """Which body came out of which."""

    list_display = ("before", "after", "kind", "since")
    list_select_related = ("predecessor", "successor")

    def get_queryset(self, request):
        names = {f"{each}_name": name_today(each) for each in ("predecessor", "successor")}
        return super().get_queryset(request).annotate(**names)

    @display(description=gettext_lazy("predecessor"), ordering="predecessor_name__en")
    def before(self, row):
        return languages.plain(row.predecessor_name) or row.predecessor

    @display(description=gettext_lazy("successor"), ordering="successor_name__en")
    def after(self, row):
        return languages.plain(row.successor_name) or row.successor


@register(Event, site=site)
class EventAdmin(RecordAdmin):
    """The record: what happened, in order."""

    exclude = ()
    list_display = ("number", "recorded_at", "happened", "row", "target", "role", "body")
    list_filter = ("role",)
    search_fields = ("target", "verb")

    def get_fields(self, request, obj=None):
        words = {"verb": "happened", "kind": "row"}
        return [words.get(each, each) for each in super().get_fields(request, obj)]

    @display(description=gettext_lazy("what happened"), ordering="verb")
    def happened(self, event):
        return ui.verb_word(event.verb)

    @display(description=gettext_lazy("kind of row"), ordering="kind")
    def row(self, event):
        return ui.kind_word(event.kind)


@register(Redaction, site=site)
class RedactionAdmin(RecordAdmin):
    """What the law removed."""

    list_display = ("number", "target_number", "ground", "decided_by", "recorded_at")
