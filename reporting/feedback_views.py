"""“Something wrong here?” For everybody, without signing in, on a page of its own that nobody keeps."""

from typing import Any
from urllib.parse import urlencode

from allauth.core import ratelimit
from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from accounts.middleware import unversioned
from ogp_tracker import as_of
from ogp_tracker.feedback import send_feedback

LONGEST_ADDRESS = 500


class FeedbackForm(forms.Form):
    """What is wrong, and where to answer."""

    use_required_attribute = False

    text = forms.CharField(
        label=gettext_lazy("What is wrong, or what did you want to do?"),
        help_text=gettext_lazy("In your own words, in any language. Please leave out what is private."),
        widget=forms.Textarea(attrs={"rows": 6}),
        max_length=5000,
        error_messages={"required": gettext_lazy("Write in a few words what is wrong.")},
    )
    email = forms.EmailField(
        label=gettext_lazy("Your e-mail address"),
        help_text=gettext_lazy("Only if you want an answer."),
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={
            "invalid": gettext_lazy("Write the address as in name@example.org, or leave it empty.")
        },
    )
    # People do not see this field; programs that fill in every field do.
    website = forms.CharField(required=False)

    def clean(self) -> dict[str, Any]:
        if self.cleaned_data.get("website"):
            raise ValidationError(_("This looked like the work of a program. Please send it once more."))
        return self.cleaned_data


def page_of(text: str) -> str:
    """The path on this site that feedback is about; nothing that leads elsewhere."""
    is_here = text.startswith("/") and not text.startswith(("//", "/\\")) and text.isprintable()
    return text if is_here and len(text) <= LONGEST_ADDRESS else ""


def _form(request: HttpRequest, form: FeedbackForm, about: str, *, status: int) -> HttpResponse:
    return render(request, "reporting/feedback_show.html", {"form": form, "about": about}, status=status)


@unversioned
@require_http_methods(["GET", "HEAD", "POST"])
def feedback_show(request: HttpRequest) -> HttpResponse:
    """The form; what is sent is kept, and the coordinator hears of it."""
    about = page_of(request.POST.get("about") or request.GET.get("about", ""))
    if request.method != "POST":
        return _form(request, FeedbackForm(), about, status=200)
    form = FeedbackForm(request.POST)
    if not form.is_valid():
        return _form(request, form, about, status=422)
    if not ratelimit.consume(request, action="feedback", key="everybody"):
        form.add_error(None, _("Many messages have just come in. Please send yours again in an hour."))
        return _form(request, form, about, status=429)
    said = form.cleaned_data
    send_feedback(said["text"], about=about, email=said["email"], now=as_of.now())
    return redirect(reverse("feedback-sent") + (f"?{urlencode({'about': about})}" if about else ""))


@unversioned
@require_safe
def feedback_sent(request: HttpRequest) -> HttpResponse:
    """It has arrived; the way back to the page it was about."""
    return render(request, "reporting/feedback_sent.html", {"about": page_of(request.GET.get("about", ""))})
