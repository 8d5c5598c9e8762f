"""What was said about milestones and commitments, to read: only the bodies that answer for them write it."""

from django.contrib.admin import register

from accounts.admin_site import RecordAdmin, site
from milestones.models import CommitmentStatement, Evidence, MilestoneVersion, StatusUpdate


@register(StatusUpdate, site=site)
class StatusUpdateAdmin(RecordAdmin):
    """Entries in the logs of milestones."""

    list_display = (
        "number",
        "milestone",
        "kind",
        "completion",
        "effective_on",
        "recorded_at",
        "called",
        "sample",
    )
    of_body = "body"
    list_select_related = ("milestone", "body")
    list_filter = ("kind", "completion", "is_sample")
    search_fields = ("milestone__public_id",)


@register(CommitmentStatement, site=site)
class CommitmentStatementAdmin(RecordAdmin):
    """What lead bodies stated."""

    list_display = (
        "number",
        "commitment",
        "kind",
        "completion",
        "effective_on",
        "recorded_at",
        "called",
        "sample",
    )
    of_body = "body"
    list_select_related = ("commitment", "body")
    list_filter = ("kind", "completion", "is_sample")
    search_fields = ("commitment__public_id",)


@register(Evidence, site=site)
class EvidenceAdmin(RecordAdmin):
    """What was put forward as proof."""

    list_display = ("number", "milestone", "commitment", "state", "title", "effective_on", "sample")
    list_select_related = ("milestone", "commitment")
    list_filter = ("state", "is_sample")
    search_fields = ("milestone__public_id", "commitment__public_id", "title")


@register(MilestoneVersion, site=site)
class MilestoneVersionAdmin(RecordAdmin):
    """Milestones, as they read from a day on."""

    list_display = ("milestone", "valid_from", "change", "ends_on", "recorded_at")
    list_select_related = ("milestone",)
    list_filter = ("change",)
    search_fields = ("milestone__public_id",)
