"""Who answers for what, for coordinators; plans and their wordings, to read (they come from a plan file)."""

from django.contrib.admin import display, register
from django.db.models import Exists, OuterRef
from django.shortcuts import get_object_or_404
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.admin_site import RecordAdmin, VerbAdmin, site
from accounts.forms import name_today
from commitments.forms import AssignForm, EndResponsibilityForm
from commitments.models import Amendment, CommitmentVersion, PlanVersion, Responsibility
from ogp_tracker import languages


@register(Responsibility, site=site)
class ResponsibilityAdmin(VerbAdmin):
    """Which body answers for which commitment, from when to when."""

    permission = "commitments.assign"
    add_form = AssignForm
    add_title = gettext_lazy("Assign a commitment to a body")
    list_display = ("commitment", "called", "kind", "since", "until", "source", "ending")
    list_select_related = ("commitment", "organisation")
    list_filter = ("kind",)
    search_fields = ("commitment__public_id", "organisation__slug")

    def get_queryset(self, request):
        later = Responsibility.objects.filter(replaces=OuterRef("pk"))
        rows = super().get_queryset(request)
        return rows.annotate(replaced=Exists(later), body_name=name_today("organisation"))

    def get_urls(self):
        end = self.admin_site.admin_view(self.end_view)
        return [path("<int:number>/end/", end, name="commitments_responsibility_end"), *super().get_urls()]

    def end_view(self, request, number):
        rows = Responsibility.objects.select_related("commitment", "organisation")
        responsibility = get_object_or_404(rows.annotate(body_name=name_today("organisation")), pk=number)
        form = EndResponsibilityForm(request.POST or None, responsibility=responsibility)
        body, part = self.called(responsibility), responsibility.get_kind_display()
        says = f"{body}, {part}: {responsibility.commitment}"
        return self.act(request, form, title=_("End a responsibility"), says=says)

    @display(description=gettext_lazy("body"), ordering="organisation")
    def called(self, responsibility):
        return languages.plain(responsibility.body_name) or responsibility.organisation

    @display(description=gettext_lazy("End"))
    def ending(self, responsibility):
        if responsibility.replaced:
            return _("replaced")
        if responsibility.until or responsibility.kind == Responsibility.Kind.LEAD:
            return ""
        address = reverse("admin:commitments_responsibility_end", args=[responsibility.pk])
        return format_html('<a href="{}">{}</a>', address, _("End"))


@register(PlanVersion, site=site)
class PlanVersionAdmin(RecordAdmin):
    """Plans, as they read from a day on."""

    list_display = ("plan", "valid_from", "change", "recorded_at")
    list_select_related = ("plan",)


@register(CommitmentVersion, site=site)
class CommitmentVersionAdmin(RecordAdmin):
    """Commitments, as they read from a day on."""

    list_display = ("commitment", "valid_from", "change", "recorded_at")
    list_select_related = ("commitment",)
    list_filter = ("change",)
    search_fields = ("commitment__public_id",)


@register(Amendment, site=site)
class AmendmentAdmin(RecordAdmin):
    """Formal changes of a plan."""

    list_display = ("plan", "ordinal", "effective_on", "recorded_at")
    list_select_related = ("plan",)
