"""Who answers for what, for coordinators; plans and their wordings, to read (they come from a plan file)."""

from django.contrib.admin import register
from django.utils.translation import gettext_lazy

from accounts.admin_site import FactAdmin, RecordAdmin, site
from commitments.forms import AssignForm, EndResponsibilityForm
from commitments.models import Amendment, CommitmentVersion, PlanVersion, Responsibility


@register(Responsibility, site=site)
class ResponsibilityAdmin(FactAdmin):
    """Which body answers for which commitment, from when to when."""

    permission = "commitments.assign"
    add_form = AssignForm
    add_title = gettext_lazy("Assign a commitment to a body")
    end_form = EndResponsibilityForm
    end_title = gettext_lazy("End a responsibility")
    list_display = ("commitment", "ending", "called", "kind", "since", "until", "source")
    list_select_related = ("commitment", "organisation")
    list_filter = ("kind",)
    search_fields = ("commitment__public_id", "organisation__slug")

    def told(self, fact):
        return f"{self.called(fact)}, {fact.get_kind_display()}: {fact.commitment}"

    def can_end(self, fact):
        """A lead ends only by naming the next one."""
        return fact.kind != Responsibility.Kind.LEAD


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
