"""What do readers say is wrong with this site? Not part of the public record: read by the coordinator, then deleted.

Anybody may write, without an account. What they write is an ordinary row: it can be deleted at any time, and is
deleted after a year at the latest. It stands here and not in ``participation``, because it is about the site
and not about a plan; a comment on a plan is public and answered in public.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import models, transaction
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ogp_tracker import jobs

#: How long it is kept if nobody deletes it before.
KEPT = timedelta(days=365)
MAIL = "ogp_tracker.mail_feedback"


class Feedback(models.Model):
    """What one reader wrote about one page."""

    about = models.CharField(
        gettext_lazy("page"), max_length=500, blank=True, help_text=gettext_lazy("The page it is about.")
    )
    text = models.TextField(gettext_lazy("text"), max_length=5000)
    email = models.EmailField(
        gettext_lazy("e-mail"), blank=True, help_text=gettext_lazy("Only if an answer is wanted.")
    )
    sent_at = models.DateTimeField(gettext_lazy("sent"))
    mailed_at = models.DateTimeField(
        gettext_lazy("mailed"),
        null=True,
        blank=True,
        help_text=gettext_lazy("When the coordinator's mailbox got it."),
    )

    class Meta:
        verbose_name = gettext_lazy("message about this site")
        verbose_name_plural = gettext_lazy("messages about this site")
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}"  # the admin's log of deletions repeats it: nothing personal


def send_feedback(text: str, *, about: str, email: str, now: datetime) -> Feedback:
    """Keep what a reader wrote, and ring for the e-mail to the coordinator once it is kept."""
    with transaction.atomic():
        feedback = Feedback.objects.create(text=text, about=about, email=email, sent_at=now)
        jobs.ring(MAIL, feedback.pk)
    return feedback


def mail(feedback: Feedback, *, now: datetime) -> None:
    """E-mail it to the coordinator's mailbox, once; whoever left an address is answered by replying."""
    if feedback.mailed_at:
        return
    with translation.override(translation.get_language_from_path(feedback.about) or settings.LANGUAGE_CODE):
        _mail(feedback)
    Feedback.objects.filter(pk=feedback.pk).update(mailed_at=now)


def _mail(feedback: Feedback) -> None:
    """In the language of the page it is about: it is the one its reader most likely wrote in."""
    lines = [
        feedback.text,
        "",
        _("Page: %(page)s") % {"page": feedback.about or _("not said")},
        _("E-mail for an answer: %(email)s") % {"email": feedback.email or _("not given")},
        _("Delete it in the admin, among the messages about this site, when it is settled."),
    ]
    EmailMessage(
        subject=_("Message %(number)s about the OGP Tracker") % {"number": feedback.pk},
        body="\n".join(lines),
        to=[settings.OGP_CONTACT],
        reply_to=[feedback.email] if feedback.email else None,
    ).send()


def forget(*, now: datetime) -> int:
    """Delete what was kept for a year. Returns how many there were."""
    count, _by_model = Feedback.objects.filter(sent_at__lt=now - KEPT).delete()
    return count
