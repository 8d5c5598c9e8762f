"""The pages on which people take part: a member comments, the body a comment waits for answers or forwards it."""

from datetime import timedelta

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.acting import ActingRequest
from accounts.actions import require
from accounts.pages import own_page
from milestones.desk.pages import attempt, language_of, typed
from ogp_tracker import as_of, markdown
from participation import actions, conversation
from participation.actions import NewComment, NewForwarding, NewResponse
from participation.desk import inbox
from participation.desk.forms import AnswerForm, CommentForm, ForwardForm
from participation.desk.targets import Target, target_of
from participation.models import Comment
from participation.said import About

#: Comments one account may publish within an hour on this page.
MOST_AN_HOUR = 30


@own_page
def comment_write(request: ActingRequest, target: str) -> HttpResponse:
    """Write a comment in the name of one's organisation: look at it first, then publish it."""
    about = target_of(target)
    require(
        request.actor,
        "participation.comment",
        otherwise=_("Only members of a civil-society organisation comment in its name."),
    )
    form = CommentForm(
        **typed(request), initial={"language": language_of(request)}, takes_view=about.takes_view
    )
    wants_preview = "preview" in request.POST
    new = None if wants_preview else attempt(form, lambda: _publish(request, form, about))
    if new is None:
        preview = _preview(form) if wants_preview and form.is_valid() else None
        before = conversation.read(_own_on(request, about), inbox.today(request.actor))
        return _show(
            request, "comment_write", form, about=about.about, target=about, preview=preview, before=before
        )
    messages.success(request, _("Published as comment %(number)d of the public record.") % {"number": new.pk})
    return redirect(_place(about.about, new.pk, anchor=f"comment-{new.pk}"))


@own_page
def comment_answer(request: ActingRequest, number: int) -> HttpResponse:
    """Answer a comment, and with it others that wait for the same body."""
    asked = get_object_or_404(Comment, pk=number)
    require(
        request.actor,
        "participation.respond",
        asked,
        otherwise=_("Only officials of the body a comment waits for may answer it."),
    )
    waiting = inbox.with_same_body(request.actor, asked)
    newest = actions.latest_answer_number(asked)
    initial = {"language": language_of(request), "comments": [number], "based_on": newest}
    form = AnswerForm(**typed(request), waiting=waiting, initial=initial)

    def act():
        chosen = list(Comment.objects.filter(pk__in=form.cleaned_data["comments"]))
        new = NewResponse(**form.cleaned_data | {"comments": chosen})
        return actions.respond(new, by=request.actor, now=as_of.now())

    if (new := attempt(form, act)) is None:
        said = inbox.with_same_body(request.actor, asked)[0] if form.conflict else waiting[0]
        return _show(request, "comment_answer", form, said=said, about=said.about)
    count = len(form.cleaned_data["comments"])
    many = ngettext(
        "Published: your answer to %(count)d comment.", "Published: your answer to %(count)d comments.", count
    )  # fmt: skip
    messages.success(request, many % {"count": count})
    return redirect(_place(waiting[0].about, number, anchor=f"response-{new.pk}-to-{number}"))


@own_page
def comment_forward(request: ActingRequest, number: int) -> HttpResponse:
    """Hand a comment to the body that should answer it. Its clock keeps running."""
    asked = get_object_or_404(Comment, pk=number)
    require(
        request.actor,
        "participation.forward",
        asked,
        otherwise=_("Only the body a comment waits for, or a coordinator, may forward it."),
    )
    said = conversation.read(Comment.objects.filter(pk=number), inbox.today(request.actor)).comments[0]
    if request.method != "POST" and not said.is_waiting:
        messages.warning(request, _("This comment was already answered."))
        return redirect("comment-show", number)
    receivers = inbox.receivers(said, request.actor)
    form = ForwardForm(**typed(request), receivers=receivers, initial={"language": language_of(request)})

    def act():
        reason, language = form.cleaned_data["reason"], form.cleaned_data["language"]
        new = NewForwarding(comment=asked, receiver=form.chosen, reason=reason, language=language)
        return actions.forward(new, by=request.actor, now=as_of.now())

    if attempt(form, act) is None:
        return _show(request, "comment_forward", form, said=said, about=said.about)
    messages.success(request, _("Forwarded. The waiting days go on, and are counted for the other body."))
    return redirect(_place(said.about, number, anchor=f"comment-{number}"))


def _publish(request: ActingRequest, form: CommentForm, about: Target) -> Comment:
    """Publish what the form holds, once: a form that is sent twice leads to the comment that is there."""
    now, cleaned = as_of.now(), form.cleaned_data
    mine = Comment.objects.filter(recorded_by=request.user, recorded_at__gt=now - timedelta(hours=1))
    text = markdown.plain(cleaned["text"]).strip()
    same = mine.filter(text=text, view=cleaned.get("view") or None, **{about.field: about.row}).first()
    if same is not None:
        return same
    if mine.count() >= MOST_AN_HOUR:
        many = _("You published %(count)d comments within the last hour. Go on a little later.")
        raise ValidationError(many % {"count": MOST_AN_HOUR})
    return actions.comment(NewComment(**{about.field: about.row}, **cleaned), by=request.actor, now=now)


def _place(about: About, number: int, *, anchor: str) -> str:
    """Where a comment is read with all around it: a plan's page only counts them, so there its own page."""
    is_on_plan = about.public_id == about.plan
    path = reverse("comment-show", args=[number]) if is_on_plan else about.path
    return f"{path}#{anchor}"


def _preview(form: CommentForm) -> dict[str, object]:
    """The comment as readers would see it."""
    cleaned = form.cleaned_data
    return {
        "html": markdown.render(cleaned["text"]),
        "view": cleaned.get("view", ""),
        "why": markdown.render(cleaned.get("view_reason", "")),
        "language": cleaned["language"],
    }


def _own_on(request: ActingRequest, about: Target):
    """What the actor's organisations said about the same thing before, newest first."""
    bodies = [each.organisation_id for each in request.actor.memberships]
    return Comment.objects.filter(body__in=bodies, **{about.field: about.row}).order_by("-pk")


def _show(request: HttpRequest, name: str, form, **context) -> HttpResponse:
    """The page with its form: 200 when asked for or previewed, 409 after a conflict, 422 with problems to put right."""
    status = 409 if form.conflict else 422 if form.is_sent and form.errors else 200
    context |= {"form": form, "section": "desk"}
    return render(request, f"participation/{name}.html", context, status=status)
