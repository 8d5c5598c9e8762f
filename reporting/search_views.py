"""Search: for everybody, as of any day, on a page of its own that nobody keeps."""

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.middleware import unversioned
from ogp_tracker import as_of
from ogp_tracker.folding import question_of, words_of
from reporting.search import KINDS, MOST, search

#: Hits of a kind that are shown while all kinds are.
FIRST = 5


@unversioned
@require_safe
def search_show(request: HttpRequest) -> HttpResponse:
    """What says the words; without any, what can be looked for."""
    moment = as_of.moment(request)
    question, kind = question_of(request.GET.get("q", "")), request.GET.get("kind", "")
    if kind and kind not in KINDS:
        known = {"asked": kind[:40], "known": ", ".join(KINDS)}
        raise BadRequest(_("“%(asked)s” is not a kind. Use one of: %(known)s.") % known)
    words = words_of(question)
    found = search(words, moment=moment, kinds=[kind] if kind else KINDS) if words else []
    context = {
        "moment": moment,
        "question": question,
        "words": words,
        "kind": kind,
        "kinds": KINDS.items(),
        "found": found,
        "first": MOST if kind else FIRST,
        "total": sum(len(each.hits) for each in found),
        "has_more": any(each.has_more for each in found),
        "section": "search",
    }
    return render(request, "reporting/search_show.html", context)
