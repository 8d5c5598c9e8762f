"""What readers wrote about the site, for the coordinator to read, settle and delete."""

from django.contrib.admin import display, register
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy

from accounts.admin_site import RecordAdmin, site
from ogp_tracker.feedback import Feedback


@register(Feedback, site=site)
class FeedbackAdmin(RecordAdmin):
    """Read and delete; it is not part of the public record."""

    exclude = ()
    list_display = ("sent_at", "about", "beginning", "email", "mailed_at")
    search_fields = ("text", "about", "email")

    def has_delete_permission(self, request, obj=None):
        return self.has_view_permission(request, obj)

    @display(description=gettext_lazy("text"))
    def beginning(self, feedback):
        return Truncator(feedback.text).chars(120)
